//! The target of a service level agreement that falls due next: the first thing to see of an incident.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::board::moment::Moment;
use crate::board::words::span;
use crate::response::{IncidentClocks, SlaTarget};
use crate::status::sla::Clock;

/// From how long before it is missed on a target is marked.
pub(in crate::board) const MARKED_FROM: TimeDelta = TimeDelta::minutes(30);

/// The target that falls due next, or the one that was missed first.
#[derive(Debug, Serialize)]
pub(in crate::board) struct DeadlineView {
    /// `Resolution` or `Response`.
    target: &'static str,
    due: Moment,
    /// When its time began to count, for the script.
    from: Moment,
    /// The whole time, if every minute until then counts: `4 h`.
    whole: Option<String>,
    /// Whose targets these are: the names of the tiers.
    tiers: Vec<String>,
    is_missed: bool,
    /// Whether it is missed, or will be soon.
    pub(super) is_marked: bool,
}

/// Returns the clocks of an incident with their tiers.
pub(in crate::board) fn clocks_of(
    clocks: &IncidentClocks,
) -> impl Iterator<Item = (&str, SlaTarget, &Clock)> {
    clocks.tiers.iter().flat_map(|tier| {
        let both = [(SlaTarget::Response, &tier.response), (SlaTarget::Resolution, &tier.resolution)];
        both.into_iter().filter_map(|(target, clock)| Some((tier.tier.as_str(), target, clock.as_ref()?)))
    })
}

/// Whether a clock is to be marked at `now` (UTC): it is late, or has 30 minutes left.
pub(super) fn is_marked(clock: &Clock, now: DateTime<Utc>) -> bool {
    clock.reached.is_none() && clock.due - now <= MARKED_FROM
}

impl DeadlineView {
    /// Returns the target of these clocks that falls due first and is not reached.
    pub(super) fn of(clocks: &IncidentClocks, now: DateTime<Utc>) -> Option<Self> {
        let open = || clocks_of(clocks).filter(|(_, _, clock)| clock.reached.is_none());
        let (_, target, clock) = open().min_by_key(|(_, _, clock)| clock.due)?;
        let same = open().filter(|(_, other, one)| *other == target && one.due == clock.due);
        Some(Self {
            target: match target {
                SlaTarget::Response => "Response",
                SlaTarget::Resolution => "Resolution",
            },
            due: Moment::new(clock.due, now),
            from: Moment::new(clock.from, now),
            whole: (clock.due - clock.from == clock.target).then(|| span(clock.target)),
            tiers: same.map(|(tier, _, _)| tier.to_owned()).collect(),
            is_missed: clock.due <= now,
            is_marked: is_marked(clock, now),
        })
    }
}
