//! One incident or maintenance with all that lies in its folder, public and internal.

use std::sync::Arc;

use super::internal::{Incident, InternalPostmortem, MaintenancePlan, TimelineEntry};
use super::public::{Record, RecordKind};

/// Everything in one folder of `incidents/` or `maintenance/`.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Which of the two.
    pub kind: RecordKind,
    /// Its name.
    pub name: String,
    /// The public half, if there is one; also among [`PublicContent::records`](super::PublicContent::records).
    pub record: Option<Arc<Record>>,
    /// The record of an incident.
    pub incident: Option<Incident>,
    /// What was seen and done, in the order of time.
    pub timeline: Vec<TimelineEntry>,
    /// The post-mortem for the house.
    pub postmortem: Option<InternalPostmortem>,
    /// The plan of a maintenance.
    pub plan: Option<MaintenancePlan>,
}

impl Folder {
    /// A folder in which nothing was read yet.
    pub(super) const fn new(kind: RecordKind, name: String) -> Self {
        Self { kind, name, record: None, incident: None, timeline: Vec::new(), postmortem: None, plan: None }
    }

    /// Whether nothing was read.
    pub(super) const fn is_empty(&self) -> bool {
        self.record.is_none()
            && self.incident.is_none()
            && self.timeline.is_empty()
            && self.postmortem.is_none()
            && self.plan.is_none()
    }
}
