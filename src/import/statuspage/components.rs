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
use super::wire;
use crate::import::plan::{Notes, PlannedFile};
use crate::import::slugs::Slugs;

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
        let groups = groups::find(found);
        let chosen = choose(found, &groups, notes);
        let components = Self::name(chosen, &groups, files, notes);
        let written =
            components.0.iter().map(|(id, component)| component_files::component(id, component, notes));
        files.extend(written);
        components
    }

    fn name(
        chosen: Vec<Chosen>,
        groups: &BTreeMap<String, wire::Component>,
        files: &mut Vec<PlannedFile>,
        notes: &mut Notes,
    ) -> Self {
        let used: BTreeSet<&String> = chosen.iter().filter_map(|one| one.source.group_id.as_ref()).collect();
        let folders = groups::folders(groups, &used, files, notes);
        let mut in_folder: BTreeMap<&str, Slugs> = BTreeMap::new();
        let mut in_any_group = Vec::new();
        let mut named = BTreeMap::new();
        let (in_groups, alone): (Vec<_>, Vec<_>) = chosen
            .into_iter()
            .partition(|one| one.source.group_id.as_ref().is_some_and(|id| folders.contains_key(id)));
        for Chosen { id, source, retired } in in_groups {
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
        for Chosen { id, source, retired } in alone {
            if let Some(group) = &source.group_id {
                notes.add(id.as_str(), format!("its group `{group}` is in no file, so it stands alone"));
            }
            let path = on_top.give(source.name_or(&id), &id, &id, notes);
            let full_name = source.name_or(&id).to_owned();
            named.insert(id, Component { label: path.clone(), path, full_name, source, retired });
        }
        lengthen_shared_labels(&mut named);
        Self(named)
    }
}

/// A component that will be written, before it has a name here.
struct Chosen {
    id: String,
    source: wire::Component,
    retired: Option<DateTime<Utc>>,
}

/// The components of the newest list, then those that only history names, in the order of their positions.
fn choose(found: &Gathered, groups: &BTreeMap<String, wire::Component>, notes: &mut Notes) -> Vec<Chosen> {
    let current = found.current.as_ref();
    let listed = current.into_iter().flatten().filter(|(_, component)| !component.is_group());
    let mut chosen: Vec<Chosen> = listed
        .map(|(id, component)| Chosen { id: id.clone(), source: component.clone(), retired: None })
        .collect();
    for (id, mention) in mentions(found) {
        if current.is_some_and(|list| list.contains_key(&id)) || groups.contains_key(&id) {
            continue;
        }
        let source = found.seen.get(&id).cloned().unwrap_or_else(|| mention.component(&id, groups));
        let after = mention.last.trunc_subsecs(0).checked_add_signed(TimeDelta::seconds(1));
        chosen.push(Chosen { id, source, retired: current.and(after) });
    }
    let ids: BTreeSet<&String> = chosen.iter().map(|one| &one.id).collect();
    let left_out = found.seen.iter().filter(|(id, one)| !one.is_group() && !ids.contains(id)).count();
    if left_out > 0 {
        let message = format!("{left_out} stand only in older lists, and no history names them; left out");
        notes.add("components", message);
    }
    if current.is_none() && !chosen.is_empty() {
        let message = format!(
            "no list of components was given; {} were taken from incidents, and none is retired",
            chosen.len()
        );
        notes.add("components", message);
    }
    chosen.sort_by(|a, b| {
        let order = |one: &Chosen| (one.retired.is_some(), one.source.position);
        order(a).cmp(&order(b)).then_with(|| a.id.cmp(&b.id))
    });
    chosen
}

/// Two components with the same last part are named by their whole paths.
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
