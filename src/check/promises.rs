//! Checks whether open records promise their next update, and whether an update is late by promise or by policy.
//!
//! Every audience is checked on its own: an update for one customer does not keep a promise made to the public.

use chrono::{DateTime, Utc};

use super::directory::Directory;
use super::record_context::{RecordContext, distinct, is_open};
use super::time_format::{format_elapsed, format_minute};
use crate::content::internal::{IncidentKind, Milestone};
use crate::content::public::{RecordKind, SeverityPolicy, Update};
use crate::diagnostics::{Finding, rules};
use crate::status::{MaintenanceCourse, maintenance};

/// Reports late updates, and open incidents without a promise.
pub(super) fn check(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    if context.incident.is_some_and(|incident| incident.kind != IncidentKind::Incident) {
        return;
    }
    if context.released.is_empty() {
        found.extend(first_update(context, directory, now));
        return;
    }
    let open =
        context.views.iter().filter(|view| is_open(view) && !ended_by_clock(context, view, directory, now));
    for newest in distinct(open.filter_map(|view| view.last().copied())) {
        match (newest.next_update_due(), context.kind) {
            (Some(due), _) => found.extend(broken(newest, due, now)),
            (None, RecordKind::Incident) => {
                found.push(overdue(context, newest, directory, now).unwrap_or_else(|| no_promise(newest)));
            }
            (None, RecordKind::Maintenance) => {}
        }
    }
}

fn ended_by_clock(
    context: &RecordContext<'_>,
    view: &[&Update],
    directory: &Directory<'_>,
    now: DateTime<Utc>,
) -> bool {
    context.kind == RecordKind::Maintenance
        && maintenance::replay(&super::record_context::status_updates(view, directory), now)
            .is_some_and(|course: MaintenanceCourse| course.closed)
}

fn broken(newest: &Update, due: DateTime<Utc>, now: DateTime<Utc>) -> Option<Finding> {
    let span = newest.next_update.as_ref()?.span;
    (due < now).then(|| {
        let message = format!(
            "the next update was promised for {}, {} ago",
            format_minute(due),
            format_elapsed(now - due)
        );
        Finding::at(&rules::PROMISE_BROKEN, span, message)
            .hint("post an update now with a new `next_update`, even if there is no news")
    })
}

/// Reports a newest update without a promise that is older than the policy allows. The severity is internal.
fn overdue(
    context: &RecordContext<'_>,
    newest: &Update,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
) -> Option<Finding> {
    let (severity, policy) = policy(context, directory, now)?;
    let every = policy.update_every.filter(|every| now - newest.at > *every)?;
    let message = format!(
        "the newest update is {} old, but a `{severity}` needs one every {}",
        format_elapsed(now - newest.at),
        format_elapsed(every)
    );
    Some(
        Finding::at(&rules::UPDATE_OVERDUE, newest.span, message)
            .hint("post an update now with `next_update`, even if there is no news")
            .confidential(),
    )
}

fn no_promise(newest: &Update) -> Finding {
    Finding::at(
        &rules::NO_NEXT_UPDATE,
        newest.span,
        "this incident is open and does not promise the next update",
    )
    .hint("add `next_update = \"30m\"`")
}

/// Reports an incident whose first update is late according to the policy.
fn first_update(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
) -> Option<Finding> {
    let span = context.incident?.severity.as_ref()?.span;
    let (severity, policy) = policy(context, directory, now)?;
    let detected = context.timeline.iter().find(|entry| {
        entry.milestone.as_ref().is_some_and(|milestone| milestone.value == Milestone::Detected)
    });
    let since = detected.or(context.timeline.first())?.at;
    let within = policy.first_update.filter(|within| !context.is_over() && now - since > *within)?;
    let message = format!(
        "customers have had no update for {}, but a `{severity}` needs the first one within {}",
        format_elapsed(now - since),
        format_elapsed(within)
    );
    let hint = if context.updates.is_empty() {
        "write the first update in `comms/`"
    } else {
        "all updates in `comms/` are drafts: remove `draft` from the first one"
    };
    Some(Finding::at(&rules::UPDATE_OVERDUE, span, message).hint(hint))
}

fn policy<'a>(
    context: &RecordContext<'a>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
) -> Option<(&'a str, SeverityPolicy)> {
    let severity = context.severity_at(now)?.as_str();
    Some((severity, *directory.severities.get(severity)?))
}
