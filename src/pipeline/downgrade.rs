//! Errors that are only warnings in a build: an engineer's typo in a timeline never holds back an update to customers, and
//! neither does a mistake in a file that only the site for colleagues and the commands of a response read.

use crate::content::PublicContent;
use crate::content::public::RecordKind;
use crate::diagnostics::{Finding, Findings, Severity, rules};
use crate::source::{Snapshot, SourceFile};

/// Turns errors in timelines, internal post-mortems and files about the response into warnings.
///
/// The gate still reads those files as raw text. An error stays an error if the file could not be read at all,
/// because the gate could not search for its words, or if it may hide that an approval is needed.
pub(super) fn downgrade(findings: &mut Findings, snapshot: &Snapshot, content: &PublicContent) {
    for finding in findings.iter_mut().filter(|finding| finding.severity == Severity::Error) {
        if file_of(finding, snapshot).is_some_and(|file| {
            file.readable && is_internal_note(&file.path) && !hides_a_severity(finding, file, content)
        }) {
            finding.severity = Severity::Warning;
        }
    }
}

/// Whether an unreadable timeline entry may have changed the severity of an incident that published an update since
/// approvals are required. Then it is unknown whether that update needed one.
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

/// Whether a file is a timeline entry or an internal post-mortem, which engineers write while they work, or about how the
/// organisation responds. Nothing that is published depends on any of them.
fn is_internal_note(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(
        parts.as_slice(),
        ["content", "incidents", _, "postmortem.md"]
            | ["content", "incidents", _, "timeline", ..]
            | ["content", "response.toml"]
            | ["content", "runbooks" | "reviews", ..]
    )
}

#[cfg(test)]
mod tests {
    use super::is_internal_note;

    #[test]
    fn files_that_nothing_published_depends_on_are_internal_notes() {
        for path in [
            "content/incidents/x/timeline/2026-03-14T0917Z-ana.md",
            "content/incidents/x/postmortem.md",
            "content/response.toml",
            "content/runbooks/database.md",
            "content/reviews/2026-11.md",
        ] {
            assert!(is_internal_note(path), "{path}");
        }
    }

    #[test]
    fn files_that_the_site_or_the_gate_depends_on_are_not() {
        for path in [
            "content/incidents/x/incident.md",
            "content/incidents/x/comms/postmortem.md",
            "content/incidents/x/comms/2026-03-14T0917Z.md",
            "content/maintenance/x/postmortem.md",
            "content/people.toml",
        ] {
            assert!(!is_internal_note(path), "{path}");
        }
    }
}
