//! People, teams, and who is on duty.

use serde::Serialize;

use crate::board::facts::Facts;
use crate::board::moment::Moment;
use crate::board::page::Page;
use crate::board::words::label;
use crate::content::internal::{Person, Shift};

#[derive(Debug, Serialize)]
struct PeoplePage {
    /// Shifts that run now or begin later.
    shifts: Vec<ShiftView>,
    teams: Vec<TeamView>,
    people: Vec<PersonView>,
}

#[derive(Debug, Serialize)]
struct ShiftView {
    role: String,
    team: Option<String>,
    person: String,
    from: Moment,
    to: Moment,
    is_now: bool,
}

#[derive(Debug, Serialize)]
struct TeamView {
    name: String,
    lead: Option<String>,
    members: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PersonView {
    name: String,
    id: String,
    email: Option<String>,
    github: Option<String>,
    alternate: Option<String>,
    reports_to: Option<String>,
    /// When the person left.
    until: Option<Moment>,
    /// Whether the name may be published.
    is_public: bool,
}

/// Returns the page.
pub(in crate::board) fn people_page(facts: &Facts<'_>) -> Page {
    let people = facts.people.map(|people| people.people.as_slice()).unwrap_or_default();
    let teams = facts.people.map(|people| people.teams.as_slice()).unwrap_or_default();
    let rota = facts.people.map(|people| people.rota.as_slice()).unwrap_or_default();
    let shifts = rota.iter().filter(|shift| shift.to > facts.now);
    let mut shifts: Vec<&Shift> = shifts.collect();
    shifts.sort_by_key(|shift| shift.from);
    let view = PeoplePage {
        shifts: shifts.into_iter().map(|shift| shift_view(shift, facts)).collect(),
        teams: teams
            .iter()
            .map(|team| TeamView {
                name: facts.person(&team.id.value),
                lead: team.lead.as_ref().map(|lead| facts.person(&lead.value)),
                // The lead is named before the others.
                members: team
                    .members
                    .iter()
                    .filter(|member| team.lead.as_ref().is_none_or(|lead| lead.value != member.value))
                    .map(|member| facts.person(&member.value))
                    .collect(),
            })
            .collect(),
        people: people.iter().map(|person| person_view(person, facts)).collect(),
    };
    Page::new("people/", "people", "People", "people.html", &view)
}

fn shift_view(shift: &Shift, facts: &Facts<'_>) -> ShiftView {
    ShiftView {
        role: label(&shift.role.value),
        team: shift.team.as_ref().map(|team| facts.person(&team.value)),
        person: facts.person(&shift.person.value),
        from: Moment::new(shift.from, facts.now),
        to: Moment::new(shift.to, facts.now),
        is_now: shift.from <= facts.now,
    }
}

fn person_view(person: &Person, facts: &Facts<'_>) -> PersonView {
    let line = |text: &Option<crate::span::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let named = |id: &Option<crate::span::Spanned<String>>| id.as_ref().map(|id| facts.person(&id.value));
    PersonView {
        name: facts.person(&person.id.value),
        id: person.id.value.clone(),
        email: line(&person.email),
        github: line(&person.github),
        alternate: named(&person.alternate),
        reports_to: named(&person.reports_to),
        until: person.until.map(Moment::full),
        is_public: person.public,
    }
}
