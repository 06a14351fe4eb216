//! Checks that an entry whose file is named after a status sets that status.

use super::record_context::RecordContext;
use crate::content::public::RecordKind;
use crate::content::stem_time;
use crate::diagnostics::{Finding, rules};
use crate::status::Status;

/// Reports released entries without a status whose file name ends in one, unless the record has that status already.
pub(super) fn check(context: &RecordContext<'_>, found: &mut Vec<Finding>) {
    let mut current: Option<Status> = None;
    for update in &context.released {
        if let Some(status) = &update.status {
            current = Some(status.value);
            continue;
        }
        // The first entry needs a status in any case.
        let (Some(before), Some(named)) = (current, named_status(&update.stem, context.kind)) else {
            continue;
        };
        if named != before && update.merged_into.is_none() {
            let message = format!("`{}.md` is named after a status, but does not set it", update.stem);
            found.push(
                Finding::at(&rules::STATUS_IN_NAME, update.span, message)
                    .hint(format!("write `status = \"{named}\"`; without it, the status stays `{before}`")),
            );
        }
    }
}

/// Returns the status in the name of a file, such as `resolved` in `2026-03-14T0922Z-resolved`.
pub(super) fn named_status(stem: &str, kind: RecordKind) -> Option<Status> {
    let (_, word) = stem_time(stem)?;
    let word = word?.replace('-', "_");
    let statuses: &[Status] = match kind {
        RecordKind::Incident => &Status::INCIDENT,
        RecordKind::Maintenance => &Status::MAINTENANCE,
    };
    statuses.iter().copied().find(|status| status.as_str() == word)
}
