//! Properties of hours and clocks.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, TimeDelta, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::Calendar;
use crate::status::Period;
use crate::status::sla::{Hours, SeverityPeriod, Standing, Target, Window, clock};

const ZONES: [Tz; 6] = [
    Tz::UTC,
    Tz::Europe__Tallinn,
    Tz::Australia__Lord_Howe,
    Tz::Asia__Kathmandu,
    Tz::Pacific__Apia,
    Tz::America__Sao_Paulo,
];

const QUARTER: i64 = 15;

/// The quarters of an hour in the weeks that the tests look at.
const QUARTERS: i64 = 10 * 24 * 4;

/// Weeks in which the clocks of some of the zones change.
fn week() -> impl Strategy<Value = DateTime<Utc>> {
    let weeks = [
        "2026-03-25T00:00:00Z",
        "2026-10-21T00:00:00Z",
        "2026-04-01T00:00:00Z",
        "2011-12-27T00:00:00Z",
        "2018-11-01T00:00:00Z",
    ];
    prop::sample::select(weeks.map(|week| week.parse().expect("a time")).to_vec())
}

/// Windows that begin and end at quarters of an hour.
fn windows() -> impl Strategy<Value = Vec<Window>> {
    let window = (0..7_u8, 0..96_u32, 1..=96_u32).prop_filter("not empty", |(_, from, to)| from != to);
    let window = window.prop_map(|(day, from, to)| Window {
        day: Weekday::try_from(day).expect("a weekday"),
        from: from * 900,
        to: to * 900,
    });
    prop::collection::vec(window, 0..6)
}

fn after(week: DateTime<Utc>, quarters: i64) -> DateTime<Utc> {
    week + TimeDelta::minutes(quarters * QUARTER)
}

/// Whether the hours contain an instant by definition: the clock on the wall shows a time in a window of the day, or in a
/// window of the day before that goes over midnight.
fn contain(windows: &[Window], zone: Tz, at: DateTime<Utc>) -> bool {
    let local = zone.from_utc_datetime(&at.naive_utc());
    let (today, second) = (local.weekday(), local.num_seconds_from_midnight());
    windows.iter().any(|window| {
        if window.from < window.to {
            window.day == today && (window.from..window.to).contains(&second)
        } else {
            (window.day == today && second >= window.from)
                || (window.day.succ() == today && second < window.to)
        }
    })
}

/// A pause within the weeks, or none.
fn pause() -> impl Strategy<Value = Option<(i64, i64)>> {
    prop::option::of((0..QUARTERS, 1..200_i64))
}

fn pauses(week: DateTime<Utc>, pause: Option<(i64, i64)>) -> Vec<Period> {
    let period = |(from, length)| Period { from: after(week, from), to: Some(after(week, from + length)) };
    pause.into_iter().map(period).collect()
}

