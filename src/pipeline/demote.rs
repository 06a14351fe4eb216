//! Which errors hold back a build. An engineer's slip in a timeline never holds back an update to customers.

use crate::content::PublicContent;
use crate::content::public::RecordKind;
use crate::diagnostics::{Finding, Findings, Severity, rules};
use crate::source::{Snapshot, SourceFile};

/// Makes warnings of the errors in timelines and internal post-mortems.
///
/// The gate still reads those files as raw text. One that could not be read at all stays an error, since nothing
/// could then be proved about what it says, and so does one that may hide for whom an approval is needed.
pub(super) fn demote(findings: &mut Findings, snapshot: &Snapshot, content: &PublicContent) {
    for finding in findings.iter_mut().filter(|finding| finding.severity == Severity::Error) {
        if file_of(finding, snapshot).is_some_and(|file| {
            file.readable && is_working_paper(&file.path) && !hides_a_severity(finding, file, content)
        }) {
            finding.severity = Severity::Warning;
        }
    }
}

/// Whether an entry of a timeline that cannot be read may have said how grave an incident is that told something since
/// approvals are used: then nobody knows whether that needed one.
fn hides_a_severity(finding: &Finding, file: &SourceFile, content: &PublicContent) -> bool {
    let unread = [rules::SYNTAX.name, rules::NO_FRONT_MATTER.name].contains(&finding.rule.name);
    let approval = content.site.as_ref().and_then(|site| site.approval.as_ref());
    let Some(policy) = approval.filter(|policy| unread && !policy.comms.is_empty()) else { return false };
    let parts = file.parts();
    let ["incidents", folder, "timeline", ..] = parts.as_slice() else { return false };
    let mut updates = content
        .records
        .iter()
        .filter(|record| record.kind == RecordKind::Incident && record.folder == **folder)
        .flat_map(|record| &record.updates);
    updates.any(|update| !update.draft && policy.since.is_none_or(|since| update.latest_date() >= since))
}

fn file_of<'a>(finding: &Finding, snapshot: &'a Snapshot) -> Option<&'a SourceFile> {
    snapshot.file(finding.span?.file)
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
