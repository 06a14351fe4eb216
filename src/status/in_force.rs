//! What is in force at a time: a severity, or the holder of a role.

use chrono::{DateTime, Utc};

/// Returns what is in force at `at` (UTC): the newest of the changes up to then, oldest first, or else what was so from
/// the beginning.
pub fn in_force<T>(
    beginning: Option<T>,
    changes: impl DoubleEndedIterator<Item = (DateTime<Utc>, T)>,
    at: DateTime<Utc>,
) -> Option<T> {
    changes.rev().find(|(from, _)| *from <= at).map(|(_, changed)| changed).or(beginning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_counts_from_its_time_on() {
        let at = |minute: i64| DateTime::from_timestamp(minute * 60, 0).expect("a time");
        let changes = || [(at(10), "P1"), (at(20), "P3")].into_iter();
        let severity = |minute| in_force(Some("P2"), changes(), at(minute));
        assert_eq!([9, 10, 19, 20].map(severity), [Some("P2"), Some("P1"), Some("P1"), Some("P3")]);
        assert_eq!(in_force(None, changes(), at(9)), None);
    }
}
