//! The calculation of uptime.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::{at, minutes, on, span};
use crate::status::State::{DegradedPerformance, MajorOutage, Operational, PartialOutage, UnderMaintenance};
use crate::status::uptime::{Measure, Tally, format_percent, measured_to};
use crate::status::{StateInterval, Timeline};

fn measure() -> Measure {
    let (since, measured_to) = (on("2026-03-01", "00:00"), on("2026-04-01", "00:00"));
    Measure { since, measured_to, zone: Tz::UTC, partial_weight: 0.5 }
}

fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("March has this day")
}

/// The uptime on 14 March with these intervals.
fn day_with(measure: &Measure, spans: &[StateInterval]) -> Tally {
    let days = measure.by_day(&Timeline::merge(spans.iter().copied()), date(14), date(14));
    days[0].tally
}

fn is_ratio(tally: Tally, expected: f64) -> bool {
    tally.ratio.is_some_and(|ratio| (ratio - expected).abs() < 1e-12)
}

#[test]
fn partial_outages_are_weighted_and_overlaps_count_once() {
    let spans = [
        span(MajorOutage, "06:00", Some("12:00")),
        span(PartialOutage, "09:00", Some("18:00")),
        span(PartialOutage, "10:00", Some("11:00")),
    ];
    let day = day_with(&measure(), &spans);
    assert_eq!((day.major, day.partial), (minutes(360), minutes(360)));
    assert!(is_ratio(day, 1.0 - 0.375), "{day:?}");
    let heavy = Measure { partial_weight: 1.0, ..measure() };
    assert!(is_ratio(day_with(&heavy, &spans), 0.5));
}

#[test]
fn maintenance_and_degraded_performance_do_not_reduce_uptime() {
    for state in [UnderMaintenance, DegradedPerformance] {
        let day = day_with(&measure(), &[span(state, "06:00", Some("12:00"))]);
        assert_eq!((day.worst, day.ratio), (Some(state), Some(1.0)));
        assert_eq!(day.maintenance + day.degraded, minutes(360));
    }
}

#[test]
fn maintenance_ranks_lowest_in_the_worst_state_of_a_day() {
    let spans =
        [span(UnderMaintenance, "01:00", Some("20:00")), span(DegradedPerformance, "02:00", Some("02:01"))];
    assert_eq!(day_with(&measure(), &spans).worst, Some(DegradedPerformance));
    assert_eq!(day_with(&measure(), &[]).worst, Some(Operational));
}

#[test]
fn an_outage_that_ends_at_midnight_is_not_part_of_the_next_day() {
    let until_midnight =
        StateInterval { state: MajorOutage, from: on("2026-03-13", "23:00"), to: Some(at("00:00")) };
    let days = measure().by_day(&Timeline::merge([until_midnight]), date(13), date(14));
    assert_eq!([days[0].tally.worst, days[1].tally.worst], [Some(MajorOutage), Some(Operational)]);
}

#[test]
fn uptime_is_measured_from_since() {
    let young = Measure { since: at("12:00"), ..measure() };
    let day = day_with(&young, &[span(MajorOutage, "06:00", Some("15:00"))]);
    assert_eq!((day.counted, day.major), (minutes(720), minutes(180)));
    assert!(is_ratio(day, 0.75));
    let unborn = Measure { since: on("2026-03-15", "00:00"), ..measure() };
    let day = day_with(&unborn, &[span(MajorOutage, "06:00", Some("15:00"))]);
    assert_eq!(day, Tally::unmeasured());
}

#[test]
fn an_open_interval_counts_up_to_the_end_of_the_measured_time() {
    let today = Measure { measured_to: at("12:00"), ..measure() };
    let day = day_with(&today, &[span(MajorOutage, "09:00", None)]);
    assert_eq!((day.counted, day.major), (minutes(720), minutes(180)));
    let tomorrow = today.by_day(&Timeline::default(), date(15), date(15));
    assert_eq!(tomorrow[0].tally, Tally::unmeasured());
}

