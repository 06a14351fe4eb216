//! The findings that were reported already: findings are reported when they change, not after each build.

use crate::diagnostics::{Finding, Findings, Severity};
use crate::source::Snapshot;

/// The findings of the previous build.
#[derive(Debug, Default)]
pub(super) struct ReportedFindings {
    /// Sorted.
    keys: Vec<String>,
}

impl ReportedFindings {
    /// Records the findings of a build. If they differ from those of the previous build, returns the new ones and all
    /// errors, because every error blocks the site.
    pub(super) fn update(&mut self, findings: &Findings, snapshot: &Snapshot) -> Option<Findings> {
        let keys: Vec<String> = findings.iter().map(|finding| key(finding, snapshot)).collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        if sorted == self.keys {
            return None;
        }
        let before = std::mem::replace(&mut self.keys, sorted);
        let new = findings.iter().zip(&keys).filter(|(finding, key)| {
            finding.severity == Severity::Error || before.binary_search(key).is_err()
        });
        Some(new.map(|(finding, _)| finding.clone()).collect())
    }
}

/// Identifies a finding across builds. The line is left out, because edits above a finding move it.
fn key(finding: &Finding, snapshot: &Snapshot) -> String {
    let path = finding.span.and_then(|span| snapshot.file(span.file)).map(|file| file.path.as_str());
    format!(
        "{}\n{}\n{}\n{}",
        path.unwrap_or_default(),
        finding.rule.name,
        finding.severity.as_str(),
        finding.message
    )
}
