//! The course of an incident.

use super::{at, minutes, span, update};
use crate::status::State::{DegradedPerformance, MajorOutage, Operational, PartialOutage};
use crate::status::Status::{Identified, Investigating, Monitoring, Resolved};
use crate::status::incident::{replay, replay_with};
use crate::status::{Impact, IncidentCourse, Period, Status, StatusUpdate};

const CHECKOUT: usize = 3;
const API: usize = 7;

#[track_caller]
fn played(updates: &[StatusUpdate]) -> IncidentCourse {
    replay(updates).expect("the examples have updates")
}

fn reopened(time: &str, status: impl Into<Option<Status>>) -> StatusUpdate {
    StatusUpdate { reopened: true, ..update(time, status) }
}

fn merged(time: &str) -> StatusUpdate {
    StatusUpdate { merged: true, ..update(time, None) }
}

#[test]
fn an_incident_without_visible_updates_does_not_exist() {
    assert_eq!(replay(&[]), None);
}

#[test]
fn an_update_without_a_status_keeps_the_status() {
    let course =
        played(&[update("09:00", Investigating), update("09:10", None), update("09:20", Identified)]);
    let steps: Vec<_> = course.steps.iter().map(|step| (step.status, step.changed)).collect();
    assert_eq!(steps, [(Investigating, true), (Investigating, false), (Identified, true)]);
}

#[test]
fn states_are_carried_until_they_change() {
    let course = played(&[
        update("09:00", Investigating).naming(&[(CHECKOUT, PartialOutage), (API, DegradedPerformance)]),
        update("09:10", Identified).naming(&[(CHECKOUT, MajorOutage)]),
        update("09:20", Monitoring).naming(&[(CHECKOUT, Operational)]),
    ]);
    assert_eq!(course.states, [(CHECKOUT, Operational), (API, DegradedPerformance)].into());
    assert_eq!(
        course.spans[&CHECKOUT],
        [span(PartialOutage, "09:00", Some("09:10")), span(MajorOutage, "09:10", Some("09:20"))]
    );
    assert_eq!(course.spans[&API], [span(DegradedPerformance, "09:00", None)]);
}

#[test]
fn a_repeated_state_is_one_interval() {
    let course = played(&[
        update("09:00", Investigating).naming(&[(API, PartialOutage)]),
        update("09:10", None).naming(&[(API, PartialOutage)]),
        update("09:30", Resolved),
    ]);
    assert_eq!(course.spans[&API], [span(PartialOutage, "09:00", Some("09:30"))]);
}

#[test]
fn a_closing_update_sets_all_components_to_operational() {
    let course = played(&[
        update("09:00", Investigating).naming(&[(API, MajorOutage)]),
        update("09:30", Resolved).naming(&[(CHECKOUT, Operational)]),
    ]);
    assert!(course.is_closed());
    assert_eq!(course.closed_at, Some(at("09:30")));
    assert_eq!(course.states, [(API, Operational), (CHECKOUT, Operational)].into());
    assert_eq!(course.duration(at("23:00")), minutes(30));
}

fn retracted(update: StatusUpdate) -> StatusUpdate {
    StatusUpdate { retracted: Some(at("12:00")), ..update }
}

#[test]
fn a_retracted_end_opens_the_incident_again() {
    let first = update("09:00", Identified).naming(&[(API, MajorOutage)]);
    for end in [update("09:30", Resolved), merged("09:30")] {
        let course = played(&[first.clone(), retracted(end)]);
        assert_eq!((course.status, course.closed_at, course.merged), (Identified, None, false));
        assert_eq!(course.spans[&API], [span(MajorOutage, "09:00", None)]);
        assert!(course.handovers.is_empty());
    }
    let told_afterwards = played(&[retracted(update("09:30", Resolved))]);
    assert_eq!((told_afterwards.status, told_afterwards.is_closed()), (Investigating, false));
}

