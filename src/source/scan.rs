//! Reading a project once.

use std::sync::Arc;

use super::{Project, Scan, Scanner, Scope, Snapshot};
use crate::diagnostics::Findings;

/// What a scan reads.
#[derive(Clone, Copy, Debug)]
pub struct ScanOptions {
    /// Reads no internal file at all: for a build machine that has none, or must not see them.
    pub public_only: bool,
}

/// Reads every file of `content/` and `themes/`. What cannot be read is a finding and an empty file; it never hides
/// the rest.
#[must_use]
pub fn scan(project: &Project, options: ScanOptions) -> (Snapshot, Findings) {
    let mut scanner = Scanner::once(project.clone(), options);
    let Scan { snapshot, findings, .. } = rayon::scope(|_| scanner.scan(&Scope::Everything));
    (Arc::unwrap_or_clone(snapshot), findings)
}
