//! Why a build gave nothing.

use crate::diagnostics::Findings;

/// A build that gave nothing to write. What was published before stays as it is.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Everything that was found, sorted; warnings among it.
    pub findings: Findings,
    /// What it failed on.
    pub reason: Reason,
}

/// What a build failed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Something in the content or the theme is wrong.
    Content,
    /// There are only warnings, and they were asked to count as errors.
    Warnings,
    /// The gate refused what was rendered.
    Gate {
        /// The paths of the outputs that it refused; a path that itself gives something away is left out.
        outputs: Vec<String>,
    },
}
