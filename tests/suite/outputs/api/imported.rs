//! Tests that a history imported from the API is published unchanged.

use serde_json::{Value, json};

use super::{Site, list, text};
use crate::support::Project;

const NOW: &str = "2026-03-20T12:00:00Z";

fn update(id: &str, status: &str, at: &str, affected: &Value) -> Value {
    json!({
        "id": id, "status": status, "body": format!("Text of {id}.<br /><br />Second < third & last.<br />A line<br />of two."),
        "incident_id": "p31zjtct2jer", "created_at": at, "updated_at": at, "display_at": at,
        "affected_components": affected, "deliver_notifications": true, "custom_tweet": null, "tweet_id": null,
    })
}

fn component(id: &str, name: &str, position: u8, group: Option<&str>) -> Value {
    json!({
        "id": id, "name": name, "status": "operational", "created_at": "2024-01-01T02:00:00.123+02:00",
        "updated_at": "2026-03-14T13:02:03.450+02:00", "position": position, "description": null, "showcase": false,
        "start_date": "2024-01-01", "group_id": group, "page_id": "kctbh9vrtdwd", "group": false,
        "only_show_if_degraded": true,
    })
}

fn components() -> Value {
    let group = json!({
        "id": "g1g1g1g1g1g1", "name": "Box Platform", "status": "operational",
        "created_at": "2023-01-01T02:00:00.123+02:00", "updated_at": "2026-03-14T13:02:03.450+02:00", "position": 1,
        "description": "Everything", "showcase": false, "start_date": null, "group_id": null,
        "page_id": "kctbh9vrtdwd", "group": true, "only_show_if_degraded": false,
        "components": ["c2c2c2c2c2c2", "c1c1c1c1c1c1"],
    });
    json!([
        group,
        component("c2c2c2c2c2c2", "Uploads", 1, Some("g1g1g1g1g1g1")),
        component("c1c1c1c1c1c1", "Search", 2, Some("g1g1g1g1g1g1")),
        component("c3c3c3c3c3c3", "Website", 2, None),
    ])
}

/// The incident, with what the plain case lacks: edited times, another name, a muted update, a tweet, a component
/// that does not end well.
fn incident() -> Value {
    let search = |name: &str, from: &str, to: &str| json!([{ "code": "c1c1c1c1c1c1", "name": name, "old_status": from, "new_status": to }]);
    let mut first = update(
        "u1u1u1u1u1u1",
        "investigating",
        "2026-03-14T11:22:00.050+02:00",
        &search("Box Platform - Finder", "degraded_performance", "major_outage"),
    );
    first["created_at"] = "2026-03-14T11:25:00.000+02:00".into();
    first["updated_at"] = "2026-03-14T11:26:00.000+02:00".into();
    let mut second = update("u2u2u2u2u2u2", "monitoring", "2026-03-14T12:00:00.000+02:00", &Value::Null);
    second["deliver_notifications"] = false.into();
    second["custom_tweet"] = "We watch it".into();
    second["tweet_id"] = 1_234_567_890_123_i64.into();
    let third = update(
        "u3u3u3u3u3u3",
        "resolved",
        "2026-03-14T13:02:03.456+02:00",
        &search("Box Platform - Search", "major_outage", "degraded_performance"),
    );
    json!({
        "id": "p31zjtct2jer", "name": "Slow_search *everywhere* <b>", "status": "resolved",
        "created_at": "2026-03-14T11:22:00.001+02:00", "updated_at": "2026-03-15T00:00:00.000+02:00",
        "monitoring_at": "2026-03-14T12:00:00.000+02:00", "resolved_at": "2026-03-14T13:02:03.456+02:00",
        "impact": "minor", "shortlink": "https://stspg.io/p98lyhp53nzj",
        "started_at": "2026-03-14T09:00:00.000+02:00", "page_id": "kctbh9vrtdwd",
        "incident_updates": [third, second, first],
        "components": [component("c1c1c1c1c1c1", "Search", 2, Some("g1g1g1g1g1g1")), component("c3c3c3c3c3c3", "Website", 2, None)],
        "reminder_intervals": null,
    })
}

