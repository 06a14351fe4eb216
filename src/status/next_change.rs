//! The next time at which the published data changes without a change of files.

use chrono::{DateTime, Utc};

/// Returns the earliest of the candidates that is after `now`.
pub fn next_change(
    candidates: impl IntoIterator<Item = DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    candidates.into_iter().filter(|at| *at > now).min()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn the_next_change_is_the_earliest_time_after_now() {
        let now = DateTime::UNIX_EPOCH;
        let minute = |minutes| now + TimeDelta::minutes(minutes);
        assert_eq!(next_change([minute(0), minute(9), minute(3), minute(-1)], now), Some(minute(3)));
        assert_eq!(next_change([minute(0)], now), None);
    }
}
