//! The next moment at which what is published would change by itself.

use chrono::{DateTime, Utc};

/// The earliest of the candidates that is still to come.
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
    fn the_earliest_moment_to_come_is_next_and_the_present_one_is_past() {
        let now = DateTime::UNIX_EPOCH;
        let minute = |minutes| now + TimeDelta::minutes(minutes);
        assert_eq!(next_change([minute(0), minute(9), minute(3), minute(-1)], now), Some(minute(3)));
        assert_eq!(next_change([minute(0)], now), None);
    }
}