#[test]
fn a_retracted_update_counts_where_it_made_the_status_worse() {
    let first = update("09:00", Monitoring).naming(&[(API, PartialOutage), (CHECKOUT, PartialOutage)]);
    let mixed = StatusUpdate {
        impact: Some(Impact::Critical),
        next_update: Some(at("10:00")),
        ..update("09:10", Investigating)
    };
    let mixed = retracted(mixed.naming(&[(API, MajorOutage), (CHECKOUT, Operational)]));
    let course = played(&[StatusUpdate { next_update: Some(at("09:40")), ..first.clone() }, mixed.clone()]);
    assert_eq!(
        (course.status, course.impact, course.promise),
        (Investigating, Impact::Critical, Some(at("09:40")))
    );
    assert_eq!(course.states, [(API, MajorOutage), (CHECKOUT, PartialOutage)].into());
    let better = retracted(StatusUpdate { impact: Some(Impact::None), ..update("09:20", Monitoring) });
    let course = played(&[update("09:00", Identified).naming(&[(API, MajorOutage)]), better]);
    assert_eq!((course.status, course.impact), (Identified, Impact::Critical));
    // A later entry says otherwise.
    let later = StatusUpdate { impact: Some(Impact::Minor), ..update("09:30", Monitoring) };
    let course = played(&[first, mixed, later.naming(&[(API, Operational)])]);
    assert_eq!((course.status, course.impact, course.states[&API]), (Monitoring, Impact::Minor, Operational));
}

#[test]
fn a_retracted_reopening_still_counts() {
    let course = played(&[
        update("09:00", Investigating),
        update("09:30", Resolved),
        retracted(reopened("10:00", Identified)),
    ]);
    assert_eq!((course.status, course.is_closed()), (Identified, false));
}

#[test]
fn a_retracted_interval_adds_to_the_history_and_replaces_nothing() {
    let correction = update("10:00", None).correcting(&[API], MajorOutage, "08:30", "09:10");
    let updates = [
        update("09:00", Investigating).naming(&[(API, PartialOutage)]),
        update("09:30", Resolved),
        retracted(correction),
    ];
    let course = played(&updates);
    assert_eq!(
        course.spans[&API],
        [span(MajorOutage, "08:30", Some("09:10")), span(PartialOutage, "09:10", Some("09:30"))]
    );
    assert!(course.corrected.is_empty());
}

#[test]
fn the_incident_that_continues_a_merged_one_takes_over_its_states_until_it_closes() {
    let own = [
        update("09:00", Identified).naming(&[(API, MajorOutage), (CHECKOUT, DegradedPerformance)]),
        merged("09:30"),
    ];
    let handovers = played(&own).handovers;
    assert_eq!(handovers.len(), 1);
    let first = update("09:20", Investigating).naming(&[(CHECKOUT, PartialOutage)]);
    let course = replay_with(std::slice::from_ref(&first), &handovers).expect("an incident");
    assert_eq!(course.states, [(API, MajorOutage), (CHECKOUT, PartialOutage)].into());
    assert_eq!((course.impact, course.components.len()), (Impact::Critical, 2));
    assert_eq!(course.spans[&API], [span(MajorOutage, "09:30", None)]);
    let course =
        replay_with(&[first.clone(), update("10:00", None).naming(&[(API, Operational)])], &handovers);
    assert_eq!(course.expect("an incident").states[&API], Operational);
    let course = replay_with(&[first, update("10:00", Resolved)], &handovers).expect("an incident");
    assert_eq!(course.spans[&API], [span(MajorOutage, "09:30", Some("10:00"))]);
    // An incident that begins later has the states from the beginning.
    let course = replay_with(&[update("09:40", Investigating)], &handovers).expect("an incident");
    assert_eq!((course.states[&API], course.spans[&API][0].from), (MajorOutage, at("09:30")));
}

#[test]
fn a_merged_incident_closes_without_resolved() {
    let course = played(&[update("09:00", Identified).naming(&[(API, MajorOutage)]), merged("09:30")]);
    assert_eq!((course.status, course.closed_at), (Identified, Some(at("09:30"))));
    assert_eq!(course.spans[&API], [span(MajorOutage, "09:00", Some("09:30"))]);
}

#[test]
fn only_a_merge_of_an_open_incident_passes_on_its_states() {
    let first = update("09:00", Identified).naming(&[(API, MajorOutage)]);
    assert!(played(&[first.clone(), update("09:30", Resolved)]).handovers.is_empty());
    assert!(played(&[first.clone(), update("09:30", Resolved), merged("09:40")]).handovers.is_empty());
    assert_eq!(played(&[first, merged("09:30"), merged("09:40")]).handovers.len(), 1);
}

