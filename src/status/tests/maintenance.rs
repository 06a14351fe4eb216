//! The course of a maintenance.

use super::{at, span, update};
use crate::status::State::{DegradedPerformance, Operational, PartialOutage, UnderMaintenance};
use crate::status::Status::{Cancelled, Completed, InProgress, Scheduled, Verifying};
use crate::status::maintenance::{StepCause, replay};
use crate::status::{Impact, MaintenanceCourse, Period, Status, StatusUpdate, Window};

const API: usize = 7;

/// A maintenance of the API from 10:00 to 12:00, announced at 8:00.
fn announced() -> StatusUpdate {
    update("08:00", Scheduled).planned(Some("10:00"), Some("12:00")).naming(&[(API, UnderMaintenance)])
}

#[track_caller]
fn played(updates: &[StatusUpdate], now: &str) -> MaintenanceCourse {
    replay(updates, at(now)).expect("the examples have updates")
}

/// The steps as a page would list them: cause, time and status.
fn steps(course: &MaintenanceCourse) -> Vec<String> {
    let step = |step: &crate::status::maintenance::MaintenanceStep| {
        let what = match step.cause {
            StepCause::Update(index) => format!("update {index}"),
            StepCause::Clock(event) => event.to_string(),
        };
        format!("{} {what}: {}", step.at.format("%H:%M"), step.status)
    };
    course.steps.iter().map(step).collect()
}

#[test]
fn a_scheduled_maintenance_has_no_states_before_it_starts() {
    let course = played(&[announced()], "09:59");
    assert_eq!((course.status, course.is_running()), (Scheduled, false));
    assert!(course.states.is_empty() && course.spans.is_empty());
    assert_eq!(course.planned, [(API, UnderMaintenance)].into());
    assert_eq!(course.next_change, Some(at("10:00")));
}

#[test]
fn a_maintenance_starts_by_the_clock() {
    let course = played(&[announced()], "10:00");
    assert_eq!(steps(&course), ["08:00 update 0: scheduled", "10:00 began: in_progress"]);
    assert!(course.is_running());
    assert_eq!(course.states, [(API, UnderMaintenance)].into());
    assert_eq!(course.next_change, Some(at("12:00")));
}

#[test]
fn a_maintenance_ends_by_the_clock_unless_an_update_took_it_over() {
    let course = played(&[announced(), update("09:00", None)], "12:00");
    let expected = [
        "08:00 update 0: scheduled",
        "09:00 update 1: scheduled",
        "10:00 began: in_progress",
        "12:00 ended: completed",
    ];
    assert_eq!(steps(&course), expected);
    let changed: Vec<bool> = course.steps.iter().map(|step| step.changed).collect();
    assert_eq!(changed, [true, false, true, true]);
    assert!(course.closed && course.states.is_empty());
    assert_eq!(course.spans[&API], [span(UnderMaintenance, "10:00", Some("12:00"))]);
    assert_eq!((course.started_at(), course.ended_at()), (Some(at("10:00")), Some(at("12:00"))));
    assert_eq!(course.next_change, None);
}

#[test]
fn a_maintenance_that_was_taken_over_overruns_until_an_update_ends_it() {
    for status in [InProgress, Verifying] {
        let updates = [announced(), update("10:30", status)];
        let course = played(&updates, "13:00");
        assert!(course.is_running() && course.overrun);
        assert_eq!(steps(&course).last(), Some(&format!("12:00 overrun: {status}")));
        assert_eq!(played(&updates, "11:59").next_change, Some(at("12:00")));
        assert_eq!(course.next_change, None);

        let [first, second] = updates;
        let ended = played(&[first, second, update("12:40", Completed)], "13:00");
        assert!(ended.closed && !ended.overrun);
        assert_eq!(ended.spans[&API], [span(UnderMaintenance, "10:00", Some("12:40"))]);
    }
}

#[test]
fn an_update_within_the_window_takes_the_maintenance_over() {
    for time in ["10:00", "11:00", "12:00"] {
        let course = played(&[announced(), update(time, None)], "12:30");
        assert!(course.is_running() && course.overrun, "{time}");
        assert_eq!(course.spans[&API], [span(UnderMaintenance, "10:00", None)], "{time}");
    }
    let retracted = StatusUpdate { retracted: Some(at("11:05")), ..update("11:00", None) };
    assert!(played(&[announced(), retracted], "12:30").is_running(), "a retraction ends nothing");
}

