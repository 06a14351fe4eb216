//! Parsing times that people write in texts: `2026-08-13 17:54 UTC`, `7th of February 2023 - 9h30`,
//! `Aug 21, 00:37 CEST`.
//!
//! Every word of the text has to be a part of the time; otherwise the text is not a time. The caller supplies the parts
//! that a text omits: the year, the day or the zone.

use chrono::{
    DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc,
};
use chrono_tz::Tz;

/// A time that was parsed from a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ParsedTime {
    at: NaiveDateTime,
    /// Seconds east of UTC, if the text names its zone.
    east: Option<i32>,
    /// Whether the text has a time of day; without one, the time is midnight.
    pub(super) has_time: bool,
    /// Whether the text has a day; without one, the day is that of the caller.
    pub(super) has_day: bool,
}

impl ParsedTime {
    /// Parses the whole of `text`. If the text lacks the year, the year closest to `near` is used; if it lacks the day,
    /// `near` itself.
    pub(super) fn parse(text: &str, near: Option<NaiveDate>) -> Option<Self> {
        let mut parts = Parts::default();
        let text = text.to_lowercase().replace([',', '(', ')'], " ");
        for token in text.split_whitespace() {
            parts.take(token)?;
        }
        parts.finish(near)
    }

    /// Returns the time for messages, in its own zone.
    pub(super) fn shown(&self) -> String {
        self.at.format("%Y-%m-%d %H:%M").to_string()
    }

    /// Returns the day, in the time's own zone.
    pub(super) const fn date(&self) -> NaiveDate {
        self.at.date()
    }

    /// Returns the same time of day on another day.
    pub(super) fn on(self, date: NaiveDate) -> Self {
        Self { at: date.and_time(self.at.time()), ..self }
    }

    /// Returns the day of `at` in the zone of this time; one without a zone is in `zone`.
    pub(super) fn day_of(&self, at: DateTime<Utc>, zone: Tz) -> NaiveDate {
        match self.east {
            Some(east) => (at + TimeDelta::seconds(i64::from(east))).date_naive(),
            None => at.with_timezone(&zone).date_naive(),
        }
    }

    /// Whether the text names its zone.
    pub(super) const fn has_zone(&self) -> bool {
        self.east.is_some()
    }

    /// Returns the time in UTC; a time without a zone is in `zone`. A local time that a clock change skips is moved an
    /// hour later, and of a local time that occurs twice the first one is used.
    pub(super) fn utc(&self, zone: Tz) -> DateTime<Utc> {
        if let Some(east) = self.east {
            return (self.at - TimeDelta::seconds(i64::from(east))).and_utc();
        }
        let local = |at: NaiveDateTime| zone.from_local_datetime(&at).earliest();
        local(self.at)
            .or_else(|| local(self.at + TimeDelta::hours(1)))
            .map_or_else(|| self.at.and_utc(), |at| at.to_utc())
    }
}

/// The parts of a time that were parsed so far.
#[derive(Debug, Default)]
struct Parts {
    date: Option<NaiveDate>,
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<NaiveTime>,
    afternoon: Option<bool>,
    east: Option<i32>,
}

