//! The header `Retry-After` of RFC 9110: seconds, or a date.

use std::time::Duration;

use chrono::{DateTime, Utc};

/// No receiver makes a message wait for longer than it is tried.
const LONGEST: Duration = Duration::from_hours(24);

/// Returns how long to wait; `None` if the value cannot be read.
pub(super) fn retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    let value = value.trim();
    let wait = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        value.parse().map_or(LONGEST, Duration::from_secs)
    } else {
        let at = DateTime::parse_from_rfc2822(value).ok()?;
        (at.with_timezone(&Utc) - now).to_std().unwrap_or_default()
    };
    Some(wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        let now: DateTime<Utc> = "2026-03-14T09:22:00Z".parse().expect("a time");
        let seconds = |value| retry_after(value, now).map(|wait| wait.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds(" 0 "), Some(0));
        assert_eq!(seconds("Sat, 14 Mar 2026 09:23:30 GMT"), Some(90));
        assert_eq!(seconds("Sat, 14 Mar 2026 09:00:00 GMT"), Some(0), "it is past");
        assert_eq!(seconds("99999999999999999999999"), Some(24 * 60 * 60));
        for unreadable in ["", "soon", "-1", "1.5"] {
            assert_eq!(seconds(unreadable), None, "{unreadable}");
        }
    }
}