fn maintenance() -> Value {
    let upload = |from: &str, to: &str| json!([{ "code": "c2c2c2c2c2c2", "name": "Box Platform - Uploads", "old_status": from, "new_status": to }]);
    let mut updates = [
        update(
            "m3m3m3m3m3m3",
            "completed",
            "2026-03-16T04:00:00.000+02:00",
            &upload("under_maintenance", "operational"),
        ),
        update(
            "m2m2m2m2m2m2",
            "in_progress",
            "2026-03-16T02:00:00.000+02:00",
            &upload("operational", "under_maintenance"),
        ),
        update(
            "m1m1m1m1m1m1",
            "scheduled",
            "2026-03-10T12:00:00.000+02:00",
            &upload("operational", "operational"),
        ),
    ];
    for update in &mut updates {
        update["incident_id"] = "nwjwwhj118sf".into();
    }
    json!({
        "id": "nwjwwhj118sf", "name": "Moving house", "status": "completed",
        "created_at": "2026-03-10T12:00:00.000+02:00", "updated_at": "2026-03-16T04:00:00.000+02:00",
        "monitoring_at": null, "resolved_at": "2026-03-16T04:00:00.000+02:00", "impact": "maintenance",
        "shortlink": "https://stspg.io/aaaa", "started_at": "2026-03-10T12:00:00.000+02:00",
        "page_id": "kctbh9vrtdwd", "incident_updates": updates,
        "components": [component("c2c2c2c2c2c2", "Uploads", 1, Some("g1g1g1g1g1g1"))],
        "scheduled_for": "2026-03-16T02:00:00.000+02:00", "scheduled_until": "2026-03-16T05:00:00.000+02:00",
    })
}

fn page() -> Value {
    json!({
        "id": "kctbh9vrtdwd", "name": "Harbor", "url": "https://status.harbor.example",
        "time_zone": "Europe/Tallinn", "updated_at": "2026-03-18T02:00:00.000+02:00",
    })
}

/// An incident with a post-mortem that was published six days later without notifications and edited since.
fn explained() -> Value {
    let mut postmortem = update(
        "u6u6u6u6u6u6",
        "postmortem",
        "2026-03-18T01:30:00.007+02:00",
        &json!([{ "code": "c1c1c1c1c1c1", "name": "Box Platform - Finder", "old_status": "operational", "new_status": "operational" }]),
    );
    postmortem["created_at"] = "2026-03-18T01:29:00.000+02:00".into();
    postmortem["updated_at"] = "2026-03-18T01:40:00.000+02:00".into();
    postmortem["deliver_notifications"] = false.into();
    let mut updates = [
        postmortem,
        update("u5u5u5u5u5u5", "resolved", "2026-03-12T10:00:00.000+02:00", &Value::Null),
        update("u4u4u4u4u4u4", "investigating", "2026-03-12T09:00:00.000+02:00", &Value::Null),
    ];
    for update in &mut updates {
        update["incident_id"] = "q42akudu3kfs".into();
    }
    json!({
        "id": "q42akudu3kfs", "name": "Everything stood still", "status": "postmortem",
        "created_at": "2026-03-12T09:00:00.000+02:00", "updated_at": "2026-03-18T01:40:00.000+02:00",
        "monitoring_at": null, "resolved_at": "2026-03-12T10:00:00.000+02:00", "impact": "none",
        "shortlink": "https://stspg.io/q42akudu3kfs", "started_at": "2026-03-12T09:00:00.000+02:00",
        "page_id": "kctbh9vrtdwd", "incident_updates": updates, "components": [], "reminder_intervals": null,
    })
}

