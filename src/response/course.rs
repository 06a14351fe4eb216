//! What customers have been told about an incident, all audiences together.
//!
//! The components and their states are left out: only whether and when an incident is open matters here.

use chrono::{DateTime, Utc};

use crate::content::Folder;
use crate::content::internal::Milestone;
use crate::content::public::{RecordKind, Update};
use crate::status::{IncidentCourse, MaintenanceCourse, StatusUpdate, Window, incident, maintenance};

/// Replays the released updates of an incident. `None` if customers have had none.
#[must_use]
pub fn incident_course(folder: &Folder) -> Option<IncidentCourse> {
    incident::replay(&status_updates(folder))
}

/// Replays the released updates of a maintenance, and the clock up to `now` (UTC). `None` if customers have had none.
#[must_use]
pub fn maintenance_course(folder: &Folder, now: DateTime<Utc>) -> Option<MaintenanceCourse> {
    maintenance::replay(&status_updates(folder), now)
}

/// Whether an incident or a maintenance is open at `now` (UTC): by its updates, or by the timeline if customers have not
/// had one. A maintenance is open from its announcement on.
#[must_use]
pub fn is_open(folder: &Folder, now: DateTime<Utc>) -> bool {
    let newest = folder.released().rfind(|update| update.closes() || update.opens());
    match (folder.kind, newest) {
        (_, Some(update)) if update.closes() => false,
        (RecordKind::Incident, _) if folder.released().next().is_some() => true,
        (RecordKind::Incident, _) => folder.incident.is_some() && !is_resolved(folder, now),
        (RecordKind::Maintenance, _) => maintenance_course(folder, now).is_some_and(|course| !course.closed),
    }
}

/// Whether the timeline says that the incident is over.
fn is_resolved(folder: &Folder, now: DateTime<Utc>) -> bool {
    folder.timeline.iter().any(|entry| {
        entry.at <= now && entry.milestone.as_ref().is_some_and(|mark| mark.value == Milestone::Resolved)
    })
}

fn status_updates(folder: &Folder) -> Vec<StatusUpdate> {
    folder.released().map(status_update).collect()
}

fn status_update(update: &Update) -> StatusUpdate {
    StatusUpdate {
        status: update.status.as_ref().map(|status| status.value),
        window: update.window.as_ref().map(|window| Window { from: window.from, to: window.to }),
        reopened: update.reopened,
        merged: update.merged_into.is_some(),
        retracted: update.retracted.as_ref().map(|retraction| retraction.at),
        next_update: update.next_update_due(),
        ..StatusUpdate::new(update.at)
    }
}
