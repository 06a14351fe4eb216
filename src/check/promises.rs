//! The next word to customers: whether one is promised, and whether it is late, by promise or by policy.
//!
//! Only what is open now is judged. Each audience counts for itself: a word to one customer keeps no promise that
//! was made to the public.

use chrono::{DateTime, Utc};

use super::case::{Case, distinct, is_open};
use super::directory::Directory;
use super::wording::{moment, span};
use crate::content::internal::{IncidentKind, Milestone};
use crate::content::public::{RecordKind, SeverityPolicy, Update};
use crate::diagnostics::{Finding, rules};
use crate::status::{MaintenanceCourse, maintenance};

/// Late updates, and open incidents without a promise.
pub(super) fn check(
    case: &Case<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    if case.incident.is_some_and(|incident| incident.kind != IncidentKind::Incident) {
        return;
    }
    if case.released.is_empty() {
        found.extend(first_update(case, directory, now));
        return;
    }
    let open = case.views.iter().filter(|view| is_open(view) && !ended_by_clock(case, view, directory, now));
    for newest in distinct(open.filter_map(|view| view.last().copied())) {
        match (newest.next_update_due(), case.kind) {
            (Some(due), _) => found.extend(broken(newest, due, now)),
            (None, RecordKind::Incident) => {
                found.push(overdue(case, newest, directory, now).unwrap_or_else(|| no_promise(newest)));
            }
            (None, RecordKind::Maintenance) => {}
        }
    }
}

fn ended_by_clock(case: &Case<'_>, view: &[&Update], directory: &Directory<'_>, now: DateTime<Utc>) -> bool {
    case.kind == RecordKind::Maintenance
        && maintenance::replay(&super::case::entries(view, directory), now)
            .is_some_and(|course: MaintenanceCourse| course.closed)
}

fn broken(newest: &Update, due: DateTime<Utc>, now: DateTime<Utc>) -> Option<Finding> {
    let place = newest.next_update.as_ref()?.place;
    (due < now).then(|| {
        let message = format!("the next update was promised for {}, {} ago", moment(due), span(now - due));
        Finding::at(&rules::PROMISE_BROKEN, place, message)
            .hint("post an update now, even if there is no news yet, with a new `next_update`")
    })
}

/// The newest update made no promise, and the policy's time is over. The severity is internal.
fn overdue(
    case: &Case<'_>,
    newest: &Update,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
) -> Option<Finding> {
    let (severity, policy) = policy(case, directory, now)?;
    let every = policy.update_every.filter(|every| now - newest.at > *every)?;
    let message = format!(
        "the newest update is {} old, and a `{severity}` needs one every {}",
        span(now - newest.at),
        span(every)
    );
    Some(
        Finding::at(&rules::UPDATE_OVERDUE, newest.place, message)
            .hint("post an update now, even if there is no news yet, with `next_update`")
            .confidential(),
    )
}

fn no_promise(newest: &Update) -> Finding {
    Finding::at(
        &rules::NO_NEXT_UPDATE,
        newest.place,
        "this incident is open and does not say when the next update comes",
    )
    .hint("add `next_update = \"30m\"`")
}

/// Nothing was released yet, and the policy's time for the first update is over.
fn first_update(case: &Case<'_>, directory: &Directory<'_>, now: DateTime<Utc>) -> Option<Finding> {
    let place = case.incident?.severity.as_ref()?.place;
    let (severity, policy) = policy(case, directory, now)?;
    let detected = case.timeline.iter().find(|entry| {
        entry.milestone.as_ref().is_some_and(|milestone| milestone.value == Milestone::Detected)
    });
    let since = detected.or(case.timeline.first())?.at;
    let within = policy.first_update.filter(|within| !case.is_over() && now - since > *within)?;
    let message = format!(
        "customers have heard nothing for {}, and a `{severity}` needs its first update within {}",
        span(now - since),
        span(within)
    );
    let hint = if case.updates.is_empty() {
        "write the first update in `comms/`"
    } else {
        "the updates in `comms/` are all drafts: take `draft` out of the first"
    };
    Some(Finding::at(&rules::UPDATE_OVERDUE, place, message).hint(hint))
}

fn policy<'a>(
    case: &Case<'a>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
) -> Option<(&'a str, SeverityPolicy)> {
    let severity = case.severity_at(now)?.as_str();
    Some((severity, *directory.severities.get(severity)?))
}
