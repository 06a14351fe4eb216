//! Formats dates and times.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::Language;

impl Language {
    /// Formats a time with its date: `14 Mar 2026, 09:22 UTC`.
    #[must_use]
    pub fn date_time(&self, at: DateTime<Utc>) -> String {
        self.dated("time.moment", at.date_naive(), clock(at))
    }

    /// Formats a day without its year: `14 Mar`.
    #[must_use]
    pub fn short_day(&self, date: NaiveDate) -> String {
        self.dated("time.short_day", date, |_| None)
    }

    /// Formats a day in short: `14 Mar 2026`.
    #[must_use]
    pub fn day_short(&self, date: NaiveDate) -> String {
        self.dated("time.day_in_short", date, |_| None)
    }

    /// Formats the start of a span, which does not name UTC: `14 Mar 2026, 09:22`.
    #[must_use]
    pub fn from(&self, at: DateTime<Utc>) -> String {
        self.dated("time.from", at.date_naive(), clock(at))
    }

    /// The same without the year: `14 Mar, 09:22`.
    #[must_use]
    pub fn short_from(&self, at: DateTime<Utc>) -> String {
        self.dated("time.short_from", at.date_naive(), clock(at))
    }

    /// Formats a time without its year: `14 Mar, 09:22 UTC`.
    #[must_use]
    pub fn short(&self, at: DateTime<Utc>) -> String {
        self.dated("time.short", at.date_naive(), clock(at))
    }

    /// Formats a time for a reader who knows that it is near another time: without its date on the same day (UTC), and
    /// without its year in the same year.
    #[must_use]
    pub fn near(&self, at: DateTime<Utc>, other: DateTime<Utc>) -> String {
        let (date, other) = (at.date_naive(), other.date_naive());
        if date == other {
            self.clock(at)
        } else if date.year() == other.year() {
            self.short(at)
        } else {
            self.date_time(at)
        }
    }

    /// Formats a time without its date: `09:22 UTC`.
    #[must_use]
    pub fn clock(&self, at: DateTime<Utc>) -> String {
        self.dated("time.clock", at.date_naive(), clock(at))
    }

    /// Formats a day: `14 March 2026`.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> String {
        self.dated("time.day", date, |_| None)
    }

    /// Formats a range of days: `14–18 March 2026`, `28 February 2026 – 2 March 2026`.
    #[must_use]
    pub fn days(&self, from: NaiveDate, to: NaiveDate) -> String {
        if from == to {
            self.day(to)
        } else if (from.year(), from.month()) == (to.year(), to.month()) {
            self.dated("time.days_in_month", to, |place| (place == "first").then(|| from.day().to_string()))
        } else {
            self.fill("time.days", &[("from", &self.day(from)), ("to", &self.day(to))])
        }
    }

    /// Formats a month: `March 2026`.
    #[must_use]
    pub fn month(&self, date: NaiveDate) -> String {
        self.dated("time.month", date, |_| None)
    }

    /// Formats a month in short: `Mar 2026`.
    #[must_use]
    pub fn month_short(&self, date: NaiveDate) -> String {
        self.dated("time.month_in_short", date, |_| None)
    }

    fn dated(&self, key: &str, date: NaiveDate, more: impl Fn(&str) -> Option<String>) -> String {
        self.fill_by(key, |place| match place {
            "day" => Some(date.day().to_string().into()),
            "month" => Some(self.months.full(date.month0()).into()),
            "month_short" => Some(self.months.short(date.month0()).into()),
            "month_number" => Some(date.month().to_string().into()),
            "year" => Some(date.year().to_string().into()),
            place => more(place).map(Cow::Owned),
        })
    }
}

/// Returns the value of the placeholder `clock`: the hour and the minute.
fn clock(at: DateTime<Utc>) -> impl Fn(&str) -> Option<String> {
    move |place| (place == "clock").then(|| format!("{:02}:{:02}", at.hour(), at.minute()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::rendering::theme::ENGLISH;

    #[test]
    fn dates_follow_the_patterns_of_the_language() {
        let patterns =
            "[time]\nmoment = \"{year}-{month_number}-{day} {clock} UTC\"\nmonth = \"{month}/{year}\"";
        let own = Language::new("xx", patterns, ENGLISH).expect("it can be read");
        let at: DateTime<Utc> = "2026-03-04T09:22:59Z".parse().expect("a time");
        assert_eq!(own.date_time(at), "2026-3-4 09:22 UTC");
        assert_eq!(own.month(at.date_naive()), "March/2026");
    }

    #[test]
    fn a_range_of_days_names_its_month_once() {
        let english = Language::new("en", ENGLISH, ENGLISH).expect("English can be read");
        let date = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let days = |from, to| english.days(date(from), date(to));
        assert_eq!(days("2026-11-14", "2026-11-18"), "14–18 November 2026");
        assert_eq!(days("2026-11-14", "2026-11-14"), "14 November 2026");
        assert_eq!(days("2026-10-30", "2026-11-02"), "30 October 2026 – 2 November 2026");
    }
}
