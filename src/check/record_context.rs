//! One incident or maintenance with all that belongs to its folder, public and internal, and the ways in which
//! its audiences see it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::directory::Directory;
use crate::content::internal::{Incident, InternalPostmortem, MaintenancePlan, Milestone, TimelineEntry};
use crate::content::public::{Postmortem, Record, RecordKind, Update};
use crate::content::{AudienceTag, Folder, SeverityName};
use crate::status::{self, Status, StatusUpdate};

/// The updates that one audience sees, oldest first; never empty.
pub(super) type View<'a> = Vec<&'a Update>;

/// Everything in one folder of `incidents/` or `maintenance/`.
pub(super) struct RecordContext<'a> {
    pub(super) kind: RecordKind,
    pub(super) folder: &'a str,
    /// All updates, drafts among them, oldest first.
    pub(super) updates: &'a [Update],
    pub(super) postmortem: Option<&'a Postmortem>,
    pub(super) incident: Option<&'a Incident>,
    pub(super) timeline: &'a [TimelineEntry],
    pub(super) internal_postmortem: Option<&'a InternalPostmortem>,
    pub(super) plan: Option<&'a MaintenancePlan>,
    /// The updates that are no drafts, oldest first.
    pub(super) released: Vec<&'a Update>,
    /// What each audience sees that the updates tell apart.
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

    /// The first update that each audience sees, each once.
    pub(super) fn first_updates(&self) -> Vec<&'a Update> {
        distinct(self.views.iter().filter_map(|view| view.first().copied()))
    }

    /// Whether it is over: by its released updates, or, where nothing was released, by its timeline.
    pub(super) fn is_over(&self) -> bool {
        if self.released.is_empty() {
            return self.timeline.iter().any(|entry| {
                entry.milestone.as_ref().is_some_and(|milestone| milestone.value == Milestone::Resolved)
            });
        }
        !is_open(&self.released)
    }

    /// The severity in force at an instant: that of the record, as changed by the timeline.
    pub(super) fn severity_at(&self, at: DateTime<Utc>) -> Option<&'a SeverityName> {
        let mut before = self.timeline.iter().rev().filter(|entry| entry.at <= at);
        let changed = before.find_map(|entry| entry.severity.as_ref());
        Some(&changed.or(self.incident?.severity.as_ref())?.value)
    }
}

/// Whether an update ends what it tells of.
pub(super) fn closes(update: &Update) -> bool {
    update.merged_into.is_some() || update.status.as_ref().is_some_and(|status| status.value.is_closing())
}

/// Whether more is expected after these updates. What the clock does to a maintenance is not counted.
pub(super) fn is_open(view: &[&Update]) -> bool {
    let says = |update: &&&Update| closes(update) || update.reopened || update.status.is_some();
    view.iter().rev().find(says).is_none_or(|update| !closes(update))
}

/// The status in force after these updates.
pub(super) fn status_of(view: &[&Update]) -> Option<Status> {
    view.iter().rev().find_map(|update| update.status.as_ref()).map(|status| status.value)
}

/// The updates, reduced to what the arithmetic of statuses needs.
pub(super) fn entries(view: &[&Update], directory: &Directory<'_>) -> Vec<StatusUpdate> {
    let entry = |update: &&Update| {
        let states = update.components.iter();
        let window = update.window.as_ref();
        StatusUpdate {
            status: update.status.as_ref().map(|status| status.value),
            components: states
                .filter_map(|(name, state)| Some((directory.components.one(&name.value)?, state.value)))
                .collect(),
            window: window.map(|window| status::Window { from: window.from, to: window.to }),
            next_update: update.next_update_due(),
            reopened: update.reopened,
            merged: update.merged_into.is_some(),
            ..StatusUpdate::new(update.at)
        }
    };
    view.iter().map(entry).collect()
}

/// Each update once, in the order in which they come.
pub(super) fn distinct<'a>(updates: impl Iterator<Item = &'a Update>) -> Vec<&'a Update> {
    let mut seen = BTreeSet::new();
    updates.filter(|update| seen.insert(update.span)).collect()
}

/// What the public sees, and what each tier and customer sees that an update names. The audience of an update
/// that has none is that of the first, drafts aside, as it is when they are released.
fn views<'a>(record: &'a Record, released: &[&'a Update], directory: &Directory<'a>) -> Vec<View<'a>> {
    if released.is_empty() {
        return Vec::new();
    }
    if record.updates.iter().all(|update| update.audience.is_none()) {
        return vec![released.to_vec()];
    }
    let everybody = [AudienceTag::Public];
    let usual = record.usual_audience();
    let tags = |update: &'a Update| update.audience.as_ref().map_or(usual, |tags| tags.value.as_slice());
    let viewers: BTreeSet<&AudienceTag> =
        everybody.iter().chain(released.iter().flat_map(|update| tags(update))).collect();
    viewers
        .into_iter()
        .map(|viewer| {
            let sees = |update: &&'a Update| tags(update).iter().any(|tag| directory.sees(viewer, tag));
            released.iter().copied().filter(sees).collect()
        })
        .filter(|view: &View<'_>| !view.is_empty())
        .collect()
}
