//! What is in force at a time: a severity, or who holds a role.

use chrono::{DateTime, Utc};

/// Returns the value that is in force at a time: the newest change up to then, or else the value from the beginning.
/// Changes need no order; of changes at the same time, the last one in the list counts.
pub fn in_force<T>(
    from_the_beginning: Option<T>,
    changes: impl IntoIterator<Item = (DateTime<Utc>, T)>,
    at: DateTime<Utc>,
) -> Option<T> {
    let newest = changes.into_iter().filter(|(from, _)| *from <= at).max_by_key(|(from, _)| *from);
    newest.map(|(_, value)| value).or(from_the_beginning)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn the_newest_change_up_to_a_time_is_in_force() {
        let hour = |hours| DateTime::UNIX_EPOCH + TimeDelta::hours(hours);
        let changes = [(hour(4), "P3"), (hour(2), "P1"), (hour(2), "P2")];
        let at = |hours| in_force(Some("P4"), changes, hour(hours));
        assert_eq!([at(1), at(2), at(3), at(4)], [Some("P4"), Some("P2"), Some("P2"), Some("P3")]);
        assert_eq!(in_force(None, changes, hour(1)), None);
    }
}
