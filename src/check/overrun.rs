//! Checks the window of a maintenance when it is moved, and reports maintenances that take longer than planned.

use chrono::{DateTime, Utc};

use super::directory::Directory;
use super::record_context::{RecordContext, closes, status_updates};
use super::time_format::{format_elapsed, format_minute};
use crate::content::public::{RecordKind, Update, WindowEntry};
use crate::diagnostics::{Finding, rules};
use crate::status::maintenance;

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
        // Most maintenances are closed and need no replay.
        if view.last().is_none_or(|update| closes(update)) {
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
