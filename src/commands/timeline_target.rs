//! The timeline that items of other systems become entries of.

use std::collections::{BTreeMap, BTreeSet};

use super::workspace::Workspace;
use crate::content::Folder;
use crate::import::timeline::{Present, Target};

/// Returns the timeline below `path` as it is now; a new incident has no folder yet. Items set no milestones unless the caller lets
/// them.
pub(super) fn timeline_target<'a>(
    path: &'a str,
    folder: Option<&Folder>,
    workspace: &'a Workspace,
) -> Target<'a> {
    let mut imported = BTreeMap::new();
    let mut own_milestones = BTreeSet::new();
    for entry in folder.iter().flat_map(|folder| &folder.timeline) {
        let milestone = entry.milestone.as_ref().map(|milestone| milestone.value);
        match (&entry.source_id, workspace.snapshot.file(entry.span.file)) {
            (Some(id), Some(file)) => {
                imported.insert(id.value.clone(), Present { path: file.path.clone(), milestone });
            }
            _ => own_milestones.extend(milestone),
        }
    }
    let timeline = format!("{path}/timeline");
    Target {
        folder: path,
        taken: workspace.snapshot.below(&timeline).map(|file| file.path.clone()).collect(),
        imported,
        own_milestones,
        people: workspace.content.internal.people.as_ref(),
        sets_milestones: false,
    }
}
