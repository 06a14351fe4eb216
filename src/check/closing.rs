//! Checks the end of a record: closing entries, what follows them, and closing entries that are missing.

use super::directory::Directory;
use super::record_context::{RecordContext, closes, distinct, is_open, status_of, status_updates};
use crate::content::public::{RecordKind, Update};
use crate::diagnostics::{Finding, rules};
use crate::status::{State, Status, incident};

/// Reports entries after the end, closing entries with a broken component, and incidents that look resolved.
pub(super) fn check(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    for view in &context.views {
        after_closing(view, found);
    }
    if context.kind == RecordKind::Incident {
        operational_too_early(context, directory, found);
    }
    for update in context.released.iter().filter(|update| closes(update)) {
        for (name, state) in update.components.iter().filter(|(_, state)| state.value != State::Operational) {
            let message =
                format!("this entry closes the record, but `{}` is still `{}`", name.value, state.value);
            let hint = match context.kind {
                RecordKind::Incident => {
                    "if it is over, remove `components`; if not, keep the status `monitoring`"
                }
                RecordKind::Maintenance => {
                    "if it is over, remove `components`; if not, keep the status `verifying`"
                }
            };
            found.push(Finding::at(&rules::CLOSING_STATE, state.span, message).hint(hint));
        }
    }
}

/// Reports open incidents whose components are all operational although the status says otherwise.
fn operational_too_early(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let looked_for = |view: &&Vec<_>| {
        is_open(view) && matches!(status_of(view), Some(Status::Investigating | Status::Identified))
    };
    let early = context.views.iter().filter(looked_for).filter(|view| {
        incident::replay(&status_updates(view, directory)).is_some_and(|course| {
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

/// An entry with the same closing status, or without a status, may follow the end.
fn after_closing(view: &[&Update], found: &mut Vec<Finding>) {
    let mut end: Option<&Update> = None;
    for update in view {
        if update.reopened {
            end = None;
        }
        let Some(status) = &update.status else {
            end = end.or(Some(*update).filter(|update| closes(update)));
            continue;
        };
        let again = |end: &&Update| end.status.as_ref().is_none_or(|before| before.value == status.value);
        match end {
            None => end = Some(*update).filter(|update| closes(update)),
            Some(end) if closes(update) && again(&end) => {}
            Some(closing) => {
                let message = format!("the status is `{}` after the record was closed", status.value);
                let span = closing.status.as_ref().map_or(closing.span, |status| status.span);
                found.push(
                    Finding::at(&rules::AFTER_CLOSING, status.span, message)
                        .related(span, "closed here")
                        .hint("if the problem came back, add `reopened = true`; if this is another one, give it its own folder"),
                );
                end = Some(*update).filter(|update| closes(update));
            }
        }
    }
}