#[test]
fn a_retracted_end_or_plan_does_not_count() {
    for status in [Completed, Cancelled] {
        let end = StatusUpdate { retracted: Some(at("11:05")), ..update("11:00", status) };
        let course = played(&[announced(), update("10:30", InProgress), end], "11:30");
        assert_eq!((course.status, course.is_running()), (InProgress, true));
    }
    let plan = StatusUpdate {
        retracted: Some(at("11:05")),
        ..update("11:00", Scheduled).planned(Some("14:00"), Some("15:00"))
    };
    let course = played(&[announced(), update("10:30", InProgress), plan], "11:30");
    assert!(course.is_running());
    let plan = StatusUpdate { retracted: Some(at("09:35")), ..update("09:30", Scheduled) };
    let course = played(&[announced(), update("09:00", InProgress), plan], "09:45");
    assert!(course.is_running(), "before its window");
}

#[test]
fn a_retracted_plan_or_reopening_after_the_end_counts_and_a_mere_text_does_not() {
    let after_the_end = |retracted: StatusUpdate| {
        let end = update("09:00", Completed);
        let retracted = StatusUpdate { retracted: Some(at("09:35")), ..retracted };
        played(&[announced(), end, retracted], "09:45").status
    };
    assert_eq!(after_the_end(update("09:30", Scheduled)), Scheduled);
    assert_eq!(after_the_end(StatusUpdate { reopened: true, ..update("09:30", None) }), InProgress);
    assert_eq!(after_the_end(update("09:30", None)), Completed);
}

#[test]
fn a_retracted_window_counts_only_if_the_maintenance_runs_because_of_it() {
    let extended = |retracted| StatusUpdate {
        retracted: Some(at(retracted)),
        ..update("09:00", None).planned(None, Some("14:00"))
    };
    let course = played(&[announced(), extended("09:30")], "12:30");
    assert_eq!((course.closed, course.window.to), (true, Some(at("12:00"))));
    let course = played(&[announced(), extended("13:00")], "13:30");
    assert_eq!((course.is_running(), course.window.to), (true, Some(at("14:00"))));
}

#[test]
fn a_retracted_window_is_judged_by_all_updates_up_to_the_retraction() {
    let extended =
        StatusUpdate { retracted: Some(at("13:00")), ..update("09:00", None).planned(None, Some("14:00")) };
    let course = played(&[announced(), extended, update("12:30", InProgress)], "13:30");
    assert_eq!((course.is_running(), course.window.to), (true, Some(at("12:00"))), "it runs either way");
    let dated_before =
        StatusUpdate { retracted: Some(at("11:40")), ..update("12:30", None).planned(None, Some("14:00")) };
    assert!(played(&[announced(), dated_before], "13:00").is_running(), "it would have ended");
}

#[test]
fn a_retracted_impact_counts_until_an_update_sets_another_one() {
    let sets = |time, impact| StatusUpdate { impact: Some(impact), ..update(time, None) };
    let retracted = |time, impact| StatusUpdate { retracted: Some(at("09:55")), ..sets(time, impact) };
    let impact = |updates: &[StatusUpdate]| {
        let updates = [&[announced()], updates].concat();
        played(&updates, "10:30").impact
    };
    let (minor, major) = (Impact::Minor, Impact::Major);
    assert_eq!(impact(&[update("09:00", None)]), None);
    assert_eq!(impact(&[sets("09:00", major), sets("09:10", minor)]), Some(minor));
    assert_eq!(impact(&[sets("09:00", minor), retracted("09:10", major)]), Some(major));
    assert_eq!(impact(&[sets("09:00", major), retracted("09:10", minor)]), Some(major));
    assert_eq!(impact(&[retracted("09:00", major), sets("09:10", minor)]), Some(minor));
    assert_eq!(impact(&[sets("09:00", minor), retracted("09:00", major)]), Some(major), "in the same minute");
}

#[test]
fn an_update_can_start_a_maintenance_early() {
    let course = played(&[announced(), update("09:30", InProgress)], "10:30");
    assert_eq!(steps(&course), ["08:00 update 0: scheduled", "09:30 update 1: in_progress"]);
    assert_eq!(course.started_at(), Some(at("09:30")));
}

#[test]
fn an_update_at_a_planned_time_comes_before_the_clock() {
    let course = played(&[announced(), update("10:00", InProgress), update("12:00", Completed)], "13:00");
    let expected = ["08:00 update 0: scheduled", "10:00 update 1: in_progress", "12:00 update 2: completed"];
    assert_eq!(steps(&course), expected);
}

#[test]
fn a_window_with_only_an_end_extends_the_maintenance() {
    let course = played(&[announced(), update("11:00", None).planned(None, Some("13:00"))], "12:30");
    assert!(course.is_running() && !course.overrun);
    assert_eq!(course.window, Window { from: Some(at("10:00")), to: Some(at("13:00")) });
    assert_eq!(course.windows.len(), 2);
    assert_eq!(course.next_change, Some(at("13:00")));
}

