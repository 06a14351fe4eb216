//! Checks the window of a maintenance: when it is moved, when it is over, and entries after the clock ended it.

use chrono::{DateTime, Utc};

use super::directory::Directory;
use super::record_context::{RecordContext, status_updates};
use super::time_format::{format_elapsed, format_minute};
use crate::content::public::{RecordKind, Update, WindowEntry};
use crate::diagnostics::{Finding, rules};
use crate::status::Status;
use crate::status::maintenance::{self, ClockKind, StepCause};

/// Reports windows that end before they begin after a move, and maintenances that take longer than planned.
pub(super) fn check(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    if context.kind != RecordKind::Maintenance {
        return;
    }
    for view in &context.views {
        moved_past_itself(view, found);
        after_the_clock(view, directory, now, found);
        // Most maintenances are closed and need no replay.
        if view.last().is_none_or(|update| update.closes()) {
            continue;
        }
        let Some(course) =
            maintenance::replay(&status_updates(view, directory), now).filter(|course| course.overrun)
        else {
            continue;
        };
        let (Some(end), Some(newest)) = (course.window.to, view.last()) else { continue };
        let span = view
            .iter()
            .rev()
            .find_map(|update| update.window.as_ref())
            .map_or(newest.span, |window| window.span);
        let message = format!(
            "this maintenance is `{}`, but its planned end was {}, {} ago",
            course.status,
            format_minute(end),
            format_elapsed(now - end)
        );
        found.push(
            Finding::at(&rules::MAINTENANCE_OVERRUN, span, message)
                .hint("post `completed`, or an update that moves the end: `window = { to = … }`"),
        );
    }
}

/// Reports entries that were written after the clock ended the maintenance and leave it ended. Otherwise the page would
/// say that the work is over, next to an entry that says that it goes on.
fn after_the_clock(
    view: &[&Update],
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    let is_silent = |update: &Update| {
        update.status.is_none()
            && update.merged_into.is_none()
            && update.retracted.is_none()
            && !update.reopened
    };
    // Most maintenances have no such entry and need no replay.
    if !view.iter().any(|update| is_silent(update)) {
        return;
    }
    let Some(course) = maintenance::replay(&status_updates(view, directory), now) else { return };
    let mut ended = None;
    for step in &course.steps {
        match step.cause {
            StepCause::Clock(event) if event.kind == ClockKind::Ended => ended = Some(event.at),
            StepCause::Clock(_) => {}
            StepCause::Update(index) => {
                let Some((at, update)) = ended.zip(view.get(index)) else { continue };
                if step.status != Status::Completed || !is_silent(update) {
                    ended = None;
                    continue;
                }
                let message = format!(
                    "the clock ended this maintenance at {}, and this entry leaves it completed",
                    format_minute(at)
                );
                found.push(Finding::at(&rules::AFTER_CLOSING, update.span, message).hint(
                    "if the work goes on, add `reopened = true`, or extend it with `window = { to = … }`; \
                         if it is over, add `status = \"completed\"`",
                ));
            }
        }
    }
}

/// A later entry may move only one end of the window, so the two ends have to be compared across entries.
fn moved_past_itself(view: &[&Update], found: &mut Vec<Finding>) {
    let (mut from, mut to) = (None, None);
    for window in view.iter().filter_map(|update| update.window.as_deref()) {
        let WindowEntry { from: new_from, to: new_to, span } = window;
        (from, to) = (new_from.or(from), new_to.or(to));
        let half = new_from.is_none() || new_to.is_none();
        if let (Some(from), Some(to)) = (from, to)
            && half
            && to <= from
        {
            let message = format!(
                "after this change the window would end at {}, before it begins at {}",
                format_minute(to),
                format_minute(from)
            );
            found.push(Finding::at(&rules::REVERSED_SPAN, *span, message).hint("write both `from` and `to`"));
        }
    }
}
