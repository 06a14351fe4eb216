//! Components and groups: which there are, what they are called here, and their files.
//!
//! A component that history names but that the newest list lacks is kept as retired, so that old incidents
//! still say what they hit.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, SubsecRound as _, TimeDelta, Utc};

use super::event::Event;
use super::gather::Gathered;
use super::slugs::Slugs;
use super::wire;
use crate::import::plan::{Notes, PlannedFile};
use crate::import::toml_text::{Table, Value, document, markdown_file};

/// Every component that the plan writes, by its id in the export.
#[derive(Debug, Default)]
pub(super) struct Components(BTreeMap<String, Component>);

/// One component of the plan.
#[derive(Debug)]
pub(super) struct Component {
    /// Its id in content: `payments/checkout`.
    pub(super) path: String,
    /// The shortest ending of the path that no other component has: how content files name it.
    pub(super) label: String,
    /// What the export calls it in an update today: `Payments - Checkout`.
    pub(super) full_name: String,
    source: wire::Component,
    retired: Option<DateTime<Utc>>,
}

/// The last time that history names a component, and what it was called then.
struct Mention {
    last: DateTime<Utc>,
    name: Option<String>,
}

impl Components {
    pub(super) fn get(&self, id: &str) -> Option<&Component> {
        self.0.get(id)
    }

    /// Chooses the components and their names, and adds their files and those of their groups.
    pub(super) fn plan(found: &Gathered, files: &mut Vec<PlannedFile>, notes: &mut Notes) -> Self {
        let mentions = mentions(found);
        let groups = groups(found);
        let mut chosen: Vec<(String, wire::Component, Option<DateTime<Utc>>)> = Vec::new();
        let current = found.current.as_ref();
        let listed = current.into_iter().flatten().filter(|(_, c)| !is_group(c));
        chosen.extend(listed.map(|(id, component)| (id.clone(), component.clone(), None)));
        for (id, mention) in &mentions {
            if current.is_some_and(|list| list.contains_key(id)) || groups.contains_key(id) {
                continue;
            }
            let component = found.seen.get(id).cloned().unwrap_or_else(|| from_mention(id, mention, &groups));
            let retired =
                current.and(mention.last.trunc_subsecs(0).checked_add_signed(TimeDelta::seconds(1)));
            chosen.push((id.clone(), component, retired));
        }
        let chosen_ids: BTreeSet<&String> = chosen.iter().map(|(id, ..)| id).collect();
        let left_out = found.seen.iter().filter(|(id, c)| !is_group(c) && !chosen_ids.contains(id)).count();
        if left_out > 0 {
            let message =
                format!("{left_out} stand only in older lists, and no history names them; left out");
            notes.add("components", message);
        }
        if current.is_none() && !chosen.is_empty() {
            let message = format!(
                "no list of components was given; {} were taken from incidents, and none is retired",
                chosen.len()
            );
            notes.add("components", message);
        }
        chosen.sort_by_key(|(id, component, retired)| (retired.is_some(), component.position, id.clone()));
        let components = Self::name(chosen, &groups, files, notes);
        components.write(files, notes);
        components
    }

    fn name(
        chosen: Vec<(String, wire::Component, Option<DateTime<Utc>>)>,
        groups: &BTreeMap<String, wire::Component>,
        files: &mut Vec<PlannedFile>,
        notes: &mut Notes,
    ) -> Self {
        let used: BTreeSet<&String> = chosen.iter().filter_map(|(_, c, _)| c.group_id.as_ref()).collect();
        let folders = group_folders(groups, &used, files, notes);
        let mut in_folder: BTreeMap<&str, Slugs> = BTreeMap::new();
        let mut in_any_group = Vec::new();
        let mut named = BTreeMap::new();
        let (in_groups, alone): (Vec<_>, Vec<_>) = chosen
            .into_iter()
            .partition(|(_, c, _)| c.group_id.as_ref().is_some_and(|id| folders.contains_key(id)));
        for (id, source, retired) in in_groups {
            let Some((group, folder)) = source.group_id.as_ref().and_then(|id| folders.get(id)) else {
                continue;
            };
            let slug = in_folder.entry(folder).or_default().give(name_of(&source, &id), &id, &id, notes);
            let full_name = format!("{group} - {}", name_of(&source, &id));
            in_any_group.push(slug.clone());
            let path = format!("{folder}/{slug}");
            named.insert(id, Component { path, label: slug, full_name, source, retired });
        }
        let mut on_top = Slugs::default();
        // `search` alone would also be an ending of `mobile/search`, and then name neither for certain.
        for slug in &in_any_group {
            on_top.reserve(slug);
        }
        for (id, source, retired) in alone {
            if let Some(group) = &source.group_id {
                notes.add(id.as_str(), format!("its group `{group}` is in no file, so it stands alone"));
            }
            let path = on_top.give(name_of(&source, &id), &id, &id, notes);
            let full_name = name_of(&source, &id).to_owned();
            named.insert(id, Component { label: path.clone(), path, full_name, source, retired });
        }
        let mut endings: BTreeMap<String, usize> = BTreeMap::new();
        for component in named.values() {
            *endings.entry(component.label.clone()).or_default() += 1;
        }
        for component in named.values_mut() {
            if endings.get(&component.label).is_some_and(|&count| count > 1) {
                component.label.clone_from(&component.path);
            }
        }
        Self(named)
    }