#[test]
fn an_extension_ends_the_overrun_and_a_second_overrun_has_its_own_id() {
    let updates =
        [announced(), update("10:30", InProgress), update("12:10", None).planned(None, Some("13:00"))];
    assert!(!played(&updates, "12:30").overrun);
    let course = played(&updates, "13:00");
    assert!(course.overrun);
    assert_eq!(
        steps(&course)[3..],
        ["12:00 overrun: in_progress", "12:10 update 2: in_progress", "13:00 overrun-2: in_progress"]
    );
}

#[test]
fn an_extension_into_the_past_does_not_end_the_overrun() {
    let late = update("12:30", None).planned(None, Some("12:20"));
    let course = played(&[announced(), update("10:30", InProgress), late], "12:40");
    assert!(course.overrun);
    assert_eq!(steps(&course).last().map(String::as_str), Some("12:30 update 2: in_progress"));
}

#[test]
fn moving_the_start_into_the_future_reschedules_the_maintenance() {
    let moved = update("10:30", None).planned(Some("14:00"), Some("15:00"));
    let course = played(&[announced(), moved.clone()], "11:00");
    assert_eq!((course.status, course.is_running()), (Scheduled, false));
    assert_eq!(course.spans[&API], [span(UnderMaintenance, "10:00", Some("10:30"))]);
    let later = played(&[announced(), moved], "15:00");
    assert_eq!(steps(&later)[3..], ["14:00 began-2: in_progress", "15:00 ended: completed"]);
    assert_eq!(later.run_periods.len(), 2);
}

#[test]
fn a_moved_window_does_not_stop_a_maintenance_that_was_taken_over() {
    let moved = update("11:00", None).planned(Some("14:00"), Some("15:00"));
    let course = played(&[announced(), update("10:30", InProgress), moved.clone()], "11:30");
    assert!(course.is_running());
    let postponed = StatusUpdate { status: Some(Scheduled), ..moved };
    let course = played(&[announced(), update("10:30", InProgress), postponed], "11:30");
    assert_eq!((course.status, course.next_change), (Scheduled, Some(at("14:00"))));
}

#[test]
fn a_written_end_after_the_end_by_the_clock_changes_nothing() {
    let course = played(&[announced(), update("12:20", Completed)], "13:00");
    assert_eq!(course.ended_at(), Some(at("12:00")));
    assert_eq!(steps(&course)[2..], ["12:00 ended: completed", "12:20 update 1: completed"]);
}

#[test]
fn an_in_progress_update_after_the_end_by_the_clock_takes_over() {
    let course = played(&[announced(), update("12:20", InProgress)], "13:00");
    assert_eq!(steps(&course)[3..], ["12:20 update 1: in_progress", "12:20 overrun: in_progress"]);
    assert!(course.is_running() && course.overrun);
    assert_eq!(
        course.spans[&API],
        [span(UnderMaintenance, "10:00", Some("12:00")), span(UnderMaintenance, "12:20", None)]
    );
}

#[test]
fn an_extension_after_the_end_by_the_clock_takes_the_maintenance_over() {
    let course = played(&[announced(), update("12:20", None).planned(None, Some("13:00"))], "13:00");
    assert_eq!(steps(&course)[3..], ["12:20 update 1: in_progress", "13:00 overrun: in_progress"]);
}

#[test]
fn a_window_moved_after_a_written_end_does_not_reopen_the_maintenance() {
    let moved = update("12:20", None).planned(None, Some("13:00"));
    let course = played(&[announced(), update("11:00", Completed), moved], "12:30");
    assert_eq!((course.status, course.closed), (Completed, true));
    let over = update("12:20", None).planned(None, Some("12:10"));
    assert_eq!(steps(&played(&[announced(), over], "13:00"))[3..], ["12:20 update 1: completed"]);
}

#[test]
fn a_scheduled_update_plans_a_closed_maintenance_again() {
    let again = update("09:30", Scheduled);
    let course = played(&[announced(), update("09:00", Cancelled), again], "10:00");
    assert_eq!(steps(&course)[3..], ["10:00 began: in_progress"]);
    assert!(course.spans.is_empty(), "the closing update took the states back");
    assert_eq!(course.planned, [(API, Operational)].into());
}

#[test]
fn an_interval_replaces_the_times_of_the_clock() {
    let corrected = update("13:00", None).correcting(&[API], DegradedPerformance, "10:15", "10:45");
    let course = played(&[announced(), corrected], "14:00");
    assert_eq!(course.spans[&API], [span(DegradedPerformance, "10:15", Some("10:45"))]);
    assert_eq!(course.corrected, [API].into());
}

#[test]
fn a_cancelled_maintenance_has_no_states() {
    let course = played(&[announced(), update("09:00", Cancelled)], "11:00");
    assert_eq!((course.status, course.closed), (Cancelled, true));
    assert!(course.spans.is_empty() && course.states.is_empty());
    assert_eq!((course.started_at(), course.next_change), (None, None));
}

