//! Choosing the components, their paths and their labels.
//!
//! A component that incidents name but the newest list lacks becomes retired, so that old incidents keep their
//! components.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::component::Component;
use super::component_files;
use super::groups;
use super::mentions::mentions;
use super::merge::MergedExport;
use super::wire;
use crate::authoring::{ImportLock, PlannedFile};
use crate::import::plan::Notes;
use crate::import::slugs::Slugs;

/// The planned components, by their ids in the export.
#[derive(Debug, Default)]
pub(super) struct Components(BTreeMap<String, Component>);

impl Components {
    pub(super) fn get(&self, id: &str) -> Option<&Component> {
        self.0.get(id)
    }

    /// Chooses the components and their names, and adds their files and those of their groups.
    pub(super) fn plan(
        export: &MergedExport,
        lock: &ImportLock,
        files: &mut Vec<PlannedFile>,
        notes: &mut Notes,
    ) -> Self {
        let groups = groups::find(export);
        let chosen = choose(export, &groups, notes);
        let components = Self::name(chosen, &groups, lock, files, notes);
        let first = first_mentions(export);
        let written = components.0.iter().map(|(id, component)| {
            component_files::component(id, component, first.get(id.as_str()).copied(), notes)
        });
        files.extend(written);
        components
    }

    fn name(
        chosen: Vec<ChosenComponent>,
        groups: &BTreeMap<String, wire::Component>,
        lock: &ImportLock,
        files: &mut Vec<PlannedFile>,
        notes: &mut Notes,
    ) -> Self {
        // A component that an earlier import wrote keeps the last part of its path, also in another group.
        let known: BTreeMap<String, String> = chosen
            .iter()
            .filter_map(|one| {
                let path = lock.path_of(&format!("component {}", one.id))?;
                Some((one.id.clone(), path.rsplit('/').next()?.strip_suffix(".md")?.to_owned()))
            })
            .collect();
        let reserved = || {
            let mut slugs = Slugs::default();
            for slug in known.values() {
                slugs.reserve(slug);
            }
            slugs
        };
        let used: BTreeSet<&String> = chosen.iter().filter_map(|one| one.source.group_id.as_ref()).collect();
        let folders = groups::folders(groups, &used, lock, files, notes);
        let mut in_folder: BTreeMap<&str, Slugs> = BTreeMap::new();
        let mut slugs_in_groups = Vec::new();
        let mut named = BTreeMap::new();
        let (in_groups, ungrouped): (Vec<_>, Vec<_>) = chosen
            .into_iter()
            .partition(|one| one.source.group_id.as_ref().is_some_and(|id| folders.contains_key(id)));
        for ChosenComponent { id, source, retired } in in_groups {
            let Some((group, folder)) = source.group_id.as_ref().and_then(|id| folders.get(id)) else {
                continue;
            };
            let slugs = in_folder.entry(folder).or_insert_with(reserved);
            let slug = match known.get(&id) {
                Some(slug) => slug.clone(),
                None => slugs.assign(source.name_or(&id), &id, &id, notes),
            };
            let full_name = format!("{group} - {}", source.name_or(&id));
            slugs_in_groups.push(slug.clone());
            let path = format!("{folder}/{slug}");
            named.insert(id, Component { path, label: slug, full_name, source, retired });
        }
        let mut top_level = reserved();
        // A top-level `search` would also match the end of `mobile/search`, and be ambiguous.
        for slug in &slugs_in_groups {
            top_level.reserve(slug);
        }
        for ChosenComponent { id, source, retired } in ungrouped {
            if let Some(group) = &source.group_id {
                notes.add(
                    id.as_str(),
                    format!("its group `{group}` is in no file, so it is on the top level"),
                );
            }
            let path = match known.get(&id) {
                Some(slug) => slug.clone(),
                None => top_level.assign(source.name_or(&id), &id, &id, notes),
            };
            let full_name = source.name_or(&id).to_owned();
            named.insert(id, Component { label: path.clone(), path, full_name, source, retired });
        }
        lengthen_shared_labels(&mut named);
        Self(named)
    }
}

/// Returns the time of the first update that names each component, UTC.
fn first_mentions(export: &MergedExport) -> BTreeMap<&str, DateTime<Utc>> {
    let mut first: BTreeMap<&str, DateTime<Utc>> = BTreeMap::new();
    for update in export.events.values().flat_map(|event| &event.updates) {
        for affected in &update.affected {
            let known = first.entry(&affected.code).or_insert(update.at);
            *known = update.at.min(*known);
        }
    }
    first
}

/// A chosen component, before it has a path.
struct ChosenComponent {
    id: String,
    source: wire::Component,
    retired: Option<DateTime<Utc>>,
}

/// Chooses the components of the newest list, then those that only incidents name, in the order of their positions.
fn choose(
    export: &MergedExport,
    groups: &BTreeMap<String, wire::Component>,
    notes: &mut Notes,
) -> Vec<ChosenComponent> {
    let current = export.current.as_ref();
    let listed = current.into_iter().flatten().filter(|(_, component)| !component.is_group());
    let mut chosen: Vec<ChosenComponent> = listed
        .map(|(id, component)| ChosenComponent { id: id.clone(), source: component.clone(), retired: None })
        .collect();
    for (id, mention) in mentions(export) {
        if current.is_some_and(|list| list.contains_key(&id)) || groups.contains_key(&id) {
            continue;
        }
        let source = export.seen.get(&id).cloned().unwrap_or_else(|| mention.component(&id, groups));
        let after = mention.last.trunc_subsecs(0).checked_add_signed(TimeDelta::seconds(1));
        chosen.push(ChosenComponent { id, source, retired: current.and(after) });
    }
    let ids: BTreeSet<&String> = chosen.iter().map(|one| &one.id).collect();
    let left_out = export.seen.iter().filter(|(id, one)| !one.is_group() && !ids.contains(id)).count();
    if left_out > 0 {
        let message = format!("{left_out} are only in older lists and not in the history; left out");
        notes.add("components", message);
    }
    if current.is_none() && !chosen.is_empty() {
        let message = format!(
            "there is no list of components; {} were taken from incidents, and none is retired",
            chosen.len()
        );
        notes.add("components", message);
    }
    chosen.sort_by(|a, b| {
        let order = |one: &ChosenComponent| (one.retired.is_some(), one.source.position);
        order(a).cmp(&order(b)).then_with(|| a.id.cmp(&b.id))
    });
    chosen
}

/// Labels components with the same last part by their whole paths.
fn lengthen_shared_labels(named: &mut BTreeMap<String, Component>) {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for component in named.values() {
        *uses.entry(component.label.clone()).or_default() += 1;
    }
    for component in named.values_mut() {
        if uses.get(&component.label).is_some_and(|&count| count > 1) {
            component.label.clone_from(&component.path);
        }
    }
}