    fn write(&self, files: &mut Vec<PlannedFile>, notes: &mut Notes) {
        for (id, component) in &self.0 {
            let path = format!("content/components/{}.md", component.path);
            let mut keys = described(&component.source, id);
            if let Some(date) = &component.source.start_date {
                match NaiveDate::parse_from_str(date, "%Y-%m-%d") {
                    Ok(day) => {
                        keys.set("since", Value::Second(day.and_time(chrono::NaiveTime::MIN).and_utc()));
                    }
                    Err(_) => {
                        notes.add(path.as_str(), format!("its start date `{date}` is not a day; left out"));
                    }
                }
            }
            if let Some(at) = component.retired {
                keys.set("retired", Value::Second(at));
                notes.add(
                    path.as_str(),
                    "history names it, but the list of components does not; kept as retired",
                );
            }
            keys.set("id", id.as_str());
            let mut imported = times(&component.source, &path, notes);
            imported.set_some("showcase", component.source.showcase.filter(|shown| !shown).map(Value::Bool));
            let quiet = component.source.only_show_if_degraded.filter(|&quiet| quiet);
            imported.set_some("only_show_if_degraded", quiet.map(Value::Bool));
            files.push(PlannedFile { text: markdown_file(&keys, &[("imported", &imported)], ""), path });
        }
    }
}

fn is_group(component: &wire::Component) -> bool {
    component.group == Some(true)
}

fn name_of<'a>(component: &'a wire::Component, id: &'a str) -> &'a str {
    component.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(id)
}

/// The groups of the newest list, and of older ones where it lacks them.
fn groups(found: &Gathered) -> BTreeMap<String, wire::Component> {
    let all = found.seen.iter().chain(found.current.iter().flatten());
    all.filter(|(_, component)| is_group(component)).map(|(id, c)| (id.clone(), c.clone())).collect()
}

/// Writes the groups and gives the name and folder of each by id; groups that nothing is in are left out.
fn group_folders(
    groups: &BTreeMap<String, wire::Component>,
    used: &BTreeSet<&String>,
    files: &mut Vec<PlannedFile>,
    notes: &mut Notes,
) -> BTreeMap<String, (String, String)> {
    for (id, group) in groups.iter().filter(|(id, _)| !used.contains(id)) {
        notes.add(id.as_str(), format!("nothing is in the group `{}`; left out", name_of(group, id)));
    }
    let mut in_order: Vec<_> = groups.iter().filter(|(id, _)| used.contains(id)).collect();
    in_order.sort_by_key(|(id, group)| (group.position, *id));
    let mut slugs = Slugs::default();
    let mut folders = BTreeMap::new();
    for (id, group) in in_order {
        let folder = slugs.give(name_of(group, id), id, id, notes);
        let path = format!("content/components/{folder}/_group.toml");
        let mut keys = described(group, id);
        keys.set("id", id.as_str());
        let imported = times(group, &path, notes);
        files.push(PlannedFile { text: document(&keys, &[("imported", &imported)]), path });
        folders.insert(id.clone(), (name_of(group, id).to_owned(), folder));
    }
    folders
}

fn described(component: &wire::Component, id: &str) -> Table {
    let mut keys = Table::default();
    keys.set("name", name_of(component, id));
    keys.set_some("description", component.description.as_deref().filter(|text| !text.is_empty()));
    keys.set_some("order", component.position.map(Value::Integer));
    keys
}

fn times(component: &wire::Component, path: &str, notes: &mut Notes) -> Table {
    let mut imported = Table::default();
    for (key, text) in [("created_at", &component.created_at), ("updated_at", &component.updated_at)] {
        match super::event::instant(text.as_deref(), key, "", "") {
            Ok(at) => imported.set_some(key, at.map(Value::Instant)),
            Err(_) => notes.add(path, format!("its `{key}` cannot be read; left out")),
        }
    }
    imported
}

fn mentions(found: &Gathered) -> BTreeMap<String, Mention> {
    let mut mentions: BTreeMap<String, Mention> = BTreeMap::new();
    let mut mention = |id: &str, last: DateTime<Utc>, name: Option<&String>| {
        let entry = mentions.entry(id.to_owned()).or_insert(Mention { last, name: name.cloned() });
        if last > entry.last || entry.name.is_none() {
            entry.name = name.cloned().or_else(|| entry.name.take());
        }
        entry.last = entry.last.max(last);
    };
    for event in found.events.values() {
        let Some(last) = event.last_word() else { continue };
        event.components.iter().for_each(|id| mention(id, last, None));
        for affected in affected(event) {
            mention(&affected.code, last, affected.name.as_ref());
        }
    }
    mentions
}

fn affected(event: &Event) -> impl Iterator<Item = &super::event::Affected> {
    event.updates.iter().flat_map(|update| update.affected.iter().flatten())
}

/// What is known of a component that only updates name. `Group - Name` puts it into a group that still exists.
fn from_mention(id: &str, mention: &Mention, groups: &BTreeMap<String, wire::Component>) -> wire::Component {
    let full_name = mention.name.as_deref().unwrap_or(id);
    let in_group = groups.iter().find_map(|(group_id, group)| {
        let name = full_name.strip_prefix(group.name.as_deref()?)?.strip_prefix(" - ")?;
        Some((group_id.clone(), name))
    });
    let (group_id, name) = in_group.map_or((None, full_name), |(group_id, name)| (Some(group_id), name));
    wire::Component {
        id: Some(id.to_owned()),
        name: Some(name.to_owned()),
        description: None,
        position: None,
        created_at: None,
        updated_at: None,
        start_date: None,
        group: Some(false),
        group_id,
        showcase: None,
        only_show_if_degraded: None,
    }
}
