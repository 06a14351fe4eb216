//! The moments between which the clocks of an incident run.

use chrono::{DateTime, Utc};

use crate::status::Period;

/// The times of an incident according to its record, UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IncidentTimes {
    /// When it was first detected.
    pub detected: Option<DateTime<Utc>>,
    /// When somebody first took responsibility.
    pub acknowledged: Option<DateTime<Utc>>,
    /// Whenever it was over.
    pub resolved: Vec<DateTime<Utc>>,
}

/// Returns when the clocks start: at the earlier of its detection and the first update that the customer may see.
#[must_use]
pub fn start(times: &IncidentTimes, first_update: DateTime<Utc>) -> DateTime<Utc> {
    times.detected.map_or(first_update, |detected| detected.min(first_update))
}

/// Returns the time of the response: when it was acknowledged, or else the first update that the customer may see.
#[must_use]
pub fn response(times: &IncidentTimes, first_update: DateTime<Utc>) -> DateTime<Utc> {
    times.acknowledged.unwrap_or(first_update)
}

/// Returns the time of the resolution; `None` while the customer sees the incident as open. `open` are the periods in
/// which the customer saw it as open, and `closed` is when it was last closed. An incident that was reported when it was
/// over has no period.
///
/// It is the last time at which it was over according to the record, but not before it was last reopened. If the
/// record does not say, it is the time of the update that closed it.
#[must_use]
pub fn resolution(
    times: &IncidentTimes,
    open: &[Period],
    closed: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let closed = closed?;
    let reopened = open.split_last().filter(|(_, before)| !before.is_empty()).map(|(last, _)| last.from);
    let over = times.resolved.iter().filter(|at| **at <= now && reopened.is_none_or(|from| **at >= from));
    Some(over.max().copied().unwrap_or(closed))
}

/// Returns the pauses between closing and reopening, in order.
#[must_use]
pub fn pauses(open: &[Period]) -> Vec<Period> {
    let pairs = open.windows(2).filter_map(|pair| match pair {
        [before, after] => Some(Period { from: before.to?, to: Some(after.from) }),
        _ => None,
    });
    pairs.collect()
}
