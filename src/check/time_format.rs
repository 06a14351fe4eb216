//! Formats times and durations for messages.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use crate::content::format_duration;

/// Formats a time to the minute: `2026-03-14 09:22 UTC`.
pub(super) fn format_minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Formats a duration to the minute, or to the second if it is shorter.
pub(super) fn format_elapsed(duration: TimeDelta) -> String {
    let minutes = TimeDelta::minutes(duration.num_minutes());
    format_duration(if minutes.is_zero() { duration } else { minutes })
}

/// Formats a time as TOML, in whole seconds.
pub(super) fn format_toml(at: DateTime<Utc>) -> String {
    let whole = at.duration_trunc(TimeDelta::seconds(1)).unwrap_or(at);
    whole.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
