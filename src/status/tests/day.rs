//! Days and months in zones with unusual changes of the clock.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::status::day::{date_of, end_of_day, first_of_next_month, start_of_day};

fn date(date: &str) -> NaiveDate {
    date.parse().expect("tests write valid dates")
}

fn instant(instant: &str) -> DateTime<Utc> {
    instant.parse().expect("tests write valid instants")
}

fn length(day: &str, zone: Tz) -> TimeDelta {
    end_of_day(date(day), zone) - start_of_day(date(day), zone)
}

#[test]
fn a_day_begins_at_midnight_in_its_zone() {
    assert_eq!(start_of_day(date("2026-03-14"), Tz::Europe__Tallinn), instant("2026-03-13T22:00:00Z"));
    assert_eq!(start_of_day(date("2026-03-14"), Tz::Asia__Kathmandu), instant("2026-03-13T18:15:00Z"));
    assert_eq!(date_of(instant("2026-03-13T22:00:00Z"), Tz::Europe__Tallinn), date("2026-03-14"));
    assert_eq!(date_of(instant("2026-03-13T21:59:59Z"), Tz::Europe__Tallinn), date("2026-03-13"));
}

#[test]
fn days_have_23_or_25_hours_when_the_clocks_change() {
    assert_eq!(length("2026-03-29", Tz::Europe__Tallinn), TimeDelta::hours(23));
    assert_eq!(length("2026-10-25", Tz::Europe__Tallinn), TimeDelta::hours(25));
    assert_eq!(length("2026-04-05", Tz::Australia__Lord_Howe), TimeDelta::minutes(24 * 60 + 30));
}

#[test]
fn a_day_without_a_midnight_begins_when_the_clocks_change() {
    // In São Paulo the clocks went from 23:59:59 to 01:00:00.
    let start = start_of_day(date("2018-11-04"), Tz::America__Sao_Paulo);
    assert_eq!(start, instant("2018-11-04T03:00:00Z"));
    assert_eq!(length("2018-11-04", Tz::America__Sao_Paulo), TimeDelta::hours(23));
}

#[test]
fn a_date_that_a_zone_skipped_is_empty() {
    assert_eq!(length("2011-12-30", Tz::Pacific__Apia), TimeDelta::zero());
    assert_eq!(length("2011-12-29", Tz::Pacific__Apia), TimeDelta::hours(24));
    assert_eq!(start_of_day(date("2011-12-31"), Tz::Pacific__Apia), instant("2011-12-30T10:00:00Z"));
}

#[test]
fn a_day_with_two_midnights_begins_at_the_first() {
    let start = start_of_day(date("2025-11-02"), Tz::America__Havana);
    assert_eq!(start, instant("2025-11-02T04:00:00Z"));
    assert_eq!(length("2025-11-02", Tz::America__Havana), TimeDelta::hours(25));
}

#[test]
fn the_first_and_last_dates_of_the_calendar_are_valid() {
    for zone in [Tz::UTC, Tz::Pacific__Apia, Tz::Pacific__Honolulu] {
        for date in [NaiveDate::MIN, NaiveDate::MAX] {
            assert!(start_of_day(date, zone) <= end_of_day(date, zone));
        }
        assert!(date_of(DateTime::<Utc>::MIN_UTC, zone) < date_of(DateTime::<Utc>::MAX_UTC, zone));
    }
    assert_eq!(first_of_next_month(NaiveDate::MAX), None);
}
