//! One incident or maintenance with all data of its folder, public and internal.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::internal::{Incident, InternalPostmortem, MaintenancePlan, TimelineEntry};
use super::public::{Record, RecordKind, Update};

/// All data in a folder of `incidents/` or `maintenance/`.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Whether the folder is that of an incident or of a maintenance.
    pub kind: RecordKind,
    /// The name of the folder.
    pub name: String,
    /// The public half, if any; also in [`PublicContent::records`](super::PublicContent::records).
    pub record: Option<Arc<Record>>,
    /// The internal record of an incident.
    pub incident: Option<Incident>,
    /// The timeline, oldest entry first.
    pub timeline: Vec<TimelineEntry>,
    /// Whether the internal record or a file of the timeline has errors, so that what it says is incomplete.
    pub record_incomplete: bool,
    /// The internal post-mortem.
    pub postmortem: Option<InternalPostmortem>,
    /// The plan of a maintenance.
    pub plan: Option<MaintenancePlan>,
}

impl Folder {
    /// Returns the earliest time that the folder itself proves, UTC: the day in its name, or a later first entry of its
    /// timeline. `None` if it has neither.
    #[must_use]
    pub fn began(&self) -> Option<DateTime<Utc>> {
        let named = self.name.get(..10).and_then(|date| date.parse::<NaiveDate>().ok());
        let named = named.map(|date| date.and_time(NaiveTime::MIN).and_utc());
        named.max(self.timeline.iter().map(|entry| entry.at).min())
    }

    /// Creates an empty folder.
    pub(super) const fn new(kind: RecordKind, name: String) -> Self {
        Self {
            kind,
            name,
            record: None,
            incident: None,
            timeline: Vec::new(),
            record_incomplete: false,
            postmortem: None,
            plan: None,
        }
    }

    /// Returns the path of the folder, relative to the project.
    #[must_use]
    pub fn path(&self) -> String {
        let parent = match self.kind {
            RecordKind::Incident => "incidents",
            RecordKind::Maintenance => "maintenance",
        };
        format!("content/{parent}/{}", self.name)
    }

    /// Returns the slug by which people name the record: that of its updates, or the one derived from the first of them,
    /// or else the name of the folder.
    #[must_use]
    pub fn slug(&self) -> String {
        self.record.as_deref().and_then(Record::slug).unwrap_or_else(|| self.name.clone())
    }

    /// Returns the updates that are not drafts, oldest first.
    #[must_use]
    pub fn released(&self) -> impl DoubleEndedIterator<Item = &Update> {
        self.record.iter().flat_map(|record| &record.updates).filter(|update| !update.draft)
    }

    /// Whether the folder contains no data.
    pub(super) const fn is_empty(&self) -> bool {
        self.record.is_none()
            && self.incident.is_none()
            && self.timeline.is_empty()
            && self.postmortem.is_none()
            && self.plan.is_none()
    }
}
