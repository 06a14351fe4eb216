//! Near misses and drills: that they stay in the house.

use super::case::Case;
use crate::content::Word;
use crate::content::internal::IncidentKind;
use crate::diagnostics::{Finding, rules};

/// Entries that would be released of a record that is no incident. That it is none, is internal.
pub(super) fn check(case: &Case<'_>, found: &mut Vec<Finding>) {
    let Some(kind) =
        case.incident.map(|incident| incident.kind).filter(|kind| *kind != IncidentKind::Incident)
    else {
        return;
    };
    let published = case.postmortem.and_then(|postmortem| postmortem.published.as_ref());
    let released =
        case.released.iter().map(|update| (update.place, "this update", "write `draft = true` here"));
    let published = published.map(|at| (at.place, "this post-mortem", "leave `published` out"));
    for (place, what, way_out) in released.chain(published) {
        let message = format!("the record is a `{}`, and {what} would be released", kind.word());
        found.push(
            Finding::at(&rules::NOT_AN_INCIDENT, place, message)
                .hint(format!(
                    "if customers felt it, write `kind = \"incident\"` in `incident.md`; if not, {way_out}"
                ))
                .confidential(),
        );
    }
}
