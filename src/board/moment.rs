//! A time, for `<time>`. The script of the theme adds the local time, and what is left or late.

use chrono::{DateTime, Datelike as _, NaiveDate, SecondsFormat, Timelike as _, Utc};
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
        let (date, clock) = (at.date_naive(), clock(at));
        let text = if date == now.date_naive() {
            clock
        } else if at.year() == now.year() {
            format!("{} {}, {clock}", date.day(), abbreviation(date))
        } else {
            format!("{}, {clock}", day(date))
        };
        Self { iso: iso(at), text }
    }

    /// A time with its day and year.
    pub(super) fn full(at: DateTime<Utc>) -> Self {
        Self { iso: iso(at), text: format!("{}, {}", day(at.date_naive()), clock(at)) }
    }

    /// A time below a heading with its day.
    pub(super) fn clock(at: DateTime<Utc>) -> Self {
        Self { iso: iso(at), text: clock(at) }
    }
}

/// Returns a day: `14 Mar 2026`.
pub(super) fn day(date: NaiveDate) -> String {
    format!("{} {} {:04}", date.day(), abbreviation(date), date.year())
}

/// Returns a month: `March 2026`.
pub(super) fn month(first: NaiveDate) -> String {
    first.format("%B %Y").to_string()
}

// The functions below run for every entry of every incident, and `DateTime::format` would read its pattern each time.

/// Returns the time of day: `09:22 UTC`.
fn clock(at: DateTime<Utc>) -> String {
    format!("{:02}:{:02} UTC", at.hour(), at.minute())
}

/// Returns the first three letters of the month.
fn abbreviation(date: NaiveDate) -> &'static str {
    const ALL: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(date.month0()).ok().and_then(|month| ALL.get(month)).copied().unwrap_or_default()
}

/// Returns a time for `datetime` (RFC 3339).
fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
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

    #[test]
    fn every_time_is_written_as_chrono_writes_it() {
        let mut at = "1999-12-31T23:59:00Z".parse::<DateTime<Utc>>().expect("a time");
        for _ in 0..400 {
            let full = Moment::full(at);
            assert_eq!(full.iso, at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
            assert_eq!(full.text, at.format("%-d %b %Y, %H:%M UTC").to_string());
            assert_eq!(Moment::clock(at).text, at.format("%H:%M UTC").to_string());
            at += chrono::TimeDelta::minutes(25 * 60 + 1);
        }
    }
}
