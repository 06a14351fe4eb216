//! Who owns a component: the team that is paged, its lead and the lead's alternate, and what to do.

use chrono::{DateTime, Utc};

use crate::content::internal::{ON_CALL, Person, Runbook, Shift, Team};
use crate::content::public::Component;
use crate::content::{ComponentNames, Content};

/// What is known internally about a component.
#[derive(Clone, Debug)]
pub struct ComponentOwner<'c> {
    /// The component.
    pub component: &'c Component,
    /// The team that is paged.
    pub team: Option<&'c Team>,
    /// The lead of the team.
    pub lead: Option<&'c Person>,
    /// The alternate of the lead.
    pub alternate: Option<&'c Person>,
    /// Who is on call for the team now, or for the whole organisation.
    pub on_call: Option<&'c Shift>,
    /// The addresses and paths of its runbooks, the one in `owners.toml` first.
    pub runbooks: Vec<&'c str>,
}

/// Returns the owner of the component with this index, at a time (UTC). `None` if there is no such component.
#[must_use]
pub fn owner_of(content: &Content, component: usize, now: DateTime<Utc>) -> Option<ComponentOwner<'_>> {
    let names = ComponentNames::new(&content.public.components);
    let is_it = |written: &str| names.one(written) == Some(component);
    let internal = &content.internal;
    let owner = internal.owners.owners.iter().find(|owner| is_it(&owner.component.value));
    let people = internal.people.as_ref();
    let person = |id: &str| people?.people.iter().find(|person| person.id.value == id);
    let team_id = owner.and_then(|owner| owner.owner.as_ref());
    let team = team_id.and_then(|id| people?.teams.iter().find(|team| team.id.value == id.value));
    let lead = team.and_then(|team| person(&team.lead.as_ref()?.value));
    let shift = |team: Option<&str>| people.and_then(|people| people.on_duty(ON_CALL, team, now));
    let written = owner.and_then(|owner| owner.runbook.as_ref()).map(|runbook| runbook.value.as_str());
    let is_named = |runbook: &Runbook| written == Some(runbook.id.as_str());
    // A link, or else the file that has the id.
    let address = written.filter(|id| !internal.runbooks.iter().any(|runbook| runbook.id == **id));
    let is_about_it = |runbook: &&Runbook| {
        runbook.components.iter().any(|written| is_it(&written.value)) || is_named(runbook)
    };
    let mut texts: Vec<&Runbook> = internal.runbooks.iter().filter(is_about_it).collect();
    texts.sort_by_key(|runbook| !is_named(runbook));
    Some(ComponentOwner {
        component: content.public.components.get(component)?,
        team,
        lead,
        alternate: lead.and_then(|lead| person(&lead.alternate.as_ref()?.value)),
        on_call: team.and_then(|team| shift(Some(&team.id.value))).or_else(|| shift(None)),
        runbooks: address.into_iter().chain(texts.into_iter().map(|runbook| runbook.path.as_str())).collect(),
    })
}
