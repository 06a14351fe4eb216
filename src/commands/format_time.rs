//! Times in messages.

use chrono::{DateTime, SecondsFormat, Utc};

/// A time as RFC 3339 in UTC, with fractions of a second only if needed.
pub(super) fn format_time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
