//! Compares digests and authors of approvals once more, so that nothing depends on `check` alone.

use super::ReleaseError;
use crate::check::Verdict;
use crate::content::PublicContent;
use crate::content::public::{Approval, SiteConfig};
use crate::content::{ApprovedText, AudienceTag};
use crate::span::{Span, Spanned};

/// The role of somebody who publishes a text without the usual procedure, and may be its author.
const OVERRIDE: &str = "override";

/// Checks that every text that is not a draft has the approvals that the verdict requires.
///
/// # Errors
///
/// Refuses everything if a single text lacks one, whoever its readers are. A text is never left out, because readers
/// would take the page without it for the whole truth.
pub(super) fn check(
    content: &PublicContent,
    config: &SiteConfig,
    verdict: &Verdict,
) -> Result<(), ReleaseError> {
    if verdict.is_negative() {
        return Err(ReleaseError::Unapproved(None));
    }
    for record in &content.records {
        for update in record.updates.iter().filter(|update| !update.draft) {
            let required = verdict.required_for_update(update, config);
            let approved = Approved {
                approvals: &update.approvals,
                text: update.approved_text.as_deref(),
                audience: record.audience_of(update),
                author: update.author.as_ref(),
            };
            approved.check(required, update.span)?;
        }
        if let Some(postmortem) = record.postmortem.as_ref().filter(|one| one.published.is_some()) {
            let required = verdict.required_for_postmortem(postmortem, config);
            let audience = postmortem.audience.as_ref().map(|tags| tags.value.as_slice());
            let approved = Approved {
                approvals: &postmortem.approvals,
                text: postmortem.approved_text.as_deref(),
                audience: audience.unwrap_or(record.usual_audience()),
                author: postmortem.author.as_ref(),
            };
            approved.check(required, postmortem.span)?;
        }
    }
    Ok(())
}

/// A text and its approvals.
struct Approved<'a> {
    approvals: &'a [Approval],
    text: Option<&'a ApprovedText>,
    audience: &'a [AudienceTag],
    author: Option<&'a Spanned<String>>,
}

