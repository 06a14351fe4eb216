//! Why a build failed.

use crate::diagnostics::Findings;

/// A failed build. What was published before stays as it is.
#[derive(Clone, Debug)]
pub struct Failed {
    /// All findings, sorted, including warnings.
    pub findings: Findings,
    /// Why it failed.
    pub reason: Reason,
}

/// Why a build failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The content or the theme has errors.
    Content,
    /// There are only warnings, and `--strict` treats them as errors.
    Warnings,
    /// The gate refused outputs.
    Gate {
        /// The paths of the refused outputs, without those that themselves disclose something internal.
        outputs: Vec<String>,
    },
}
