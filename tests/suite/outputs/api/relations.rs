//! Tests that the relations between fields on real pages also hold on ours.

use serde_json::Value;

use super::{Site, list, sample, text};

fn time(value: &Value, key: &str) -> chrono::DateTime<chrono::Utc> {
    text(value, key).parse().unwrap_or_else(|error| panic!("{key} of {value}: {error}"))
}

/// The incidents of the sample with corrected times, and when they ended according to their `[[interval]]`s.
const CORRECTED_ENDS: [(&str, &str); 8] = [
    ("Card payments declined for 11 minutes", "2025-09-09T06:52:00Z"),
    ("Sandbox unavailable for 50 minutes", "2026-03-31T11:14:00Z"),
    ("Payments in Asia Pacific slow or failing", "2026-05-19T02:49:00Z"),
    ("Bank confirmation page blank on iPhones for 24 minutes", "2026-07-21T12:09:00Z"),
    ("Documentation unavailable for 19 minutes", "2026-08-18T16:17:00Z"),
    ("Payment page blank on phones with Android 9 and older", "2026-08-27T11:20:00Z"),
    ("Wallet payments failed in North America for 37 minutes", "2026-10-15T05:00:00Z"),
    ("Payments API: four minutes of errors", "2026-11-06T14:06:00Z"),
];

/// All incidents and maintenances of a site's files.
fn events(site: &Site) -> Vec<Value> {
    let incidents = site.api("incidents")["incidents"].clone();
    let maintenances = site.api("scheduled-maintenances")["scheduled_maintenances"].clone();
    [incidents, maintenances].iter().flat_map(|list| list.as_array().cloned().unwrap_or_default()).collect()
}

fn sites() -> [Site; 2] {
    [sample(), super::imported::site()]
}

#[test]
fn a_status_is_that_of_the_newest_update_and_updates_are_newest_first() {
    for event in sites().iter().flat_map(events) {
        let updates = list(&event, "incident_updates");
        assert_eq!(event["status"], updates[0]["status"], "{event}");
        assert!(updates.is_sorted_by(|a, b| time(a, "display_at") >= time(b, "display_at")), "{event}");
        assert!(updates.iter().all(|update| update["incident_id"] == event["id"]), "{event}");
    }
}

#[test]
fn what_is_over_was_resolved_by_the_update_that_closed_it_or_at_its_corrected_end() {
    for event in sites().iter().flat_map(events) {
        let mut updates = list(&event, "incident_updates").iter();
        // A post-mortem comes after the end, and the incident stays resolved when it was.
        let newest = updates.find(|update| update["status"] != "postmortem").expect("an update");
        if ["resolved", "completed", "postmortem"].contains(&text(&event, "status")) {
            let corrected = CORRECTED_ENDS.iter().find(|(name, _)| event["name"] == *name);
            let end = corrected.map_or(time(newest, "display_at"), |(_, end)| end.parse().expect("a time"));
            assert_eq!(time(&event, "resolved_at"), end, "{event}");
            assert!(["resolved", "completed"].contains(&text(newest, "status")), "{event}");
        } else {
            assert!(event["resolved_at"].is_null(), "{event}");
        }
    }
}

#[test]
fn monitoring_began_with_the_first_update_that_says_so() {
    for event in sites().iter().flat_map(events) {
        let updates = list(&event, "incident_updates");
        let first = updates.iter().rev().find(|update| update["status"] == "monitoring");
        let at = first.map_or(&Value::Null, |update| &update["display_at"]);
        assert_eq!(event["monitoring_at"], *at, "{event}");
    }
}

#[test]
fn no_page_is_older_than_what_its_file_holds() {
    fn newest(value: &Value) -> Option<String> {
        let mut open = vec![value];
        let mut found = None;
        while let Some(value) = open.pop() {
            match value {
                Value::Object(map) => {
                    found = found.max(map.get("updated_at").and_then(Value::as_str).map(instant));
                    open.extend(map.values());
                }
                Value::Array(list) => open.extend(list),
                _ => {}
            }
        }
        found
    }
    fn instant(text: &str) -> String {
        let at: chrono::DateTime<chrono::Utc> = text.parse().expect("a time");
        at.to_rfc3339()
    }
    let names =
        ["summary", "status", "components", "incidents", "scheduled-maintenances", "incidents/unresolved"];
    for site in sites() {
        for name in names {
            let file = site.api(name);
            assert_eq!(newest(&file), Some(instant(text(&file["page"], "updated_at"))), "{name}");
        }
        let status = instant(text(&site.api("status")["page"], "updated_at"));
        assert!(names.iter().all(|name| newest(&site.api(name)).is_some_and(|newest| newest <= status)));
    }
}

#[test]
fn components_inside_of_incidents_are_those_of_the_list() {
    let site = sample();
    let all = site.api("components");
    for event in events(&site) {
        for component in list(&event, "components") {
            let same = list(&all, "components").iter().find(|one| one["id"] == component["id"]);
            assert!(same.is_none_or(|same| same == component), "{component}");
        }
    }
}

#[test]
fn positions_count_from_1_at_the_top_and_in_each_group_and_the_list_follows_them() {
    let file = sample().api("components");
    let components = list(&file, "components");
    let position = |component: &Value| component["position"].as_u64().expect("a number");
    assert!(components.is_sorted_by_key(position));
    let groups: Vec<&Value> = components.iter().filter(|component| component["group"] == true).collect();
    assert!(groups.len() > 3, "the sample has groups");
    for group in groups {
        let children: Vec<&Value> =
            components.iter().filter(|component| component["group_id"] == group["id"]).collect();
        let ids: Vec<&Value> = children.iter().map(|child| &child["id"]).collect();
        assert_eq!(list(group, "components").iter().collect::<Vec<_>>(), ids);
        assert_eq!(
            children.iter().map(|child| position(child)).collect::<Vec<_>>(),
            (1..=ids.len() as u64).collect::<Vec<_>>()
        );
    }
    let top: Vec<u64> = components.iter().filter(|one| one["group_id"].is_null()).map(position).collect();
    assert_eq!(top, (1..=top.len() as u64).collect::<Vec<_>>());
}

#[test]
fn a_nested_folder_is_a_group_with_both_names() {
    let file = sample().api("components");
    let names: Vec<&str> = list(&file, "components")
        .iter()
        .filter(|one| one["group"] == true)
        .map(|one| text(one, "name"))
        .collect();
    assert!(names.iter().any(|name| name.contains(" - ")), "{names:?}");
}

#[test]
fn the_summary_holds_what_is_open() {
    let site = sample();
    let summary = site.api("summary");
    assert_eq!(summary["incidents"], site.api("incidents/unresolved")["incidents"]);
    assert_eq!(summary["components"], site.api("components")["components"]);
    assert_eq!(summary["status"], site.api("status")["status"]);
    let open: usize = ["upcoming", "active"]
        .iter()
        .map(|name| {
            list(&site.api(&format!("scheduled-maintenances/{name}")), "scheduled_maintenances").len()
        })
        .sum();
    assert_eq!(list(&summary, "scheduled_maintenances").len(), open);
    assert!(open > 0, "the sample has a maintenance to come");
}
