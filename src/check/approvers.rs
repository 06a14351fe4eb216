//! Who may approve a text: the person who holds the role at that time, or that person's alternate.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::content::internal::{People, role_holder};
use crate::content::{ComponentNames, Content, Folder};

/// The role of the person who leads the response.
pub(super) const COMMANDER: &str = "commander";

/// The role of the lead of a team that owns an affected component.
pub(super) const SERVICE_OWNER: &str = "service_owner";

/// The role of somebody who publishes a text without the usual procedure.
pub(super) const OVERRIDE: &str = "override";

/// Returns the people who may approve the texts of an incident in a role at a time (UTC), by their ids: those who hold
/// the role, each followed by the alternate. `None` if there is no such role.
///
/// `folders` are the folder of the text and, for a post-mortem, those of the other incidents that it covers. The
/// commander is that of the first folder that has one.
#[must_use]
pub fn approvers<'c>(
    role: &str,
    folders: &[&'c Folder],
    content: &'c Content,
    at: DateTime<Utc>,
) -> Option<Vec<&'c str>> {
    let people = content.internal.people.as_ref();
    let holders: Vec<&str> = match role {
        COMMANDER => {
            let commander = folders.iter().find_map(|folder| role_holder(folder, people, COMMANDER, at));
            commander.into_iter().collect()
        }
        SERVICE_OWNER => service_owners(folders, content),
        _ => return None,
    };
    let mut all = Vec::new();
    for holder in holders {
        let person = people.and_then(|people| people.person(holder));
        let alternate = person.and_then(|person| person.alternate.as_ref()).map(|name| name.value.as_str());
        for id in [Some(holder), alternate].into_iter().flatten() {
            if !all.contains(&id) {
                all.push(id);
            }
        }
    }
    Some(all)
}

/// Returns the leads of the teams that own a component named by the entries or the record of the incidents.
fn service_owners<'c>(folders: &[&Folder], content: &'c Content) -> Vec<&'c str> {
    let names = ComponentNames::new(&content.public.components);
    let updates =
        folders.iter().filter_map(|folder| folder.record.as_ref()).flat_map(|record| &record.updates);
    let by_entries = updates.flat_map(|update| &update.components).map(|(name, _)| name);
    let by_records = folders
        .iter()
        .filter_map(|folder| folder.incident.as_ref())
        .flat_map(|incident| &incident.components);
    let affected: BTreeSet<usize> =
        by_entries.chain(by_records).filter_map(|name| names.one(&name.value)).collect();
    let owners = content.internal.owners.owners.iter();
    let owners = owners.filter(|owner| {
        names.one(&owner.component.value).is_some_and(|component| affected.contains(&component))
    });
    let people = content.internal.people.as_ref();
    let leads = owners.filter_map(|owner| people?.team(&owner.owner.as_ref()?.value)?.lead.as_ref());
    leads.map(|lead| lead.value.as_str()).collect()
}

/// Whether a person had not left at a time (UTC).
pub(super) fn is_here(people: &People, id: &str, at: DateTime<Utc>) -> bool {
    people.person(id).is_some_and(|person| person.until.is_none_or(|until| at < until))
}