#[test]
fn a_merged_maintenance_is_closed_and_does_not_start() {
    let merged = StatusUpdate { merged: true, ..update("09:00", None) };
    let course = played(&[announced(), merged], "11:00");
    assert_eq!((course.status, course.closed, course.is_running()), (Scheduled, true, false));
}

#[test]
fn reopening_takes_over_only_a_closed_maintenance() {
    let idle = StatusUpdate { reopened: true, ..update("09:00", None) };
    assert_eq!(played(&[announced(), idle], "09:30").status, Scheduled);
    let reopened =
        StatusUpdate { reopened: true, ..update("12:30", None) }.naming(&[(API, DegradedPerformance)]);
    let course = played(&[announced(), update("11:00", Completed), reopened], "12:45");
    assert_eq!((course.status, course.overrun), (InProgress, true));
    assert_eq!(course.states, [(API, DegradedPerformance)].into());
    let periods =
        [Period { from: at("10:00"), to: Some(at("11:00")) }, Period { from: at("12:30"), to: None }];
    assert_eq!(course.run_periods, periods);
}

#[test]
fn states_changed_during_a_maintenance_apply_from_then_on() {
    let worse = update("10:30", None).naming(&[(API, DegradedPerformance)]);
    let better = update("11:00", None).naming(&[(API, Operational)]);
    let course = played(&[announced(), worse, better], "12:00");
    assert_eq!(
        course.spans[&API],
        [span(UnderMaintenance, "10:00", Some("10:30")), span(DegradedPerformance, "10:30", Some("11:00"))]
    );
}

#[test]
fn a_reversed_window_never_starts() {
    let reversed = update("08:00", Scheduled).planned(Some("12:00"), Some("10:00"));
    let course = played(&[reversed], "13:00");
    assert_eq!((course.status, course.next_change), (Scheduled, None));
}

#[test]
fn a_window_in_the_past_of_its_announcement_ends_without_a_start() {
    let late = update("13:00", Scheduled).planned(Some("10:00"), Some("12:00"));
    let course = played(&[late], "14:00");
    assert_eq!(steps(&course), ["13:00 update 0: scheduled", "13:00 ended: completed"]);
    assert!(course.spans.is_empty());
}

#[test]
fn a_promise_is_kept_by_updates_and_not_by_the_clock() {
    let promising = StatusUpdate { next_update: Some(at("10:30")), ..announced() };
    assert_eq!(played(std::slice::from_ref(&promising), "10:00").promise, Some(at("10:30")));
    assert_eq!(played(std::slice::from_ref(&promising), "12:00").promise, None, "it has ended");
    assert_eq!(played(&[promising, update("10:10", None)], "10:20").promise, None);
}

#[test]
fn events_of_the_clock_are_the_same_at_any_later_time() {
    let updates = [announced(), update("10:30", InProgress)];
    let early = steps(&played(&updates, "12:00"));
    assert_eq!(early, steps(&played(&updates, "23:00")));
    assert_eq!(early.len(), 4);
    assert!(!Status::is_closing(played(&updates, "23:00").status));
}

#[test]
fn an_interval_without_an_end_lasts_as_long_as_the_maintenance_runs() {
    let since = update("10:30", None).correcting_since(&[API], PartialOutage, "10:10");
    let course = played(&[announced(), since.clone()], "10:40");
    assert_eq!((course.states[&API], course.corrected.clone()), (PartialOutage, [API].into()));
    assert_eq!(course.spans[&API], [span(PartialOutage, "10:10", None)]);
    let course = played(&[announced(), since, update("11:30", Completed)], "12:00");
    assert_eq!(course.spans[&API], [span(PartialOutage, "10:10", Some("11:30"))]);
    let later = update("13:00", None).correcting_since(&[API], PartialOutage, "10:10");
    let course = played(&[announced(), update("11:30", Completed), later], "14:00");
    assert_eq!(course.spans[&API], [span(PartialOutage, "10:10", Some("11:30"))]);
    assert!(course.states.is_empty());
}

#[test]
fn a_window_that_is_announced_at_its_end_ends_without_having_begun() {
    let late =
        update("12:00", Scheduled).naming(&[(API, UnderMaintenance)]).planned(Some("10:00"), Some("12:00"));
    assert_eq!(steps(&played(&[late], "13:00")), ["12:00 update 0: scheduled", "12:00 ended: completed"]);
}

#[test]
fn a_running_maintenance_that_is_planned_for_now_keeps_running() {
    let again = update("10:30", Scheduled).planned(Some("10:30"), None);
    let course = played(&[announced(), again], "11:00");
    assert_eq!(steps(&course)[2..], ["10:30 update 1: in_progress"]);
}
