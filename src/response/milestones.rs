//! When an incident reached its milestones, and when customers were told first.

use chrono::{DateTime, Utc};

use crate::content::Folder;
use crate::content::internal::Milestone;
use crate::content::public::Update;
use crate::status::sla::IncidentTimes;

/// The times of an incident, UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Milestones {
    /// When it began.
    pub started: Option<DateTime<Utc>>,
    /// When it was first detected.
    pub detected: Option<DateTime<Utc>>,
    /// When somebody first took responsibility.
    pub acknowledged: Option<DateTime<Utc>>,
    /// When the cause was first found.
    pub identified: Option<DateTime<Utc>>,
    /// When customers were first no longer affected.
    pub mitigated: Option<DateTime<Utc>>,
    /// Whenever it was over, oldest first.
    pub resolved: Vec<DateTime<Utc>>,
    /// The first entry of the timeline.
    pub first_entry: Option<DateTime<Utc>>,
    /// The first update that any customer has seen.
    pub first_update: Option<DateTime<Utc>>,
}

impl Milestones {
    /// Reads the times of an incident as of `now` (UTC). Later entries and updates do not count yet.
    #[must_use]
    pub fn of(folder: &Folder, now: DateTime<Utc>) -> Self {
        let marks = |milestone: Milestone| {
            let entries = folder.timeline.iter().filter(move |entry| {
                entry.at <= now && entry.milestone.as_ref().is_some_and(|mark| mark.value == milestone)
            });
            entries.map(|entry| entry.at)
        };
        let first = |milestone| marks(milestone).min();
        let mut resolved: Vec<_> = marks(Milestone::Resolved).collect();
        resolved.sort();
        Self {
            started: first(Milestone::Started),
            detected: first(Milestone::Detected),
            acknowledged: first(Milestone::Acknowledged),
            identified: first(Milestone::Identified),
            mitigated: first(Milestone::Mitigated),
            resolved,
            first_entry: folder.timeline.iter().map(|entry| entry.at).filter(|at| *at <= now).min(),
            first_update: folder.released().map(Update::came).filter(|at| *at <= now).min(),
        }
    }

    /// Returns from when the response is measured: the detection, or else the first entry of the timeline, or else the
    /// first update.
    #[must_use]
    pub fn noticed(&self) -> Option<DateTime<Utc>> {
        self.detected.or(self.first_entry).or(self.first_update)
    }

    /// Returns the times that the clocks of an agreement need.
    pub(super) fn of_agreement(&self) -> IncidentTimes {
        IncidentTimes {
            detected: self.detected,
            acknowledged: self.acknowledged,
            resolved: self.resolved.clone(),
        }
    }
}
