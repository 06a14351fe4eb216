//! The record context: one incident or maintenance with all data of its folder, and what each audience sees of it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::directory::Directory;
use crate::content::internal::{Incident, InternalPostmortem, MaintenancePlan, Milestone, TimelineEntry};
use crate::content::public::{IntervalEntry, Postmortem, Record, RecordKind, Update};
use crate::content::{AudienceTag, Folder, SeverityName};
use crate::status::in_force;
use crate::status::{self, StatusUpdate, maintenance};

/// The updates that one audience sees, oldest first; never empty.
pub(super) type View<'a> = Vec<&'a Update>;

/// All data in a folder of `incidents/` or `maintenance/`.
pub(super) struct RecordContext<'a> {
    pub(super) kind: RecordKind,
    pub(super) folder: &'a str,
    /// The folder itself.
    pub(super) whole_folder: &'a Folder,
    /// The public half.
    pub(super) record: Option<&'a Record>,
    /// All updates including drafts, oldest first.
    pub(super) updates: &'a [Update],
    pub(super) postmortem: Option<&'a Postmortem>,
    pub(super) incident: Option<&'a Incident>,
    pub(super) timeline: &'a [TimelineEntry],
    pub(super) internal_postmortem: Option<&'a InternalPostmortem>,
    pub(super) plan: Option<&'a MaintenancePlan>,
    /// The updates that are not drafts, oldest first.
    pub(super) released: Vec<&'a Update>,
    /// What each audience sees, for all audiences that the updates distinguish.
    pub(super) views: Vec<View<'a>>,
    /// Whether every released update could be read, so that their order can be checked.
    pub(super) whole: bool,
}

impl<'a> RecordContext<'a> {
    pub(super) fn new(folder: &'a Folder, directory: &Directory<'a>) -> Self {
        let record = folder.record.as_deref();
        let updates = record.map_or(&[][..], |record| &record.updates);
        let released: Vec<&Update> = updates.iter().filter(|update| !update.draft).collect();
        Self {
            kind: folder.kind,
            folder: &folder.name,
            whole_folder: folder,
            record,
            updates,
            postmortem: record.and_then(|record| record.postmortem.as_ref()),
            incident: folder.incident.as_ref(),
            timeline: &folder.timeline,
            internal_postmortem: folder.postmortem.as_ref(),
            plan: folder.plan.as_ref(),
            views: record.map(|record| views(record, &released, directory)).unwrap_or_default(),
            whole: released.iter().all(|update| update.whole),
            released,
        }
    }

    /// Returns the first update that each audience sees, without duplicates.
    pub(super) fn first_updates(&self) -> Vec<&'a Update> {
        distinct(self.views.iter().filter_map(|view| view.first().copied()))
    }

    /// Whether the record is closed: by its released updates or, if there are none, by its timeline.
    pub(super) fn is_over(&self) -> bool {
        if self.released.is_empty() {
            return self.timeline.iter().any(|entry| {
                entry.milestone.as_ref().is_some_and(|milestone| milestone.value == Milestone::Resolved)
            });
        }
        !is_open(&self.released)
    }

    /// Returns the severity at a time (UTC): that of the record, as changed by the timeline.
    pub(super) fn severity_at(&self, at: DateTime<Utc>) -> Option<&'a SeverityName> {
        let changes = self.timeline.iter().filter_map(|entry| Some((entry.at, entry.severity.as_ref()?)));
        Some(&in_force(self.incident?.severity.as_ref(), changes, at)?.value)
    }

    /// Returns the severity at a time (UTC), and since when it has been that one; `None` for the beginning.
    pub(super) fn severity_since(
        &self,
        at: DateTime<Utc>,
    ) -> Option<(&'a SeverityName, Option<DateTime<Utc>>)> {
        let beginning = self.incident?.severity.as_ref().map(|severity| (&severity.value, None));
        self.severity_changes(at).fold(beginning, |current, (from, severity)| match current {
            Some((name, since)) if name == severity => Some((name, since)),
            _ => Some((severity, Some(from))),
        })
    }

    /// Returns the severities that the timeline sets up to a time (UTC), oldest first.
    pub(super) fn severity_changes(
        &self,
        at: DateTime<Utc>,
    ) -> impl Iterator<Item = (DateTime<Utc>, &'a SeverityName)> {
        let until = self.timeline.iter().filter(move |entry| entry.at <= at);
        until.filter_map(|entry| Some((entry.at, &entry.severity.as_ref()?.value)))
    }
}