proptest! {
    #[test]
    fn exactly_the_time_in_the_hours_counts(
        week in week(),
        windows in windows(),
        zone in prop::sample::select(ZONES.to_vec()),
        holiday in prop::option::of(0..10_u64),
        pause in pause(),
        (from, to) in (0..QUARTERS, 0..QUARTERS),
    ) {
        let holidays: BTreeSet<_> =
            holiday.into_iter().filter_map(|days| week.date_naive().checked_add_days(Days::new(days))).collect();
        let calendar = Calendar::new(Hours::new(&windows, zone), holidays.clone());
        let pauses = pauses(week, pause);
        let counts = |quarter: i64| {
            let at = after(week, quarter);
            let date = zone.from_utc_datetime(&at.naive_utc()).date_naive();
            let paused = pauses.iter().any(|pause| pause.from <= at && pause.to.is_some_and(|to| at < to));
            contain(&windows, zone, at) && !holidays.contains(&date) && !paused
        };
        let expected = (from..to).filter(|quarter| counts(*quarter)).count();
        let elapsed = calendar.elapsed(after(week, from), after(week, to), &pauses);
        prop_assert_eq!(elapsed, TimeDelta::minutes(i64::try_from(expected).expect("few") * QUARTER));
    }

    #[test]
    fn a_target_falls_due_at_the_first_instant_at_which_it_has_elapsed(
        week in week(),
        windows in windows(),
        zone in prop::sample::select(ZONES.to_vec()),
        pause in pause(),
        from in 0..QUARTERS,
        target in 1..1_000_i64,
    ) {
        let calendar = Calendar::new(Hours::new(&windows, zone), BTreeSet::new());
        let (from, target, pauses) = (after(week, from), TimeDelta::minutes(target), pauses(week, pause));
        if let Some(due) = calendar.due(from, target, &pauses) {
            prop_assert_eq!(calendar.elapsed(from, due, &pauses), target);
            let before = calendar.elapsed(from, due - TimeDelta::milliseconds(1), &pauses);
            prop_assert_eq!(before, target - TimeDelta::milliseconds(1));
        } else {
            prop_assert!(windows.is_empty());
        }
    }

    #[test]
    fn a_clock_moves_only_from_running_to_missed(
        first in 0..4_usize,
        changes in prop::collection::vec((0..400_i64, 0..4_usize), 0..5),
        times in prop::collection::vec(prop::option::of(1..300_i64), 4),
        reached in prop::option::of(0..400_i64),
        now in 0..400_i64,
    ) {
        let names = ["P1", "P2", "P3", "Gold"];
        let calendar = Calendar::around_the_clock();
        let start: DateTime<Utc> = "2026-03-13T09:00:00Z".parse().expect("a time");
        let on = |minutes: i64| start + TimeDelta::minutes(minutes);
        let period = |from: i64, severity: usize| SeverityPeriod {
            from: on(from),
            severity: names[severity],
            target: times[severity].map(|time| Target { time: TimeDelta::minutes(time), calendar: &calendar }),
        };
        let mut changes = changes;
        changes.sort_unstable();
        let mut periods = vec![period(-1, first)];
        periods.extend(changes.iter().map(|(from, severity)| period(*from, *severity)));
        let at = |now: i64| clock(start, &periods, &[], reached.map(on), on(now));
        let state = at(now);
        if let Some(state) = &state {
            if state.standing == Standing::Missed {
                for later in [now + 1, now + 50, now + 500] {
                    prop_assert_eq!(at(later).map(|clock| clock.standing), Some(Standing::Missed));
                }
            }
            prop_assert!(state.due >= start && state.due >= state.from);
            if let (Some(reached), Some(took)) = (state.reached, state.took) {
                prop_assert_eq!(took, (reached - state.from).max(TimeDelta::zero()));
            }
            prop_assert_eq!(state.standing == Standing::Running, state.next_change(on(now)).is_some());
        }
        // Nothing changes by itself before the next change, apart from what the records say.
        if let Some(next) = state.as_ref().and_then(|state| state.next_change(on(now))) {
            let minutes = (next - start).num_minutes();
            let said = changes.iter().map(|(from, _)| *from).chain(reached);
            if !said.into_iter().any(|at| at > now && at <= minutes) {
                prop_assert_eq!(at(minutes - 1).map(|clock| clock.standing), Some(Standing::Running));
                prop_assert_eq!(at(minutes).map(|clock| clock.standing), Some(Standing::Missed));
            }
        }
    }

    #[test]
    fn a_rise_never_gives_more_time(
        (old, new) in (1..600_i64, 1..600_i64),
        rise in 1..600_i64,
    ) {
        let calendar = Calendar::around_the_clock();
        let start: DateTime<Utc> = "2026-03-13T09:00:00Z".parse().expect("a time");
        let on = |minutes: i64| start + TimeDelta::minutes(minutes);
        let period = |from, severity, time| SeverityPeriod {
            from,
            severity,
            target: Some(Target { time: TimeDelta::minutes(time), calendar: &calendar }),
        };
        let (before, after) = (period(start, "P2", old), period(on(rise), "P1", new));
        let due = |periods: &[SeverityPeriod<'_>]| clock(start, periods, &[], None, on(601)).map(|clock| clock.due);
        prop_assert!(due(&[before, after]) <= due(&[before]));
    }
}