impl Parts {
    fn take(&mut self, token: &str) -> Option<()> {
        if matches!(token, "of" | "at" | "on" | "the" | "-" | "–" | "—" | "around" | "@") || is_weekday(token)
        {
            return Some(());
        }
        if let Some((date, rest)) = numeric_date(token) {
            set(&mut self.date, date)?;
            return match rest.strip_prefix('t') {
                Some(time) => self.time(time),
                None => rest.is_empty().then_some(()),
            };
        }
        if let Some(month) = month(token) {
            return set(&mut self.month, month);
        }
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let ordinal =
                token.get(digits.len()..).is_some_and(|end| matches!(end, "" | "st" | "nd" | "rd" | "th"));
            return match digits.parse::<u32>() {
                Ok(day) if ordinal && digits.len() <= 2 => set(&mut self.day, day),
                Ok(year) if digits == token && digits.len() == 4 => {
                    set(&mut self.year, i32::try_from(year).ok()?)
                }
                _ => self.time(token),
            };
        }
        self.end_of_time(token)
    }

    /// `9:30`, `17:54:00.482Z`, `10h30`, `9:30am`, `12:00+02:00`.
    fn time(&mut self, token: &str) -> Option<()> {
        let (hour, rest) = number(token, 2)?;
        let rest = rest.strip_prefix([':', 'h'])?;
        let (minute, mut rest) = number(rest, 2)?;
        let mut second = 0;
        if let Some(after) = rest.strip_prefix(':') {
            (second, rest) = number(after, 2)?;
        }
        let mut milliseconds = 0;
        if let Some(after) = rest.strip_prefix('.') {
            rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = after.get(..after.len() - rest.len())?;
            milliseconds = format!("{digits:0<3}").get(..3)?.parse().ok()?;
        }
        set(&mut self.time, NaiveTime::from_hms_milli_opt(hour, minute, second, milliseconds)?)?;
        if rest.is_empty() { Some(()) } else { self.end_of_time(rest) }
    }

    /// Parses what can follow a time: am or pm, or a zone.
    fn end_of_time(&mut self, token: &str) -> Option<()> {
        match token {
            "am" | "a.m." => set(&mut self.afternoon, false),
            "pm" | "p.m." => set(&mut self.afternoon, true),
            _ if token.strip_prefix("am").or_else(|| token.strip_prefix("pm")).is_some() => None,
            _ => set(&mut self.east, zone(token)?),
        }
    }

    fn finish(self, near: Option<NaiveDate>) -> Option<ParsedTime> {
        let date = match (self.date, self.month, self.day) {
            (Some(date), None, None) => date,
            (None, Some(month), Some(day)) => match (self.year, near) {
                (Some(year), _) => NaiveDate::from_ymd_opt(year, month, day)?,
                (None, near) => nearest(near?, month, day)?,
            },
            (None, None, None) if self.year.is_none() && self.time.is_some() => near?,
            _ => return None,
        };
        let has_time = self.time.is_some();
        let has_day = self.date.is_some() || self.day.is_some();
        if !has_time && (self.east.is_some() || self.afternoon.is_some()) {
            return None;
        }
        let mut time = self.time.unwrap_or(NaiveTime::MIN);
        if let Some(afternoon) = self.afternoon {
            let noon = NaiveTime::from_hms_opt(12, 0, 0)?;
            // `13:30pm` is a mistake with a clear meaning; `12:10am` is just after midnight.
            if afternoon && time < noon {
                time += TimeDelta::hours(12);
            } else if !afternoon && time >= noon && time < noon + TimeDelta::hours(1) {
                time -= TimeDelta::hours(12);
            }
        }
        (2000..=9998).contains(&date.year()).then(|| ParsedTime {
            at: date.and_time(time),
            east: self.east,
            has_time,
            has_day,
        })
    }
}

/// Sets a part; `None` if the text has it twice.
fn set<T>(part: &mut Option<T>, value: T) -> Option<()> {
    part.replace(value).is_none().then_some(())
}

/// Returns the date closest to `near` that is this day of this month.
fn nearest(near: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    (-1..=1)
        .filter_map(|years| NaiveDate::from_ymd_opt(near.year() + years, month, day))
        .min_by_key(|date| (*date - near).num_days().abs())
}

fn numeric_date(token: &str) -> Option<(NaiveDate, &str)> {
    let (year, rest) = number(token, 4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, rest) = number(rest.strip_prefix(separator)?, 2)?;
    let (day, rest) = number(rest.strip_prefix(separator)?, 2)?;
    Some((NaiveDate::from_ymd_opt(i32::try_from(year).ok().filter(|year| *year >= 1000)?, month, day)?, rest))
}

fn number(text: &str, longest: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take(longest).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    Some((number.parse().ok()?, rest))
}

fn is_weekday(token: &str) -> bool {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.iter().any(|day| token == *day || (token.len() == 3 && day.starts_with(token)))
}

fn month(token: &str) -> Option<u32> {
    let months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let token = token.trim_end_matches('.');
    let found =
        months.iter().position(|month| *month == token || (token.len() == 3 && month.starts_with(token)));
    found.and_then(|index| u32::try_from(index + 1).ok())
}

