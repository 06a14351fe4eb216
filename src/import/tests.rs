//! Damaged and odd inputs: no importer panics, and one odd record never costs the others.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde_json::Value;

use super::timeline::{self, Reading, alertmanager, pagerduty, slack, table};
use super::{Folder, ImportError, ImportPlan, Input, cstate, incidentio, statuspage, upptime};
use crate::authoring::ImportLock;
use crate::diagnostics::Severity;
use crate::source::Snapshot;

const LOG: &str = r#"{"log_entries": [
  {"id": "R1", "type": "trigger_log_entry", "summary": "Down", "created_at": "2026-03-14T09:15:20Z", "agent": {"id": "P1", "type": "service"}},
  {"id": "R2", "type": "annotate_log_entry", "created_at": "2026-03-14T09:16:20.5+02:00", "channel": {"summary": "A note"}}], "more": false}"#;

const ALERTS: &str = r#"{"alerts": [
  {"labels": {"alertname": "Down"}, "startsAt": "2026-03-14T09:15:20Z", "generatorURL": "https://p.example/g", "status": "resolved", "endsAt": "2026-03-14T09:20:20Z"}]}"#;

const DAY: &str = r#"[
  {"type": "message", "user": "U1", "text": "TODO: look at <https://x.example|it>", "ts": "1773480000.000200"},
  {"type": "message", "user": "U2", "text": "", "ts": "1773480001.000200", "reactions": [{"name": "stopwatch"}],
   "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*Blocks*"}}], "files": [{"name": "a.png"}]}]"#;

const ROWS: &str = "time,text,who\n2026-03-14 09:15,\"a, b\",ana\n09:17,c,jo\n";

const ISSUES: &str = r#"[
  {"number": 7, "title": "API is down", "state": "closed", "created_at": "2026-02-01T10:00:00Z", "closed_at": "2026-02-01T10:40:05Z",
   "labels": [{"name": "status"}], "body": "API was down", "comments": [{"author": {"login": "jo"}, "authorAssociation": "OWNER", "body": "Fixed", "createdAt": "2026-02-01T10:40:00Z"}]},
  {"number": 9, "title": "Work", "state": "open", "created_at": "2026-01-10T09:00:00Z", "labels": [{"name": "maintenance"}],
   "body": "<!--\nstart: 2026-01-12T20:00:00Z\nend: 2026-01-12T22:00:00Z\n-->\nText"}]"#;

const EVENTS: &str = r#"{"incidents": [
  {"id": "01A", "name": "Slow", "status": "resolved", "url": "https://p.example/incidents/01A", "updates": [
    {"id": "01B", "to_status": "investigating", "message_string": "Slow", "published_at": "2026-03-01T10:00:00Z"},
    {"id": "01C", "to_status": "resolved", "message_string": "Fast", "published_at": "2026-03-01T11:00:00Z"}],
   "component_impacts": [{"component_id": "01D", "status": "full_outage", "start_at": "2026-03-01T10:00:00Z", "end_at": null}]}]}"#;

const EXPORT: &str = r#"{"page": {"id": "p", "name": "Page", "url": "https://p.example", "time_zone": "Etc/UTC"}, "incidents": [
  {"id": "i1", "name": "Slow", "status": "resolved", "impact": "minor", "created_at": "2026-03-01T10:00:00Z", "incident_updates": [
    {"id": "u1", "status": "resolved", "body": "Fast", "created_at": "2026-03-01T11:00:00Z",
     "affected_components": [{"code": "c1", "name": "API", "old_status": "operational", "new_status": "partial_outage"}]}]}]}"#;

const ISSUE: &str = "---\ntitle: Slow\ndate: 2026-03-01 10:00:00\nresolved: true\nresolvedWhen: 2026-03-01 11:00:00\nseverity: down\n\
                     affected: [API]\nsection: issue\n---\n*Resolved* - Fast. {{< track \"2026-03-01 11:00:00\" >}}\n\n\
                     From {{< track \"2026-03-01 10:00:00\" >}} to now.\n\n- Sun Mar 1 10:10:00 UTC: Slow\n\nedit: Slower\n";

