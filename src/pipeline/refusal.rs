//! Why a site cannot be published.

use super::Reason;
use crate::diagnostics::Findings;

/// Why a site cannot be published.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// What is wrong, in no particular order.
    pub findings: Findings,
    /// The kind of failure.
    pub reason: Reason,
}

impl Refusal {
    /// A refusal because of errors in the content or the theme.
    pub(super) const fn content(findings: Findings) -> Self {
        Self { findings, reason: Reason::Content }
    }
}
