//! The times for which a released record stays valid.

use chrono::{DateTime, Utc};

/// A half-open range of times, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Validity {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl Validity {
    /// All times: for results that do not depend on the current time.
    pub(super) const ALWAYS: Self = Self { from: DateTime::<Utc>::MIN_UTC, until: DateTime::<Utc>::MAX_UTC };

    /// No time at all.
    pub(super) const NEVER: Self = Self { from: DateTime::<Utc>::MAX_UTC, until: DateTime::<Utc>::MIN_UTC };

    /// Limits the range so that it contains `now` and ends at `at`, on whichever side of `now` that is.
    pub(super) fn bounded_by(self, at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        if at <= now {
            Self { from: self.from.max(at), ..self }
        } else {
            Self { until: self.until.min(at), ..self }
        }
    }

    /// Whether the range contains `now`.
    pub(super) fn contains(self, now: DateTime<Utc>) -> bool {
        self.from <= now && now < self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a time")
    }

    #[test]
    fn a_result_is_valid_from_one_change_until_the_second_before_the_next() {
        let validity = Validity::ALWAYS.bounded_by(at(10), at(15)).bounded_by(at(20), at(15));
        let valid: Vec<i64> = (8..23).filter(|second| validity.contains(at(*second))).collect();
        assert_eq!(valid, (10..20).collect::<Vec<_>>());
    }

    #[test]
    fn a_change_now_has_happened() {
        let validity = Validity::ALWAYS.bounded_by(at(15), at(15));
        assert!(validity.contains(at(15)) && !validity.contains(at(14)) && validity.contains(at(1_000)));
        assert!(!Validity::NEVER.contains(at(15)));
    }
}
