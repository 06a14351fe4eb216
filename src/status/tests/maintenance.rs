//! The rules for a maintenance that runs by the clock.

use super::{at, entry, span};
use crate::status::State::{DegradedPerformance, Operational, UnderMaintenance};
use crate::status::Status::{Cancelled, Completed, InProgress, Scheduled, Verifying};
use crate::status::maintenance::{StepCause, replay};
use crate::status::{MaintenanceCourse, Period, Status, StatusUpdate, Window};

const API: usize = 7;

/// A maintenance of the API, announced at eight for ten to twelve.
fn announced() -> StatusUpdate {
    entry("08:00", Scheduled).planned(Some("10:00"), Some("12:00")).naming(&[(API, UnderMaintenance)])
}

#[track_caller]
fn played(entries: &[StatusUpdate], now: &str) -> MaintenanceCourse {
    replay(entries, at(now)).expect("the examples have entries")
}

/// The steps as a page would list them: what happened, when, and the status after it.
fn steps(course: &MaintenanceCourse) -> Vec<String> {
    let step = |step: &crate::status::maintenance::MaintenanceStep| {
        let what = match step.what {
            StepCause::Entry(index) => format!("entry {index}"),
            StepCause::Clock(event) => event.to_string(),
        };
        format!("{} {what}: {}", step.at.format("%H:%M"), step.status)
    };
    course.steps.iter().map(step).collect()
}

#[test]
fn before_its_time_nothing_counts() {
    let course = played(&[announced()], "09:59");
    assert_eq!((course.status, course.is_running()), (Scheduled, false));
    assert!(course.states.is_empty() && course.spans.is_empty());
    assert_eq!(course.planned, [(API, UnderMaintenance)].into());
    assert_eq!(course.next_change, Some(at("10:00")));
}

#[test]
fn it_starts_by_the_clock() {
    let course = played(&[announced()], "10:00");
    assert_eq!(steps(&course), ["08:00 entry 0: scheduled", "10:00 began: in_progress"]);
    assert!(course.is_running());
    assert_eq!(course.states, [(API, UnderMaintenance)].into());
    assert_eq!(course.next_change, Some(at("12:00")));
}

#[test]
fn it_ends_by_the_clock_if_nobody_has_taken_it_in_hand() {
    let course = played(&[announced(), entry("11:00", None)], "12:00");
    let expected = [
        "08:00 entry 0: scheduled",
        "10:00 began: in_progress",
        "11:00 entry 1: in_progress",
        "12:00 ended: completed",
    ];
    assert_eq!(steps(&course), expected);
    assert!(course.closed && course.states.is_empty());
    assert_eq!(course.spans[&API], [span(UnderMaintenance, "10:00", Some("12:00"))]);
    assert_eq!((course.started_at(), course.ended_at()), (Some(at("10:00")), Some(at("12:00"))));
    assert_eq!(course.next_change, None);
}

#[test]
fn whoever_has_it_in_hand_ends_it_and_until_then_it_runs_over() {
    for status in [InProgress, Verifying] {
        let entries = [announced(), entry("10:30", status)];
        let course = played(&entries, "13:00");
        assert!(course.is_running() && course.overrun);
        assert_eq!(steps(&course).last(), Some(&format!("12:00 overrun: {status}")));
        assert_eq!(played(&entries, "11:59").next_change, Some(at("12:00")));
        assert_eq!(course.next_change, None);

        let [first, second] = entries;
        let ended = played(&[first, second, entry("12:40", Completed)], "13:00");
        assert!(ended.closed && !ended.overrun);
        assert_eq!(ended.spans[&API], [span(UnderMaintenance, "10:00", Some("12:40"))]);
    }
}

#[test]
fn somebody_may_begin_before_the_clock() {
    let course = played(&[announced(), entry("09:30", InProgress)], "10:30");
    assert_eq!(steps(&course), ["08:00 entry 0: scheduled", "09:30 entry 1: in_progress"]);
    assert_eq!(course.started_at(), Some(at("09:30")));
}

#[test]
fn what_is_written_on_the_minute_comes_before_the_clock() {
    let course = played(&[announced(), entry("10:00", InProgress), entry("12:00", Completed)], "13:00");
    let expected = ["08:00 entry 0: scheduled", "10:00 entry 1: in_progress", "12:00 entry 2: completed"];
    assert_eq!(steps(&course), expected);
}

