//! Cases that were computed by hand, and properties that hold for any hours and times.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

use super::{Calendar, Hours, Window};

mod attainment;
mod calendar;
mod clock;
mod moments;
mod properties;

const WORKDAYS: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

/// A time such as `2026-03-13 14:00`, UTC.
fn at(text: &str) -> DateTime<Utc> {
    format!("{}:00Z", text.replace(' ', "T")).parse().expect("a time")
}

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

/// Hours with the same times on several days, in minutes after midnight.
fn hours(days: &[Weekday], from: u32, to: u32, zone: Tz) -> Hours {
    let windows: Vec<Window> =
        days.iter().map(|day| Window { day: *day, from: from * 60, to: to * 60 }).collect();
    Hours::new(&windows, zone)
}

/// Monday to Friday from nine to five in Tallinn, except on some dates.
fn office(holidays: &[&str]) -> Calendar {
    let holidays: BTreeSet<NaiveDate> = holidays.iter().map(|date| date.parse().expect("a date")).collect();
    Calendar::new(hours(&WORKDAYS, 9 * 60, 17 * 60, Tz::Europe__Tallinn), holidays)
}
