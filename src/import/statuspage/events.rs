//! Converting incidents and maintenances: one folder each, one file per update.
//!
//! There is no internal `incident.md` or `maintenance.md`, because the export has no internal data.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::event::{Event, Kind};
use super::postmortem;
use super::timeline::{EventContext, Timeline, UpdateFile};
use crate::authoring::{ImportLock, PlannedFile, Table, Value};
use crate::import::plan::Notes;
use crate::import::slugs::Slugs;
use crate::import::writable::markdown_file;
use crate::status::{Impact, Status};

/// The slug of each event, by kind and id.
pub(super) type EventSlugs = BTreeMap<(Kind, String), String>;

/// Chooses the slugs of all events, which are unique across both kinds. An event that an earlier import wrote keeps its
/// folder.
pub(super) fn slugs<'a>(
    events: impl Iterator<Item = &'a Event>,
    lock: &ImportLock,
    notes: &mut Notes,
) -> EventSlugs {
    let known = lock.record_folders();
    let mut slugs = Slugs::default();
    let slug_of = |folder: &str| folder.rsplit('/').next().unwrap_or_default().to_owned();
    for folder in known.values() {
        slugs.reserve(&slug_of(folder));
    }
    let mut sorted: Vec<(DateTime<Utc>, &Event)> = events
        .filter_map(|event| Some((event.begins().filter(|_| !event.updates.is_empty())?, event)))
        .collect();
    sorted.sort_by_key(|(begins, event)| (*begins, event.id.as_str()));
    let mut chosen = EventSlugs::new();
    for (begins, event) in sorted {
        let slug = if let Some(folder) = known.get(&event.id) {
            slug_of(folder)
        } else {
            let title = event.title.as_deref().unwrap_or(event.kind.as_str());
            let dated = format!("{} {title}", begins.format("%Y-%m-%d"));
            slugs.assign(&dated, "", &event.id, notes)
        };
        chosen.insert((event.kind, event.id.clone()), slug);
    }
    chosen
}

/// Adds the files of all events.
pub(super) fn plan<'a>(
    events: impl Iterator<Item = &'a Event>,
    slugs: &EventSlugs,
    files: &mut Vec<PlannedFile>,
    context: &mut EventContext<'_>,
) {
    for event in events {
        let Some(slug) = slugs.get(&(event.kind, event.id.clone())) else {
            let title = event.title.as_deref().unwrap_or_default();
            let message =
                format!("this {} has no updates and no time; left out: {title}", event.kind.as_str());
            context.notes.add(event.id.as_str(), message);
            continue;
        };
        let title = event.title.as_deref().unwrap_or(event.kind.as_str());
        plan_one(event, title, slug, files, context);
    }
}

fn plan_one(
    event: &Event,
    title: &str,
    slug: &str,
    files: &mut Vec<PlannedFile>,
    context: &mut EventContext<'_>,
) {
    let parent = match event.kind {
        Kind::Incident => "content/incidents",
        Kind::Maintenance => "content/maintenance",
    };
    let folder = format!("{parent}/{slug}");
    if event.title.is_none() {
        context.notes.add(folder.as_str(), format!("it has no name; `{title}` is used instead"));
    }
    context.counts.reminders += usize::from(event.has_reminders);
    let timeline = Timeline::build(event, &folder, context);
    for (index, update) in timeline.updates.iter().enumerate() {
        let mut keys = Table::default();
        let mut event_table = Table::default();
        if index == 0 {
            keys.set("title", title);
            keys.set("slug", slug);
            keys.set("incident_id", event.id.as_str());
        }
        push_update(&mut keys, update);
        if index == 0 {
            push_first(&mut keys, event, &timeline, &folder, context);
            event_table = imported_event(event, &timeline, &folder, context);
        }
        if !update.components.is_empty() {
            let states = update.components.iter();
            let states = states.map(|(label, state)| (label.clone(), Value::from(state.as_str())));
            keys.set("components", Value::Inline(states.collect()));
        }
        let tables = [("imported", &update.imported), ("imported.incident", &event_table)];
        let text = markdown_file(&keys, &tables, &update.body);
        let file = PlannedFile::new(format!("{folder}/comms/{}.md", update.stem), text);
        files.push(file.with_origin(format!("update {}", update.id), event.id.as_str()));
    }
    postmortem::plan(event, title, &folder, files, context);
}

