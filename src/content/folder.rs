//! One incident or maintenance with all data of its folder, public and internal.

use std::sync::Arc;

use super::internal::{Incident, InternalPostmortem, MaintenancePlan, TimelineEntry};
use super::public::{Record, RecordKind};

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

    /// Whether the folder contains no data.
    pub(super) const fn is_empty(&self) -> bool {
        self.record.is_none()
            && self.incident.is_none()
            && self.timeline.is_empty()
            && self.postmortem.is_none()
            && self.plan.is_none()
    }
}