#[test]
fn the_gap_before_reopening_does_not_count() {
    let course = played(&[
        update("09:00", Investigating).naming(&[(API, MajorOutage)]),
        update("10:00", Resolved),
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
fn reopening_without_a_status_sets_investigating() {
    let course = played(&[update("09:00", Monitoring), update("10:00", Resolved), reopened("12:00", None)]);
    assert_eq!((course.status, course.closed_at), (Investigating, None));
}

#[test]
fn an_open_status_after_the_end_reopens_the_incident() {
    let course =
        played(&[update("09:00", Resolved), update("10:00", Investigating).naming(&[(API, MajorOutage)])]);
    assert!(!course.is_closed());
    assert_eq!(course.states, [(API, MajorOutage)].into());
}

#[test]
fn an_update_after_the_end_changes_neither_states_nor_the_end() {
    let course = played(&[
        update("09:00", Investigating).naming(&[(API, MajorOutage)]),
        update("09:30", Resolved),
        update("10:00", None).naming(&[(API, PartialOutage)]),
        update("11:00", Resolved),
    ]);
    assert_eq!(course.closed_at, Some(at("09:30")));
    assert_eq!(course.states, [(API, Operational)].into());
    assert_eq!(course.spans[&API], [span(MajorOutage, "09:00", Some("09:30"))]);
}

#[test]
fn an_interval_replaces_the_times_of_the_updates() {
    let course = played(&[
        update("09:00", Investigating).naming(&[(API, MajorOutage), (CHECKOUT, PartialOutage)]),
        update("10:00", Resolved),
        update("12:00", None).correcting(&[API], PartialOutage, "08:30", "09:10"),
    ]);
    assert_eq!(course.spans[&API], [span(PartialOutage, "08:30", Some("09:10"))]);
    assert_eq!(course.spans[&CHECKOUT], [span(PartialOutage, "09:00", Some("10:00"))]);
    assert_eq!(course.corrected, [API].into());
    assert_eq!(course.started_at, at("08:30"));
    assert_eq!(course.duration(at("23:00")), minutes(60), "the updates determine how long it was open");
    assert_eq!(course.impact_span(), Some(Period { from: at("08:30"), to: Some(at("10:00")) }));
}

#[test]
fn the_newest_update_with_intervals_replaces_earlier_ones() {
    let course = played(&[
        update("09:00", Resolved).correcting(&[API, CHECKOUT], MajorOutage, "08:00", "08:30"),
        update("10:00", None).correcting(&[API], PartialOutage, "08:10", "08:20"),
    ]);
    assert_eq!(course.spans[&API], [span(PartialOutage, "08:10", Some("08:20"))]);
    assert_eq!(course.spans[&CHECKOUT], [span(MajorOutage, "08:00", Some("08:30"))]);
}

#[test]
fn an_interval_never_changes_the_current_state() {
    let course = played(&[
        update("09:00", Investigating).naming(&[(API, PartialOutage)]),
        update("10:00", None).correcting(&[API], MajorOutage, "08:30", "09:15"),
        update("11:00", None).naming(&[(API, Operational)]),
    ]);
    assert_eq!(course.states, [(API, Operational)].into());
    assert_eq!(
        course.spans[&API],
        [span(MajorOutage, "08:30", Some("09:15")), span(PartialOutage, "10:00", Some("11:00"))],
        "from the correction on, the updates count again"
    );
}

#[test]
fn an_operational_interval_removes_the_impact() {
    let course = played(&[
        update("09:00", Investigating).naming(&[(API, PartialOutage)]),
        update("10:00", Resolved).correcting(&[API], Operational, "09:00", "10:00"),
    ]);
    assert!(course.spans.is_empty());
    assert_eq!(course.components, [API].into());
}

#[test]
fn a_reversed_interval_is_ignored() {
    let course = played(&[
        update("09:00", Investigating).naming(&[(API, PartialOutage)]),
        update("10:00", Resolved).correcting(&[API], MajorOutage, "09:30", "09:30"),
    ]);
    assert_eq!(course.spans[&API], [span(PartialOutage, "09:00", Some("10:00"))]);
    assert_eq!(course.impact, Impact::Major);
    assert!(course.corrected.is_empty());
}

#[test]
fn the_impact_is_derived_from_the_worst_state_so_far() {
    for (state, impact) in [
        (Operational, Impact::None),
        (DegradedPerformance, Impact::Minor),
        (PartialOutage, Impact::Major),
        (MajorOutage, Impact::Critical),
    ] {
        let named = [update("09:00", Investigating).naming(&[(API, state)]), update("09:10", Resolved)];
        assert_eq!(played(&named).impact, impact);
        let found_later = [update("09:00", Resolved).correcting(&[API], state, "08:00", "08:10")];
        assert_eq!(played(&found_later).impact, impact);
    }
}

#[test]
fn the_newest_written_impact_overrides_the_derived_one() {
    let judged = |time, impact| StatusUpdate { impact: Some(impact), ..update(time, None) };
    let course = played(&[
        update("09:00", Investigating).naming(&[(API, MajorOutage)]),
        judged("09:10", Impact::Minor),
        judged("09:20", Impact::None),
        update("09:30", None).naming(&[(CHECKOUT, MajorOutage)]),
    ]);
    assert_eq!(course.impact, Impact::None);
}

#[test]
fn a_promise_is_open_until_the_next_update() {
    let promising = StatusUpdate { next_update: Some(at("09:30")), ..update("09:00", Investigating) };
    assert_eq!(played(std::slice::from_ref(&promising)).promise, Some(at("09:30")));
    assert_eq!(played(&[promising, update("09:10", None)]).promise, None);
}

#[test]
fn a_closed_incident_has_no_open_promise() {
    let promising = StatusUpdate { next_update: Some(at("09:30")), ..update("09:10", Resolved) };
    assert_eq!(played(&[update("09:00", Investigating), promising]).promise, None);
}

#[test]
fn an_incident_reported_after_its_end_was_never_open() {
    let course = played(&[update("12:00", Resolved).correcting(&[API], MajorOutage, "08:00", "09:00")]);
    assert_eq!((course.started_at, course.closed_at), (at("08:00"), Some(at("12:00"))));
    assert!(course.open_periods.is_empty());
    assert_eq!(course.spans[&API], [span(MajorOutage, "08:00", Some("09:00"))]);
}

#[test]
fn closing_one_incident_does_not_hide_another() {
    let opened = update("09:00", Investigating).naming(&[(API, MajorOutage)]);
    let open = played(std::slice::from_ref(&opened));
    let closed = played(&[opened, update("10:00", Resolved)]);
    let current = crate::status::current_states([&open.states, &closed.states]);
    assert_eq!(current, [(API, MajorOutage)].into());
}

#[test]
fn an_interval_without_an_end_lasts_as_long_as_the_incident_is_open() {
    let first = update("09:00", Investigating).naming(&[(CHECKOUT, DegradedPerformance)]);
    let since = update("09:30", None).correcting_since(&[API], PartialOutage, "08:40");
    let course = played(&[first.clone(), since.clone()]);
    assert_eq!(course.started_at, at("08:40"));
    assert_eq!(course.states, [(API, PartialOutage), (CHECKOUT, DegradedPerformance)].into());
    assert_eq!(course.spans[&API], [span(PartialOutage, "08:40", None)]);
    assert_eq!((course.impact, course.corrected.clone()), (Impact::Major, [API].into()));
    // A later state ends it, and so does the end of the incident.
    let back = update("09:50", None).naming(&[(API, Operational)]);
    let course = played(&[first.clone(), since.clone(), back]);
    assert_eq!(
        (course.states[&API], &course.spans[&API][..]),
        (Operational, &[span(PartialOutage, "08:40", Some("09:50"))][..])
    );
    let course = played(&[first.clone(), since.clone(), update("10:00", Resolved)]);
    assert_eq!(course.spans[&API], [span(PartialOutage, "08:40", Some("10:00"))]);
    assert_eq!(course.impact_span(), Some(Period { from: at("08:40"), to: Some(at("10:00")) }));
    // In the closing update and after it, it ends with the incident.
    for closing in [
        vec![update("10:00", Resolved).correcting_since(&[API], MajorOutage, "08:40")],
        vec![update("10:00", Resolved), update("11:00", None).correcting_since(&[API], MajorOutage, "08:40")],
    ] {
        let course = played(&[std::slice::from_ref(&first), &closing[..]].concat());
        assert_eq!((course.states[&CHECKOUT], course.closed_at), (Operational, Some(at("10:00"))));
        assert_eq!(course.spans[&API], [span(MajorOutage, "08:40", Some("10:00"))]);
        assert_eq!(course.states.get(&API).copied().unwrap_or_default(), Operational);
    }
}

#[test]
fn an_interval_without_an_end_never_makes_the_present_better() {
    let first = update("09:00", Investigating).naming(&[(API, MajorOutage)]);
    let course = played(&[
        first.clone(),
        update("09:30", None).correcting_since(&[API], DegradedPerformance, "08:40"),
    ]);
    assert_eq!(course.states, [(API, MajorOutage)].into());
    assert_eq!(
        course.spans[&API],
        [span(DegradedPerformance, "08:40", Some("09:30")), span(MajorOutage, "09:30", None)]
    );
    let withdrawn = retracted(update("09:30", None).correcting_since(&[CHECKOUT], MajorOutage, "08:40"));
    let course = played(&[first, withdrawn]);
    assert_eq!(course.states, [(API, MajorOutage), (CHECKOUT, MajorOutage)].into());
    assert_eq!(course.spans[&CHECKOUT], [span(MajorOutage, "08:40", None)]);
}
