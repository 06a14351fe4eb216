//! Tests that every object of every file has all its keys, in the order of Statuspage, with values of the right type.

use serde_json::Value;

use super::{Site, list, sample};
use crate::support::{NOW, Project};

/// The expected type of a value.
#[derive(Clone, Copy, Debug)]
enum Type {
    Id,
    Text,
    TextOrNull,
    Time,
    TimeOrNull,
    DayOrNull,
    IdOrNull,
    Flag,
    Position,
    WholeOrNull,
    Null,
    Word(&'static [&'static str]),
    /// A list that is checked on its own.
    List,
    /// An object that is checked on its own.
    Object,
    /// A list that is not empty.
    SomeOrNull,
}

use Type::{
    DayOrNull, Flag, Id, IdOrNull, List, Null, Object, Position, SomeOrNull, Text, TextOrNull, Time,
    TimeOrNull, WholeOrNull, Word,
};

const STATES: &[&str] =
    &["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"];
const INCIDENT: &[&str] = &["investigating", "identified", "monitoring", "resolved", "postmortem"];
const MAINTENANCE: &[&str] = &["scheduled", "in_progress", "verifying", "completed"];
const INDICATORS: &[&str] = &["none", "minor", "major", "critical", "maintenance"];
const IMPACTS: &[&str] = &["none", "minor", "major", "critical"];

const PAGE: &[(&str, Type)] =
    &[("id", Id), ("name", Text), ("url", Text), ("time_zone", Text), ("updated_at", Time)];
const STATUS: &[(&str, Type)] = &[("indicator", Word(INDICATORS)), ("description", Text)];
const COMPONENT: &[(&str, Type)] = &[
    ("id", Id),
    ("name", Text),
    ("status", Word(STATES)),
    ("created_at", Time),
    ("updated_at", Time),
    ("position", Position),
    ("description", TextOrNull),
    ("showcase", Flag),
    ("start_date", DayOrNull),
    ("group_id", IdOrNull),
    ("page_id", Id),
    ("group", Flag),
    ("only_show_if_degraded", Flag),
];
const AFFECTED: &[(&str, Type)] =
    &[("code", Id), ("name", Text), ("old_status", Word(STATES)), ("new_status", Word(STATES))];

