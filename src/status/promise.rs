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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a time")
    }

    #[test]
    fn a_promise_counts_if_it_was_made_before_it_fell_due_and_not_withdrawn_until_then() {
        assert!(promise_counts(at(9), at(10), None));
        assert!(!promise_counts(at(10), at(10), None) && !promise_counts(at(11), at(10), None));
        assert!(promise_counts(at(9), at(11), Some(at(12))));
        assert!(!promise_counts(at(9), at(11), Some(at(11))) && !promise_counts(at(9), at(11), Some(at(10))));
        assert!(!promise_counts(at(11), at(10), Some(at(12))), "neither reason makes up for the other");
    }
}
