//! Incidents and maintenances with all their updates, as the page itself reads them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::structure::Structure;
use super::{impact, state, status, word};
use crate::content::derived_id;
use crate::import::export::{Export, affected};
use crate::import::plan::Notes;

/// What a component is when nothing is wrong.
const FINE: &str = "operational";

/// Adds the events of a file; `false` if it has none.
pub(super) fn add(
    file: &Value,
    structure: &Structure,
    input: &str,
    export: &mut Export,
    notes: &mut Notes,
) -> bool {
    let lists = ["incidents", "maintenances", "status_page_incidents"];
    let mut found = false;
    let listed = lists.iter().filter_map(|key| file.get(key)?.as_array()).inspect(|_| found = true).flatten();
    let mut events: Vec<&Value> = listed.collect();
    let one = ["incident", "status_page_incident"].iter().find_map(|key| file.get(key));
    if let Some(one) = one.filter(|one| one.get("updates").is_some()) {
        found = true;
        events.push(one);
    }
    for (index, event) in events.into_iter().enumerate() {
        let Some(id) = word(event, "id") else {
            notes.add(input, format!("incident {} has no `id`; left out", index + 1));
            continue;
        };
        let (is_maintenance, event) = convert(event, id, structure, notes);
        if is_maintenance { export.maintenances.push(event) } else { export.incidents.push(event) }
    }
    found
}

fn convert(event: &Value, id: &str, structure: &Structure, notes: &mut Notes) -> (bool, Value) {
    let is_maintenance = word(event, "type") == Some("maintenance")
        || word(event, "status").is_some_and(|status| status.starts_with("maintenance_"));
    let mut written: Vec<&Value> =
        event.get("updates").and_then(Value::as_array).into_iter().flatten().collect();
    written.sort_by_key(|update| at(update));
    let mut states: BTreeMap<&str, &str> = BTreeMap::new();
    let mut worst: Vec<&str> = Vec::new();
    let mut updates = Vec::new();
    for update in written {
        let now = status(word(update, "to_status").or_else(|| word(update, "status")).unwrap_or_default());
        let changed = changes(update, event, &mut states, now);
        worst.extend(states.values());
        let changed: Vec<Value> =
            changed.iter().map(|(id, old, new)| affected(id, structure.name(id), old, new)).collect();
        let time = word(update, "published_at").or_else(|| word(update, "created_at"));
        let body = text(update);
        let own = word(update, "id").map_or_else(
            || derived_id("update", &["incidentio", id, time.unwrap_or_default()]),
            str::to_owned,
        );
        updates.push(json!({
            "id": own, "status": now, "body": body, "created_at": time, "display_at": time,
            "affected_components": changed,
        }));
    }
    updates.reverse();
    let named = event.get("component_impacts").and_then(Value::as_array).into_iter().flatten();
    worst.extend(named.filter_map(|impact| word(impact, "status")).map(state));
    let begin = word(event, "published_at").or_else(|| word(event, "created_at"));
    let (from, to) = if is_maintenance { window(event) } else { (None, None) };
    if is_maintenance && from.is_none() {
        notes.add(format!("maintenance `{id}`"), "says no window");
    }
    let first = |wanted: &str| {
        // The newest is first.
        let mut times = updates.iter().rev().filter(|update| word(update, "status") == Some(wanted));
        times.next().and_then(|update| word(update, "display_at"))
    };
    let end = if is_maintenance { "completed" } else { "resolved" };
    let converted = json!({
        "monitoring_at": first("monitoring"), "resolved_at": first(end), "rss_guid": word(event, "url"),
        "components": structure.named(event), "id": id, "name": word(event, "name"), "status": word(event, "status").map(status),
        "impact": if is_maintenance { "maintenance" } else { impact(worst.into_iter()) },
        "created_at": begin, "started_at": begin, "shortlink": word(event, "url"),
        "scheduled_for": from, "scheduled_until": to, "incident_updates": updates,
    });
    (is_maintenance, converted)
}

/// Returns how components change with an update: by what it says, or else by the times of the impacts of its event. `states` has those
/// that are not operational.
fn changes<'v>(
    update: &'v Value,
    event: &'v Value,
    states: &mut BTreeMap<&'v str, &'v str>,
    to: &str,
) -> Vec<(&'v str, &'v str, &'v str)> {
    let mut new: BTreeMap<&'v str, &'v str> = BTreeMap::new();
    if let Some(own) =
        update.get("component_statuses").and_then(Value::as_array).filter(|own| !own.is_empty())
    {
        new.clone_from(states);
        for one in own {
            let Some(id) = word(one, "component_id") else { continue };
            new.insert(id, word(one, "status").map_or(FINE, state));
        }
    } else if let Some(when) = at(update) {
        for one in event.get("component_impacts").and_then(Value::as_array).into_iter().flatten() {
            let time = |key: &str| word(one, key).and_then(instant);
            let has_begun = time("start_at").is_none_or(|start| start <= when);
            let has_ended = time("end_at").is_some_and(|end| end <= when);
            if let Some(id) = word(one, "component_id").filter(|_| has_begun && !has_ended) {
                new.insert(id, word(one, "status").map_or(FINE, state));
            }
        }
    }
    if ["resolved", "completed"].contains(&to) {
        new.clear();
    }
    let mut changed = Vec::new();
    for (id, old) in states.iter() {
        let now = new.get(id).copied().unwrap_or(FINE);
        if now != *old {
            changed.push((*id, *old, now));
        }
    }
    let begun = new.iter().filter(|(id, now)| **now != FINE && !states.contains_key(*id));
    changed.extend(begun.map(|(id, now)| (*id, FINE, *now)));
    new.retain(|_, now| *now != FINE);
    *states = new;
    changed
}

/// Returns the text of an update. Pages have it as Markdown, and some versions as a tree of paragraphs too.
fn text(update: &Value) -> String {
    let plain = ["message_string", "message_markdown"].iter().find_map(|key| word(update, key));
    if let Some(text) = plain.or_else(|| word(update, "message")) {
        return text.to_owned();
    }
    let mut text = String::new();
    if let Some(message) = update.get("message") {
        flatten(message, &mut text, 0);
    }
    text.trim().to_owned()
}

/// Appends the words of a tree of paragraphs.
fn flatten(node: &Value, text: &mut String, depth: usize) {
    if depth > 64 {
        return;
    }
    text.push_str(node.get("text").and_then(Value::as_str).unwrap_or_default());
    for child in node.get("content").and_then(Value::as_array).into_iter().flatten() {
        flatten(child, text, depth + 1);
    }
    if word(node, "type").is_some_and(|kind| ["paragraph", "heading", "list_item"].contains(&kind)) {
        text.push_str("\n\n");
    }
}

fn window(event: &Value) -> (Option<&str>, Option<&str>) {
    let time = |keys: &[&str]| keys.iter().find_map(|key| word(event, key));
    (
        time(&["scheduled_start_at", "starts_at", "scheduled_for", "started_at"]),
        time(&["scheduled_end_at", "ends_at", "scheduled_until"]),
    )
}

fn at(update: &Value) -> Option<DateTime<Utc>> {
    word(update, "published_at").or_else(|| word(update, "created_at")).and_then(instant)
}

fn instant(written: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(written).ok().map(|at| at.to_utc())
}
