//! Tests of calendars as calendar programs see them, with an independent parser.

use std::sync::Arc;

use std::collections::BTreeMap;

use ical::parser::ical::component::{IcalCalendar, IcalEvent};
use proptest::prelude::*;

use super::feeds::story::{SITE, STORY};
use super::feeds::{released, rendered};
use crate::support::property;

const BEFORE: &str = "2026-03-12T12:00:00Z";
const MOVED: &str = "2026-03-13T12:00:00Z";
const AFTER: &str = "2026-03-16T12:00:00Z";

fn read(bytes: &[u8]) -> IcalCalendar {
    let mut calendars: Vec<IcalCalendar> =
        ical::IcalParser::new(bytes).map(|calendar| calendar.expect("a calendar")).collect();
    assert_eq!(calendars.len(), 1);
    calendars.remove(0)
}

fn value(event: &IcalEvent, name: &str) -> String {
    let found = event.properties.iter().find(|property| property.name == name);
    found.and_then(|property| property.value.clone()).unwrap_or_else(|| panic!("no {name}"))
}

/// Unescapes a text (RFC 5545 section 3.3.11).
fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().expect("something follows a backslash") {
                'n' | 'N' => text.push('\n'),
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    text
}

fn at(now: &str, path: &str) -> IcalCalendar {
    read(&rendered(&released(STORY, now))[path])
}

#[test]
fn an_event_moves_with_its_maintenance_and_stays_the_same_event() {
    let (before, moved) = (at(BEFORE, "maintenance.ics"), at(MOVED, "maintenance.ics"));
    let (before, moved) = (&before.events[0], &moved.events[0]);
    assert_eq!(value(before, "UID"), value(moved, "UID"));
    assert!(value(moved, "UID").ends_with("@status.test.example"));
    assert_eq!((value(before, "SEQUENCE"), value(moved, "SEQUENCE")), ("0".into(), "1".into()));
    assert_eq!(value(before, "DTSTART"), "20260315T010000Z");
    assert_eq!(
        (value(moved, "DTSTART"), value(moved, "DTEND")),
        ("20260315T030000Z".into(), "20260315T040000Z".into())
    );
    assert_eq!(value(moved, "DTSTAMP"), "20260313T090000Z");
    assert_eq!(value(moved, "STATUS"), "CONFIRMED");
    assert_eq!(value(moved, "SUMMARY"), "Database work");
    assert_eq!(value(moved, "URL"), "https://status.test.example/base/maintenance/2026-03-15-db/");
}

#[test]
fn a_cancelled_maintenance_says_so_and_counts_as_a_change() {
    let cancelled = (
        "content/maintenance/2026-03-15-db/comms/2026-03-14T0900Z-cancelled.md",
        "+++\nstatus = \"cancelled\"\n+++\nNot this week.\n",
    );
    let files: Vec<_> = STORY.iter().copied().chain([cancelled]).collect();
    let calendar = read(&rendered(&released(&files, AFTER))["maintenance.ics"]);
    let event = &calendar.events[0];
    assert_eq!((value(event, "STATUS"), value(event, "SEQUENCE")), ("CANCELLED".into(), "2".into()));
    assert_eq!(value(event, "SUMMARY"), "Cancelled: Database work");
}

#[test]
fn a_component_has_a_calendar_of_its_own_and_an_empty_one_is_a_calendar_too() {
    let (web, api) =
        (at(AFTER, "components/web/maintenance.ics"), at(AFTER, "components/api/maintenance.ics"));
    assert_eq!((web.events.len(), api.events.len()), (1, 0));
    let properties = |calendar: &IcalCalendar| -> BTreeMap<String, String> {
        let all = calendar.properties.iter();
        all.map(|property| (property.name.clone(), property.value.clone().unwrap_or_default())).collect()
    };
    assert_eq!(properties(&web)["METHOD"], "PUBLISH");
    let properties = properties(&api);
    assert_eq!(properties["X-WR-CALNAME"], "Maintenance: API · Test status");
    assert_eq!(properties["REFRESH-INTERVAL"], "PT1H");
    assert_eq!(properties["VERSION"], "2.0");
    let empty = read(&rendered(&released(&[SITE], AFTER))["maintenance.ics"]);
    assert!(empty.events.is_empty());
}

#[test]
fn a_calendar_goes_back_one_year() {
    assert_eq!(at("2027-03-14T12:00:00Z", "maintenance.ics").events.len(), 1);
    assert_eq!(at("2027-03-17T12:00:00Z", "maintenance.ics").events.len(), 0);
}

/// Puts a text into every field that people write, and reads it back.
fn survives(text: &str) {
    let mut site = released(STORY, AFTER);
    let event = &mut Arc::make_mut(&mut site.maintenances[0]).event;
    text.clone_into(&mut event.title);
    for update in &mut event.updates {
        if let Some(said) = &mut update.text {
            said.plain = text.into();
        }
    }
    let bytes = &rendered(&site)["maintenance.ics"];
    let raw = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(raw.ends_with("\r\n"));
    for line in raw.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n', '\u{2028}', '\0']), "{line:?}");
    }
    let calendar = read(bytes);
    assert_eq!(calendar.events.len(), 1);
    let visible = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_control() && !c.is_whitespace() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
            .collect()
    };
    let event = &calendar.events[0];
    let summary = event.properties.iter().find(|property| property.name == "SUMMARY").expect("a summary");
    // This parser merges colons at the start of a value with the separator.
    let found = visible(&unescaped(summary.value.as_deref().unwrap_or_default()));
    assert_eq!(found, visible(text).trim_start_matches(':'));
    let description = unescaped(&value(event, "DESCRIPTION"));
    assert!(visible(&description).starts_with(visible(text).trim_start_matches(':')), "{description:?}");
}

#[test]
fn texts_that_broke_other_calendars_are_published_intact() {
    for text in [
        "lone\rreturn, semi;colon: back\\slash \\n",
        "a\r\nb\nc\u{2028}d\u{2029}e",
        "END:VEVENT\r\nBEGIN:VALARM",
        "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
        "🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂 🙂",
        "\0\u{1}\u{7f}x",
    ] {
        survives(text);
    }
}

proptest! {
    #![proptest_config(property(24))]
    #[test]
    fn any_text_arrives_whole(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn any_length_folds_well(text in "[a-zé漢 ,;]{60,200}") {
        survives(&text);
    }
}
