//! Scans a project once.

use std::sync::Arc;

use super::{Project, Scan, ScanOptions, Scanner, Scope, Snapshot};
use crate::diagnostics::Findings;

/// Reads every file in `content/` and `themes/`. A file that cannot be read gives a finding and an empty file, and does
/// not affect the others.
#[must_use]
pub fn scan(project: &Project, options: ScanOptions) -> (Snapshot, Findings) {
    let mut scanner = Scanner::once(project.clone(), options);
    let Scan { snapshot, findings, .. } = rayon::scope(|_| scanner.scan(&Scope::Everything));
    (Arc::unwrap_or_clone(snapshot), findings)
}
