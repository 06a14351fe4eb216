//! Which components there are, and what they are called here.
//!
//! A component that history names but that the newest list lacks is kept as retired, so that old incidents
//! still say what they hit.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

use super::component_files;
use super::gather::Gathered;
use super::groups;
use super::mentions::mentions;
use super::slugs::Slugs;
use super::wire;
use crate::import::plan::{Notes, PlannedFile};

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
    pub(super) source: wire::Component,
    /// Set where only history names it.
    pub(super) retired: Option<DateTime<Utc>>,
}

impl Components {
    pub(super) fn get(&self, id: &str) -> Option<&Component> {
        self.0.get(id)
    }

    /// Chooses the components and their names, and adds their files and those of their groups.
    pub(super) fn plan(found: &Gathered, files: &mut Vec<PlannedFile>, notes: &mut Notes) -> Self {
        let mentions = mentions(found);
        let groups = groups::find(found);
        let mut chosen: Vec<(String, wire::Component, Option<DateTime<Utc>>)> = Vec::new();
        let current = found.current.as_ref();
        let listed = current.into_iter().flatten().filter(|(_, c)| !c.is_group());
        chosen.extend(listed.map(|(id, component)| (id.clone(), component.clone(), None)));
        for (id, mention) in &mentions {
            if current.is_some_and(|list| list.contains_key(id)) || groups.contains_key(id) {
                continue;
            }
            let component = found.seen.get(id).cloned().unwrap_or_else(|| mention.component(id, &groups));
            let retired =
                current.and(mention.last.trunc_subsecs(0).checked_add_signed(TimeDelta::seconds(1)));
            chosen.push((id.clone(), component, retired));
        }
        let chosen_ids: BTreeSet<&String> = chosen.iter().map(|(id, ..)| id).collect();
        let left_out = found.seen.iter().filter(|(id, c)| !c.is_group() && !chosen_ids.contains(id)).count();
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
        let written =
            components.0.iter().map(|(id, component)| component_files::component(id, component, notes));
        files.extend(written);
        components
    }

    fn name(
        chosen: Vec<(String, wire::Component, Option<DateTime<Utc>>)>,
        groups: &BTreeMap<String, wire::Component>,
        files: &mut Vec<PlannedFile>,
        notes: &mut Notes,
    ) -> Self {
        let used: BTreeSet<&String> = chosen.iter().filter_map(|(_, c, _)| c.group_id.as_ref()).collect();
        let folders = groups::folders(groups, &used, files, notes);
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
            let slug = in_folder.entry(folder).or_default().give(source.name_or(&id), &id, &id, notes);
            let full_name = format!("{group} - {}", source.name_or(&id));
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
            let path = on_top.give(source.name_or(&id), &id, &id, notes);
            let full_name = source.name_or(&id).to_owned();
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
}
