//! The internal post-mortems of grave incidents: whether they are approved, and how long that took.

use chrono::{DateTime, TimeDelta, Utc};

use super::{ReviewedIncident, Sample, Share};
use crate::check::missing_internal_approvals;
use crate::content::Content;
use crate::content::internal::ReviewPolicy;
use crate::source::Snapshot;

/// Counts the post-mortems that are approved, and those that were approved in time, at `now` (UTC). One that is not approved
/// is left out until it is overdue, and so are those of incidents that are open and those that were waived.
pub(super) fn shares(
    incidents: &[ReviewedIncident<'_>],
    policy: &ReviewPolicy,
    content: &Content,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> [Share; 2] {
    let (mut approved, mut in_time) = (Share::default(), Share::default());
    for case in incidents.iter().filter(|case| is_grave(case, policy)) {
        let at = last_approval(case, content, snapshot, now);
        let due = case.ended.and_then(|ended| ended.checked_add_signed(policy.postmortem_within));
        let is_due = due.is_some_and(|due| at.is_some() || due < now);
        if is_waived(case) || !is_due {
            approved.left_out += 1;
            in_time.left_out += 1;
            continue;
        }
        approved.add(at.is_some(), || case.folder.slug());
        in_time.add(at.zip(due).is_some_and(|(at, due)| at <= due), || case.folder.slug());
    }
    [approved, in_time]
}

/// Returns how long it took from `resolved` to the last approval, of those incidents.
pub(super) fn publish(
    incidents: &[ReviewedIncident<'_>],
    policy: &ReviewPolicy,
    content: &Content,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> Sample {
    let grave = incidents.iter().filter(|case| is_grave(case, policy) && !is_waived(case));
    let took = |case: &ReviewedIncident<'_>| -> Option<TimeDelta> {
        Some(last_approval(case, content, snapshot, now)? - case.resolved?)
    };
    Sample::of(grave.map(|case| (case.folder.slug(), took(case))))
}

fn is_grave(case: &ReviewedIncident<'_>, policy: &ReviewPolicy) -> bool {
    policy.severities.iter().any(|severity| case.severity.as_deref() == Some(severity.as_str()))
}

fn is_waived(case: &ReviewedIncident<'_>) -> bool {
    case.folder.incident.as_ref().is_some_and(|incident| incident.postmortem_waived.is_some())
}

/// Returns when the last of the roles approved the text as it is, UTC. `None` while a role has not.
fn last_approval(
    case: &ReviewedIncident<'_>,
    content: &Content,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let postmortem = case.folder.postmortem.as_ref()?;
    let digest = postmortem.approved_text.as_ref()?.digest(&[]);
    let is_open = !postmortem.placeholders.is_empty()
        || !missing_internal_approvals(case.folder, content, snapshot, now).is_empty();
    let of_text = postmortem.approvals.iter().filter(|approval| {
        approval.digest.as_ref().is_some_and(|own| own.value.eq_ignore_ascii_case(&digest))
    });
    let last =
        of_text.filter_map(|approval| approval.at.as_ref()).map(|at| at.value).filter(|at| *at <= now).max();
    last.filter(|_| !is_open)
}