/// Returns seconds east of UTC. The abbreviations are those that status pages print; an ambiguous one stands for its most
/// common zone.
fn zone(token: &str) -> Option<i32> {
    const HOUR: i32 = 3600;
    Some(match token {
        "z" | "utc" | "gmt" | "wet" => 0,
        "bst" | "west" | "cet" => HOUR,
        "cest" | "eet" => 2 * HOUR,
        "eest" | "msk" => 3 * HOUR,
        "ist" => 5 * HOUR + HOUR / 2,
        "sgt" | "awst" => 8 * HOUR,
        "jst" => 9 * HOUR,
        "aest" => 10 * HOUR,
        "aedt" => 11 * HOUR,
        "nzst" => 12 * HOUR,
        "nzdt" => 13 * HOUR,
        "edt" => -4 * HOUR,
        "est" | "cdt" => -5 * HOUR,
        "cst" | "mdt" => -6 * HOUR,
        "mst" | "pdt" => -7 * HOUR,
        "pst" => -8 * HOUR,
        _ => return offset(token),
    })
}

/// `+02:00`, `-0330`, `utc+2`.
fn offset(token: &str) -> Option<i32> {
    let signed = token.strip_prefix("utc").or_else(|| token.strip_prefix("gmt")).unwrap_or(token);
    let (sign, rest) = match signed.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = number(rest, 2)?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let (minutes, rest) = if rest.is_empty() { (0, rest) } else { number(rest, 2)? };
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()? * sign;
    (rest.is_empty() && FixedOffset::east_opt(seconds).is_some()).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utc(text: &str, zone: Tz) -> Option<String> {
        let near = NaiveDate::from_ymd_opt(2023, 12, 30);
        ParsedTime::parse(text, near).map(|time| time.utc(zone).format("%Y-%m-%dT%H:%M:%S").to_string())
    }

    #[test]
    fn times_of_real_sites_are_parsed() {
        let cases = [
            ("2018-04-13 15:54:00", "2018-04-13T15:54:00"),
            ("2024-07-04T6:30:00-00:00", "2024-07-04T06:30:00"),
            ("2024-12-27T09:43:40.482Z  ", "2024-12-27T09:43:40"),
            ("2026-08-13 17:54 UTC", "2026-08-13T17:54:00"),
            ("2021-12-01 10h30 UTC", "2021-12-01T10:30:00"),
            ("7th of February 2023 - 12:30 UTC", "2023-02-07T12:30:00"),
            ("August 3, 2026 at 3:04 PM CEST", "2026-08-03T13:04:00"),
            ("Jan 2, 00:37 UTC", "2024-01-02T00:37:00"),
            ("Tue, 16 Jan 2024 16:00:00 +0100", "2024-01-16T15:00:00"),
            ("17:54 UTC", "2023-12-30T17:54:00"),
            ("2021-11-25", "2021-11-25T00:00:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(utc(text, Tz::UTC).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_text_with_other_words_is_not_a_time() {
        for text in [
            "",
            "Update",
            "2021-13-01",
            "2.541.3",
            "friday 13th",
            "12",
            "1 of 3",
            "10:30 10:31",
            "2023 12:00",
        ] {
            assert_eq!(utc(text, Tz::UTC), None, "{text}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_in_the_given_zone_across_clock_changes() {
        let zone = chrono_tz::Europe::Tallinn;
        assert_eq!(utc("2026-07-01 12:00", zone).as_deref(), Some("2026-07-01T09:00:00"));
        assert_eq!(utc("2026-03-29 03:30", zone).as_deref(), Some("2026-03-29T01:30:00"));
        assert_eq!(utc("2026-10-25 03:30", zone).as_deref(), Some("2026-10-25T00:30:00"));
        assert_eq!(utc("2026-07-01 12:00Z", zone).as_deref(), Some("2026-07-01T12:00:00"));
    }

    proptest! {
        #[test]
        fn no_text_causes_a_panic(text in "[0-9a-z:+. -]{0,30}|\\PC{0,20}") {
            let _ = utc(&text, chrono_tz::America::New_York);
        }
    }
}
