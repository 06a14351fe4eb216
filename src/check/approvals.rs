//! Approvals: what carries or needs one is never released, since they cannot be judged yet.

use super::case::Case;
use super::directory::Directory;
use crate::content::public::Update;
use crate::diagnostics::{Finding, rules};

/// Released updates and published post-mortems whose approval would have to be judged.
pub(super) fn check(case: &Case<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    for update in &case.released {
        let finding = match update.approvals.first() {
            Some(approval) => Finding::at(
                &rules::APPROVAL_NOT_JUDGED,
                approval.place,
                "this update carries an approval, which cannot be judged yet",
            ),
            None => match needing_severity(case, update, directory) {
                Some(severity) => Finding::at(
                    &rules::APPROVAL_NOT_JUDGED,
                    update.place,
                    format!("an update of a `{severity}` needs an approval, which cannot be judged yet"),
                )
                .confidential(),
                None => continue,
            },
        };
        found.push(finding.hint("keep it as a draft: `draft = true`"));
    }
    if let Some(published) = case.postmortem.and_then(|postmortem| postmortem.published.as_ref()) {
        let message = "a published post-mortem needs approvals, which cannot be judged yet";
        found.push(
            Finding::at(&rules::APPROVAL_NOT_JUDGED, published.place, message)
                .hint("leave `published` out: it is then a draft"),
        );
    }
}

/// The severity for which the site's policy asks for an approval of this update.
fn needing_severity<'a>(case: &Case<'a>, update: &Update, directory: &Directory<'_>) -> Option<&'a str> {
    let policy = directory.approval?;
    let severity = case.severity_at(update.at)?.as_str();
    let needed = policy.comms.contains(severity) && policy.since.is_none_or(|since| update.at >= since);
    needed.then_some(severity)
}
