//! The public half of an incident or a maintenance.

use super::{Postmortem, Update};
use crate::content::{AudienceTag, slug_of};

/// The kind of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// An unplanned problem.
    Incident,
    /// Planned work.
    Maintenance,
}

/// The public half of an incident or a maintenance: its updates and its post-mortem.
#[derive(Clone, Debug)]
pub struct Record {
    /// The kind of the record.
    pub kind: RecordKind,
    /// The name of the folder. It is internal: nothing public may depend on it.
    pub folder: String,
    /// The updates including drafts, oldest first.
    pub updates: Vec<Update>,
    /// The post-mortem for customers.
    pub postmortem: Option<Postmortem>,
}

impl Record {
    /// Returns the audience of updates without an `audience`: that of the first entry that is not a draft, and the
    /// public if it has none. The rule `audience-unclear` reports the cases in which that could surprise the author.
    #[must_use]
    pub fn usual_audience(&self) -> &[AudienceTag] {
        let first =
            self.updates.iter().find(|update| !update.draft).and_then(|first| first.audience.as_ref());
        first.map_or(&[AudienceTag::Public], |tags| tags.value.as_slice())
    }

    /// Returns the slug: the one that an update gives, or the one derived from the day and the title of the first update.
    /// `None` if it has neither yet.
    #[must_use]
    pub fn slug(&self) -> Option<String> {
        let written = self.updates.iter().find_map(|update| update.slug.as_ref());
        let derived = || {
            let first = self.updates.first()?;
            Some(format!("{}-{}", first.at.date_naive(), slug_of(&first.title.as_ref()?.value)))
        };
        written.map(|slug| slug.value.clone()).or_else(derived)
    }

    /// Returns the audience of an update of this record.
    #[must_use]
    pub fn audience_of<'a>(&'a self, update: &'a Update) -> &'a [AudienceTag] {
        update.audience.as_ref().map_or_else(|| self.usual_audience(), |tags| tags.value.as_slice())
    }

    /// Whether an update is released to readers who see these audiences. The audience of a retracted update no longer
    /// counts, so it widens the record only if it reported a problem: readers who saw that must not lose sight of it.
    pub fn is_released_to(&self, update: &Update, sees: impl Fn(&[AudienceTag]) -> bool) -> bool {
        let counts = update.retracted.is_none() || update.reports_problem() || sees(self.usual_audience());
        !update.draft && counts && sees(self.audience_of(update))
    }
}
