//! Checks the end of a record: closing entries, what follows them, and closing entries that are missing.

use super::directory::Directory;
use super::record_context::{RecordContext, distinct, is_open, status_updates};
use super::time_format::format_minute;
use crate::content::public::{RecordKind, Update};
use crate::diagnostics::{Finding, rules};
use crate::span::Span;
use crate::status::{State, Status, incident};

/// Reports entries after the end, closing entries with a broken component, and incidents that look resolved.
pub(super) fn check(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    for view in &context.views {
        after_closing(view, context.kind, found);
    }
    if context.kind == RecordKind::Incident {
        operational_too_early(context, directory, found);
    }
    for update in context.released.iter().filter(|update| update.is_written_as_end()) {
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
    let early = context.views.iter().filter(|view| is_open(view)).filter(|view| {
        incident::replay(&status_updates(view, directory)).is_some_and(|course| {
            matches!(course.status, Status::Investigating | Status::Identified)
                && !course.spans.is_empty()
                && course.states.values().all(|state| *state == State::Operational)
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

/// An entry with the same closing status, or without a status, may follow the end, as long as it reports no problem.
fn after_closing(view: &[&Update], kind: RecordKind, found: &mut Vec<Finding>) {
    let mut end: Option<&Update> = None;
    for update in view {
        if update.reopened {
            end = None;
        }
        if let Some(closing) = end.or(Some(*update).filter(|update| update.closes())) {
            intervals_after_closing(update, closing, found);
        }
        if update.retracted.is_some() && update.is_written_as_end() {
            continue;
        }
        let Some(status) = &update.status else {
            if let Some(closing) = end.filter(|_| !update.closes()) {
                states_after_closing(update, closing, kind, found);
            }
            end = end.or(Some(*update).filter(|update| update.closes()));
            continue;
        };
        let again = |end: &&Update| end.status.as_ref().is_none_or(|before| before.value == status.value);
        match end {
            None => end = Some(*update).filter(|update| update.closes()),
            Some(end) if update.closes() && again(&end) => {}
            Some(closing) => {
                let message = format!("the status is `{}` after the record was closed", status.value);
                found.push(
                    Finding::at(&rules::AFTER_CLOSING, status.span, message)
                        .related(span_of_end(closing), "closed here")
                        .hint("if the problem came back, add `reopened = true`; if this is another one, give it its own folder"),
                );
                end = Some(*update).filter(|update| update.closes());
            }
        }
    }
}

/// Reports the states of an entry that would count for nothing, because the record is closed.
fn states_after_closing(update: &Update, closing: &Update, kind: RecordKind, found: &mut Vec<Finding>) {
    for (name, state) in update.components.iter().filter(|(_, state)| state.value != State::Operational) {
        let message = format!("`{}` is `{}` after the record was closed", name.value, state.value);
        let hint = match (&closing.merged_into, kind) {
            (Some(slug), _) => format!("report it in the incident `{}`, which continues this one", slug.value),
            (None, RecordKind::Incident) => {
                "if the problem came back, add `reopened = true`; if this is another one, give it its own folder".into()
            }
            (None, RecordKind::Maintenance) => {
                "if the work goes on, add `reopened = true`; if something broke, open an incident".into()
            }
        };
        found.push(
            Finding::at(&rules::AFTER_CLOSING, state.span, message)
                .related(span_of_end(closing), "closed here")
                .hint(hint),
        );
    }
}

/// Reports corrections that claim a problem for the time after they were written, although the record is closed.
fn intervals_after_closing(update: &Update, closing: &Update, found: &mut Vec<Finding>) {
    for interval in &update.intervals {
        let Some(name) = interval.components.first() else { continue };
        if interval.state == State::Operational {
            continue;
        }
        let (message, hint) = match interval.to {
            Some(to) if to > update.at => (
                format!(
                    "`{}` is `{}` until {}, but the record is closed at {}",
                    name.value,
                    interval.state,
                    format_minute(to),
                    format_minute(update.at)
                ),
                "correct `to`; if the problem is not over, keep the record open",
            ),
            None if interval.from >= closing.at => (
                format!(
                    "`{}` is `{}` since {}, but the record was closed at {}",
                    name.value,
                    interval.state,
                    format_minute(interval.from),
                    format_minute(closing.at)
                ),
                "add `to`; if the problem is not over, add `reopened = true`",
            ),
            Some(_) | None => continue,
        };
        found.push(
            Finding::at(&rules::AFTER_CLOSING, name.span, message)
                .related(span_of_end(closing), "closed here")
                .hint(hint),
        );
    }
}

fn span_of_end(closing: &Update) -> Span {
    let merged = closing.merged_into.as_ref().map(|slug| slug.span);
    closing.status.as_ref().map(|status| status.span).or(merged).unwrap_or(closing.span)
}