/// The site that the import produces.
pub(super) fn site() -> Site {
    let export = json!({
        "page": page(), "components": components(), "incidents": [incident(), explained()],
        "scheduled_maintenances": [maintenance()],
    });
    let project = Project::empty().file("summary.json", &export.to_string());
    let file = project.path("summary.json").display().to_string();
    project.run_at(NOW, &["import", "statuspage", &file]).ok();
    Site::build(project.root(), NOW)
}

/// The short link leads to the new site; everything else stays the same.
fn with_own_shortlink(mut record: Value) -> Value {
    let id = record["id"].as_str().expect("an id").to_owned();
    record["shortlink"] = format!("https://status.harbor.example/incidents/{id}/").into();
    record
}

#[test]
fn an_incident_survives_import_and_export() {
    let mut wanted = with_own_shortlink(incident());
    // A component changes after the last update that changes it here, so that is when it changed.
    let mut found = site().api("incidents")["incidents"][0].clone();
    assert_eq!(found["components"].as_array().map(Vec::len), Some(2));
    for value in [&mut wanted, &mut found] {
        value.as_object_mut().expect("an object").shift_remove("components");
    }
    assert_eq!(found, wanted);
}

#[test]
fn a_post_mortem_survives_import_and_export() {
    let mut wanted = with_own_shortlink(explained());
    let body = wanted["incident_updates"][0]["body"].clone();
    let added = wanted.as_object_mut().expect("an object");
    added.insert("postmortem_body".to_owned(), body);
    added.insert("postmortem_published_at".to_owned(), "2026-03-18T01:30:00.007+02:00".into());
    assert_eq!(site().api("incidents")["incidents"][1], wanted);
}

#[test]
fn a_maintenance_survives_import_and_export() {
    let mut wanted = with_own_shortlink(maintenance());
    let mut found = site().api("scheduled-maintenances")["scheduled_maintenances"][0].clone();
    for value in [&mut wanted, &mut found] {
        value["components"][0].as_object_mut().expect("an object").shift_remove("updated_at");
    }
    assert_eq!(found, wanted);
}

#[test]
fn components_survive_import_and_export() {
    let file = site().api("components");
    let wanted = components();
    let wanted = wanted.as_array().expect("a list");
    assert_eq!(list(&file, "components").len(), wanted.len());
    for component in wanted {
        let found = list(&file, "components").iter().find(|one| one["id"] == component["id"]);
        let (mut found, mut component) = (found.expect("it is there").clone(), component.clone());
        for value in [&mut found, &mut component] {
            value.as_object_mut().expect("an object").shift_remove("updated_at");
        }
        assert_eq!(found, component);
    }
    let website = list(&file, "components").iter().find(|one| one["name"] == "Website").expect("it is there");
    assert_eq!(website["updated_at"], "2026-03-14T13:02:03.450+02:00");
}

#[test]
fn the_page_keeps_its_id_and_its_zone() {
    let file = site().api("status");
    assert_eq!(text(&file["page"], "id"), "kctbh9vrtdwd");
    assert_eq!(text(&file["page"], "time_zone"), "Europe/Tallinn");
    assert_eq!(text(&file["page"], "updated_at"), "2026-03-18T01:40:00.000+02:00");
}

#[test]
fn statuses_unknown_to_clients_are_not_published() {
    let mut incident = incident();
    incident["status"] = "postponed".into();
    incident["incident_updates"][1]["status"] = "thinking".into();
    incident["incident_updates"][1]["affected_components"] = json!([{ "code": "c3c3c3c3c3c3", "name": "Website", "old_status": "on_fire", "new_status": "melted" }]);
    let export = json!({ "page": page(), "components": components(), "incidents": [incident] });
    let project = Project::empty().file("summary.json", &export.to_string());
    let file = project.path("summary.json").display().to_string();
    project.run_at(NOW, &["import", "statuspage", &file]).ok();
    let out = Site::build(project.root(), NOW).text("api/v2/incidents.json");
    for word in ["postponed", "thinking", "on_fire", "melted"] {
        assert!(!out.contains(word), "{word}");
    }
}
