//! Times in sentences about a response: the time of day, and how far away it is.

use chrono::{DateTime, TimeDelta, Utc};

use crate::content::format_duration;

/// A time: `09:17 UTC`, with the date unless it is today.
pub(super) fn clock_time(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let format = if at.date_naive() == now.date_naive() { "%H:%M UTC" } else { "%Y-%m-%d %H:%M UTC" };
    at.format(format).to_string()
}

/// A duration without what does not matter at its size: `45s`, `2h 10m`, `3d 4h`. Never negative.
pub(super) fn span(duration: TimeDelta) -> String {
    let seconds = duration.num_seconds().max(0);
    let unit = match seconds {
        0..60 => 1,
        60..86_400 => 60,
        _ => 3_600,
    };
    format_duration(TimeDelta::seconds(seconds - seconds % unit))
}

/// When something is due: `09:47 UTC, in 30m`, or `09:47 UTC, 8m overdue`.
pub(super) fn due(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let time = clock_time(at, now);
    match (at - now).num_seconds() {
        0 => format!("{time}, now"),
        1.. => format!("{time}, in {}", span(at - now)),
        _ => format!("{time}, {} overdue", span(now - at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_has_the_precision_that_matters() {
        let spans = [45, 60, 3_725, 86_400 * 3 + 4 * 3_600 + 59, -5];
        let words = spans.map(|seconds| span(TimeDelta::seconds(seconds)));
        assert_eq!(words, ["45s", "1m", "1h 2m", "3d 4h", "0s"]);
    }
}
