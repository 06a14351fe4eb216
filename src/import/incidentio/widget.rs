//! The summary for widgets (`/api/v1/summary`): what is open now, each with its newest update only.

use serde_json::{Value, json};

use super::{impact, state, status, word};
use crate::content::derived_id;
use crate::import::export::{Export, affected};
use crate::import::plan::Notes;

/// Adds the events of a summary; `false` if the file is something else.
pub(super) fn add(file: &Value, input: &str, export: &mut Export, notes: &mut Notes) -> bool {
    let list = |key: &str| file.get(key).and_then(Value::as_array);
    let keys = ["ongoing_incidents", "in_progress_maintenances", "scheduled_maintenances"];
    if !keys[..2].iter().any(|key| list(key).is_some()) {
        return false;
    }
    notes.add(input, "a summary has only what is open, with the newest update of each");
    let events = keys.iter().flat_map(|key| list(key).into_iter().flatten().map(move |event| (*key, event)));
    for (index, (key, event)) in events.enumerate() {
        let Some(id) = word(event, "id") else {
            notes.add(input, format!("entry {} has no `id`; left out", index + 1));
            continue;
        };
        let is_maintenance = key != "ongoing_incidents";
        let components: Vec<Value> = event
            .get("affected_components")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|component| {
                let usual = if is_maintenance { "under_maintenance" } else { "degraded_performance" };
                let now = word(component, "current_status").map_or(usual, state);
                let now = if now == "operational" { usual } else { now };
                let id = word(component, "id")?;
                Some(affected(id, word(component, "name").unwrap_or(id), "operational", now))
            })
            .collect();
        let at = word(event, "last_update_at");
        let name = word(event, "name");
        let body = word(event, "last_update_message").or(name).unwrap_or_default();
        let now = word(event, "status").map(status);
        let update = json!({
            "id": derived_id("update", &["incidentio", id, at.unwrap_or_default()]), "status": now, "body": body,
            "created_at": at, "display_at": at, "affected_components": components,
        });
        let worst = word(event, "current_worst_impact").map(state);
        let time = |keys: [&str; 2]| keys.iter().find_map(|key| word(event, key));
        let converted = json!({
            "id": id, "name": name, "status": now,
            "impact": if is_maintenance { "maintenance" } else { impact(worst.into_iter()) },
            "rss_guid": word(event, "url"),
            "components": components.iter().map(|one| json!({ "id": one.get("code"), "name": one.get("name") })).collect::<Vec<_>>(),
            "created_at": at, "started_at": at, "updated_at": at, "shortlink": word(event, "url"),
            "scheduled_for": time(["starts_at", "started_at"]), "scheduled_until": time(["ends_at", "scheduled_end_at"]),
            "incident_updates": [update],
            // It has less than a list with all updates, which takes precedence.
            "is_from_feed": true,
        });
        if is_maintenance { export.maintenances.push(converted) } else { export.incidents.push(converted) }
    }
    true
}
