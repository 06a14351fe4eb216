//! Checks that post-mortems name causes of the list in `response.toml`, so that equal causes have equal names.

use super::directory::Directory;
use super::record_context::RecordContext;
use crate::diagnostics::{Finding, did_you_mean, rules};

/// Checks the causes of the internal post-mortem. Without a list, any cause is right.
pub(super) fn check(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let policy = directory.content().internal.response.as_ref();
    let known = policy.map(|policy| policy.causes.as_slice()).unwrap_or_default();
    let Some(postmortem) = context.internal_postmortem.filter(|_| !known.is_empty()) else { return };
    for cause in &postmortem.causes {
        let written = cause.value.trim();
        if known.iter().any(|known| known.value.trim().eq_ignore_ascii_case(written)) {
            continue;
        }
        let near = did_you_mean(written, known.iter().map(|known| known.value.as_str()));
        let hint = near.map_or_else(
            || "name a cause of the list, or add this one to `causes` in `response.toml`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("`causes` in `response.toml` has no cause `{written}`");
        found.push(Finding::at(&rules::UNKNOWN_CAUSE, cause.span, message).hint(hint));
    }
}
