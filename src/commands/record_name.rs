//! Incidents and maintenances on the command line: by any unique part of the name, or the only open incident.

use std::sync::Arc;

use super::record_folder::slug_of_folder;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::content::Folder;
use crate::content::internal::IncidentKind;
use crate::content::public::RecordKind;
use crate::diagnostics::did_you_mean;
use crate::response::is_open;

/// How many records a hint lists.
const LISTED: usize = 6;

/// Finds a record by its name, or the only open incident if there is no name.
pub(super) fn find_record<'w>(name: Option<&str>, workspace: &'w Workspace) -> Result<&'w Arc<Folder>, Stop> {
    let folders = &workspace.content.internal.folders;
    match name {
        Some(name) => named(name, folders, workspace),
        None => only_open(workspace),
    }
}

/// Returns the incidents that are open now, in the order of their folders. Near misses and drills are not among them.
pub(super) fn open_incidents(workspace: &Workspace) -> Vec<&Arc<Folder>> {
    let is_open = |folder: &&Arc<Folder>| {
        let kind = folder.incident.as_ref().map_or(IncidentKind::Incident, |incident| incident.kind);
        folder.kind == RecordKind::Incident
            && kind == IncidentKind::Incident
            && is_open(folder, workspace.second)
    };
    workspace.content.internal.folders.iter().filter(is_open).collect()
}

fn only_open(workspace: &Workspace) -> Result<&Arc<Folder>, Stop> {
    let open = open_incidents(workspace);
    match open.as_slice() {
        [one] => Ok(one),
        [] => Err(Stop::usage("no incident is open")
            .hint("name an incident or a maintenance, or open one with `allclear new incident`")),
        several => {
            let slugs: Vec<String> =
                several.iter().rev().take(LISTED).map(|folder| slug_of_folder(folder)).collect();
            Err(Stop::usage("several incidents are open")
                .hint(format!("name one of them: `{}`", slugs.join("`, `"))))
        }
    }
}

/// Finds a record by its slug or folder, or by a part of either that no other record has, or no other open incident.
fn named<'w>(
    name: &str,
    folders: &'w [Arc<Folder>],
    workspace: &'w Workspace,
) -> Result<&'w Arc<Folder>, Stop> {
    let with_slug = folders.iter().map(|folder| (folder, slug_of_folder(folder)));
    let records: Vec<(&Arc<Folder>, String)> = with_slug.collect();
    let exact = records.iter().find(|(folder, slug)| slug == name || folder.name == name);
    if let Some((folder, _)) = exact {
        return Ok(folder);
    }
    let part = name.to_lowercase();
    let has_part =
        |(folder, slug): &&(&Arc<Folder>, String)| slug.contains(&part) || folder.name.contains(&part);
    let similar: Vec<&(&Arc<Folder>, String)> =
        records.iter().filter(has_part).filter(|_| !part.is_empty()).collect();
    let mut open = open_incidents(workspace)
        .into_iter()
        .filter(|open| similar.iter().any(|(folder, _)| Arc::ptr_eq(folder, open)));
    match (similar.as_slice(), open.next().filter(|_| open.next().is_none())) {
        ([(folder, _)], _) => Ok(folder),
        ([_, _, ..], Some(open)) => Ok(open),
        ([_, _, ..], None) => {
            let slugs: Vec<&str> = similar.iter().rev().take(LISTED).map(|(_, slug)| slug.as_str()).collect();
            Err(Stop::usage(format!("`{name}` is a part of several names"))
                .hint(format!("write more of one of them: `{}`", slugs.join("`, `"))))
        }
        ([], _) => {
            let stop = Stop::usage(format!("there is no incident or maintenance `{name}`"));
            let slugs = || records.iter().map(|(_, slug)| slug.as_str());
            Err(match did_you_mean(name, slugs()) {
                Some(near) => stop.hint(format!("did you mean `{near}`?")),
                None if records.is_empty() => stop.hint("open one with `allclear new incident`"),
                None => {
                    let newest: Vec<&str> = slugs().rev().take(LISTED).collect();
                    stop.hint(format!("the newest are `{}`", newest.join("`, `")))
                }
            })
        }
    }
}
