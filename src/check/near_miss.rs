//! Near misses and drills: that they stay in the house.

use super::record_context::RecordContext;
use crate::content::Word;
use crate::content::internal::IncidentKind;
use crate::diagnostics::{Finding, rules};

/// Entries that would be released of a record that is no incident. That it is none, is internal.
pub(super) fn check(context: &RecordContext<'_>, found: &mut Vec<Finding>) {
    let Some(kind) =
        context.incident.map(|incident| incident.kind).filter(|kind| *kind != IncidentKind::Incident)
    else {
        return;
    };
    let published = context.postmortem.and_then(|postmortem| postmortem.published.as_ref());
    let released =
        context.released.iter().map(|update| (update.span, "this update", "write `draft = true` here"));
    let published = published.map(|at| (at.span, "this post-mortem", "leave `published` out"));
    for (span, what, way_out) in released.chain(published) {
        let message = format!("the record is a `{}`, and {what} would be released", kind.word());
        found.push(
            Finding::at(&rules::NOT_AN_INCIDENT, span, message)
                .hint(format!(
                    "if customers felt it, write `kind = \"incident\"` in `incident.md`; if not, {way_out}"
                ))
                .confidential(),
        );
    }
}
