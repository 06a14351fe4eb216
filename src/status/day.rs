//! Where days and months begin in a time zone.
//!
//! A day is as long as its zone makes it: 23 or 25 hours around a change of the clocks, and none at all where a
//! zone has leapt over a date. Days always follow each other without a gap and without an overlap.

use chrono::{
    DateTime, Datelike, MappedLocalTime, Months, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

/// The date that the calendar on the wall shows in the zone at this instant.
#[must_use]
pub fn date_of(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    let utc = at.naive_utc();
    let offset = zone.offset_from_utc_datetime(&utc).fix();
    utc.checked_add_offset(offset).unwrap_or(utc).date()
}

/// The first instant of a date in the zone. Where midnight comes twice it is the first of the two; where the
/// clocks leap over it, it is the instant of the leap.
#[must_use]
pub fn start_of_day(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    match zone.from_local_datetime(&date.and_time(NaiveTime::MIN)) {
        MappedLocalTime::Single(start) | MappedLocalTime::Ambiguous(start, _) => start.to_utc(),
        MappedLocalTime::None => first_instant_from(date, zone),
    }
}

/// The first instant whose date is this one or later, where the zone has no such midnight. No zone is a day and
/// a half away from UTC, so the search between those bounds always has an answer on either side.
fn first_instant_from(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN).and_utc();
    let bound = TimeDelta::hours(36);
    let (Some(mut before), Some(mut reached)) =
        (midnight.checked_sub_signed(bound), midnight.checked_add_signed(bound))
    else {
        return midnight;
    };
    while reached - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((reached - before).num_seconds() / 2);
        if date_of(middle, zone) < date {
            before = middle;
        } else {
            reached = middle;
        }
    }
    reached
}

/// The first instant of the day in which `at` lies.
#[must_use]
pub fn start_of_day_of(at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    start_of_day(date_of(at, zone), zone)
}

/// The first instant after a date. At the end of the calendar there is no next date, and the day is empty.
#[must_use]
pub fn end_of_day(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    start_of_day(date.succ_opt().unwrap_or(date), zone)
}

/// The first day of the month in which the date lies.
#[must_use]
pub fn first_of_month(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The first day of the month after the one in which the date lies; `None` at the end of the calendar.
#[must_use]
pub fn first_of_next_month(date: NaiveDate) -> Option<NaiveDate> {
    first_of_month(date).checked_add_months(Months::new(1))
}
