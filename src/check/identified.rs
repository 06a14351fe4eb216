//! Checks that customers hear of a cause only once the timeline says that it was found.

use chrono::{DateTime, Utc};

use super::directory::Directory;
use super::record_context::{RecordContext, is_open_at};
use super::time_format::format_minute;
use crate::content::internal::{Milestone, TimelineEntry};
use crate::diagnostics::{Finding, rules};
use crate::status::Status;

/// Reports the first update of an open incident that says `identified` too early.
pub(super) fn check(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    // An entry that cannot be read may be the one.
    if context.timeline.is_empty()
        || context.whole_folder.record_incomplete
        || !context.views.iter().any(|view| is_open_at(context.kind, view, directory, now))
    {
        return;
    }
    let mut updates = context.released.iter().filter(|update| update.retracted.is_none());
    let first = updates.find_map(|update| {
        let status = update.status.as_ref().filter(|status| status.value == Status::Identified)?;
        Some((update, status))
    });
    let Some((update, status)) = first else { return };
    let is_found = |entry: &&TimelineEntry| {
        entry.milestone.as_ref().is_some_and(|milestone| milestone.value == Milestone::Identified)
    };
    let Some(entry) = context.timeline.iter().find(is_found) else {
        found.push(
            Finding::at(
                &rules::IDENTIFIED_TOO_EARLY,
                status.span,
                "this update says that the cause is known, but no entry of the timeline does",
            )
            .hint("mark the entry that found it with `milestone = \"identified\"`: `allclear log --milestone identified`")
            .confidential(),
        );
        return;
    };
    if entry.at <= update.at {
        return;
    }
    let message = format!(
        "this update says that the cause is known, but the timeline does so only at {}",
        format_minute(entry.at)
    );
    let span = entry.milestone.as_ref().map_or(entry.span, |milestone| milestone.span);
    found.push(
        Finding::at(&rules::IDENTIFIED_TOO_EARLY, status.span, message)
            .related(span, "identified here")
            .hint("correct the time in the name of the wrong file, or set the status back to `investigating`")
            .confidential(),
    );
}
