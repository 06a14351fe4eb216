//! Who should take part in the meeting about a post-mortem.

use chrono::{DateTime, Utc};

use super::facts::PostmortemFacts;
use crate::content::Content;
use crate::content::internal::{Flag, Person};
use crate::response::{owner_of, roles_in_force};

/// Somebody who should take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// The person, by the id in `people.toml`; `None` if nobody in particular is known.
    pub person: Option<String>,
    /// Why.
    pub part: String,
}

/// The roles of an incident that lead it.
const COMMANDER: &str = "commander";

/// Returns who should take part in the meeting about an incident, the facilitator first. The facilitator was not the
/// commander, because nobody should lead a talk about their own decisions.
#[must_use]
pub fn attendees(facts: &PostmortemFacts<'_>, content: &Content, now: DateTime<Utc>) -> Vec<Attendee> {
    let mut all = Vec::new();
    for involved in &facts.involved {
        all.push(Attendee { person: Some(involved.person.clone()), part: involved.parts.join(", ") });
    }
    for (component, index) in facts.components.iter().zip(&facts.component_indexes) {
        let Some(owner) = owner_of(content, *index, now) else { continue };
        let Some(team) = owner.team else { continue };
        let lead = owner.lead.filter(|lead| is_here(lead, now)).or(owner.alternate);
        let name = team.name.as_ref().map_or(&*team.id.value, |name| &*name.value);
        push(&mut all, lead.map(|lead| lead.id.value.clone()), format!("owner of {component} ({name})"));
    }
    let liaison = roles_in_force(facts.folder, content.internal.people.as_ref(), facts.ended.unwrap_or(now));
    let liaison = liaison.into_iter().find(|holder| holder.role == "stakeholder_liaison");
    if !facts.affected_customers().is_empty() {
        let person = liaison.map(|holder| holder.person);
        push(&mut all, person, "account manager of the affected customers".to_owned());
    }
    all.push(Attendee { person: None, part: "product manager of the affected components".to_owned() });
    let mut flags = facts.folder.incident.iter().flat_map(|incident| &incident.flags);
    if flags.any(|flag| flag.value == Flag::Security) {
        all.push(Attendee { person: None, part: "security".to_owned() });
    }
    all.insert(0, facilitator(facts, &all, content, now));
    all
}

/// Adds a part to somebody who takes part anyway, or somebody new.
fn push(all: &mut Vec<Attendee>, person: Option<String>, part: String) {
    let known = all.iter_mut().find(|one| person.is_some() && one.person == person);
    match known {
        Some(known) => known.part = format!("{}, {part}", known.part),
        None => all.push(Attendee { person, part }),
    }
}

/// Returns the lead of a team who would not come otherwise, or anybody else of whom that is true, or else somebody who was
/// not the commander.
fn facilitator(
    facts: &PostmortemFacts<'_>,
    others: &[Attendee],
    content: &Content,
    now: DateTime<Utc>,
) -> Attendee {
    let commanded = |id: &str| {
        let parts = facts.involved.iter().filter(|one| one.person == id).flat_map(|one| &one.parts);
        parts.into_iter().any(|part| part == COMMANDER)
    };
    let comes = |id: &str| others.iter().any(|other| other.person.as_deref() == Some(id));
    let people = content.internal.people.as_ref();
    let teams = people.into_iter().flat_map(|people| &people.teams);
    let leads = teams.filter_map(|team| people?.person(&team.lead.as_ref()?.value));
    let everybody = people.into_iter().flat_map(|people| &people.people);
    let present: Vec<&Person> = leads.chain(everybody).filter(|person| is_here(person, now)).collect();
    let outsider = present.iter().find(|person| !comes(&person.id.value));
    let other = outsider.or_else(|| present.iter().find(|person| !commanded(&person.id.value)));
    Attendee {
        person: other.map(|person| person.id.value.clone()),
        part: "facilitator (anybody who was not the commander)".to_owned(),
    }
}

fn is_here(person: &Person, now: DateTime<Utc>) -> bool {
    person.until.is_none_or(|until| now < until)
}
