//! Checks approvals: an entry that has or needs one is never released, because approvals cannot be verified yet.

use super::directory::Directory;
use super::record_context::RecordContext;
use crate::content::public::{Postmortem, RecordKind, Update};
use crate::diagnostics::{Finding, rules};

/// Reports released updates and published post-mortems whose approvals would have to be verified.
pub(super) fn check(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    if directory.judged_elsewhere {
        return;
    }
    for update in &context.released {
        let finding = match update.approvals.first() {
            Some(approval) => Finding::at(
                &rules::APPROVAL_NOT_JUDGED,
                approval.span,
                "this update has an approval, which cannot be verified yet",
            ),
            None => match need(context, update, directory) {
                Need::Severity(severity) => Finding::at(
                    &rules::APPROVAL_NOT_JUDGED,
                    update.span,
                    format!(
                        "an update of a `{severity}` incident needs an approval, which cannot be verified yet"
                    ),
                )
                .confidential(),
                Need::Unknown => Finding::at(
                    &rules::APPROVAL_NOT_JUDGED,
                    update.span,
                    "the severity is unknown, so this may need an approval, which cannot be verified yet",
                ),
                Need::Unread => {
                    let message = "this update may need an approval, which cannot be verified without the internal files";
                    let hint = "build with the internal files, or pass `--judged-elsewhere` if another machine has checked \
                                this exact commit";
                    found.push(Finding::at(&rules::APPROVAL_NOT_JUDGED, update.span, message).hint(hint));
                    continue;
                }
                Need::Nothing => continue,
            },
        };
        found.push(finding.hint("keep it as a draft: `draft = true`"));
    }
    if let Some(postmortem) = context.postmortem {
        of_postmortem(postmortem, directory, found);
    }
}

/// Reports a published post-mortem, unless it was published before approvals were used.
fn of_postmortem(postmortem: &Postmortem, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let Some(published) = &postmortem.published else { return };
    if directory.site.is_none_or(|site| site.postmortem_needs_approval(published.value)) {
        let message = "a published post-mortem needs approvals, which cannot be verified yet";
        found.push(
            Finding::at(&rules::APPROVAL_NOT_JUDGED, published.span, message).hint(
                "remove `published` to keep it as a draft; if it was published before you used approvals, set `since` in \
                 `[approval]` in `site.toml`",
            ),
        );
        if postmortem.author.is_none() {
            let message = "a published post-mortem needs the key `author`";
            found.push(
                Finding::at(&rules::MISSING_KEY, published.span, message)
                    .hint("add the author: approvals are verified against it"),
            );
        }
    } else if let Some(approval) = postmortem.approvals.first() {
        let message = "this post-mortem has an approval, which cannot be verified yet";
        found.push(
            Finding::at(&rules::APPROVAL_NOT_JUDGED, approval.span, message)
                .hint("remove it: a post-mortem published before `[approval] since` needs none"),
        );
    }
}

/// Whether the policy of the site requires an approval for an update.
enum Need<'a> {
    /// Required for this severity.
    Severity(&'a str),
    /// No record gives the severity of the incident, so the strictest case is assumed.
    Unknown,
    /// The internal files, which give the severity, were not read.
    Unread,
    Nothing,
}

fn need<'a>(context: &RecordContext<'a>, update: &Update, directory: &Directory<'_>) -> Need<'a> {
    let Some(policy) = directory.approval.filter(|policy| !policy.comms.is_empty()) else {
        return Need::Nothing;
    };
    if policy.since.is_some_and(|since| update.latest_date() < since) {
        return Need::Nothing;
    }
    match context.severity_at(update.at) {
        Some(severity) if policy.comms.contains(severity.as_str()) => Need::Severity(severity.as_str()),
        // A record without the key is reported by another rule.
        None if context.kind == RecordKind::Incident && context.incident.is_none() => {
            if directory.knows_internal() { Need::Unknown } else { Need::Unread }
        }
        _ => Need::Nothing,
    }
}