#[test]
fn a_problem_at_the_end_of_the_measured_time_is_the_worst_state() {
    let now = Measure { measured_to: at("09:00"), ..measure() };
    let day = day_with(&now, &[span(MajorOutage, "09:00", None)]);
    let almost = Some(1.0 - f64::EPSILON);
    assert_eq!((day.worst, day.major, day.ratio), (Some(MajorOutage), minutes(0), almost));
    let midnight = Measure { measured_to: at("00:00"), ..measure() };
    let days = midnight.by_day(&Timeline::merge([span(MajorOutage, "00:00", None)]), date(13), date(14));
    let seen: Vec<_> = days.iter().map(|day| (day.tally.worst, day.tally.ratio)).collect();
    assert_eq!(seen, [(Some(Operational), Some(1.0)), (Some(MajorOutage), None)]);
}

#[test]
fn uptime_is_measured_up_to_the_start_of_today_or_the_last_change() {
    let zone = Tz::Europe__Tallinn;
    let midnight = on("2026-03-13", "22:00");
    let to =
        |spans: &[StateInterval], now| measured_to(&Timeline::merge(spans.iter().copied()), at(now), zone);
    assert_eq!(to(&[], "15:00"), midnight);
    assert_eq!(to(&[span(MajorOutage, "09:00", Some("16:00"))], "15:00"), at("09:00"));
    assert_eq!(to(&[span(MajorOutage, "09:00", Some("10:00"))], "15:00"), at("10:00"));
    assert_eq!(to(&[span(MajorOutage, "16:00", None)], "15:00"), midnight);
    let old = StateInterval { state: MajorOutage, from: on("2026-03-01", "00:00"), to: None };
    assert_eq!(to(&[old], "15:00"), midnight);
}

#[test]
fn months_begin_in_the_time_zone() {
    let measure = Measure {
        since: on("2026-01-01", "00:00"),
        measured_to: on("2026-05-10", "00:00"),
        zone: Tz::Europe__Tallinn,
        partial_weight: 0.5,
    };
    let outage = StateInterval {
        state: MajorOutage,
        from: on("2026-03-31", "20:00"),
        to: Some(on("2026-03-31", "22:00")),
    };
    let months =
        measure.by_month(&Timeline::merge([outage]), date(14), on("2026-05-02", "00:00").date_naive());
    let seen: Vec<_> = months
        .iter()
        .map(|month| (month.first.to_string(), month.tally.counted, month.tally.major.num_minutes()))
        .collect();
    let hours = TimeDelta::hours;
    assert_eq!(
        seen,
        [
            ("2026-03-01".to_owned(), hours(31 * 24 - 1), 60),
            ("2026-04-01".to_owned(), hours(30 * 24), 60),
            ("2026-05-01".to_owned(), hours(9 * 24 + 3), 0),
        ]
    );
}

#[test]
fn partial_outages_count_in_full_if_the_weight_is_not_a_number() {
    let odd = Measure { partial_weight: f64::NAN, ..measure() };
    assert!(is_ratio(day_with(&odd, &[span(PartialOutage, "00:00", Some("12:00"))]), 0.5));
}

#[test]
fn uptime_is_never_complete_in_a_period_with_an_outage() {
    // The outage begins when the measured time ends, or partial outages have no weight.
    let until_nine = Measure { measured_to: at("09:00"), ..measure() };
    let weightless = Measure { partial_weight: 0.0, ..measure() };
    for (measure, spans) in [
        (until_nine, [span(MajorOutage, "09:00", None)]),
        (until_nine, [span(PartialOutage, "09:00", Some("10:00"))]),
        (weightless, [span(PartialOutage, "06:00", Some("12:00"))]),
    ] {
        let day = day_with(&measure, &spans);
        let ratio = day.ratio.expect("measured time");
        assert!(ratio < 1.0, "{day:?}");
        assert_eq!(format_percent(ratio), "99.999");
    }
}