/// The keys of an incident or a maintenance, and those of its updates.
fn event(status: &'static [&'static str], impact: &'static [&'static str]) -> [Vec<(&'static str, Type)>; 2] {
    let event = vec![
        ("id", Id),
        ("name", Text),
        ("status", Word(status)),
        ("created_at", Time),
        ("updated_at", Time),
        ("monitoring_at", TimeOrNull),
        ("resolved_at", TimeOrNull),
        ("impact", Word(impact)),
        ("shortlink", Text),
        ("started_at", Time),
        ("page_id", Id),
        ("incident_updates", List),
        ("components", List),
    ];
    let update = vec![
        ("id", Id),
        ("status", Word(status)),
        ("body", Text),
        ("incident_id", Id),
        ("created_at", Time),
        ("updated_at", Time),
        ("display_at", Time),
        ("affected_components", SomeOrNull),
        ("deliver_notifications", Flag),
        ("custom_tweet", TextOrNull),
        ("tweet_id", WholeOrNull),
    ];
    [event, update]
}

#[track_caller]
fn object(value: &Value, keys: &[(&str, Type)]) {
    let map = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    let there: Vec<&str> = map.keys().map(String::as_str).collect();
    let wanted: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
    assert_eq!(there, wanted, "keys of {value}");
    for (key, kind) in keys {
        assert!(fits(&map[*key], *kind), "`{key}` is no {kind:?}: {}", map[*key]);
    }
}

fn fits(value: &Value, kind: Type) -> bool {
    let text = |fits: fn(&str) -> bool| value.as_str().is_some_and(fits);
    match kind {
        Id => text(|text| {
            text.len() == 12 && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        }),
        Text => value.is_string(),
        TextOrNull => value.is_null() || value.is_string(),
        Time => text(is_time),
        TimeOrNull => value.is_null() || text(is_time),
        DayOrNull => {
            value.is_null() || text(|day| day.parse::<chrono::NaiveDate>().is_ok() && day.len() == 10)
        }
        IdOrNull => value.is_null() || fits(value, Id),
        Flag => value.is_boolean(),
        Position => value.as_u64().is_some_and(|position| position >= 1),
        WholeOrNull => value.is_null() || value.is_i64(),
        Null => value.is_null(),
        Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        List => value.is_array(),
        Object => value.is_object(),
        SomeOrNull => value.is_null() || value.as_array().is_some_and(|list| !list.is_empty()),
    }
}

/// Milliseconds, and `Z` or an offset other than zero.
fn is_time(text: &str) -> bool {
    let tail = text.get(19..).unwrap_or_default();
    let zone = tail.get(4..).unwrap_or_default();
    chrono::DateTime::parse_from_rfc3339(text).is_ok()
        && tail.starts_with('.')
        && (zone == "Z" || (zone.len() == 6 && zone != "+00:00" && zone != "-00:00"))
}

fn component(value: &Value) {
    if value["group"] == true {
        object(value, &[COMPONENT, &[("components", SomeOrNull)]].concat());
        assert!(list(value, "components").iter().all(|child| fits(child, Id)), "{value}");
    } else {
        object(value, COMPONENT);
    }
}

fn updates(value: &Value, keys: &[(&str, Type)]) {
    assert!(!list(value, "incident_updates").is_empty(), "{value}");
    for update in list(value, "incident_updates") {
        object(update, keys);
        for affected in update["affected_components"].as_array().into_iter().flatten() {
            object(affected, AFFECTED);
        }
    }
    list(value, "components").iter().for_each(component);
}

fn incident(value: &Value) {
    let [mut keys, update] = event(INCIDENT, IMPACTS);
    keys.push(("reminder_intervals", Null));
    if list(value, "incident_updates").iter().any(|update| update["status"] == "postmortem") {
        keys.extend([("postmortem_body", Text), ("postmortem_published_at", Time)]);
    }
    object(value, &keys);
    updates(value, &update);
}

fn maintenance(value: &Value) {
    let [mut keys, update] = event(MAINTENANCE, &["maintenance"]);
    keys.extend([("scheduled_for", Time), ("scheduled_until", Time)]);
    object(value, &keys);
    updates(value, &update);
}

/// Checks all files of a site.
#[track_caller]
fn check(site: &Site) {
    assert_eq!(site.api_files(), 8);
    let whole: &[(&str, Type)] = &[
        ("page", Object),
        ("components", List),
        ("incidents", List),
        ("scheduled_maintenances", List),
        ("status", Object),
    ];
    let of = |keys: &[&str]| {
        let named: Vec<_> = whole.iter().filter(|(key, _)| keys.contains(key)).copied().collect();
        named
    };
    let files = [
        ("summary", whole.to_vec()),
        ("status", of(&["page", "status"])),
        ("components", of(&["page", "components"])),
        ("incidents", of(&["page", "incidents"])),
        ("incidents/unresolved", of(&["page", "incidents"])),
        ("scheduled-maintenances", of(&["page", "scheduled_maintenances"])),
        ("scheduled-maintenances/upcoming", of(&["page", "scheduled_maintenances"])),
        ("scheduled-maintenances/active", of(&["page", "scheduled_maintenances"])),
    ];
    for (name, keys) in files {
        let file = site.api(name);
        object(&file, &keys);
        object(&file["page"], PAGE);
        if let Some(status) = file.get("status") {
            object(status, STATUS);
        }
        file["components"].as_array().into_iter().flatten().for_each(component);
        file["incidents"].as_array().into_iter().flatten().for_each(incident);
        file["scheduled_maintenances"].as_array().into_iter().flatten().for_each(maintenance);
    }
}

#[test]
fn the_files_of_the_sample_have_the_shape_of_the_wire() {
    check(&sample());
}

#[test]
fn the_files_of_an_imported_history_have_the_shape_of_the_wire() {
    check(&super::imported::site());
}

#[test]
fn the_files_of_a_site_with_post_mortems_have_the_shape_of_the_wire() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/post-mortems");
    let site = Site::build(&folder, "2026-03-14T18:00:00Z");
    check(&site);
    let incidents = site.api("incidents");
    let explained = list(&incidents, "incidents").iter().filter(|one| one["status"] == "postmortem").count();
    assert_eq!(explained, 4, "each post-mortem is an update of each incident that it covers");
}

#[test]
fn an_empty_site_has_all_files() {
    let project = Project::empty()
        .file("content/site.toml", "title = \"Test status\"\nurl = \"https://status.test.example/sub\"\n");
    let site = Site::build(project.root(), NOW);
    check(&site);
    assert_eq!(site.api("status")["status"]["description"], "All Systems Operational");
    assert_eq!(site.api("status")["page"]["updated_at"], "1970-01-01T00:00:00.000Z");
    assert_eq!(site.api("status")["page"]["url"], "https://status.test.example/sub");
}

#[test]
fn the_check_itself_sees_a_wrong_type_a_wrong_order_and_an_unknown_word() {
    assert!(!is_time("2026-03-14T09:22:00Z") && !is_time("2026-03-14T09:22:00.000+00:00"));
    assert!(!fits(&"cancelled".into(), Word(MAINTENANCE)) && !fits(&Value::Array(Vec::new()), SomeOrNull));
    let mut page = sample().api("status")["page"].clone();
    object(&page, PAGE);
    let map = page.as_object_mut().expect("an object");
    let id = map.shift_remove("id").expect("an id");
    map.insert("id".into(), id);
    assert!(std::panic::catch_unwind(|| object(&page, PAGE)).is_err());
}
