//! The actions of post-mortems on which something is left to do.

use chrono::NaiveTime;

use super::item::id;
use super::{DueItem, DueWhat, Responsible};
use crate::content::internal::Action;
use crate::content::{Content, Folder};
use crate::response::ActionState;

/// Adds the actions of a post-mortem that have a due date and are neither verified nor dropped. They are due at the end of
/// that day, in UTC, like in the list of actions.
pub(super) fn add<'c>(folder: &'c Folder, content: &Content, items: &mut Vec<DueItem<'c>>) {
    let postmortem = folder.postmortem.iter();
    items.extend(postmortem.flat_map(|postmortem| &postmortem.actions).filter_map(|action| {
        let state = ActionState::of(action);
        let (name, due) = (action.id.as_ref()?, action.due.as_ref().filter(|_| !state.is_closed())?.value);
        let is_done = state == ActionState::Unverified;
        Some(DueItem {
            id: id(folder, &[if is_done { "verify" } else { "action" }, &name.value, &due.to_string()]),
            at: due.succ_opt()?.and_time(NaiveTime::MIN).and_utc(),
            what: DueWhat::Action {
                action: name.value.clone(),
                title: action.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
                is_done,
            },
            folder,
            responsible: if is_done { verifier(action, folder, content) } else { owner(action, content) },
        })
    }));
}

/// Returns the owner of an action: a person, or the lead of a team.
fn owner(action: &Action, content: &Content) -> Responsible {
    let Some(owner) = action.owner.as_ref().map(|owner| owner.value.clone()) else {
        return Responsible { role: Some("owner".to_owned()), people: Vec::new() };
    };
    match content.internal.people.as_ref().and_then(|people| people.team(&owner)) {
        Some(team) => {
            let lead = team.lead.iter().map(|lead| lead.value.clone()).collect();
            Responsible { role: Some(owner), people: lead }
        }
        None => Responsible { role: None, people: vec![owner] },
    }
}

/// Returns who can verify an action that its owner has done: the author of the post-mortem, unless that is the owner.
fn verifier(action: &Action, folder: &Folder, content: &Content) -> Responsible {
    let owners = owner(action, content).people;
    let author = folder.postmortem.as_ref().and_then(|postmortem| postmortem.author.as_ref());
    let people = author.map(|author| author.value.clone()).filter(|author| !owners.contains(author));
    Responsible { role: Some("verifier".to_owned()), people: people.into_iter().collect() }
}