#[test]
fn an_end_alone_extends() {
    let course = played(&[announced(), entry("11:00", None).planned(None, Some("13:00"))], "12:30");
    assert!(course.is_running() && !course.overrun);
    assert_eq!(course.window, Window { from: Some(at("10:00")), to: Some(at("13:00")) });
    assert_eq!(course.windows.len(), 2);
    assert_eq!(course.next_change, Some(at("13:00")));
}

#[test]
fn an_extension_ends_the_overrun_and_the_next_one_has_an_identity_of_its_own() {
    let entries =
        [announced(), entry("10:30", InProgress), entry("12:10", None).planned(None, Some("13:00"))];
    assert!(!played(&entries, "12:30").overrun);
    let course = played(&entries, "13:00");
    assert!(course.overrun);
    assert_eq!(
        steps(&course)[3..],
        ["12:00 overrun: in_progress", "12:10 entry 2: in_progress", "13:00 overrun-2: in_progress"]
    );
}

#[test]
fn an_extension_that_is_over_already_ends_no_overrun() {
    let late = entry("12:30", None).planned(None, Some("12:20"));
    let course = played(&[announced(), entry("10:30", InProgress), late], "12:40");
    assert!(course.overrun);
    assert_eq!(steps(&course).last().map(String::as_str), Some("12:30 entry 2: in_progress"));
}

#[test]
fn a_beginning_moved_ahead_puts_it_back() {
    let moved = entry("10:30", None).planned(Some("14:00"), Some("15:00"));
    let course = played(&[announced(), moved.clone()], "11:00");
    assert_eq!((course.status, course.is_running()), (Scheduled, false));
    assert_eq!(course.spans[&API], [span(UnderMaintenance, "10:00", Some("10:30"))]);
    let later = played(&[announced(), moved], "15:00");
    assert_eq!(steps(&later)[3..], ["14:00 began-2: in_progress", "15:00 ended: completed"]);
    assert_eq!(later.run_periods.len(), 2);
}

#[test]
fn a_moved_window_does_not_stop_whoever_has_it_in_hand() {
    let moved = entry("11:00", None).planned(Some("14:00"), Some("15:00"));
    let course = played(&[announced(), entry("10:30", InProgress), moved.clone()], "11:30");
    assert!(course.is_running());
    let postponed = StatusUpdate { status: Some(Scheduled), ..moved };
    let course = played(&[announced(), entry("10:30", InProgress), postponed], "11:30");
    assert_eq!((course.status, course.next_change), (Scheduled, Some(at("14:00"))));
}

#[test]
fn a_written_end_after_the_clocks_is_only_an_update() {
    let course = played(&[announced(), entry("12:20", Completed)], "13:00");
    assert_eq!(course.ended_at(), Some(at("12:00")));
    assert_eq!(steps(&course)[2..], ["12:00 ended: completed", "12:20 entry 1: completed"]);
}

#[test]
fn work_written_after_the_clocks_end_is_in_hand_again() {
    let course = played(&[announced(), entry("12:20", InProgress)], "13:00");
    assert_eq!(steps(&course)[3..], ["12:20 entry 1: in_progress", "12:20 overrun: in_progress"]);
    assert!(course.is_running() && course.overrun);
    assert_eq!(
        course.spans[&API],
        [span(UnderMaintenance, "10:00", Some("12:00")), span(UnderMaintenance, "12:20", None)]
    );
}

#[test]
fn an_extension_after_the_clocks_end_goes_on_by_the_clock() {
    let course = played(&[announced(), entry("12:20", None).planned(None, Some("13:00"))], "13:00");
    assert_eq!(steps(&course)[3..], ["12:20 entry 1: in_progress", "13:00 ended-2: completed"]);
}

#[test]
fn a_window_moved_after_the_end_opens_nothing_that_somebody_closed() {
    let moved = entry("12:20", None).planned(None, Some("13:00"));
    let course = played(&[announced(), entry("11:00", Completed), moved], "12:30");
    assert_eq!((course.status, course.closed), (Completed, true));
    let over = entry("12:20", None).planned(None, Some("12:10"));
    assert_eq!(steps(&played(&[announced(), over], "13:00"))[3..], ["12:20 entry 1: completed"]);
}

