//! Hours that were counted by hand.

use std::collections::BTreeSet;

use chrono::Weekday;
use chrono_tz::Tz;

use super::{Calendar, at, hours, minutes, office};
use crate::status::Period;

#[test]
fn around_the_clock_every_minute_counts() {
    let calendar = Calendar::around_the_clock();
    assert_eq!(calendar.due(at("2026-03-14 23:30"), minutes(60), &[]), Some(at("2026-03-15 00:30")));
    assert_eq!(calendar.elapsed(at("2026-03-14 23:30"), at("2026-03-15 00:30"), &[]), minutes(60));
    assert_eq!(calendar.elapsed(at("2026-03-15 00:30"), at("2026-03-14 23:30"), &[]), minutes(0));
}

#[test]
fn hours_stop_the_clock_in_the_evening_and_at_the_weekend() {
    // Friday 16:00 in Tallinn. One hour until 17:00, the other one on Monday from 09:00, which is 07:00 UTC.
    assert_eq!(office(&[]).due(at("2026-03-13 14:00"), minutes(120), &[]), Some(at("2026-03-16 08:00")));
    assert_eq!(office(&[]).elapsed(at("2026-03-13 14:00"), at("2026-03-16 08:00"), &[]), minutes(120));
    // It falls due when the hours end, and not when they begin again.
    assert_eq!(office(&[]).due(at("2026-03-13 14:00"), minutes(60), &[]), Some(at("2026-03-13 15:00")));
    // An incident on Saturday begins to count on Monday.
    assert_eq!(office(&[]).due(at("2026-03-14 12:00"), minutes(15), &[]), Some(at("2026-03-16 07:15")));
}

#[test]
fn a_weekend_with_a_change_of_the_clocks_is_no_exception() {
    // Friday 16:00 in winter; Monday 09:00 in summer is 06:00 UTC.
    assert_eq!(office(&[]).due(at("2026-03-27 14:00"), minutes(120), &[]), Some(at("2026-03-30 07:00")));
    // Friday 16:00 in summer; Monday 09:00 in winter is 07:00 UTC.
    assert_eq!(office(&[]).due(at("2026-10-23 13:00"), minutes(120), &[]), Some(at("2026-10-26 08:00")));
}

#[test]
fn a_holiday_does_not_count() {
    // Wednesday 16:00; Thursday is a holiday; Friday from 09:00.
    let calendar = office(&["2026-12-24"]);
    assert_eq!(calendar.due(at("2026-12-23 14:00"), minutes(120), &[]), Some(at("2026-12-25 08:00")));
    assert_eq!(calendar.elapsed(at("2026-12-24 00:00"), at("2026-12-24 22:00"), &[]), minutes(0));
}

#[test]
fn an_hour_that_the_clocks_skip_does_not_count_and_one_that_occurs_twice_counts_twice() {
    let sunday = |from: u32, to: u32| {
        let hours = hours(&[Weekday::Sun], from * 60, to, Tz::Europe__Tallinn);
        Calendar::new(hours, BTreeSet::new())
    };
    let spring = |calendar: &Calendar| calendar.elapsed(at("2026-03-28 12:00"), at("2026-03-29 12:00"), &[]);
    let autumn = |calendar: &Calendar| calendar.elapsed(at("2026-10-24 12:00"), at("2026-10-25 12:00"), &[]);
    // On 29 March 03:00 becomes 04:00, on 25 October 04:00 becomes 03:00, both at 01:00 UTC.
    let night = sunday(2, 5 * 60);
    assert_eq!((spring(&night), autumn(&night)), (minutes(120), minutes(240)));
    let affected = sunday(3, 3 * 60 + 30);
    assert_eq!((spring(&affected), autumn(&affected)), (minutes(0), minutes(60)));
    assert_eq!(affected.due(at("2026-10-24 12:00"), minutes(45), &[]), Some(at("2026-10-25 01:15")));
}

#[test]
fn hours_over_midnight_belong_to_both_days() {
    let night = hours(&[Weekday::Fri], 22 * 60, 6 * 60, Tz::Europe__Tallinn);
    let count = |holiday: &[&str]| {
        let holidays = holiday.iter().map(|date| date.parse().expect("a date")).collect();
        Calendar::new(night.clone(), holidays).elapsed(at("2026-03-09 00:00"), at("2026-03-16 00:00"), &[])
    };
    assert_eq!(count(&[]), minutes(8 * 60));
    assert_eq!(count(&["2026-03-14"]), minutes(2 * 60));
    assert_eq!(count(&["2026-03-13"]), minutes(6 * 60));
}

#[test]
fn a_date_that_a_zone_skipped_has_no_hours() {
    // Samoa went from 29 to 31 December 2011.
    let every = [Weekday::Thu, Weekday::Fri, Weekday::Sat];
    let calendar = Calendar::new(hours(&every, 9 * 60, 17 * 60, Tz::Pacific__Apia), BTreeSet::new());
    assert_eq!(calendar.elapsed(at("2011-12-29 00:00"), at("2012-01-01 00:00"), &[]), minutes(2 * 8 * 60));
}

#[test]
fn pauses_do_not_count() {
    let pause = |from, to| Period { from: at(from), to: Some(at(to)) };
    let pauses =
        [pause("2026-03-13 13:30", "2026-03-13 14:30"), pause("2026-03-16 07:00", "2026-03-16 07:10")];
    // Half an hour on Friday, then from 07:10 UTC on Monday.
    assert_eq!(office(&[]).due(at("2026-03-13 14:00"), minutes(60), &pauses), Some(at("2026-03-16 07:40")));
    let open = [Period { from: at("2026-03-13 14:10"), to: None }];
    assert_eq!(office(&[]).elapsed(at("2026-03-13 14:00"), at("2026-03-13 15:00"), &open), minutes(10));
}

#[test]
fn what_would_take_too_long_is_never_due() {
    let never = Calendar::new(hours(&[], 0, 60, Tz::UTC), BTreeSet::new());
    assert_eq!(never.due(at("2026-03-13 14:00"), minutes(1), &[]), None);
    assert_eq!(never.due(at("2026-03-13 14:00"), minutes(0), &[]), Some(at("2026-03-13 14:00")));
}

#[test]
fn the_ends_of_the_calendar_are_no_problem() {
    use chrono::{DateTime, Utc};
    let (first, last) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    assert_eq!(office(&[]).due(last, minutes(5), &[]), None);
    assert!(Calendar::around_the_clock().due(first, minutes(5), &[]).is_some());
    assert_eq!(office(&[]).elapsed(last, last, &[]), minutes(0));
}
