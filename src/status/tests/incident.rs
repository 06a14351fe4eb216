//! The rules for the updates of an incident.

use super::{at, entry, minutes, span};
use crate::status::State::{DegradedPerformance, MajorOutage, Operational, PartialOutage};
use crate::status::Status::{Identified, Investigating, Monitoring, Resolved};
use crate::status::incident::replay;
use crate::status::{Impact, IncidentCourse, Period, Status, StatusUpdate};

const CHECKOUT: usize = 3;
const API: usize = 7;

#[track_caller]
fn played(entries: &[StatusUpdate]) -> IncidentCourse {
    replay(entries).expect("the examples have entries")
}

fn reopened(time: &str, status: impl Into<Option<Status>>) -> StatusUpdate {
    StatusUpdate { reopened: true, ..entry(time, status) }
}

fn merged(time: &str) -> StatusUpdate {
    StatusUpdate { merged: true, ..entry(time, None) }
}

#[test]
fn an_incident_of_which_nothing_may_be_seen_does_not_exist() {
    assert_eq!(replay(&[]), None);
}

#[test]
fn an_update_without_a_status_leaves_it_as_it_was() {
    let course = played(&[entry("09:00", Investigating), entry("09:10", None), entry("09:20", Identified)]);
    let steps: Vec<_> = course.steps.iter().map(|step| (step.status, step.changed)).collect();
    assert_eq!(steps, [(Investigating, true), (Investigating, false), (Identified, true)]);
}

#[test]
fn states_are_carried_until_they_change() {
    let course = played(&[
        entry("09:00", Investigating).naming(&[(CHECKOUT, PartialOutage), (API, DegradedPerformance)]),
        entry("09:10", Identified).naming(&[(CHECKOUT, MajorOutage)]),
        entry("09:20", Monitoring).naming(&[(CHECKOUT, Operational)]),
    ]);
    assert_eq!(course.states, [(CHECKOUT, Operational), (API, DegradedPerformance)].into());
    assert_eq!(
        course.spans[&CHECKOUT],
        [span(PartialOutage, "09:00", Some("09:10")), span(MajorOutage, "09:10", Some("09:20"))]
    );
    assert_eq!(course.spans[&API], [span(DegradedPerformance, "09:00", None)]);
}

#[test]
fn a_state_said_twice_is_one_span() {
    let course = played(&[
        entry("09:00", Investigating).naming(&[(API, PartialOutage)]),
        entry("09:10", None).naming(&[(API, PartialOutage)]),
        entry("09:30", Resolved),
    ]);
    assert_eq!(course.spans[&API], [span(PartialOutage, "09:00", Some("09:30"))]);
}

#[test]
fn a_closing_entry_sets_all_to_operational() {
    let course = played(&[
        entry("09:00", Investigating).naming(&[(API, MajorOutage)]),
        entry("09:30", Resolved).naming(&[(CHECKOUT, Operational)]),
    ]);
    assert!(course.is_closed());
    assert_eq!(course.closed_at, Some(at("09:30")));
    assert_eq!(course.states, [(API, Operational), (CHECKOUT, Operational)].into());
    assert_eq!(course.duration(at("23:00")), minutes(30));
}

#[test]
fn a_merged_incident_closes_without_resolved() {
    let course = played(&[entry("09:00", Identified).naming(&[(API, MajorOutage)]), merged("09:30")]);
    assert_eq!((course.status, course.closed_at), (Identified, Some(at("09:30"))));
    assert_eq!(course.spans[&API], [span(MajorOutage, "09:00", Some("09:30"))]);
}

#[test]
fn the_gap_before_reopening_does_not_count() {
    let course = played(&[
        entry("09:00", Investigating).naming(&[(API, MajorOutage)]),
        entry("10:00", Resolved),
        reopened("12:00", Investigating).naming(&[(API, PartialOutage)]),
    ]);
    assert!(!course.is_closed());
    assert_eq!(course.duration(at("12:30")), minutes(90));
    let periods =
        [Period { from: at("09:00"), to: Some(at("10:00")) }, Period { from: at("12:00"), to: None }];
    assert_eq!(course.open_periods, periods);
    assert_eq!(
        course.spans[&API],
        [span(MajorOutage, "09:00", Some("10:00")), span(PartialOutage, "12:00", None)]
    );
}

#[test]
fn reopening_without_a_status_investigates_again() {
    let course = played(&[entry("09:00", Monitoring), entry("10:00", Resolved), reopened("12:00", None)]);
    assert_eq!((course.status, course.closed_at), (Investigating, None));
}

#[test]
fn an_open_status_after_the_end_is_never_hidden() {
    let course =
        played(&[entry("09:00", Resolved), entry("10:00", Investigating).naming(&[(API, MajorOutage)])]);
    assert!(!course.is_closed());
    assert_eq!(course.states, [(API, MajorOutage)].into());
}

#[test]
fn an_afterword_changes_neither_states_nor_the_end() {
    let course = played(&[
        entry("09:00", Investigating).naming(&[(API, MajorOutage)]),
        entry("09:30", Resolved),
        entry("10:00", None).naming(&[(API, PartialOutage)]),
        entry("11:00", Resolved),
    ]);
    assert_eq!(course.closed_at, Some(at("09:30")));
    assert_eq!(course.states, [(API, Operational)].into());
    assert_eq!(course.spans[&API], [span(MajorOutage, "09:00", Some("09:30"))]);
}