const SETTINGS: &str = "title = \"Old\"\nurl = \"https://old.example\"\ntime_zone = \"UTC\"\n";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap_or_default()
}

fn input(name: &str, text: &str) -> Input {
    Input { name: name.to_owned(), text: text.to_owned() }
}

fn slack(day: &str) -> Result<Reading, Vec<ImportError>> {
    let lists = [input("channels.json", r#"[{"id": "C1", "name": "inc"}]"#), input("users.json", "[]")];
    let channel = slack::find("inc", &lists, "export")?;
    let choice =
        slack::Choice { reactions: vec!["stopwatch".to_owned()], prefixes: vec!["TODO:".to_owned()] };
    slack::read(&lists, &[input("inc/2026-03-14.json", day)], &channel, &choice)
}

fn rows(text: &str) -> Result<Reading, Vec<ImportError>> {
    let columns = table::Columns {
        time: "time",
        text: "text",
        author: Some("who"),
        milestone: None,
        id: None,
        zone: Some(chrono_tz::Tz::UTC),
        day: None,
    };
    table::read(&input("rows.csv", text), columns)
}

fn folder(files: &[(&str, &str)]) -> Folder {
    let texts = files.iter().map(|(name, text)| input(name, text)).collect();
    Folder { name: "old".to_owned(), texts, others: Vec::new() }
}

/// Reads a text as the items of one of the four systems.
fn items(which: usize, text: &str) -> Result<Reading, Vec<ImportError>> {
    match which {
        0 => pagerduty::read(&[input("log.json", text)], &[]),
        1 => alertmanager::read(&input("alerts.json", text)),
        2 => slack(text),
        _ => rows(text),
    }
}

/// Plans the content for a text of one of the four status pages.
fn content(which: usize, text: &str) -> Result<ImportPlan, Vec<ImportError>> {
    let lock = ImportLock::default();
    match which {
        0 => upptime::plan(&folder(&[("issues.json", text)]), now(), &lock),
        1 => incidentio::plan(&[input("incidents.json", text)], now(), &lock),
        2 => statuspage::plan(&[input("incidents.json", text)], crate::markdown::escape, now(), &lock),
        _ => {
            let files = [
                ("config.yml", "title: Old\nbaseURL: https://old.example\n"),
                ("content/issues/slow.md", text),
            ];
            cstate::plan(&folder(&files), None, now(), &lock)
        }
    }
}

/// Replaces characters of a text, or adds some.
fn damaged(text: &str, changes: &[(prop::sample::Index, &str, bool)]) -> String {
    let mut characters: Vec<String> = text.chars().map(String::from).collect();
    for (at, new, adds) in changes {
        let at = at.index(characters.len());
        let old = if *adds { std::mem::take(&mut characters[at]) } else { String::new() };
        characters[at] = format!("{old}{new}");
    }
    characters.concat()
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, &'static str, bool)>> {
    let new = [
        "\"",
        "{",
        "[",
        "null",
        "-",
        "é",
        "+++",
        "<",
        "`",
        "",
        "\n",
        "---\n",
        "<!--",
        "{{< track \"",
        ": ",
        "\u{202e}",
        "9",
    ];
    prop::collection::vec(
        (any::<prop::sample::Index>(), prop::sample::select(new.to_vec()), any::<bool>()),
        0..6,
    )
}

fn odd() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z0-9:.TZ-]{0,12}".prop_map(Value::from),
    ];
    let keys = prop::sample::select(vec![
        "id",
        "type",
        "ts",
        "text",
        "title",
        "number",
        "labels",
        "created_at",
        "startsAt",
        "status",
        "incident_updates",
        "updates",
        "blocks",
        "files",
        "comments",
        "content",
        "body",
        "agent",
    ]);
    leaf.prop_recursive(3, 12, 4, move |inner| {
        let object = prop::collection::vec((keys.clone(), inner.clone()), 0..5);
        let object =
            object.prop_map(|pairs| pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
        prop_oneof![prop::collection::vec(inner, 0..3).prop_map(Value::from), object]
    })
}

