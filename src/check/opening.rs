//! Checks the first entry that each audience sees, which opens the record for it.

use super::named_status::named_status;
use super::record_context::RecordContext;
use crate::content::public::{RecordKind, Update};
use crate::diagnostics::{Finding, rules};
use crate::status::Status;

/// Reports what the first entry of each audience lacks.
pub(super) fn check(context: &RecordContext<'_>, found: &mut Vec<Finding>) {
    for first in context.first_updates() {
        let whose = if context.released.first().is_some_and(|released| released.span == first.span) {
            "the first entry"
        } else {
            "this entry, the first that its audience sees,"
        };
        if first.title.is_none() {
            let message = format!("{whose} has no title");
            found.push(
                Finding::at(&rules::FIRST_TITLE, first.span, message).hint(
                    "describe what customers notice, such as `title = \"Card payments fail in Europe\"`",
                ),
            );
        }
        if first.status.is_none() {
            let status = named_status(&first.stem, context.kind).unwrap_or(match context.kind {
                RecordKind::Incident => Status::Investigating,
                RecordKind::Maintenance => Status::Scheduled,
            });
            let message = format!("{whose} has no status");
            found.push(
                Finding::at(&rules::FIRST_STATUS, first.span, message)
                    .hint(format!("add a status, such as `status = \"{status}\"`")),
            );
        }
        if context.kind == RecordKind::Maintenance {
            found.extend(no_window(first, whose));
        }
    }
}

fn no_window(first: &Update, whose: &str) -> Option<Finding> {
    let example = "`window = { from = 2026-12-01T22:00:00Z, to = 2026-12-01T23:00:00Z }`";
    let Some(window) = &first.window else {
        let message = format!("{whose} has no window");
        return Some(
            Finding::at(&rules::NO_WINDOW, first.span, message)
                .hint(format!("add the planned time: {example}")),
        );
    };
    let missing = match (window.from, window.to) {
        (Some(_), Some(_)) => return None,
        (None, Some(_)) => "`from`",
        (Some(_), None) => "`to`",
        (None, None) => "`from` and `to`",
    };
    let message = format!("the window of the first entry has no {missing}");
    Some(Finding::at(&rules::NO_WINDOW, window.span, message).hint(format!("write both: {example}")))
}