#[test]
fn a_written_schedule_plans_a_closed_one_again() {
    let again = entry("09:30", Scheduled);
    let course = played(&[announced(), entry("09:00", Cancelled), again], "10:00");
    assert_eq!(steps(&course)[3..], ["10:00 began: in_progress"]);
    assert!(course.spans.is_empty(), "the closing entry took the states back");
    assert_eq!(course.planned, [(API, Operational)].into());
}

#[test]
fn an_interval_replaces_what_the_clock_said_about_times() {
    let corrected = entry("13:00", None).correcting(&[API], DegradedPerformance, "10:15", "10:45");
    let course = played(&[announced(), corrected], "14:00");
    assert_eq!(course.spans[&API], [span(DegradedPerformance, "10:15", Some("10:45"))]);
    assert_eq!(course.corrected, [API].into());
}

#[test]
fn a_cancelled_one_never_counts() {
    let course = played(&[announced(), entry("09:00", Cancelled)], "11:00");
    assert_eq!((course.status, course.closed), (Cancelled, true));
    assert!(course.spans.is_empty() && course.states.is_empty());
    assert_eq!((course.started_at(), course.next_change), (None, None));
}

#[test]
fn a_merged_one_closes_and_does_not_begin() {
    let merged = StatusUpdate { merged: true, ..entry("09:00", None) };
    let course = played(&[announced(), merged], "11:00");
    assert_eq!((course.status, course.closed, course.is_running()), (Scheduled, true, false));
}

#[test]
fn a_reopened_one_is_in_hand_and_one_that_was_never_closed_is_not() {
    let idle = StatusUpdate { reopened: true, ..entry("09:00", None) };
    assert_eq!(played(&[announced(), idle], "09:30").status, Scheduled);
    let reopened =
        StatusUpdate { reopened: true, ..entry("12:30", None) }.naming(&[(API, DegradedPerformance)]);
    let course = played(&[announced(), entry("11:00", Completed), reopened], "12:45");
    assert_eq!((course.status, course.overrun), (InProgress, true));
    assert_eq!(course.states, [(API, DegradedPerformance)].into());
    let periods =
        [Period { from: at("10:00"), to: Some(at("11:00")) }, Period { from: at("12:30"), to: None }];
    assert_eq!(course.run_periods, periods);
}

#[test]
fn states_changed_while_it_runs_count_from_then_on() {
    let worse = entry("10:30", None).naming(&[(API, DegradedPerformance)]);
    let better = entry("11:00", None).naming(&[(API, Operational)]);
    let course = played(&[announced(), worse, better], "12:00");
    assert_eq!(
        course.spans[&API],
        [span(UnderMaintenance, "10:00", Some("10:30")), span(DegradedPerformance, "10:30", Some("11:00"))]
    );
}

#[test]
fn a_window_that_ends_before_it_begins_never_begins() {
    let reversed = entry("08:00", Scheduled).planned(Some("12:00"), Some("10:00"));
    let course = played(&[reversed], "13:00");
    assert_eq!((course.status, course.next_change), (Scheduled, None));
}

#[test]
fn a_window_over_before_anybody_was_told_ends_without_having_begun() {
    let late = entry("13:00", Scheduled).planned(Some("10:00"), Some("12:00"));
    let course = played(&[late], "14:00");
    assert_eq!(steps(&course), ["13:00 entry 0: scheduled", "13:00 ended: completed"]);
    assert!(course.spans.is_empty());
}

#[test]
fn a_promise_is_answered_by_entries_and_not_by_the_clock() {
    let promising = StatusUpdate { next_update: Some(at("10:30")), ..announced() };
    assert_eq!(played(std::slice::from_ref(&promising), "10:00").promise, Some(at("10:30")));
    assert_eq!(played(std::slice::from_ref(&promising), "12:00").promise, None, "it has ended");
    assert_eq!(played(&[promising, entry("10:10", None)], "10:20").promise, None);
}

#[test]
fn the_clock_says_the_same_at_any_later_time() {
    let entries = [announced(), entry("10:30", InProgress)];
    let early = steps(&played(&entries, "12:00"));
    assert_eq!(early, steps(&played(&entries, "23:00")));
    assert_eq!(early.len(), 4);
    assert!(!Status::is_closing(played(&entries, "23:00").status));
}
