//! Days and months in a time zone.
//!
//! The length of a day depends on the zone: 23 or 25 hours when the clocks change, and zero for a date that a zone
//! skipped. Consecutive days have no gaps and do not overlap.

use chrono::{
    DateTime, Datelike, MappedLocalTime, Months, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

/// Returns the local date at a time.
#[must_use]
pub fn date_of(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    let utc = at.naive_utc();
    let offset = zone.offset_from_utc_datetime(&utc).fix();
    utc.checked_add_offset(offset).unwrap_or(utc).date()
}

/// Returns the first instant of a date. If midnight occurs twice it is the first one; if the clocks skip midnight it
/// is the instant of the change.
#[must_use]
pub fn start_of_day(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    match zone.from_local_datetime(&date.and_time(NaiveTime::MIN)) {
        MappedLocalTime::Single(start) | MappedLocalTime::Ambiguous(start, _) => start.to_utc(),
        MappedLocalTime::None => first_instant_from(date, zone),
    }
}

/// Returns the first instant whose local date is `date` or later, for zones without that midnight. Offsets are less
/// than 36 hours, so a binary search between these bounds always finds it.
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

/// Returns the first instant of the day that contains `at`.
#[must_use]
pub fn start_of_day_of(at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    start_of_day(date_of(at, zone), zone)
}

/// Returns the first instant after a date. For the last date of the calendar, the day is empty.
#[must_use]
pub fn end_of_day(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    start_of_day(date.succ_opt().unwrap_or(date), zone)
}

/// Returns the first day of the month that contains the date.
#[must_use]
pub fn first_of_month(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// Returns the first day of the following month; `None` at the end of the calendar.
#[must_use]
pub fn first_of_next_month(date: NaiveDate) -> Option<NaiveDate> {
    first_of_month(date).checked_add_months(Months::new(1))
}
