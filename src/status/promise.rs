//! Promises of the next update: which of them count, and which were kept.

use chrono::{DateTime, Utc};

/// Whether a promise counts that an update made when it came, at `made`. One that was withdrawn before it fell due does not,
/// and neither does one that was written down only afterwards.
#[must_use]
pub fn promise_counts(made: DateTime<Utc>, due: DateTime<Utc>, withdrawn: Option<DateTime<Utc>>) -> bool {
    made < due && withdrawn.is_none_or(|at| at > due)
}

/// Whether another update came from when a promise was made until it fell due. `came` has the times of all updates that the
/// same readers saw, with the one that made the promise, in order.
#[must_use]
pub fn promise_kept(made: DateTime<Utc>, due: DateTime<Utc>, came: &[DateTime<Utc>]) -> bool {
    let before = came.partition_point(|at| *at < made);
    let by_then = came.partition_point(|at| *at <= due);
    // One of them is the promise itself.
    by_then.saturating_sub(before) > 1
}
