//! Checks the first entry that each audience sees, which opens the record for it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::directory::Directory;
use super::named_status::named_status;
use super::record_context::RecordContext;
use super::times::as_local_time;
use crate::content::placeholders;
use crate::content::public::{RecordKind, Update};
use crate::diagnostics::{Finding, rules};
use crate::status::Status;

/// Reports what the first entry of each audience lacks.
pub(super) fn check(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    let zone = directory.site.map_or(Tz::UTC, |site| site.time_zone);
    let titles = context.released.iter().filter_map(|update| update.title.as_ref());
    for title in titles.filter(|title| !placeholders(&title.value).is_empty()) {
        found.push(
            Finding::at(
                &rules::PLACE_LEFT_OPEN,
                title.span,
                "the title that customers read is not written yet",
            )
            .hint("describe what customers notice, such as `title = \"Card payments fail in Europe\"`"),
        );
    }
    for first in context.first_updates() {
        let whose = if context.released.first().is_some_and(|released| released.span == first.span) {
            "the first entry"
        } else {
            "this entry, the first that its audience sees,"
        };
        if first.title.is_none() {
            let message = format!("{whose} has no title");
            found.push(Finding::at(&rules::FIRST_TITLE, first.span, message).hint(
                written_too_early(context, first, zone, now).unwrap_or_else(|| {
                    "describe what customers notice, such as `title = \"Card payments fail in Europe\"`"
                        .to_owned()
                }),
            ));
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

/// Returns the hint for a local time of a zone behind UTC that was written with `Z`. Such a time is in the past, which
/// proves nothing by itself. It is noticed where the update would be the first of its record, lacks the title, and
/// follows the update with the title if its time is a local one.
fn written_too_early(
    context: &RecordContext<'_>,
    first: &Update,
    zone: Tz,
    now: DateTime<Utc>,
) -> Option<String> {
    let opening = context.released.iter().find(|update| update.title.is_some())?;
    let (meant, hint) = as_local_time(first, zone, now)?;
    (opening.at > first.at && meant >= opening.at).then_some(hint)
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
