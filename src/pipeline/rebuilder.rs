//! Building again and again: for whoever watches a project while people write in it.
//!
//! What it gives is always identical to a fresh [`build()`](super::build()) of the same snapshot; it only may take
//! less time.

use super::examine::Examiner;
use super::pipeline::finish;
use super::{Built, Failed, Publisher, Settings};
use crate::source::Scan;

/// Builds, and remembers what can be used again.
#[derive(Debug, Default)]
pub struct Rebuilder {
    examiner: Examiner,
    publisher: Publisher,
}

impl Rebuilder {
    /// A rebuilder that has built nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The public site of what was scanned, as [`build()`](super::build()) gives it. A failed build forgets nothing
    /// that is of use to the next one.
    pub fn build(&mut self, scan: &Scan, settings: Settings) -> Result<Built, Failed> {
        let examined = self.examiner.examine(&scan.snapshot, scan.findings.clone(), settings)?;
        finish((&scan.snapshot, &[]), examined, settings, &mut self.publisher)
    }
}