/// Adds a value in front of the first list of a file.
fn with(text: &str, odd: &Value) -> String {
    let at = text.find('[').map_or(0, |at| at + 1);
    let (before, after) = text.split_at(at);
    format!("{before}{odd}, {after}")
}

/// Returns a file once for each of its texts, with that text replaced by `new`.
fn each_text_replaced(file: &Value, new: &str) -> Vec<Value> {
    let replaced = |inner: &Value, put: &dyn Fn(Value) -> Value| -> Vec<Value> {
        each_text_replaced(inner, new).into_iter().map(put).collect()
    };
    match file {
        Value::String(_) => vec![Value::from(new)],
        Value::Array(list) => {
            let one = |(index, inner): (usize, &Value)| {
                replaced(inner, &|changed| {
                    let mut list = list.clone();
                    list[index] = changed;
                    Value::from(list)
                })
            };
            list.iter().enumerate().flat_map(one).collect()
        }
        Value::Object(object) => {
            let one = |(key, inner): (&String, &Value)| {
                replaced(inner, &|changed| {
                    let mut object = object.clone();
                    object.insert(key.clone(), changed);
                    Value::from(object)
                })
            };
            object.iter().flat_map(one).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the errors of the content that a plan writes.
fn errors(plan: &ImportPlan) -> Vec<String> {
    // Most of these exports have no page, whose settings a user has already.
    let settings = ("content/site.toml".to_owned(), SETTINGS.to_owned());
    let planned = plan.files.iter().map(|file| (file.path.clone(), file.text.clone()));
    let texts: BTreeMap<String, String> = std::iter::once(settings).chain(planned).collect();
    let (_, findings) = crate::content::load(&Snapshot::of_texts(texts));
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.message.clone()).collect()
}

/// 256 cases for each of `importers`.
fn cases(importers: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256 * importers) }
}

const ODD: [&str; 9] =
    ["", " ", "\u{7}", "a\u{7}b", "a\u{85}b\u{2028}c", "\r\n", "\"\\'", "+++", "a\n\u{202e}draft = true\n"];

/// Exports have empty names, control characters from other editors, and titles that are whole paragraphs.
#[test]
fn whatever_a_text_is_what_is_written_can_be_read() {
    let (long, link) = ("é".repeat(3000), format!("https://x.example/{}", "a".repeat(1500)));
    for (which, text) in [ISSUES, EVENTS, EXPORT].into_iter().enumerate() {
        let file: Value = serde_json::from_str(text).unwrap();
        for new in ODD.into_iter().chain([long.as_str(), link.as_str()]) {
            for changed in each_text_replaced(&file, new) {
                let Ok(plan) = content(which, &changed.to_string()) else { continue };
                assert_eq!(errors(&plan), [""; 0], "{new:?} in {changed}");
            }
        }
    }
}

#[test]
fn whatever_a_text_of_a_log_is_what_is_written_can_be_read() {
    let target = timeline::Target {
        folder: "content/incidents/2026-03-14-api",
        taken: BTreeSet::new(),
        imported: BTreeMap::new(),
        own_milestones: BTreeSet::new(),
        people: None,
        sets_milestones: true,
    };
    let (long, link) = ("é".repeat(3000), format!("https://x.example/{}", "a".repeat(1500)));
    for (which, text) in [LOG, ALERTS, DAY].into_iter().enumerate() {
        let file: Value = serde_json::from_str(text).unwrap();
        for new in ODD.into_iter().chain([long.as_str(), link.as_str()]) {
            for changed in each_text_replaced(&file, new) {
                let Ok(reading) = items(which, &changed.to_string()) else { continue };
                let plan = timeline::plan("log", reading, &target, &ImportLock::default());
                assert_eq!(errors(&plan), [""; 0], "{new:?} in {changed}");
            }
        }
    }
}

