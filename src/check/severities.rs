//! Checks that severities exist, because deadlines and approvals depend on them.

use super::directory::Directory;
use super::record_context::RecordContext;
use crate::content::Content;
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::span::Span;

/// Checks the severities of an incident and of the changes in its timeline.
pub(super) fn check_record(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let record = context.incident.and_then(|incident| incident.severity.as_ref());
    let changes = context.timeline.iter().filter_map(|entry| entry.severity.as_ref());
    for severity in record.into_iter().chain(changes) {
        check_name(severity.value.as_str(), severity.span, directory, found);
    }
}

/// Checks the severities in the policies of `site.toml` and in the names of checklists. A misspelt one would silently
/// require no approval, or nothing to confirm.
pub(super) fn check_site(content: &Content, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    for checklist in &content.internal.checklists {
        check_name(checklist.severity.as_str(), checklist.span, directory, found);
    }
    let policy = content.internal.response.as_ref();
    let ladders = policy.iter().flat_map(|policy| &policy.ladders).map(|ladder| &ladder.severity);
    let of_tiers = policy.iter().flat_map(|policy| &policy.executive_notices).map(|(_, notice)| notice);
    let of_customers =
        content.internal.customers.iter().filter_map(|customer| customer.executive_notice.as_ref());
    let noticed = of_tiers.chain(of_customers).flat_map(|notice| &notice.severities);
    for severity in ladders.chain(noticed) {
        check_name(severity.value.as_str(), severity.span, directory, found);
    }
    let Some(site) = &content.public.site else { return };
    for name in site.approval.iter().flat_map(|approval| &approval.comms) {
        check_name(name, site.span, directory, found);
    }
    for (name, target) in site.tiers.values().flat_map(|tier| &tier.targets) {
        check_name(name, target.span, directory, found);
    }
}

fn check_name(name: &str, span: Span, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    if directory.severities.contains_key(name) {
        return;
    }
    let hint = if let Some(near) = did_you_mean(name, directory.severities.keys().copied()) {
        format!("did you mean `{near}`?")
    } else {
        let known: Vec<&str> = directory.severities.keys().copied().collect();
        format!("known severities: {}", known.join(", "))
    };
    found.push(Finding::at(&rules::UNKNOWN_SEVERITY, span, format!("unknown severity `{name}`")).hint(hint));
}
