//! The declared exception of the boundary: what a customer's service level agreement needs of internal records.
//!
//! These are the severities of an incident with their times, and when it was detected, acknowledged and resolved; no
//! text. They exist only for a customer's own view, and only for an incident that released updates show to concern the
//! customer. This is the only file of the room that reads internal records of incidents.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Audience;
use crate::content::Folder;
use crate::content::internal::Milestone;
use crate::content::public::RecordKind;
use crate::status::sla::IncidentTimes;

/// The internal records that the clocks of one customer's view need; none for the public.
#[derive(Clone, Debug, Default)]
pub struct SlaRecords<'a> {
    /// The folders of incidents by name.
    folders: BTreeMap<&'a str, &'a Folder>,
}

/// What the clocks need of one incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SlaRecord {
    /// Its record or a file of its timeline has errors.
    Incomplete,
    /// It can be read.
    Complete {
        /// The severity from the beginning, by its canonical name; `None` if no record gives it.
        severity: Option<String>,
        /// The changes of the severity, oldest first, UTC.
        changes: Vec<(DateTime<Utc>, String)>,
        /// Its milestones.
        times: IncidentTimes,
    },
}

impl<'a> SlaRecords<'a> {
    /// Returns the records for an audience: none unless it is a customer with a service level agreement.
    #[must_use]
    pub fn of(audience: &Audience, folders: &'a [Arc<Folder>]) -> Self {
        if audience.agreement().is_none() {
            return Self::default();
        }
        let incidents = folders.iter().filter(|folder| folder.kind == RecordKind::Incident);
        Self { folders: incidents.map(|folder| (folder.name.as_str(), &**folder)).collect() }
    }

    /// Reads the record of an incident as of `now` (UTC), by the name of its folder.
    pub(super) fn read(&self, folder: &str, now: DateTime<Utc>) -> SlaRecord {
        let unknown =
            SlaRecord::Complete { severity: None, changes: Vec::new(), times: IncidentTimes::default() };
        let Some(folder) = self.folders.get(folder) else { return unknown };
        if folder.record_incomplete {
            return SlaRecord::Incomplete;
        }
        let timeline = || folder.timeline.iter().filter(|entry| entry.at <= now);
        let reached = |milestone: Milestone| {
            let marks = timeline()
                .filter(move |entry| entry.milestone.as_ref().is_some_and(|mark| mark.value == milestone));
            marks.map(|entry| entry.at)
        };
        let changes = timeline()
            .filter_map(|entry| Some((entry.at, entry.severity.as_ref()?.value.as_str().to_owned())));
        let severity = folder.incident.as_ref().and_then(|incident| incident.severity.as_ref());
        SlaRecord::Complete {
            severity: severity.map(|severity| severity.value.as_str().to_owned()),
            changes: changes.collect(),
            times: IncidentTimes {
                detected: reached(Milestone::Detected).min(),
                acknowledged: reached(Milestone::Acknowledged).min(),
                resolved: reached(Milestone::Resolved).collect(),
            },
        }
    }

    /// Returns the times at which a record begins to say something else, UTC, including past ones.
    pub(super) fn changes(&self, folder: &str) -> impl Iterator<Item = DateTime<Utc>> {
        let timeline = self.folders.get(folder).map_or(&[][..], |folder| folder.timeline.as_slice());
        let counts = timeline.iter().filter(|entry| {
            let marks = entry.milestone.as_ref().is_some_and(|mark| {
                matches!(mark.value, Milestone::Detected | Milestone::Acknowledged | Milestone::Resolved)
            });
            marks || entry.severity.is_some()
        });
        counts.map(|entry| entry.at)
    }
}