#[test]
fn whatever_a_text_of_a_cstate_site_is_what_is_written_can_be_read() {
    let config = serde_json::json!({"title": "Old", "baseURL": "https://old.example", "languageCode": "en", "params": {
        "description": "A page", "customTabs": [{"name": "About", "link": "/about"}],
        "categories": [{"name": "Main", "description": "All"}],
        "systems": [{"name": "API", "displayName": "The API", "description": "For programs", "category": "Main", "link": "https://x.example"}]}});
    let issue = serde_json::json!({"title": "Slow", "date": "2026-03-01 10:00:00", "resolved": true, "section": "issue",
        "resolvedWhen": "2026-03-01 11:00:00", "severity": "down", "affected": ["API"]});
    let page = serde_json::json!({"title": "About"});
    let (long, link) = ("é".repeat(3000), format!("https://x.example/{}", "a".repeat(1500)));
    for new in ODD.into_iter().chain([long.as_str(), link.as_str()]) {
        let body = format!("x\n{new}\n");
        for which in 0..3 {
            for changed in each_text_replaced([&config, &issue, &page][which], new) {
                let mut files = [config.clone(), issue.clone(), page.clone()];
                files[which] = changed;
                let [config, issue, page] = files;
                let [issue, page] = [issue, page].map(|front| format!("---\n{front}\n---\n{body}"));
                let files = [
                    ("config.yml", config.to_string()),
                    ("content/issues/slow.md", issue),
                    ("content/about.md", page),
                ];
                let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
                let Ok(plan) = cstate::plan(&folder(&files), None, now(), &ImportLock::default()) else {
                    continue;
                };
                assert_eq!(errors(&plan), [""; 0], "{new:?} in {files:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn a_damaged_timeline_causes_no_panic(which in 0_usize..4, changes in changes()) {
        let text = damaged([LOG, ALERTS, DAY, ROWS][which], &changes);
        if let Ok(reading) = items(which, &text) {
            let again = items(which, &text).map(|reading| reading.items);
            prop_assert_eq!(again, Ok(reading.items));
        }
    }

    #[test]
    fn a_damaged_history_causes_no_panic_and_writes_only_content(which in 0_usize..4, changes in changes()) {
        let text = damaged([ISSUES, EVENTS, EXPORT, ISSUE][which], &changes);
        if let Ok(plan) = content(which, &text) {
            let mut paths = std::collections::BTreeSet::new();
            for file in &plan.files {
                let is_inside = file.path.starts_with("content/") && !file.path.split('/').any(|part| part == "..");
                prop_assert!(is_inside && paths.insert(file.path.clone()), "{}", file.path);
            }
            prop_assert_eq!(errors(&plan), [""; 0]);
        }
    }

}

proptest! {
    #![proptest_config(cases(3))]

    #[test]
    fn an_odd_item_never_costs_the_others(which in 0_usize..3, odd in odd()) {
        let text = [LOG, ALERTS, DAY][which];
        let (clean, read) = (items(which, text), items(which, &with(text, &odd)));
        let (Ok(clean), Ok(read)) = (clean, read) else { return Err(TestCaseError::fail("refused")) };
        for item in &clean.items {
            let is_kept = read.items.iter().any(|other| other.source_id == item.source_id && other.text == item.text);
            prop_assert!(is_kept, "{}", item.source_id);
        }
    }

    #[test]
    fn an_odd_event_never_costs_the_others(which in 0_usize..3, odd in odd()) {
        let text = [ISSUES, EVENTS, EXPORT][which];
        let (clean, read) = (content(which, text), content(which, &with(text, &odd)));
        let (Ok(clean), Ok(read)) = (clean, read) else { return Err(TestCaseError::fail("refused")) };
        let updates = |plan: &ImportPlan| plan.files.iter().filter(|file| file.path.contains("/comms/")).count();
        prop_assert!(updates(&read) >= updates(&clean), "{:?}", read.notes);
    }
}
