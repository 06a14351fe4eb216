//! From when to when the clocks run.

use super::at;
use crate::status::Period;
use crate::status::sla::{IncidentTimes, pauses, resolution, response, start};

fn on(clock: &str) -> chrono::DateTime<chrono::Utc> {
    at(&format!("2026-03-13 {clock}"))
}

fn open(periods: &[(&str, Option<&str>)]) -> Vec<Period> {
    periods.iter().map(|(from, to)| Period { from: on(from), to: to.map(on) }).collect()
}

#[test]
fn clocks_start_at_the_detection_or_the_first_update() {
    let detected = |clock| IncidentTimes { detected: Some(on(clock)), ..IncidentTimes::default() };
    assert_eq!(start(&detected("08:55"), on("09:00")), on("08:55"));
    assert_eq!(start(&detected("09:05"), on("09:00")), on("09:00"));
    assert_eq!(start(&IncidentTimes::default(), on("09:00")), on("09:00"));
}

#[test]
fn the_response_is_the_acknowledgement_or_the_first_update() {
    let acknowledged = IncidentTimes { acknowledged: Some(on("09:05")), ..IncidentTimes::default() };
    assert_eq!(response(&acknowledged, on("09:00")), on("09:05"));
    assert_eq!(response(&IncidentTimes::default(), on("09:00")), on("09:00"));
}

#[test]
fn the_resolution_shows_only_when_the_customer_saw_it_closed() {
    let over = |resolved: &[&str], periods: &[(&str, Option<&str>)]| {
        let times = IncidentTimes {
            resolved: resolved.iter().map(|at| on(at)).collect(),
            ..IncidentTimes::default()
        };
        let open = open(periods);
        resolution(&times, &open, open.last().and_then(|last| last.to), on("20:00"))
    };
    let closed = [("09:00", Some("10:10"))];
    assert_eq!(over(&["10:00"], &[("09:00", None)]), None);
    assert_eq!(over(&["10:00"], &closed), Some(on("10:00")));
    assert_eq!(over(&["10:00", "10:20"], &closed), Some(on("10:20")));
    assert_eq!(over(&[], &closed), Some(on("10:10")));
    assert_eq!(over(&["21:00"], &closed), Some(on("10:10")));
    let reopened = [("09:00", Some("10:10")), ("11:00", Some("12:30"))];
    assert_eq!(over(&["10:00"], &reopened), Some(on("12:30")));
    assert_eq!(over(&["10:00", "12:00"], &reopened), Some(on("12:00")));
    assert_eq!(over(&["10:00", "12:00"], &[("09:00", Some("10:10")), ("11:00", None)]), None);
}

#[test]
fn an_incident_that_was_reported_when_it_was_over_is_closed() {
    let times = IncidentTimes { resolved: vec![on("10:00")], ..IncidentTimes::default() };
    assert_eq!(resolution(&times, &[], Some(on("12:00")), on("20:00")), Some(on("10:00")));
    assert_eq!(resolution(&IncidentTimes::default(), &[], Some(on("12:00")), on("20:00")), Some(on("12:00")));
}

#[test]
fn the_gaps_before_reopening_are_pauses() {
    let periods = open(&[("09:00", Some("10:00")), ("11:00", Some("12:00")), ("13:00", None)]);
    assert_eq!(pauses(&periods), open(&[("10:00", Some("11:00")), ("12:00", Some("13:00"))]));
    assert_eq!(pauses(&open(&[("09:00", None)])), []);
}
