//! Checks the steps that timelines name.

use super::directory::Directory;
use super::record_context::RecordContext;
use crate::diagnostics::{Finding, did_you_mean, rules};

/// Checks the steps that the timeline of an incident names.
pub(super) fn check_record(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let named: Vec<_> = context.timeline.iter().filter_map(|entry| entry.did.as_ref()).collect();
    if named.is_empty() {
        return;
    }
    let known = directory.steps();
    for step in named.into_iter().filter(|step| !known.contains(&step.value)) {
        let finding = Finding::at(&rules::UNKNOWN_STEP, step.span, format!("unknown step `{}`", step.value));
        found.push(match did_you_mean(&step.value, known.iter().map(String::as_str)) {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None => {
                finding.hint("name a step by its `id` in `response.toml`; `allclear due` lists what is open")
            }
        });
    }
}
