//! Incidents and maintenances: one folder each, one file an update.
//!
//! No internal `incident.md` or `maintenance.md` is invented: the export knows nothing that would stand there.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::entries::{Entry, Story, Telling};
use super::event::{Event, Kind};
use super::postmortem;
use crate::import::plan::PlannedFile;
use crate::import::slugs::Slugs;
use crate::import::toml_text::{Table, Value, markdown_file};
use crate::status::{Impact, Status};

/// Adds the files of all events, which share one space of slugs.
pub(super) fn plan<'a>(
    events: impl Iterator<Item = &'a Event>,
    files: &mut Vec<PlannedFile>,
    telling: &mut Telling<'_>,
) {
    let mut slugs = Slugs::default();
    let mut in_order: Vec<(DateTime<Utc>, &Event)> = Vec::new();
    for event in events {
        match event.begins().filter(|_| !event.updates.is_empty()) {
            Some(begins) => in_order.push((begins, event)),
            None => telling.notes.add(
                event.id.as_str(),
                format!("this {} has no updates to show; left out", event.kind.as_str()),
            ),
        }
    }
    in_order.sort_by_key(|(begins, event)| (*begins, event.id.as_str()));
    for (begins, event) in in_order {
        let title = event.title.as_deref().unwrap_or(event.kind.as_str());
        let dated = format!("{} {title}", begins.format("%Y-%m-%d"));
        let slug = slugs.give(&dated, "", &event.id, telling.notes);
        plan_one(event, title, &slug, files, telling);
    }
}

fn plan_one(event: &Event, title: &str, slug: &str, files: &mut Vec<PlannedFile>, telling: &mut Telling<'_>) {
    let parent = match event.kind {
        Kind::Incident => "content/incidents",
        Kind::Maintenance => "content/maintenance",
    };
    let folder = format!("{parent}/{slug}");
    if event.title.is_none() {
        telling.notes.add(folder.as_str(), format!("it has no name, so it is called `{title}`"));
    }
    telling.counts.reminders += usize::from(event.has_reminders);
    let story = Story::tell(event, &folder, telling);
    for (index, entry) in story.entries.iter().enumerate() {
        let mut keys = Table::default();
        let mut about_event = Table::default();
        if index == 0 {
            keys.set("title", title);
            keys.set("slug", slug);
            keys.set("incident_id", event.id.as_str());
        }
        push_entry(&mut keys, entry);
        if index == 0 {
            push_first(&mut keys, event, &story, &folder, telling);
            about_event = kept_of_event(event, &story, &folder, telling);
        }
        if !entry.components.is_empty() {
            let states = entry.components.iter();
            let states = states.map(|(label, state)| (label.clone(), Value::from(state.as_str())));
            keys.set("components", Value::Inline(states.collect()));
        }
        let tables = [("imported", &entry.imported), ("imported.incident", &about_event)];
        files.push(PlannedFile {
            path: format!("{folder}/comms/{}.md", entry.stem),
            text: markdown_file(&keys, &tables, &entry.body),
        });
    }
    postmortem::plan(event, title, &folder, files, telling);
}

fn push_entry(keys: &mut Table, entry: &Entry) {
    keys.set("id", entry.id.as_str());
    keys.set_some("status", entry.status.map(Status::as_str));
    if entry.reopened {
        keys.set("reopened", Value::Bool(true));
    }
    keys.set("at", Value::Instant(entry.at));
}

/// What the first entry says for the whole event: the impact, or the window.
fn push_first(keys: &mut Table, event: &Event, story: &Story, folder: &str, telling: &mut Telling<'_>) {
    match (event.kind, event.scheduled_for, event.scheduled_until) {
        (Kind::Incident, ..) => {
            let said = event.impact.as_deref().unwrap_or_default();
            match Impact::ALL.into_iter().find(|impact| impact.as_str() == said) {
                Some(impact) if impact == Impact::from(story.worst) => {}
                Some(impact) => keys.set("impact", impact.as_str()),
                None => telling.notes.add(
                    folder,
                    format!("`{said}` is no impact of an incident; it follows from the components"),
                ),
            }
        }
        (Kind::Maintenance, Some(from), Some(to)) => {
            if to <= from {
                telling.notes.add(folder, "its window ends before it begins; written as it is");
            }
            let window = [("from", from), ("to", to)].map(|(key, at)| (key.to_owned(), Value::set_time(at)));
            keys.set("window", Value::Inline(window.into()));
        }
        (Kind::Maintenance, ..) => telling.notes.add(folder, "it has no planned time; add a `window`"),
    }
}

/// What the export says of the event and the entries do not.
fn kept_of_event(event: &Event, story: &Story, folder: &str, telling: &mut Telling<'_>) -> Table {
    let mut kept = Table::default();
    let times = [
        ("created_at", event.created_at),
        ("started_at", event.started_at),
        ("updated_at", event.updated_at),
    ];
    for (key, at) in times {
        kept.set_some(key, at.map(Value::Instant));
    }
    let closed = story.status.is_some_and(Status::is_closing);
    let ended = story.entries.last().filter(|_| closed).map(|entry| entry.at);
    push_if_other(&mut kept, "monitoring_at", event.monitoring_at, story.monitoring_at);
    push_if_other(&mut kept, "resolved_at", event.resolved_at, ended);
    kept.set_some("shortlink", event.shortlink.as_deref());
    let last = event.updates.iter().chain(&event.postmortems).max_by_key(|update| update.display_at);
    let last = last.map_or("", |update| update.status.as_str());
    if let Some(status) = event.status.as_deref().filter(|status| *status != last) {
        kept.set("status", status);
        telling
            .notes
            .add(folder, format!("is `{status}`, but its last update says `{last}`; the update counts"));
    }
    let listed: BTreeSet<&String> = event.components.iter().collect();
    if listed != story.named.iter().collect() {
        let labels = event.components.iter().filter_map(|id| telling.components.get(id));
        kept.set("components", Value::List(labels.map(|c| Value::from(c.label.as_str())).collect()));
    }
    kept
}

/// Writes a time that does not follow from the entries; `"none"` where one would follow that the export lacks.
fn push_if_other(kept: &mut Table, key: &str, said: Option<DateTime<Utc>>, derived: Option<DateTime<Utc>>) {
    match said {
        _ if said == derived => {}
        Some(at) => kept.set(key, Value::Instant(at)),
        None => kept.set(key, "none"),
    }
}
