//! The text of the files of components and groups.

use chrono::{NaiveDate, NaiveTime};

use super::components::Component;
use super::event::instant;
use super::wire;
use crate::import::plan::{Notes, PlannedFile};
use crate::import::toml_text::{Table, Value, document, markdown_file};

/// The `_group.toml` of the group that became `folder`.
pub(super) fn group(id: &str, group: &wire::Component, folder: &str, notes: &mut Notes) -> PlannedFile {
    let path = format!("content/components/{folder}/_group.toml");
    let mut keys = described(group, id);
    keys.set("id", id);
    let imported = times(group, &path, notes);
    PlannedFile { text: document(&keys, &[("imported", &imported)]), path }
}

/// A component's file. Where the two switches have their usual value, nothing is said of them.
pub(super) fn component(id: &str, component: &Component, notes: &mut Notes) -> PlannedFile {
    let path = format!("content/components/{}.md", component.path);
    let mut keys = described(&component.source, id);
    if let Some(date) = &component.source.start_date {
        match NaiveDate::parse_from_str(date, "%Y-%m-%d") {
            Ok(day) => {
                keys.set("since", Value::Second(day.and_time(NaiveTime::MIN).and_utc()));
            }
            Err(_) => {
                notes.add(path.as_str(), format!("its start date `{date}` is not a day; left out"));
            }
        }
    }
    if let Some(at) = component.retired {
        keys.set("retired", Value::Second(at));
        notes.add(path.as_str(), "history names it, but the list of components does not; kept as retired");
    }
    keys.set("id", id);
    let mut imported = times(&component.source, &path, notes);
    imported.set_some("showcase", component.source.showcase.filter(|shown| !shown).map(Value::Bool));
    let quiet = component.source.only_show_if_degraded.filter(|&quiet| quiet);
    imported.set_some("only_show_if_degraded", quiet.map(Value::Bool));
    PlannedFile { text: markdown_file(&keys, &[("imported", &imported)], ""), path }
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
            Err(_) => notes.add(path, format!("its `{key}` cannot be read; left out")),
        }
    }
    imported
}
