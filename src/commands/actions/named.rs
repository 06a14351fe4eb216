//! Actions on the command line: by their id, after the incident if several incidents have that id.

use crate::commands::record_folder::slug_of_folder;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::diagnostics::did_you_mean;
use crate::response::{ActionItem, actions};

/// Finds an action by its id, such as `REL-580`, or by a part of its incident's name and its id: `pg-failover/REL-580`.
pub(super) fn named<'w>(name: &str, workspace: &'w Workspace) -> Result<ActionItem<'w>, Stop> {
    let all = actions(&workspace.content, workspace.now);
    // An id that is written exactly like this is meant, even if it contains a slash or another one differs in case only.
    let is_exact =
        |item: &&ActionItem<'w>| item.action.id.as_ref().is_some_and(|own| own.value == name.trim());
    let mut exact = all.iter().filter(is_exact);
    if let (Some(one), None) = (exact.next(), exact.next()) {
        return Ok(*one);
    }
    let (incident, id) = name.rsplit_once('/').map_or((None, name), |(incident, id)| (Some(incident), id));
    let has_id = |item: &&ActionItem<'w>| {
        item.action.id.as_ref().is_some_and(|own| own.value.eq_ignore_ascii_case(id.trim()))
    };
    let is_of_incident = |item: &&ActionItem<'w>| {
        incident
            .is_none_or(|part| item.folder.name.contains(part) || slug_of_folder(item.folder).contains(part))
    };
    let found: Vec<&ActionItem<'w>> = all.iter().filter(has_id).filter(is_of_incident).collect();
    match found.as_slice() {
        [one] => Ok(**one),
        [] => {
            let stop = Stop::usage(format!("there is no action `{name}`"));
            let ids = || all.iter().filter_map(|item| item.action.id.as_ref()).map(|id| id.value.as_str());
            Err(match did_you_mean(id, ids()) {
                Some(near) => stop.hint(format!("did you mean `{near}`?")),
                None => stop.hint("`allclear actions --all` lists all of them"),
            })
        }
        several => {
            let names: Vec<String> =
                several.iter().map(|item| format!("{}/{id}", slug_of_folder(item.folder))).collect();
            Err(Stop::usage(format!("several actions have the id `{id}`"))
                .hint(format!("name one of them: `{}`", names.join("`, `"))))
        }
    }
}