impl Approved<'_> {
    /// Checks that there is an approval of exactly this text for each required role.
    fn check(&self, required: Option<&[String]>, span: Span) -> Result<(), ReleaseError> {
        let unapproved = || ReleaseError::Unapproved(Some(span));
        let required = required.ok_or_else(unapproved)?;
        if required.is_empty() {
            return Ok(());
        }
        let digest = self.text.ok_or_else(unapproved)?.digest(self.audience);
        let author = &self.author.ok_or_else(unapproved)?.value;
        let is_valid = |approval: &Approval, wanted: &str| {
            let (Some(by), Some(role), Some(written)) = (&approval.by, &approval.role, &approval.digest)
            else {
                return false;
            };
            let is_independent = role.value == OVERRIDE || by.value != *author;
            (role.value == wanted || role.value == OVERRIDE)
                && is_independent
                && written.value.eq_ignore_ascii_case(&digest)
        };
        let has = |role: &String| self.approvals.iter().any(|approval| is_valid(approval, role));
        if required.iter().all(has) { Ok(()) } else { Err(unapproved()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Approved, check};
    use crate::check::Verdict;
    use crate::content::{self, AudienceTag, PublicContent, text_to_approve};
    use crate::source::Snapshot;

    const PATH: &str = "content/incidents/a/comms/2026-12-02T1000Z-resolved.md";
    const TEXT: &str = "title = \"Slow\"\nslug = \"slow\"\nstatus = \"resolved\"\n";
    const SITE: &str = "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n\
                        [approval]\ncomms = [\"P1\"]\npostmortem = [\"lead\"]\n";

    fn loaded(files: &[(&str, &str)]) -> PublicContent {
        content::load(&Snapshot::of_texts(files.iter().copied())).0.public
    }

    /// Returns the digest of an update with these keys.
    fn digest(keys: &str) -> String {
        let text = format!("+++\n{keys}+++\nIt was slow.\n");
        let snapshot = Snapshot::of_texts([(PATH, text)]);
        let file = snapshot.at(PATH).expect("the update");
        text_to_approve(file, &[]).expect("valid front matter").digest(&[AudienceTag::Public])
    }

    /// Whether an update with these approvals, each a person, a role and a digest, has those of the required roles.
    fn is_approved(keys: &str, approvals: &[(&str, &str, &str)], required: &[&str]) -> bool {
        let blocks = approvals.iter().map(|(by, role, digest)| {
            format!(
                "[[approval]]\nby = \"{by}\"\nrole = \"{role}\"\nat = 2026-12-02T09:00:00Z\ndigest = \"{digest}\"\nreason = \"R\"\n"
            )
        });
        let text = format!("+++\n{keys}{}+++\nIt was slow.\n", blocks.collect::<String>());
        let public = loaded(&[("content/site.toml", SITE), (PATH, &text)]);
        let update = &public.records[0].updates[0];
        let required: Vec<String> = required.iter().map(|role| (*role).to_owned()).collect();
        let approved = Approved {
            approvals: &update.approvals,
            text: update.approved_text.as_deref(),
            audience: &[AudienceTag::Public],
            author: update.author.as_ref(),
        };
        approved.check(Some(&required), update.span).is_ok()
    }

    #[test]
    fn an_approval_counts_for_its_role_and_its_text_and_not_from_the_author() {
        let keys = &format!("{TEXT}author = \"lena\"\n");
        let right = &digest(keys)[..];
        let wrong = &digest(&keys.replace("Slow", "Fast"))[..];
        let is = |approvals: &[(&str, &str, &str)], required: &[&str]| is_approved(keys, approvals, required);
        assert!(is(&[("omar", "commander", right)], &["commander"]));
        assert!(is(&[("omar", "commander", &right.to_uppercase())], &["commander"]));
        assert!(!is(&[("omar", "commander", wrong)], &["commander"]));
        assert!(!is(&[("lena", "commander", right)], &["commander"]), "the author");
        assert!(!is(&[("omar", "scribe", right)], &["commander"]));
        assert!(!is(&[("omar", "commander", right)], &["commander", "legal"]), "one of two");
        assert!(is(&[("omar", "legal", right), ("ana", "commander", right)], &["commander", "legal"]));
        assert!(is(&[("lena", "override", right)], &["commander", "legal"]), "the author may override");
        assert!(!is(&[("omar", "override", wrong)], &["commander"]));
        assert!(is(&[], &[]));
        assert!(!is(&[], &["commander"]));
        assert!(!is_approved(TEXT, &[("omar", "commander", &digest(TEXT))], &["commander"]), "no author");
    }

    #[test]
    fn a_text_that_was_not_judged_is_refused_unless_it_is_a_draft() {
        let is_released = |path: &str, text: &str, verdict: &Verdict| {
            let public = loaded(&[("content/site.toml", SITE), (path, text)]);
            check(&public, public.site.as_ref().expect("a site"), verdict).is_ok()
        };
        let update = |keys: &str| format!("+++\n{TEXT}{keys}+++\nIt was slow.\n");
        assert!(!is_released(PATH, &update(""), &Verdict::default()));
        assert!(is_released(PATH, &update("draft = true\n"), &Verdict::default()));
        assert!(is_released(PATH, &update(""), &Verdict::elsewhere()));
        let path = "content/incidents/a/comms/postmortem.md";
        let postmortem = |keys: &str| format!("+++\ntitle = \"Why\"\n{keys}+++\nBecause.\n");
        assert!(!is_released(path, &postmortem("published = 2026-12-03T10:00:00Z\n"), &Verdict::default()));
        assert!(is_released(path, &postmortem(""), &Verdict::default()));
    }
}
