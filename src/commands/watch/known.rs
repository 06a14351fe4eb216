//! What was said before: findings are told when they change, not at each build.

use crate::diagnostics::{Findings, Severity};
use crate::source::Snapshot;

/// The findings of the build before.
#[derive(Debug, Default)]
pub(super) struct Known {
    keys: Vec<String>,
}

impl Known {
    /// Takes in the findings of a build. Gives those to tell, if they are others than before: the new ones, and every
    /// error again, since each of them holds the site back.
    pub(super) fn learn(&mut self, findings: &Findings, snapshot: &Snapshot) -> Option<Findings> {
        let keys: Vec<String> = findings.iter().map(|finding| key(finding, snapshot)).collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        if sorted == self.keys {
            return None;
        }
        let before = std::mem::replace(&mut self.keys, sorted);
        let told = findings.iter().zip(&keys).filter(|(finding, key)| {
            finding.severity == Severity::Error || before.binary_search(key).is_err()
        });
        Some(told.map(|(finding, _)| finding.clone()).collect())
    }
}

/// Without its line: what stands above a finding may be edited without changing it.
fn key(finding: &crate::diagnostics::Finding, snapshot: &Snapshot) -> String {
    let path = finding.span.and_then(|span| snapshot.file(span.file)).map(|file| file.path.as_str());
    format!(
        "{}\n{}\n{}\n{}",
        path.unwrap_or_default(),
        finding.rule.name,
        finding.severity.as_str(),
        finding.message
    )
}
