//! Converting groups of components to folders.

use std::collections::{BTreeMap, BTreeSet};

use super::component_files;
use super::merge::MergedExport;
use super::wire;
use crate::authoring::{ImportLock, PlannedFile};
use crate::import::plan::Notes;
use crate::import::slugs::Slugs;

/// Returns the groups of the newest list, and those of older lists that it lacks.
pub(super) fn find(export: &MergedExport) -> BTreeMap<String, wire::Component> {
    let all = export.seen.iter().chain(export.current.iter().flatten());
    all.filter(|(_, component)| component.is_group()).map(|(id, c)| (id.clone(), c.clone())).collect()
}

/// Adds the files of the groups that are in use; returns the name and the folder of each by id.
pub(super) fn folders(
    groups: &BTreeMap<String, wire::Component>,
    used: &BTreeSet<&String>,
    lock: &ImportLock,
    files: &mut Vec<PlannedFile>,
    notes: &mut Notes,
) -> BTreeMap<String, (String, String)> {
    for (id, group) in groups.iter().filter(|(id, _)| !used.contains(id)) {
        notes.add(id.as_str(), format!("the group `{}` is empty; left out", group.name_or(id)));
    }
    let mut in_order: Vec<_> = groups.iter().filter(|(id, _)| used.contains(id)).collect();
    in_order.sort_by_key(|(id, group)| (group.position, *id));
    // A group that an earlier import wrote keeps its folder.
    let known = |id: &str| {
        let path = lock.path_of(&format!("group {id}"))?;
        Some(path.strip_prefix("content/components/")?.strip_suffix("/_group.toml")?.to_owned())
    };
    let mut slugs = Slugs::default();
    for folder in in_order.iter().filter_map(|(id, _)| known(id)) {
        slugs.reserve(&folder);
    }
    let mut folders = BTreeMap::new();
    for (id, group) in in_order {
        let folder = match known(id) {
            Some(folder) => folder,
            None => slugs.assign(group.name_or(id), id, id, notes),
        };
        files.push(component_files::group(id, group, &folder, notes));
        folders.insert(id.clone(), (group.name_or(id).to_owned(), folder));
    }
    folders
}
