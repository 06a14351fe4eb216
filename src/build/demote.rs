//! Which errors hold back a build. An engineer's slip in a timeline never holds back an update to customers.

use crate::diagnostics::{Finding, Findings, Severity};
use crate::source::{Snapshot, SourceFile};

/// Makes warnings of the errors in timelines and internal post-mortems.
///
/// The gate still reads those files as raw text. One that could not be read at all stays an error, since nothing
/// could then be proved about what it says.
pub(super) fn demote(findings: &mut Findings, snapshot: &Snapshot) {
    for finding in findings.iter_mut().filter(|finding| finding.severity == Severity::Error) {
        if file_of(finding, snapshot).is_some_and(|file| file.readable && is_working_paper(&file.path)) {
            finding.severity = Severity::Warning;
        }
    }
}

fn file_of<'a>(finding: &Finding, snapshot: &'a Snapshot) -> Option<&'a SourceFile> {
    snapshot.file(finding.place?.file)
}

/// What engineers write while they work: a timeline or an internal post-mortem.
fn is_working_paper(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(
        parts.as_slice(),
        ["content", "incidents", _, "postmortem.md"] | ["content", "incidents", _, "timeline", ..]
    )
}

#[cfg(test)]
mod tests {
    use super::is_working_paper;

    #[test]
    fn timelines_and_internal_post_mortems_are_working_papers() {
        for path in
            ["content/incidents/x/timeline/2026-03-14T0917Z-ana.md", "content/incidents/x/postmortem.md"]
        {
            assert!(is_working_paper(path), "{path}");
        }
    }

    #[test]
    fn what_customers_or_the_gate_depend_on_is_not() {
        for path in [
            "content/incidents/x/incident.md",
            "content/incidents/x/comms/postmortem.md",
            "content/incidents/x/comms/2026-03-14T0917Z.md",
            "content/maintenance/x/postmortem.md",
            "content/people.toml",
        ] {
            assert!(!is_working_paper(path), "{path}");
        }
    }
}
