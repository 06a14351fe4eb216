//! The public half of an incident or a maintenance.

use super::{Postmortem, Update};
use crate::content::AudienceTag;

/// What a folder of updates tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// Something broke.
    Incident,
    /// Something is worked on as planned.
    Maintenance,
}

/// The public half of an incident or a maintenance: its updates and its post-mortem.
#[derive(Clone, Debug)]
pub struct Record {
    /// Which of the two.
    pub kind: RecordKind,
    /// Name of the folder. It is internal: nothing public may depend on it.
    pub folder: String,
    /// The updates in the order of their times, drafts among them.
    pub updates: Vec<Update>,
    /// The post-mortem for customers.
    pub postmortem: Option<Postmortem>,
}

impl Record {
    /// Whom an update without an `audience` is for: the audience of the record's first entry, and there the
    /// public. A draft is not there for anybody, so it has no say in it either; `check` refuses the case in which
    /// that could surprise (`audience-may_be_restricted`).
    #[must_use]
    pub fn usual_audience(&self) -> &[AudienceTag] {
        let first =
            self.updates.iter().find(|update| !update.draft).and_then(|first| first.audience.as_ref());
        first.map_or(&[AudienceTag::Public], |tags| tags.value.as_slice())
    }
}