#[test]
fn an_interval_replaces_what_the_entries_said_about_times() {
    let course = played(&[
        entry("09:00", Investigating).naming(&[(API, MajorOutage), (CHECKOUT, PartialOutage)]),
        entry("10:00", Resolved),
        entry("12:00", None).correcting(&[API], PartialOutage, "08:30", "09:10"),
    ]);
    assert_eq!(course.spans[&API], [span(PartialOutage, "08:30", Some("09:10"))]);
    assert_eq!(course.spans[&CHECKOUT], [span(PartialOutage, "09:00", Some("10:00"))]);
    assert_eq!(course.corrected, [API].into());
    assert_eq!(course.started_at, at("08:30"));
    assert_eq!(course.duration(at("23:00")), minutes(60), "how long it was open is told by the entries");
    assert_eq!(course.impact_span(), Some(Period { from: at("08:30"), to: Some(at("10:00")) }));
}

#[test]
fn the_newest_entry_with_intervals_replaces_the_earlier_ones() {
    let course = played(&[
        entry("09:00", Resolved).correcting(&[API, CHECKOUT], MajorOutage, "08:00", "08:30"),
        entry("10:00", None).correcting(&[API], PartialOutage, "08:10", "08:20"),
    ]);
    assert_eq!(course.spans[&API], [span(PartialOutage, "08:10", Some("08:20"))]);
    assert_eq!(course.spans[&CHECKOUT], [span(MajorOutage, "08:00", Some("08:30"))]);
}

#[test]
fn an_interval_never_changes_the_current_state() {
    let course = played(&[
        entry("09:00", Investigating).naming(&[(API, PartialOutage)]),
        entry("10:00", None).correcting(&[API], MajorOutage, "08:30", "09:15"),
        entry("11:00", None).naming(&[(API, Operational)]),
    ]);
    assert_eq!(course.states, [(API, Operational)].into());
    assert_eq!(
        course.spans[&API],
        [span(MajorOutage, "08:30", Some("09:15")), span(PartialOutage, "10:00", Some("11:00"))],
        "from the correction on, the entries count again"
    );
}

#[test]
fn an_interval_can_say_that_nothing_was_wrong() {
    let course = played(&[
        entry("09:00", Investigating).naming(&[(API, PartialOutage)]),
        entry("10:00", Resolved).correcting(&[API], Operational, "09:00", "10:00"),
    ]);
    assert!(course.spans.is_empty());
    assert_eq!(course.components, [API].into());
}

#[test]
fn an_interval_that_ends_before_it_begins_says_nothing() {
    let course = played(&[
        entry("09:00", Investigating).naming(&[(API, PartialOutage)]),
        entry("10:00", Resolved).correcting(&[API], MajorOutage, "09:30", "09:30"),
    ]);
    assert_eq!(course.spans[&API], [span(PartialOutage, "09:00", Some("10:00"))]);
    assert_eq!(course.impact, Impact::Major);
    assert!(course.corrected.is_empty());
}

#[test]
fn the_impact_is_that_of_the_worst_state_so_far() {
    for (state, impact) in [
        (Operational, Impact::None),
        (DegradedPerformance, Impact::Minor),
        (PartialOutage, Impact::Major),
        (MajorOutage, Impact::Critical),
    ] {
        let named = [entry("09:00", Investigating).naming(&[(API, state)]), entry("09:10", Resolved)];
        assert_eq!(played(&named).impact, impact);
        let found_later = [entry("09:00", Resolved).correcting(&[API], state, "08:00", "08:10")];
        assert_eq!(played(&found_later).impact, impact);
    }
}

#[test]
fn the_newest_judgement_overrides_the_derived_impact() {
    let judged = |time, impact| StatusUpdate { impact: Some(impact), ..entry(time, None) };
    let course = played(&[
        entry("09:00", Investigating).naming(&[(API, MajorOutage)]),
        judged("09:10", Impact::Minor),
        judged("09:20", Impact::None),
        entry("09:30", None).naming(&[(CHECKOUT, MajorOutage)]),
    ]);
    assert_eq!(course.impact, Impact::None);
}

#[test]
fn a_promise_stands_until_anything_is_said() {
    let promising = StatusUpdate { next_update: Some(at("09:30")), ..entry("09:00", Investigating) };
    assert_eq!(played(std::slice::from_ref(&promising)).promise, Some(at("09:30")));
    assert_eq!(played(&[promising, entry("09:10", None)]).promise, None);
}

#[test]
fn a_closed_incident_promises_nothing() {
    let promising = StatusUpdate { next_update: Some(at("09:30")), ..entry("09:10", Resolved) };
    assert_eq!(played(&[entry("09:00", Investigating), promising]).promise, None);
}

#[test]
fn an_incident_told_afterwards_was_never_open() {
    let course = played(&[entry("12:00", Resolved).correcting(&[API], MajorOutage, "08:00", "09:00")]);
    assert_eq!((course.started_at, course.closed_at), (at("08:00"), Some(at("12:00"))));
    assert!(course.open_periods.is_empty());
    assert_eq!(course.spans[&API], [span(MajorOutage, "08:00", Some("09:00"))]);
}

#[test]
fn closing_one_incident_never_hides_another() {
    let opened = entry("09:00", Investigating).naming(&[(API, MajorOutage)]);
    let open = played(std::slice::from_ref(&opened));
    let closed = played(&[opened, entry("10:00", Resolved)]);
    let current = crate::status::current_states([&open.states, &closed.states]);
    assert_eq!(current, [(API, MajorOutage)].into());
}
