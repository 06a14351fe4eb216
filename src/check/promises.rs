//! Checks whether open records promise their next update, and whether an update is late by promise or by policy.
//!
//! Every audience is checked on its own: an update for one customer does not keep a promise made to the public.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::directory::Directory;
use super::record_context::{RecordContext, distinct, is_open_at};
use super::time_format::{format_elapsed, format_minute};
use crate::content::SeverityName;
use crate::content::internal::{IncidentKind, Milestone};
use crate::content::public::{RecordKind, SeverityPolicy, Update};
use crate::diagnostics::{Finding, rules};
use crate::status::day;

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
    let open = context.views.iter().filter(|view| is_open_at(context.kind, view, directory, now));
    for newest in distinct(open.filter_map(|view| newest(view))) {
        match (newest.next_update_due().filter(|_| newest.retracted.is_none()), context.kind) {
            (Some(due), _) => {
                let raised = || severity_raised(context, newest, directory, now);
                found.extend(broken(newest, due, now).or_else(raised));
            }
            (None, RecordKind::Incident) => {
                found.push(overdue(context, newest, directory, now).unwrap_or_else(|| no_promise(newest)));
            }
            (None, RecordKind::Maintenance) => {}
        }
    }
}

/// Returns the newest update that is not retracted, because what a retracted one promised does not count.
fn newest<'a>(view: &[&'a Update]) -> Option<&'a Update> {
    view.iter().rev().find(|update| update.retracted.is_none()).or(view.last()).copied()
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

/// Reports a newest update from before the severity was raised, whose promise the new severity overtakes. The severity is
/// internal.
fn severity_raised(
    context: &RecordContext<'_>,
    newest: &Update,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
) -> Option<Finding> {
    let (severity, since) = context.severity_since(now)?;
    let since = since.filter(|since| *since > newest.at)?;
    let before = context.severity_since(since - TimeDelta::nanoseconds(1))?.0;
    if !is_graver(severity, before, directory) {
        return None;
    }
    let policy = directory.severities.get(severity.as_str())?;
    let every = policy.update_every.filter(|every| now - newest.at > *every)?;
    let message = format!(
        "the severity was raised to `{severity}` {} ago, and the newest update is {} old",
        format_elapsed(now - since),
        format_elapsed(now - newest.at)
    );
    let hint = format!("post an update now: a `{severity}` needs one every {}", format_elapsed(every));
    let span = newest.next_update.as_ref().map_or(newest.span, |next| next.span);
    Some(Finding::at(&rules::SEVERITY_RAISED, span, message).hint(hint).confidential())
}

/// Whether a severity is graver than another one. Severities of the site itself are compared by their policies.
fn is_graver(severity: &SeverityName, other: &SeverityName, directory: &Directory<'_>) -> bool {
    let rank = |name: &SeverityName| SeverityName::BUILT_IN.iter().position(|known| *known == name.as_str());
    if let (Some(rank), Some(other)) = (rank(severity), rank(other)) {
        return rank < other;
    }
    let within = |name: &SeverityName| {
        let policy = directory.severities.get(name.as_str())?;
        policy.first_update.or(policy.update_every)
    };
    within(severity).is_some_and(|own| within(other).is_none_or(|other| own < other))
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
    let since = noticed(context, directory);
    let late = |within: &TimeDelta| since.is_none_or(|since| now - since > *within);
    let within = policy.first_update.filter(|within| !context.is_over() && late(within))?;
    let silence = since.map(|since| format!(" for {}", format_elapsed(now - since))).unwrap_or_default();
    let message = format!(
        "customers have had no update{silence}, but a `{severity}` needs the first one within {}",
        format_elapsed(within)
    );
    let hint = if context.updates.is_empty() {
        "write the first update in `comms/`"
    } else {
        "all updates in `comms/` are drafts: remove `draft` from the first one"
    };
    Some(Finding::at(&rules::UPDATE_OVERDUE, span, message).hint(hint))
}

/// Returns when the incident was noticed, UTC: when it was detected, or the time of the first timeline entry. Without a
/// timeline it is the time of the first draft, and otherwise the beginning of the day in the name of the folder.
pub(super) fn noticed(context: &RecordContext<'_>, directory: &Directory<'_>) -> Option<DateTime<Utc>> {
    let detected = context.timeline.iter().find(|entry| {
        entry.milestone.as_ref().is_some_and(|milestone| milestone.value == Milestone::Detected)
    });
    let logged = detected.or(context.timeline.first()).map(|entry| entry.at);
    let drafted = || context.updates.iter().filter(|update| update.whole).map(|update| update.at).min();
    let dated = || {
        let date = context.folder.get(..10)?.parse().ok()?;
        Some(day::start_of_day(date, directory.site.map_or(Tz::UTC, |site| site.time_zone)))
    };
    logged.or_else(drafted).or_else(dated)
}

fn policy<'a>(
    context: &RecordContext<'a>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
) -> Option<(&'a str, SeverityPolicy)> {
    let severity = context.severity_at(now)?.as_str();
    Some((severity, *directory.severities.get(severity)?))
}
