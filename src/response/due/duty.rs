//! Who is responsible in an incident at some time.

use chrono::{DateTime, Utc};

use super::Responsible;
use crate::check::breach_contact;
use crate::content::internal::{ON_CALL, People, StepHolder};
use crate::content::{ComponentNames, Content, Folder};
use crate::response::{RoleHolder, owner_of, roles_in_force};

/// Who holds which role in an incident.
pub(super) struct Duty<'c> {
    folder: &'c Folder,
    content: &'c Content,
    people: Option<&'c People>,
    roles: Vec<RoleHolder>,
    /// Nobody took responsibility in time, so the alternates are asked.
    is_late: bool,
    now: DateTime<Utc>,
}

impl<'c> Duty<'c> {
    pub(super) fn new(folder: &'c Folder, content: &'c Content, now: DateTime<Utc>, is_late: bool) -> Self {
        let people = content.internal.people.as_ref();
        Self { folder, content, people, roles: roles_in_force(folder, people, now), is_late, now }
    }

    /// Returns whoever takes a step.
    pub(super) fn holder(&self, holder: &StepHolder) -> Responsible {
        let team = holder.team.as_ref().map(|team| team.value.as_str());
        match (holder.role.as_ref().map(|role| role.value.as_str()), team) {
            (Some(ON_CALL), Some(team)) => {
                let shift = self.people.and_then(|people| people.on_duty(ON_CALL, Some(team), self.now));
                let person = shift.map(|shift| shift.person.value.clone());
                self.asked(team.to_owned(), person.or_else(|| self.lead(team)))
            }
            (Some(ON_CALL), None) => self.on_call(),
            (Some(role), _) => self.role(role),
            (None, Some(team)) => self.asked(team.to_owned(), self.lead(team)),
            (None, None) => Responsible::default(),
        }
    }

    fn lead(&self, team: &str) -> Option<String> {
        self.people?.team(team)?.lead.as_ref().map(|lead| lead.value.clone())
    }

    /// Returns whoever holds the first of these roles that anybody holds.
    pub(super) fn first_of(&self, roles: &[&str]) -> Responsible {
        let held = roles.iter().find(|role| self.roles.iter().any(|holder| holder.role == **role));
        held.or(roles.first()).map(|role| self.role(role)).unwrap_or_default()
    }

    fn role(&self, role: &str) -> Responsible {
        let holder = self.roles.iter().find(|holder| holder.role == role);
        self.asked(role.to_owned(), holder.map(|holder| holder.person.clone()))
    }

    /// Returns who is on call for an affected component, or for the whole organisation.
    pub(super) fn on_call(&self) -> Responsible {
        let names = ComponentNames::new(&self.content.public.components);
        let components = self.folder.incident.iter().flat_map(|incident| &incident.components);
        let mut owners = components
            .filter_map(|name| owner_of(self.content, names.one(&name.value)?, self.now))
            .filter_map(|owner| owner.on_call);
        let shift = owners.next().or_else(|| self.people?.on_duty(ON_CALL, None, self.now));
        self.asked(ON_CALL.to_owned(), shift.map(|shift| shift.person.value.clone()))
    }

    /// Returns who is warned of a breach, which is never the technical lead.
    pub(super) fn above_technical_lead(&self) -> Responsible {
        let contact = breach_contact(self.folder, self.content, self.now);
        Responsible { role: None, people: contact.into_iter().map(str::to_owned).collect() }
    }

    /// Returns the person who holds a role, or the alternate if nobody took responsibility in time.
    fn asked(&self, role: String, person: Option<String>) -> Responsible {
        let alternate = || {
            let known = self.people?.person(person.as_ref()?)?;
            known.alternate.as_ref().map(|alternate| alternate.value.clone())
        };
        let alternate = if self.is_late { alternate() } else { None };
        Responsible { role: Some(role), people: alternate.or(person).into_iter().collect() }
    }
}
