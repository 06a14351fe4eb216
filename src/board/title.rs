//! The title of a record among colleagues.

use crate::content::Folder;

/// Returns the internal title of a record, or else the one that customers read, or else the name of its folder.
pub(super) fn title(folder: &Folder) -> &str {
    let incident = folder.incident.as_ref().and_then(|incident| incident.title.as_ref());
    let plan = || folder.plan.as_ref().and_then(|plan| plan.title.as_ref());
    let public = || folder.released().filter_map(|update| update.title.as_ref()).next_back();
    incident.or_else(plan).or_else(public).map_or(&*folder.name, |title| &*title.value)
}
