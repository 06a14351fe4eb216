//! Groups of components: the folders that they become.

use std::collections::{BTreeMap, BTreeSet};

use super::component_files;
use super::gather::Gathered;
use super::wire;
use crate::import::plan::{Notes, PlannedFile};
use crate::import::slugs::Slugs;

/// The groups of the newest list, and of older ones where it lacks them.
pub(super) fn find(found: &Gathered) -> BTreeMap<String, wire::Component> {
    let all = found.seen.iter().chain(found.current.iter().flatten());
    all.filter(|(_, component)| component.is_group()).map(|(id, c)| (id.clone(), c.clone())).collect()
}

/// Writes the groups and gives the name and folder of each by id; groups that nothing is in are left out.
pub(super) fn folders(
    groups: &BTreeMap<String, wire::Component>,
    used: &BTreeSet<&String>,
    files: &mut Vec<PlannedFile>,
    notes: &mut Notes,
) -> BTreeMap<String, (String, String)> {
    for (id, group) in groups.iter().filter(|(id, _)| !used.contains(id)) {
        notes.add(id.as_str(), format!("nothing is in the group `{}`; left out", group.name_or(id)));
    }
    let mut in_order: Vec<_> = groups.iter().filter(|(id, _)| used.contains(id)).collect();
    in_order.sort_by_key(|(id, group)| (group.position, *id));
    let mut slugs = Slugs::default();
    let mut folders = BTreeMap::new();
    for (id, group) in in_order {
        let folder = slugs.give(group.name_or(id), id, id, notes);
        files.push(component_files::group(id, group, &folder, notes));
        folders.insert(id.clone(), (group.name_or(id).to_owned(), folder));
    }
    folders
}
