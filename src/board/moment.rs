//! A time, for `<time>`. The script of the theme adds the local time, and what is left or late.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use serde::Serialize;

/// A time as text in UTC, in a form that the script of the theme knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Moment {
    /// For `datetime`: `2026-03-14T09:22:00Z`.
    pub(super) iso: String,
    /// `09:22 UTC`, `14 Mar, 09:22 UTC` or `14 Mar 2026, 09:22 UTC`.
    pub(super) text: String,
}

impl Moment {
    /// A time as people read it at `now` (UTC): without what today makes clear.
    pub(super) fn new(at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let format = if at.date_naive() == now.date_naive() {
            "%H:%M UTC"
        } else if at.year() == now.year() {
            "%-d %b, %H:%M UTC"
        } else {
            "%-d %b %Y, %H:%M UTC"
        };
        Self { iso: iso(at), text: at.format(format).to_string() }
    }

    /// A time with its day and year.
    pub(super) fn full(at: DateTime<Utc>) -> Self {
        Self { iso: iso(at), text: at.format("%-d %b %Y, %H:%M UTC").to_string() }
    }

    /// A time below a heading with its day.
    pub(super) fn clock(at: DateTime<Utc>) -> Self {
        Self { iso: iso(at), text: at.format("%H:%M UTC").to_string() }
    }
}

/// Returns a day: `14 Mar 2026`.
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// Returns a month: `March 2026`.
pub(super) fn month(first: NaiveDate) -> String {
    first.format("%B %Y").to_string()
}

fn iso(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_leaves_out_what_today_makes_clear() {
        let time = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let now = time("2026-03-14T12:00:00Z");
        let shown = ["2026-03-14T09:05:00Z", "2026-03-04T09:05:00Z", "2025-03-14T09:05:00Z"]
            .map(|at| Moment::new(time(at), now).text);
        assert_eq!(shown, ["09:05 UTC", "4 Mar, 09:05 UTC", "14 Mar 2025, 09:05 UTC"]);
    }
}
