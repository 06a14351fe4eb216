//! Statuses: that they belong to the kind of record, and agree with the states of its components.

use super::directory::Directory;
use super::record_context::{RecordContext, distinct, entries, is_open, status_of};
use crate::content::public::RecordKind;
use crate::diagnostics::{Finding, rules};
use crate::status::{State, Status, incident};

/// Statuses of the other kind, and incidents that look over but do not say so.
pub(super) fn check(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let (own, name, other): (&[Status], _, _) = match context.kind {
        RecordKind::Incident => (&Status::INCIDENT, "an incident", "a maintenance"),
        RecordKind::Maintenance => (&Status::MAINTENANCE, "a maintenance", "an incident"),
    };
    for status in context.updates.iter().filter_map(|update| update.status.as_ref()) {
        if own.contains(&status.value) {
            continue;
        }
        let words: Vec<String> = own.iter().map(|status| format!("`{status}`")).collect();
        let hint = format!("the statuses of {name} are {}", words.join(", "));
        let message = format!("`{}` is a status of {other}, and this is {name}", status.value);
        found.push(Finding::at(&rules::STATUS_FAMILY, status.span, message).hint(hint));
    }
    if context.kind == RecordKind::Incident && context.whole {
        operational_too_early(context, directory, found);
    }
}

fn operational_too_early(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let looked_for = |view: &&Vec<_>| {
        is_open(view) && matches!(status_of(view), Some(Status::Investigating | Status::Identified))
    };
    let early = context.views.iter().filter(looked_for).filter(|view| {
        incident::replay(&entries(view, directory)).is_some_and(|course| {
            !course.spans.is_empty() && course.states.values().all(|state| *state == State::Operational)
        })
    });
    for newest in distinct(early.filter_map(|view| view.last().copied())) {
        let message =
            "all components are operational again, but the incident is not yet `monitoring` or `resolved`";
        found.push(
            Finding::at(&rules::OPERATIONAL_TOO_EARLY, newest.span, message)
                .hint("add `status = \"monitoring\"`, or `\"resolved\"` if it is over"),
        );
    }
}