/// Whether the record is open after these updates. The clock of a maintenance is not considered.
pub(super) fn is_open(view: &[&Update]) -> bool {
    deciding(view).is_none_or(|update| !update.closes())
}

/// Returns the newest update that opens or closes the record.
pub(super) fn deciding<'a>(view: &[&'a Update]) -> Option<&'a Update> {
    view.iter().rev().find(|update| update.closes() || update.opens()).copied()
}

/// Whether the record is open after these updates at `now` (UTC), considering the clock of a maintenance.
pub(super) fn is_open_at(
    kind: RecordKind,
    view: &[&Update],
    directory: &Directory<'_>,
    now: DateTime<Utc>,
) -> bool {
    is_open(view)
        && (kind == RecordKind::Incident
            || maintenance::replay(&status_updates(view, directory), now).is_none_or(|course| !course.closed))
}

/// Converts updates to the input of the status calculation.
pub(super) fn status_updates(view: &[&Update], directory: &Directory<'_>) -> Vec<StatusUpdate> {
    let status_update = |update: &&Update| {
        let states = update.components.iter();
        let window = update.window.as_ref();
        StatusUpdate {
            status: update.status.as_ref().map(|status| status.value),
            components: states
                .filter_map(|(name, state)| Some((directory.components.one(&name.value)?, state.value)))
                .collect(),
            intervals: update.intervals.iter().map(|interval| interval_of(interval, directory)).collect(),
            window: window.map(|window| status::Window { from: window.from, to: window.to }),
            next_update: update.next_update_due(),
            reopened: update.reopened,
            merged: update.merged_into.is_some(),
            retracted: update.retracted.as_ref().map(|retraction| retraction.at),
            ..StatusUpdate::new(update.at)
        }
    };
    view.iter().map(status_update).collect()
}

fn interval_of(written: &IntervalEntry, directory: &Directory<'_>) -> status::Interval {
    let names = written.components.iter();
    status::Interval {
        components: names.filter_map(|name| directory.components.one(&name.value)).collect(),
        state: written.state,
        from: written.from,
        to: written.to,
    }
}

/// Returns each update once, in the original order.
pub(super) fn distinct<'a>(updates: impl Iterator<Item = &'a Update>) -> Vec<&'a Update> {
    let mut seen = BTreeSet::new();
    updates.filter(|update| seen.insert(update.span)).collect()
}

/// Returns what the public sees, and what each tier and customer named by an update sees.
fn views<'a>(record: &'a Record, released: &[&'a Update], directory: &Directory<'a>) -> Vec<View<'a>> {
    if released.is_empty() {
        return Vec::new();
    }
    if record.updates.iter().all(|update| update.audience.is_none()) {
        return vec![released.to_vec()];
    }
    let viewers = viewers(record);
    viewers
        .into_iter()
        .map(|viewer| view_of(record, viewer, directory))
        .filter(|view| !view.is_empty())
        .collect()
}

/// Returns the public, and each tier and customer that the released updates of a record name.
pub(super) fn viewers(record: &Record) -> BTreeSet<&AudienceTag> {
    let released = record.updates.iter().filter(|update| !update.draft);
    std::iter::once(&AudienceTag::Public)
        .chain(released.flat_map(|update| record.audience_of(update)))
        .collect()
}

/// Returns the updates of a record that an audience sees, oldest first. An update without an audience has that of the
/// first update that is not a draft, as in a release.
pub(super) fn view_of<'a>(record: &'a Record, viewer: &AudienceTag, directory: &Directory<'_>) -> View<'a> {
    let sees = |tags: &[AudienceTag]| tags.iter().any(|tag| directory.sees(viewer, tag));
    record.updates.iter().filter(|update| record.is_released_to(update, sees)).collect()
}
