//! The names of steps, as `did` in the timeline writes them.

use super::SlaTarget;
use crate::content::Content;

/// Returns the name of the step that warns of a missed service level.
#[must_use]
pub fn sla_warning_id(tier: &str, target: SlaTarget) -> String {
    format!("sla-warning-{tier}-{}", target.word())
}

/// Returns the name of the step that tells the executives of a customer, or of the customers of a tier.
#[must_use]
pub fn executive_notice_id(customer_or_tier: &str) -> String {
    format!("executive-notice-{customer_or_tier}")
}

/// Returns the names of all steps that a timeline may name.
#[must_use]
pub fn step_ids(content: &Content) -> Vec<String> {
    crate::check::step_names(content).into_iter().collect()
}
