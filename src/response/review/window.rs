//! The time that a review is about: whole days in the time zone of the site.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::status::day::{date_of, first_of_month, first_of_next_month, start_of_day};

/// A month or a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewWindow {
    /// The first day.
    pub first: NaiveDate,
    /// The day after the last one.
    pub end: NaiveDate,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

impl ReviewWindow {
    fn new(first: NaiveDate, end: NaiveDate, zone: Tz) -> Self {
        Self { first, end, from: start_of_day(first, zone), to: start_of_day(end, zone) }
    }

    /// Returns the month that contains a day. `None` at the end of the calendar.
    #[must_use]
    pub fn month(day: NaiveDate, zone: Tz) -> Option<Self> {
        Some(Self::new(first_of_month(day), first_of_next_month(day)?, zone))
    }

    /// Returns the newest month that is over at `now` (UTC).
    #[must_use]
    pub fn last_month(zone: Tz, now: DateTime<Utc>) -> Option<Self> {
        Self::month(first_of_month(date_of(now, zone)).pred_opt()?, zone)
    }

    /// Returns the newest week that is over at `now` (UTC), from Monday to Sunday.
    #[must_use]
    pub fn last_week(zone: Tz, now: DateTime<Utc>) -> Option<Self> {
        let today = date_of(now, zone);
        let monday = today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))?;
        Some(Self::new(monday.checked_sub_days(Days::new(7))?, monday, zone))
    }

    /// Whether an instant is in it.
    #[must_use]
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.to
    }

    /// Whether a day is in it.
    #[must_use]
    pub fn contains_day(&self, day: NaiveDate) -> bool {
        self.first <= day && day < self.end
    }

    /// Whether it is over at `now` (UTC).
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.to <= now
    }

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> i64 {
        (self.end - self.first).num_days()
    }

    /// Whether it has a day in common with another one.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first < other.end && other.first < self.end
    }
}
