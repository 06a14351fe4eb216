//! Building again and again: for whoever watches a project while people write in it.
//!
//! What it gives is always identical to a fresh [`build()`] of the same snapshot; it only may take less time.

use super::{Built, Failed, Settings, build};
use crate::source::Scan;

/// Builds, and remembers what can be used again.
#[derive(Debug, Default)]
pub struct Rebuilder {}

impl Rebuilder {
    /// A rebuilder that has built nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The public site of what was scanned, as [`build()`] gives it. A failed build forgets nothing that is of use
    /// to the next one.
    pub fn build(&mut self, scan: &Scan, settings: Settings) -> Result<Built, Failed> {
        build(&scan.snapshot, scan.findings.clone(), settings)
    }
}
