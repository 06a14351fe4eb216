//! The files of components and groups.

use chrono::{NaiveDate, NaiveTime};

use super::component::Component;
use super::event::instant;
use super::wire;
use crate::authoring::{PlannedFile, Table, Value, document, markdown_file};
use crate::import::plan::Notes;

/// Returns the `_group.toml` of a group with this folder.
pub(super) fn group(id: &str, group: &wire::Component, folder: &str, notes: &mut Notes) -> PlannedFile {
    let path = format!("content/components/{folder}/_group.toml");
    let mut keys = described(group, id);
    keys.set("id", id);
    let imported = times(group, &path, notes);
    PlannedFile::new(path, document(&keys, &[("imported", &imported)]))
}

/// Returns the file of a component. Flags with their default value are omitted.
pub(super) fn component(id: &str, component: &Component, notes: &mut Notes) -> PlannedFile {
    let path = format!("content/components/{}.md", component.path);
    let mut keys = described(&component.source, id);
    if let Some(date) = &component.source.start_date {
        match NaiveDate::parse_from_str(date, "%Y-%m-%d") {
            Ok(day) => {
                keys.set("since", Value::Second(day.and_time(NaiveTime::MIN).and_utc()));
            }
            Err(_) => {
                notes.add(path.as_str(), format!("its start date `{date}` is not a date; left out"));
            }
        }
    }
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
    imported.set_some("showcase", component.source.showcase.filter(|shown| !shown).map(Value::Bool));
    let quiet = component.source.only_show_if_degraded.filter(|&quiet| quiet);
    imported.set_some("only_show_if_degraded", quiet.map(Value::Bool));
    PlannedFile::new(path, markdown_file(&keys, &[("imported", &imported)], ""))
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
        match instant(text.as_deref(), key, "", "") {
            Ok(at) => imported.set_some(key, at.map(Value::Instant)),
            Err(_) => notes.add(path, format!("its `{key}` cannot be parsed; left out")),
        }
    }
    imported
}
