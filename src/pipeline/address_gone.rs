//! The warning about published pages that disappear.

use crate::diagnostics::{Finding, rules};

/// How many addresses the message names; the rest is counted.
const MAX_NAMED: usize = 3;

/// Returns the warning that a build removes the pages at these addresses, if there are any.
#[must_use]
pub fn address_gone(addresses: &[String]) -> Option<Finding> {
    if addresses.is_empty() {
        return None;
    }
    let named: Vec<String> = addresses.iter().take(MAX_NAMED).map(|address| format!("`{address}`")).collect();
    let message = match (addresses.len(), addresses.len().saturating_sub(MAX_NAMED)) {
        (1, _) => format!("the published address {} disappears", named.concat()),
        (_, 0) => format!("the published addresses {} disappear", named.join(", ")),
        (_, more) => format!("the published addresses {} and {more} more disappear", named.join(", ")),
    };
    Some(Finding::general(&rules::ADDRESS_GONE, message).hint(
        "if a page has moved, write its earlier slug into the file that it moved to: `aliases = [\"…\"]`",
    ))
}
