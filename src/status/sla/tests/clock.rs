//! Clocks whose state was computed by hand.

use chrono::{DateTime, Utc};

use super::{Calendar, at, minutes, office};
use crate::status::Period;
use crate::status::sla::{Clock, SeverityPeriod, Standing, Target, clock};

/// The targets in minutes around the clock; P3 has none.
fn target<'a>(severity: &str, calendar: &'a Calendar) -> Option<Target<'a>> {
    let time = match severity {
        "P1" => 60,
        "P2" => 240,
        "Gold" => 90,
        _ => return None,
    };
    Some(Target { time: minutes(time), calendar })
}

/// The clock of an incident that began at nine, with severities from times of that day.
fn run(
    severities: &[(&str, &'static str)],
    pauses: &[(&str, &str)],
    reached: Option<&str>,
    now: &str,
) -> Option<Clock> {
    let calendar = Calendar::around_the_clock();
    let on = |clock: &str| at(&format!("2026-03-13 {clock}"));
    let periods: Vec<SeverityPeriod<'_>> = severities
        .iter()
        .map(|(from, severity)| SeverityPeriod {
            from: on(from),
            severity,
            target: target(severity, &calendar),
        })
        .collect();
    let pauses: Vec<Period> =
        pauses.iter().map(|(from, to)| Period { from: on(from), to: Some(on(to)) }).collect();
    clock(on("09:00"), &periods, &pauses, reached.map(on), on(now))
}

/// The standing, when it is due, and the minutes that it took.
#[track_caller]
fn assert_is(found: Option<Clock>, standing: Standing, due: &str, took: Option<i64>) {
    let clock = found.expect("a clock");
    let seen = (clock.standing, clock.due, clock.took);
    assert_eq!(seen, (standing, at(&format!("2026-03-13 {due}")), took.map(minutes)), "{clock:?}");
}

#[test]
fn a_target_is_met_up_to_the_moment_at_which_it_falls_due() {
    let p1 = [("00:00", "P1")];
    assert_is(run(&p1, &[], None, "09:59"), Standing::Running, "10:00", None);
    assert_is(run(&p1, &[], None, "10:00"), Standing::Missed, "10:00", None);
    assert_is(run(&p1, &[], Some("10:00"), "12:00"), Standing::Met, "10:00", Some(60));
    assert_is(run(&p1, &[], Some("10:01"), "12:00"), Standing::Missed, "10:00", Some(61));
    assert_is(run(&p1, &[], Some("08:00"), "12:00"), Standing::Met, "10:00", Some(0));
}

#[test]
fn what_happens_later_has_not_happened_yet() {
    assert_is(run(&[("00:00", "P1")], &[], Some("09:50"), "09:40"), Standing::Running, "10:00", None);
}

#[test]
fn a_rise_shortens_the_time_that_is_left() {
    // From 09:30 the new target has one hour; the old one fell due at 13:00.
    let rising = [("00:00", "P2"), ("09:30", "P1")];
    assert_is(run(&rising, &[], None, "10:00"), Standing::Running, "10:30", None);
    // It counts from the moment of the rise, and not before.
    assert_is(run(&rising, &[], None, "09:30"), Standing::Running, "10:30", None);
    assert_is(run(&rising, &[], None, "09:29"), Standing::Running, "13:00", None);
    assert_is(run(&rising, &[], Some("10:20"), "12:00"), Standing::Met, "10:30", Some(50));
    // At 12:30 half an hour is left, which is less than the new target.
    let late = [("00:00", "P2"), ("12:30", "P1")];
    assert_is(run(&late, &[], Some("12:50"), "14:00"), Standing::Met, "13:00", Some(230));
    assert_is(run(&late, &[], Some("13:10"), "14:00"), Standing::Missed, "13:00", Some(250));
}

#[test]
fn a_fall_gives_the_new_target_from_the_start() {
    let falling = [("00:00", "P1"), ("09:30", "P2")];
    assert_is(run(&falling, &[], None, "12:00"), Standing::Running, "13:00", None);
    assert_is(run(&falling, &[], Some("12:00"), "12:00"), Standing::Met, "13:00", Some(180));
    let raised_before = [("00:00", "P2"), ("09:10", "P1"), ("09:30", "P2")];
    assert_is(run(&raised_before, &[], None, "12:00"), Standing::Running, "13:00", None);
}

#[test]
fn what_was_missed_stays_missed() {
    let falling = [("00:00", "P1"), ("10:30", "P2")];
    assert_is(run(&falling, &[], Some("11:00"), "12:00"), Standing::Missed, "10:00", Some(120));
    let at_once = [("00:00", "P1"), ("10:00", "P2")];
    assert_is(run(&at_once, &[], None, "11:00"), Standing::Missed, "10:00", None);
    let without_target = [("00:00", "P1"), ("10:30", "P3")];
    assert_is(run(&without_target, &[], None, "11:00"), Standing::Missed, "10:00", None);
}

#[test]
fn what_was_reached_does_not_change_any_more() {
    let later = [("00:00", "P1"), ("09:30", "P2")];
    assert_is(run(&later, &[], Some("09:20"), "12:00"), Standing::Met, "10:00", Some(20));
    assert_is(run(&later, &[], Some("09:30"), "12:00"), Standing::Met, "10:00", Some(30));
}

#[test]
fn a_severity_without_a_target_has_no_clock() {
    assert_eq!(run(&[("00:00", "P3")], &[], None, "12:00"), None);
    assert_eq!(run(&[], &[], None, "12:00"), None);
    assert_eq!(run(&[("00:00", "P1"), ("09:30", "P3")], &[], None, "12:00"), None);
    // It gets one when it rises.
    assert_is(run(&[("00:00", "P3"), ("09:30", "P1")], &[], None, "10:00"), Standing::Running, "10:30", None);
}

#[test]
fn between_severities_of_the_site_the_stricter_reading_counts() {
    let to_gold = [("00:00", "P1"), ("09:30", "Gold")];
    assert_is(run(&to_gold, &[], None, "09:40"), Standing::Running, "10:00", None);
    let from_gold = [("00:00", "Gold"), ("09:10", "P2")];
    assert_is(run(&from_gold, &[], None, "09:40"), Standing::Running, "10:30", None);
}

#[test]
fn changes_before_the_start_and_repetitions_do_not_count() {
    assert_is(run(&[("00:00", "P2"), ("08:00", "P1")], &[], None, "09:10"), Standing::Running, "10:00", None);
    assert_is(run(&[("00:00", "P1"), ("09:30", "P1")], &[], None, "09:40"), Standing::Running, "10:00", None);
}

#[test]
fn the_clock_stops_between_closing_and_reopening() {
    let gap = [("09:20", "11:00")];
    assert_is(run(&[("00:00", "P1")], &gap, None, "11:30"), Standing::Running, "11:40", None);
    assert_is(run(&[("00:00", "P1")], &gap, Some("11:39"), "12:00"), Standing::Met, "11:40", Some(59));
    // A target that was missed before the first closing stays missed.
    assert_is(
        run(&[("00:00", "P1")], &[("10:30", "11:00")], Some("11:10"), "12:00"),
        Standing::Missed,
        "10:00",
        Some(100),
    );
}

#[test]
fn each_severity_has_its_own_hours() {
    // P1 around the clock, P2 in office hours: Friday 18:00 in Tallinn, lowered at 18:30.
    let (always, office) = (Calendar::around_the_clock(), office(&[]));
    let start: DateTime<Utc> = at("2026-03-13 16:00");
    let periods = [
        SeverityPeriod { from: start, severity: "P1", target: target("P1", &always) },
        SeverityPeriod { from: at("2026-03-13 16:30"), severity: "P2", target: target("P2", &office) },
    ];
    let clock = clock(start, &periods, &[], None, at("2026-03-14 12:00")).expect("a clock");
    assert_eq!((clock.standing, clock.due), (Standing::Running, at("2026-03-16 11:00")));
    assert_eq!(clock.next_change(at("2026-03-14 12:00")), Some(at("2026-03-16 11:00")));
}
