//! The actions of post-mortems that are not done.

use chrono_tz::Tz;

use super::item::id;
use super::{DueItem, DueWhat, Responsible};
use crate::content::internal::{Action, ActionStatus};
use crate::content::{Content, Folder};
use crate::status::day;

/// Adds the open actions of a post-mortem that have a due date. They are due at the end of that day in the time zone of the
/// site.
pub(super) fn add<'c>(folder: &'c Folder, content: &Content, items: &mut Vec<DueItem<'c>>) {
    let actions = folder.postmortem.iter().flat_map(|postmortem| &postmortem.actions);
    items.extend(actions.filter_map(|action| item(action, folder, content)));
}

fn item<'c>(action: &Action, folder: &'c Folder, content: &Content) -> Option<DueItem<'c>> {
    let status = action.status.as_ref().map(|status| status.value);
    if matches!(status, Some(ActionStatus::Done | ActionStatus::Dropped)) {
        return None;
    }
    let (name, due) = (action.id.as_ref()?, action.due.as_ref()?.value);
    let zone = content.public.site.as_ref().map_or(Tz::UTC, |site| site.time_zone);
    Some(DueItem {
        id: id(folder, &["action", &name.value, &due.to_string()]),
        at: day::start_of_day(due.succ_opt()?, zone),
        what: DueWhat::Action {
            action: name.value.clone(),
            title: action.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        },
        folder,
        responsible: owner(action, content),
    })
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
