//! Laying spans over each other.

use super::{at, span};
use crate::status::State::{MajorOutage, Operational, PartialOutage, UnderMaintenance};
use crate::status::{Timeline, current_states};

#[test]
fn at_each_instant_the_worst_span_holds() {
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
fn neighbours_of_one_state_become_one_span() {
    let merged = Timeline::merge([
        span(PartialOutage, "10:00", Some("11:00")),
        span(PartialOutage, "09:00", Some("10:00")),
    ]);
    assert_eq!(merged.spans(), [span(PartialOutage, "09:00", Some("11:00"))]);
}

#[test]
fn spans_that_say_nothing_fall_away() {
    let merged = Timeline::merge([
        span(MajorOutage, "10:00", Some("10:00")),
        span(MajorOutage, "10:00", Some("09:00")),
        span(Operational, "08:00", None),
    ]);
    assert_eq!(merged.spans(), []);
}

#[test]
fn the_last_change_is_the_last_turn_that_has_come() {
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
fn the_worst_of_all_views_is_a_components_state() {
    let one = [(1, PartialOutage), (2, Operational)].into();
    let other = [(1, Operational), (2, UnderMaintenance)].into();
    assert_eq!(current_states([&one, &other]), [(1, PartialOutage), (2, UnderMaintenance)].into());
}
