//! Dates and times in words.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::Language;

impl Language {
    /// A moment: `14 Mar 2026, 09:22 UTC`.
    #[must_use]
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        self.dated("time.moment", at.date_naive(), Some(at))
    }

    /// The time of day: `09:22 UTC`.
    #[must_use]
    pub fn clock(&self, at: DateTime<Utc>) -> String {
        self.dated("time.clock", at.date_naive(), Some(at))
    }

    /// A day: `14 March 2026`.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> String {
        self.dated("time.day", date, None)
    }

    /// A month: `March 2026`.
    #[must_use]
    pub fn month(&self, date: NaiveDate) -> String {
        self.dated("time.month", date, None)
    }

    fn dated(&self, key: &str, date: NaiveDate, at: Option<DateTime<Utc>>) -> String {
        let month = |key| self.word(key).split(' ').nth(date.month0() as usize).unwrap_or_default();
        let clock = at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default();
        self.fill(
            key,
            &[
                ("day", &date.day().to_string()),
                ("month", month("time.months")),
                ("month_short", month("time.months_short")),
                ("month_number", &date.month().to_string()),
                ("year", &date.year().to_string()),
                ("clock", &clock),
            ],
        )
    }
}
