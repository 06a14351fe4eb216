//! Checks what the kind of a record allows: statuses of its own family, and whether entries may be released.

use super::record_context::RecordContext;
use crate::content::Keyword;
use crate::content::internal::IncidentKind;
use crate::content::public::RecordKind;
use crate::diagnostics::{Finding, rules};
use crate::status::Status;

/// Reports statuses of the other kind of record, and released entries of near misses and drills.
pub(super) fn check(context: &RecordContext<'_>, found: &mut Vec<Finding>) {
    statuses(context, found);
    near_miss(context, found);
}

fn statuses(context: &RecordContext<'_>, found: &mut Vec<Finding>) {
    let (own, name, other): (&[Status], _, _) = match context.kind {
        RecordKind::Incident => (&Status::INCIDENT, "an incident", "a maintenance"),
        RecordKind::Maintenance => (&Status::MAINTENANCE, "a maintenance", "an incident"),
    };
    for status in context.updates.iter().filter_map(|update| update.status.as_ref()) {
        if own.contains(&status.value) {
            continue;
        }
        let words: Vec<String> = own.iter().map(|status| format!("`{status}`")).collect();
        let near = counterpart(status.value);
        let hint = format!("write `status = \"{near}\"`; the statuses of {name} are {}", words.join(", "));
        let message = format!("`{}` is a status of {other}, but this is {name}", status.value);
        found.push(Finding::at(&rules::STATUS_FAMILY, status.span, message).hint(hint));
    }
}

/// Returns the status of the other kind of record that means nearly the same.
const fn counterpart(status: Status) -> Status {
    match status {
        Status::Investigating | Status::Identified => Status::InProgress,
        Status::Monitoring => Status::Verifying,
        Status::Resolved => Status::Completed,
        Status::Scheduled => Status::Investigating,
        Status::InProgress => Status::Identified,
        Status::Verifying => Status::Monitoring,
        Status::Completed | Status::Cancelled => Status::Resolved,
    }
}

/// Near misses and drills stay internal. That a record is one of them is internal too, so the finding is confidential.
fn near_miss(context: &RecordContext<'_>, found: &mut Vec<Finding>) {
    let Some(kind) =
        context.incident.map(|incident| incident.kind).filter(|kind| *kind != IncidentKind::Incident)
    else {
        return;
    };
    let published = context.postmortem.and_then(|postmortem| postmortem.published.as_ref());
    let released =
        context.released.iter().map(|update| (update.span, "this update", "write `draft = true` here"));
    let published = published.map(|at| (at.span, "this post-mortem", "remove `published`"));
    for (span, what, way_out) in released.chain(published) {
        let message = format!("the record is a `{}`, but {what} would be released", kind.word());
        found.push(
            Finding::at(&rules::NOT_AN_INCIDENT, span, message)
                .hint(format!(
                    "if customers were affected, write `kind = \"incident\"` in `incident.md`; if not, {way_out}"
                ))
                .confidential(),
        );
    }
}
