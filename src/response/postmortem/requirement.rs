//! Whether the policy requires a post-mortem of an incident, and until when.

use chrono::{DateTime, TimeDelta, Utc};

use super::facts::PostmortemFacts;
use crate::content::format_duration;
use crate::content::internal::{Flag, IncidentKind, PostmortemPolicy};
use crate::response::{IncidentClocks, TierClocks};
use crate::status::sla::Standing;

/// What the policy says about an incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// Whether the policy does not apply: to a drill, and to an incident that ended before the policy began.
    pub is_exempt: bool,
    /// Why it needs a post-mortem; empty if nothing requires one.
    pub reasons: Vec<String>,
    /// Why one should be considered, although nothing requires it.
    pub considerations: Vec<String>,
    /// When the draft is due, UTC; `None` while the incident is open.
    pub due: Option<DateTime<Utc>>,
    /// Why there will be none although one is required.
    pub waived: Option<String>,
}

/// Compares the facts of an incident with the policy. Drills need nothing.
#[must_use]
pub fn requirement(facts: &PostmortemFacts<'_>, policy: &PostmortemPolicy) -> Requirement {
    let incident = facts.folder.incident.as_ref();
    let kind = incident.map_or(IncidentKind::Incident, |incident| incident.kind);
    let is_earlier = policy.since.is_some_and(|since| facts.ended.is_some_and(|ended| ended < since));
    if kind == IncidentKind::Drill || is_earlier {
        return Requirement { is_exempt: true, ..Requirement::default() };
    }
    let is_flagged =
        |flag| incident.is_some_and(|incident| incident.flags.iter().any(|own| own.value == flag));
    let mut considerations = Vec::new();
    if kind == IncidentKind::NearMiss {
        considerations.push("a near miss".to_owned());
    }
    if is_flagged(Flag::Complaint) {
        considerations.push("customers complained".to_owned());
    }
    let reasons = if kind == IncidentKind::NearMiss { Vec::new() } else { reasons(facts, policy) };
    Requirement {
        due: facts.ended.and_then(|ended| ended.checked_add_signed(policy.due)),
        waived: incident.and_then(|one| one.postmortem_waived.as_ref()).map(|reason| reason.value.clone()),
        reasons,
        considerations,
        is_exempt: false,
    }
}

fn reasons(facts: &PostmortemFacts<'_>, policy: &PostmortemPolicy) -> Vec<String> {
    let incident = facts.folder.incident.as_ref();
    let is_flagged =
        |flag| incident.is_some_and(|incident| incident.flags.iter().any(|own| own.value == flag));
    let mut reasons = Vec::new();
    let required = policy.severities.iter().map(|severity| severity.value.as_str());
    let severity = required.clone().find(|name| facts.severities.iter().any(|(_, had)| had == name));
    reasons.extend(severity.map(|severity| format!("severity {severity}")));
    if let (Some(limit), Some(lasted)) = (policy.longer_than, lasted(facts))
        && lasted > limit
    {
        reasons.push(format!("longer than {}", format_duration(limit)));
    }
    let count = i64::try_from(facts.affected_customers().len()).unwrap_or(i64::MAX);
    if policy.customers.is_some_and(|least| count >= least) {
        reasons.push(format!("{count} affected customers"));
    }
    if policy.missed_sla && facts.clocks.as_ref().is_ok_and(missed) {
        reasons.push("a missed service level target".to_owned());
    }
    if policy.data_loss && is_flagged(Flag::DataLoss) {
        reasons.push("data loss".to_owned());
    }
    if policy.security && is_flagged(Flag::Security) {
        reasons.push("security".to_owned());
    }
    if policy.repeated && incident.is_some_and(|incident| incident.repeat_of.is_some()) {
        reasons.push("it happened before".to_owned());
    }
    reasons
}

/// Returns the longer of how long it was open for customers and the time from its beginning to its end.
fn lasted(facts: &PostmortemFacts<'_>) -> Option<TimeDelta> {
    let from_record = facts.began.and_then(|began| Some(facts.ended? - began));
    facts.open_for.max(from_record)
}

fn missed(clocks: &IncidentClocks) -> bool {
    let is_missed = |tier: &TierClocks| {
        [&tier.response, &tier.resolution]
            .into_iter()
            .flatten()
            .any(|clock| clock.standing == Standing::Missed)
    };
    clocks.tiers.iter().any(is_missed)
}
