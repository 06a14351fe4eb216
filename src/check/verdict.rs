//! The verdict on the approvals of a site, which `release` requires.

use std::collections::BTreeMap;

use crate::content::public::{Postmortem, SiteConfig, Update};
use crate::span::FileId;

/// What was found about the approvals of all texts that are not drafts.
///
/// A text that the verdict does not know has not been judged, so it is not released where approvals are used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Whether another machine has judged the approvals of this exact content.
    elsewhere: bool,
    /// Whether a required approval is missing or void.
    negative: bool,
    /// The roles that must approve each text, by its file.
    required: BTreeMap<FileId, Vec<String>>,
}

impl Verdict {
    /// The verdict before anything was judged.
    pub(super) const UNJUDGED: Self = Self { elsewhere: false, negative: false, required: BTreeMap::new() };

    /// The verdict that another machine has given.
    #[must_use]
    pub fn elsewhere() -> Self {
        Self { elsewhere: true, ..Self::default() }
    }

    /// Records which roles must approve a text, and whether all of them did.
    pub(super) fn add(&mut self, file: FileId, required: Vec<String>, is_approved: bool) {
        self.negative |= !is_approved;
        self.required.insert(file, required);
    }

    /// Whether a required approval is missing or void.
    #[must_use]
    pub const fn is_negative(&self) -> bool {
        self.negative
    }

    /// Returns the roles that must approve an update. `None` if it has not been judged but should have been.
    #[must_use]
    pub fn required_for_update(&self, update: &Update, site: &SiteConfig) -> Option<&[String]> {
        let applies = site.approval.as_ref().is_some_and(|policy| {
            !policy.comms.is_empty() && policy.since.is_none_or(|since| update.latest_date() >= since)
        });
        self.required_for(update.span.file, applies)
    }

    /// Returns the roles that must approve a post-mortem. `None` if it has not been judged but should have been.
    #[must_use]
    pub fn required_for_postmortem(&self, postmortem: &Postmortem, site: &SiteConfig) -> Option<&[String]> {
        let published = postmortem.published.as_ref();
        let applies = published.is_some_and(|published| site.postmortem_needs_approval(published.value));
        self.required_for(postmortem.span.file, applies)
    }

    /// Returns the roles that must approve the text in a file; none if it needs no approval or has not been judged.
    #[must_use]
    pub fn required_roles(&self, file: FileId) -> &[String] {
        self.required.get(&file).map(Vec::as_slice).unwrap_or_default()
    }

    fn required_for(&self, file: FileId, applies: bool) -> Option<&[String]> {
        if self.elsewhere || !applies {
            return Some(&[]);
        }
        self.required.get(&file).map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Snapshot;

    #[test]
    fn a_text_that_was_not_judged_is_known_to_need_nothing_only_without_a_policy_for_it() {
        let roles = |policy: &str| {
            let site = format!("title = \"T\"\nurl = \"https://s.example\"\n{policy}");
            let snapshot = Snapshot::of_texts([
                ("content/site.toml", site.as_str()),
                (
                    "content/incidents/a/comms/2026-03-14T1130Z.md",
                    "+++\ntitle = \"A\"\nstatus = \"investigating\"\n+++\nx\n",
                ),
            ]);
            let (content, _) = crate::content::load(&snapshot);
            let site = content.public.site.expect("the settings");
            let update = &content.public.records[0].updates[0];
            Verdict::default().required_for_update(update, &site).map(<[String]>::to_vec)
        };
        assert_eq!(roles(""), Some(Vec::new()));
        assert_eq!(roles("[approval]\ncomms = [\"P1\"]\n"), None);
        assert_eq!(roles("[approval]\ncomms = []\n"), Some(Vec::new()));
        assert_eq!(roles("[approval]\ncomms = [\"P1\"]\nsince = 2026-03-15T00:00:00Z\n"), Some(Vec::new()));
        assert_eq!(roles("[approval]\ncomms = [\"P1\"]\nsince = 2026-03-14T11:30:00Z\n"), None);
    }
}
