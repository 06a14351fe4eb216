//! Repeated builds of a project, for `watch` and the preview.
//!
//! The result is always identical to a fresh [`build()`](super::build()) of the same snapshot. It may only take less
//! time.

use super::build::build_examined;
use super::examine::Examiner;
use super::{Built, Cache, Failed, Settings};
use crate::source::Scan;

/// Builds, and keeps what the next build can reuse.
#[derive(Debug, Default)]
pub struct Rebuilder {
    examiner: Examiner,
    cache: Cache,
}

impl Rebuilder {
    /// Returns a rebuilder that has built nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Builds the public site of a scan, as [`build()`](super::build()) does. After a failure, the next build can still
    /// reuse the records and checks of this one.
    ///
    /// # Errors
    ///
    /// Fails as [`build()`](super::build()) does.
    pub fn build(&mut self, scan: &Scan, settings: Settings) -> Result<Built, Failed> {
        let examined = self.examiner.examine(&scan.snapshot, scan.findings.clone(), settings)?;
        build_examined((&scan.snapshot, &[]), examined, settings, &mut self.cache)
    }
}
