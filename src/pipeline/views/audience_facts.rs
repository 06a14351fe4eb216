//! Which records can matter to an audience.
//!
//! The answer may be yes for a record that does not matter after all: then a view is rendered without need. It is never no
//! for one that does.

use chrono::{DateTime, Utc};

use crate::content::Folder;
use crate::content::internal::{IncidentKind, Milestone};
use crate::content::public::{Postmortem, Record, RecordKind, Update};
use crate::release::Audience;

/// The parts of a record that an audience may see.
#[derive(Debug, PartialEq)]
pub(super) struct VisibleParts<'a> {
    kind: RecordKind,
    updates: Vec<&'a Update>,
    postmortem: Option<&'a Postmortem>,
}

impl<'a> VisibleParts<'a> {
    pub(super) fn of(record: &'a Record, audience: &Audience) -> Self {
        let sees = |tags: &[_]| audience.may_see(tags);
        let usual = record.usual_audience();
        let updates = record.updates.iter().filter(|update| record.is_released_to(update, sees));
        let postmortem = record.postmortem.as_ref();
        let postmortem = postmortem.filter(|postmortem| {
            sees(postmortem.audience.as_ref().map_or(usual, |tags| tags.value.as_slice()))
        });
        Self { kind: record.kind, updates: updates.collect(), postmortem }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.updates.is_empty() && self.postmortem.is_none()
    }
}

/// What the declared exception lets a view see of a folder: severities and milestones, with their times (UTC).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ClockFacts<'a> {
    kind: Option<IncidentKind>,
    severity: Option<&'a str>,
    entries: Vec<(DateTime<Utc>, Option<Milestone>, Option<&'a str>)>,
    /// Whether a file of the record has errors, which hides all figures.
    is_incomplete: bool,
}

impl<'a> ClockFacts<'a> {
    pub(super) fn of(folder: &'a Folder) -> Self {
        let incident = folder.incident.as_ref();
        let entries = folder.timeline.iter().map(|entry| {
            let milestone = entry.milestone.as_ref().map(|milestone| milestone.value);
            (entry.at, milestone, entry.severity.as_ref().map(|severity| severity.value.as_str()))
        });
        let entries = entries.filter(|(_, milestone, severity)| milestone.is_some() || severity.is_some());
        Self {
            kind: incident.map(|incident| incident.kind),
            severity: incident
                .and_then(|incident| incident.severity.as_ref())
                .map(|severity| severity.value.as_str()),
            entries: entries.collect(),
            is_incomplete: folder.record_incomplete,
        }
    }
}