fn push_update(keys: &mut Table, update: &UpdateFile) {
    keys.set("id", update.id.as_str());
    keys.set_some("status", update.status.map(Status::as_str));
    if update.reopened {
        keys.set("reopened", Value::Bool(true));
    }
    keys.set("at", Value::Instant(update.at));
}

/// Adds the keys of the whole event to its first update: the impact or the window.
fn push_first(
    keys: &mut Table,
    event: &Event,
    timeline: &Timeline,
    folder: &str,
    context: &mut EventContext<'_>,
) {
    match event.kind {
        Kind::Incident => {
            let impact_text = event.impact.as_deref().unwrap_or_default();
            match Impact::ALL.into_iter().find(|impact| impact.as_str() == impact_text) {
                Some(impact) if impact == Impact::from(timeline.worst) => {}
                Some(impact) => keys.set("impact", impact.as_str()),
                None => context.notes.add(
                    folder,
                    format!(
                        "`{impact_text}` is not an impact of an incident; the components determine it instead"
                    ),
                ),
            }
        }
        Kind::Maintenance => {
            if let Some((from, to)) = event.window(folder, context.notes) {
                let window =
                    [("from", from), ("to", to)].map(|(key, at)| (key.to_owned(), Value::set_time(at)));
                keys.set("window", Value::Inline(window.into()));
            }
        }
    }
}

/// Returns the data of the event that its updates do not have.
fn imported_event(event: &Event, timeline: &Timeline, folder: &str, context: &mut EventContext<'_>) -> Table {
    let mut imported = Table::default();
    let times = [
        ("created_at", event.created_at),
        ("started_at", event.started_at),
        ("updated_at", event.updated_at),
    ];
    for (key, at) in times {
        imported.set_some(key, at.map(Value::Instant));
    }
    let closed = timeline.status.is_some_and(Status::is_closing);
    let ended = timeline.updates.last().filter(|_| closed).map(|update| update.at);
    push_if_different(&mut imported, "monitoring_at", event.monitoring_at, timeline.monitoring_at);
    push_if_different(&mut imported, "resolved_at", event.resolved_at, ended);
    imported.set_some("shortlink", event.shortlink.as_deref());
    imported.set_some("atom_id", event.atom_id.as_deref());
    imported.set_some("rss_guid", event.rss_guid.as_deref());
    let last = event.updates.iter().chain(&event.postmortems).max_by_key(|update| update.display_at);
    let last = last.map_or("", |update| update.status.as_str());
    if let Some(status) = event.status.as_deref().filter(|status| *status != last) {
        imported.set("status", status);
        context
            .notes
            .add(folder, format!("is `{status}`, but its last update is `{last}`; the update is used"));
    }
    let listed: BTreeSet<&String> = event.components.iter().collect();
    if listed != timeline.named.iter().collect() {
        let labels = event.components.iter().filter_map(|id| context.components.get(id));
        imported.set("components", Value::List(labels.map(|c| Value::from(c.label.as_str())).collect()));
    }
    imported
}

/// Adds a time that cannot be derived from the updates; `"none"` if the export lacks a time that can be derived.
fn push_if_different(
    imported: &mut Table,
    key: &str,
    exported: Option<DateTime<Utc>>,
    derived: Option<DateTime<Utc>>,
) {
    match exported {
        _ if exported == derived => {}
        Some(at) => imported.set(key, Value::Instant(at)),
        None => imported.set(key, "none"),
    }
}
