//! What falls due at the beginning of an incident.

use chrono::{DateTime, Utc};

use crate::content::Folder;
use crate::content::internal::Milestone;
use crate::content::public::SeverityPolicy;

/// When the first steps of a response are due, UTC. `None` where the policy of the severity sets no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Somebody must have taken responsibility.
    pub acknowledge: Option<DateTime<Utc>>,
    /// Customers must have had the first update.
    pub first_update: Option<DateTime<Utc>>,
}

impl Deadlines {
    /// Returns the deadlines of an incident that was detected at a time (UTC).
    #[must_use]
    pub fn new(policy: SeverityPolicy, detected: DateTime<Utc>) -> Self {
        let after = |span: Option<_>| span.and_then(|span| detected.checked_add_signed(span));
        Self { acknowledge: after(policy.acknowledge), first_update: after(policy.first_update) }
    }
}

/// Returns when an incident was detected, UTC: the time of that milestone, or else of the first timeline entry.
#[must_use]
pub fn detected_at(folder: &Folder) -> Option<DateTime<Utc>> {
    let detected = folder.timeline.iter().find(|entry| {
        entry.milestone.as_ref().is_some_and(|milestone| milestone.value == Milestone::Detected)
    });
    detected.or(folder.timeline.first()).map(|entry| entry.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_deadline_counts_from_detection() {
        let policy = SeverityPolicy {
            acknowledge: Some(TimeDelta::minutes(5)),
            first_update: None,
            ..SeverityPolicy::default()
        };
        let detected = DateTime::UNIX_EPOCH;
        let deadlines = Deadlines::new(policy, detected);
        assert_eq!(deadlines.acknowledge, Some(detected + TimeDelta::minutes(5)));
        assert_eq!(deadlines.first_update, None);
    }
}
