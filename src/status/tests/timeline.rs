//! Merging state intervals.

use super::{at, span};
use crate::status::State::{MajorOutage, Operational, PartialOutage, UnderMaintenance};
use crate::status::{Timeline, current_states};

#[test]
fn the_worst_of_overlapping_intervals_wins() {
    let merged = Timeline::merge([
        span(PartialOutage, "09:00", Some("12:00")),
        span(MajorOutage, "10:00", Some("11:00")),
        span(UnderMaintenance, "11:30", None),
    ]);
    assert_eq!(
        merged.spans(),
        [
            span(PartialOutage, "09:00", Some("10:00")),
            span(MajorOutage, "10:00", Some("11:00")),
            span(PartialOutage, "11:00", Some("12:00")),
            span(UnderMaintenance, "12:00", None),
        ]
    );
}

#[test]
fn adjacent_intervals_with_the_same_state_are_joined() {
    let merged = Timeline::merge([
        span(PartialOutage, "10:00", Some("11:00")),
        span(PartialOutage, "09:00", Some("10:00")),
    ]);
    assert_eq!(merged.spans(), [span(PartialOutage, "09:00", Some("11:00"))]);
}

#[test]
fn empty_and_operational_intervals_are_dropped() {
    let merged = Timeline::merge([
        span(MajorOutage, "10:00", Some("10:00")),
        span(MajorOutage, "10:00", Some("09:00")),
        span(Operational, "08:00", None),
    ]);
    assert_eq!(merged.spans(), []);
}

#[test]
fn the_last_change_is_the_latest_one_in_the_past() {
    let merged = Timeline::merge([
        span(PartialOutage, "09:00", Some("10:00")),
        span(MajorOutage, "11:00", Some("12:00")),
    ]);
    assert_eq!(merged.last_change(at("08:59")), None);
    assert_eq!(merged.last_change(at("09:00")), Some(at("09:00")));
    assert_eq!(merged.last_change(at("10:30")), Some(at("10:00")));
    assert_eq!(merged.last_change(at("10:00")), Some(at("10:00")));
    assert_eq!(merged.last_change(at("11:59")), Some(at("11:00")));
    assert_eq!(merged.last_change(at("23:00")), Some(at("12:00")));
}

#[test]
fn a_component_has_the_worst_state_of_all_views() {
    let one = [(1, PartialOutage), (2, Operational)].into();
    let other = [(1, Operational), (2, UnderMaintenance)].into();
    assert_eq!(current_states([&one, &other]), [(1, PartialOutage), (2, UnderMaintenance)].into());
}
