//! Releases a maintenance.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::model::{Event, Hit, Maintenance, Origin, Progress, Promise, Update};
use super::record::VisibleUpdates;
use super::validity::Validity;
use crate::content::derived_id;
use crate::status::maintenance::{ClockEvent, MaintenanceCourse, MaintenanceStep, StepCause, replay};
use crate::status::{Impact, Status};

/// Returns a maintenance as its audience sees it, the time of the next change by the clock (UTC), and how long the
/// result stays valid.
pub(super) fn maintenance(
    seen: &VisibleUpdates<'_>,
    now: DateTime<Utc>,
) -> Option<(Maintenance, Option<DateTime<Utc>>, Validity)> {
    let course = replay(&seen.status_updates(), now)?;
    let mut carried = BTreeMap::new();
    let updates = course.steps.iter().map(|step| match step.cause {
        StepCause::Update(index) => {
            let mut update = seen.update(index, (step.status, step.changed), &mut carried);
            let moved =
                course.windows.iter().find(|window| window.update == index).map(|window| window.window);
            update.window = moved.and_then(|window| window.from.zip(window.to));
            update
        }
        StepCause::Clock(event) => by_clock(seen, event, *step),
    });
    let updates: Vec<Update> = updates.collect();
    let hits = course.planned.keys().chain(&course.corrected).collect::<std::collections::BTreeSet<_>>();
    let hits = hits.into_iter().map(|component| Hit {
        component: *component,
        state: course.states.get(component).copied().unwrap_or_default(),
        spans: course.spans.get(component).cloned().unwrap_or_default(),
        corrected: course.corrected.contains(component),
    });
    let (scheduled_for, scheduled_until) = course.window.from.zip(course.window.to)?;
    let maintenance = Maintenance {
        event: Event {
            slug: seen.slug.clone(),
            aliases: seen.aliases("maintenance"),
            id: seen.id(),
            title: seen.title(),
            first_title: seen.first_title(),
            status: course.status,
            closed: course.closed,
            impact: course.impact.unwrap_or(Impact::None),
            started_at: course.started_at().unwrap_or(scheduled_for),
            ended_at: course.ended_at(),
            hits: hits.collect(),
            summary: seen.summary(&updates).filter(|_| !course.closed),
            promised: seen.promised(&updates),
            updates,
            follows: None,
            upstream: seen.upstream(),
            imported: seen.imported(),
        },
        scheduled_for,
        scheduled_until,
        progress: progress(&course),
        promise: course.promise.map(|due| Promise { due, overdue: due <= now }),
    };
    Some((maintenance, course.next_change, validity(&course, now)))
}

/// The result changes with the past and the next events of the clock, and when the promise becomes overdue.
fn validity(course: &MaintenanceCourse, now: DateTime<Utc>) -> Validity {
    let by_clock = course.steps.iter().filter(|step| matches!(step.cause, StepCause::Clock(_)));
    let turns = by_clock.map(|step| step.at).chain(course.next_change).chain(course.promise);
    turns.fold(Validity::ALWAYS, |validity, at| validity.bounded_by(at, now))
}

fn progress(course: &MaintenanceCourse) -> Progress {
    if course.status == Status::Cancelled {
        Progress::Cancelled
    } else if course.closed {
        Progress::Done
    } else if course.overrun {
        Progress::Overrun
    } else if course.is_running() {
        Progress::Running
    } else {
        Progress::Coming
    }
}

/// Returns an event of the clock as an update with a permanent id.
fn by_clock(seen: &VisibleUpdates<'_>, event: ClockEvent, step: MaintenanceStep) -> Update {
    let anchor = event.to_string();
    Update {
        id: derived_id("update", &[seen.authority, &seen.slug, &anchor]),
        anchor,
        at: event.at,
        origin: Origin::Clock(event.kind),
        status: step.status,
        status_changed: step.changed,
        renamed: None,
        text: None,
        summary: None,
        changes: Vec::new(),
        intervals: Vec::new(),
        next_update: None,
        window: None,
        added: None,
        edited: Vec::new(),
        retracted: None,
        corrects: None,
        corrected_by: None,
        reopened: false,
        merged: false,
        byline: None,
        upstream: None,
        imported: None,
    }
}
