//! The files of components and groups.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::component::Component;
use super::event::instant;
use super::wire;
use crate::authoring::{PlannedFile, Table, Value, document};
use crate::import::plan::Notes;
use crate::import::writable::markdown_file;

/// Returns the `_group.toml` of a group with this folder.
pub(super) fn group(id: &str, group: &wire::Component, folder: &str, notes: &mut Notes) -> PlannedFile {
    let path = format!("content/components/{folder}/_group.toml");
    let mut keys = described(group, id);
    keys.set("id", id);
    let imported = times(group, &path, notes);
    PlannedFile::new(path, document(&keys, &[("imported", &imported)])).with_origin(format!("group {id}"), "")
}

/// Returns the file of a component; `first` is the time of the first update that names it. Flags with their default value
/// are omitted.
pub(super) fn component(
    id: &str,
    component: &Component,
    first: Option<DateTime<Utc>>,
    notes: &mut Notes,
) -> PlannedFile {
    let path = format!("content/components/{}.md", component.path);
    let mut keys = described(&component.source, id);
    keys.set_some("since", since(&component.source, first, &path, notes).map(Value::set_time));
    if let Some(at) = component.retired {
        keys.set("retired", Value::Second(at));
        notes.add(
            path.as_str(),
            "incidents name it, but the list of components does not; it becomes a retired component",
        );
    }
    keys.set("slug", component.path.replace('/', "-").as_str());
    keys.set("id", id);
    let mut imported = times(&component.source, &path, notes);
    if component.source.created_at.as_deref().and_then(instant).is_some() {
        // `since` is the time of creation, so the first day of the uptime is kept apart from it.
        imported.set("start_date", component.source.start_date.as_deref().unwrap_or("none"));
    }
    imported.set_some("showcase", component.source.showcase.filter(|shown| !shown).map(Value::Bool));
    let quiet = component.source.only_show_if_degraded.filter(|&quiet| quiet);
    keys.set_some("hidden", quiet.map(|_| Value::from("until_affected")));
    PlannedFile::new(path, markdown_file(&keys, &[("imported", &imported)], ""))
        .with_origin(format!("component {id}"), "")
}

/// Returns the time since when a component exists: when it was created, or else the day of its start. If an update names
/// it earlier, it is the time of this update.
fn since(
    component: &wire::Component,
    first: Option<DateTime<Utc>>,
    path: &str,
    notes: &mut Notes,
) -> Option<DateTime<Utc>> {
    let started = component.start_date.as_deref().and_then(|date| {
        let day = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok();
        if day.is_none() {
            notes.add(path, format!("its start date `{date}` is not a date; left out"));
        }
        Some(day?.and_time(NaiveTime::MIN).and_utc())
    });
    let since = component.created_at.as_deref().and_then(instant).or(started)?;
    if let Some(first) = first.filter(|first| *first < since) {
        notes.add(path, "an update names it before it was created; it exists since that update");
        return Some(first);
    }
    Some(since)
}

fn described(component: &wire::Component, id: &str) -> Table {
    let mut keys = Table::default();
    keys.set("name", component.name_or(id));
    keys.set_some("description", component.description.as_deref().filter(|text| !text.is_empty()));
    keys.set_some("order", component.position.map(Value::Integer));
    keys
}

fn times(component: &wire::Component, path: &str, notes: &mut Notes) -> Table {
    let mut imported = Table::default();
    for (key, text) in [("created_at", &component.created_at), ("updated_at", &component.updated_at)] {
        let Some(text) = text.as_deref() else { continue };
        match instant(text) {
            Some(at) => imported.set(key, Value::Instant(at)),
            None => notes.add(path, format!("its `{key}` cannot be parsed; left out")),
        }
    }
    imported
}
