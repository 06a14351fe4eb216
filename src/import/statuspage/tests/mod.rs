//! Small exports in the format of real ones.

mod components;
mod incidents;
mod inputs;
mod maintenances;

use serde_json::{Value, json};

use crate::authoring::{ImportLock, PlannedFile};
use crate::import::{ImportError, ImportPlan, Input};

fn input(name: &str, json: &Value) -> Input {
    Input { name: name.to_owned(), text: json.to_string() }
}

fn page(updated_at: &str) -> Value {
    json!({
        "id": "pg0000000001", "name": "Harbor Pay", "url": "https://status.harborpay.example",
        "time_zone": "Etc/UTC", "updated_at": updated_at
    })
}

fn component(id: &str, name: &str, position: i64) -> Value {
    json!({
        "id": id, "name": name, "status": "operational", "created_at": "2024-01-02T03:04:05.678Z",
        "updated_at": "2024-02-02T03:04:05.678Z", "position": position, "description": null,
        "showcase": true, "start_date": null, "group_id": null, "page_id": "pg0000000001",
        "group": false, "only_show_if_degraded": false
    })
}

fn update(id: &str, status: &str, at: &str) -> Value {
    json!({
        "id": id, "status": status, "body": format!("Body of {id}."), "created_at": at, "updated_at": at,
        "display_at": at, "affected_components": null, "deliver_notifications": true,
        "custom_tweet": null, "tweet_id": null
    })
}

fn affects(code: &str, name: &str, old: &str, new: &str) -> Value {
    json!({ "code": code, "name": name, "old_status": old, "new_status": new })
}

/// Returns an incident of an export, newest update first; `updates` are oldest first.
fn incident(id: &str, name: &str, updates: &[Value]) -> Value {
    let newest_first: Vec<&Value> = updates.iter().rev().collect();
    let last = newest_first.first().map_or(Value::Null, |update| (*update).clone());
    let resolved_at = if last["status"] == "resolved" { last["display_at"].clone() } else { Value::Null };
    json!({
        "id": id, "name": name, "status": last["status"], "created_at": "2026-03-14T09:22:05.000Z",
        "updated_at": last["updated_at"], "monitoring_at": null, "resolved_at": resolved_at,
        "impact": "none", "shortlink": "https://stspg.io/x", "started_at": "2026-03-14T09:22:04.000Z",
        "page_id": "pg0000000001", "incident_updates": newest_first, "components": [],
        "reminder_intervals": null
    })
}

/// Returns `object` with some keys replaced.
fn with(mut object: Value, changes: &Value) -> Value {
    for (key, value) in changes.as_object().unwrap() {
        object[key.as_str()] = value.clone();
    }
    object
}

fn escape(text: &str) -> String {
    text.replace('*', "\\*")
}

fn try_plan(inputs: &[Input]) -> Result<ImportPlan, Vec<ImportError>> {
    super::plan(inputs, escape, "2026-11-20T00:00:00Z".parse().unwrap(), &ImportLock::default())
}

/// Returns the plan for two components, `api` and `web`, and the incidents given.
fn plan_incidents(incidents: &[Value]) -> ImportPlan {
    let list = [component("capi00000001", "API", 1), component("cweb00000001", "Web", 2)];
    let file =
        json!({ "page": page("2026-03-15T00:00:00.000Z"), "components": list, "incidents": incidents });
    try_plan(&[input("summary.json", &file)]).unwrap()
}

fn text<'a>(plan: &'a ImportPlan, path: &str) -> &'a str {
    match plan.files.iter().find(|file| file.path == path) {
        Some(PlannedFile { text, .. }) => text,
        None => panic!("no `{path}` among {:#?}", plan.files.iter().map(|f| &f.path).collect::<Vec<_>>()),
    }
}

/// Returns the paths of a plan in a folder, without the folder.
fn paths<'a>(plan: &'a ImportPlan, folder: &str) -> Vec<&'a str> {
    plan.files.iter().filter_map(|file| file.path.strip_prefix(folder)).collect()
}

/// Returns the text of the only file whose path ends with `ending`.
fn entry<'a>(plan: &'a ImportPlan, ending: &str) -> &'a str {
    let found: Vec<_> = plan.files.iter().filter(|file| file.path.ends_with(ending)).collect();
    assert_eq!(found.len(), 1, "`{ending}` should name one file");
    &found[0].text
}

fn notes(plan: &ImportPlan) -> Vec<String> {
    plan.notes.iter().chain(&plan.summary).map(|note| format!("{}: {}", note.subject, note.message)).collect()
}
