//! Who holds which role.

use chrono::{DateTime, Utc};

use crate::content::Folder;
use crate::content::internal::{People, Shift, role_names};
use crate::status::in_force;

/// A role and the person who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleHolder {
    /// The role.
    pub role: &'static str,
    /// The person, by the id in `people.toml`.
    pub person: String,
    /// Where that is written.
    pub source: RoleSource,
}

/// Where it is written who holds a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleSource {
    /// In the record or the timeline of the incident.
    Incident,
    /// In `[[rota]]` of `people.toml`, until this time (UTC).
    Rota(DateTime<Utc>),
}

/// Returns who holds the roles of an incident at a time (UTC): as the timeline handed them over, or as the record names
/// them, or else by the rota. A role that nobody holds is left out.
#[must_use]
pub fn roles_in_force(folder: &Folder, people: Option<&People>, at: DateTime<Utc>) -> Vec<RoleHolder> {
    let held = |role: &'static str| {
        let holder = |roles: &'_ [(&'static str, _)]| roles.iter().position(|(name, _)| *name == role);
        let beginning = folder.incident.as_ref().and_then(|incident| {
            let index = holder(&incident.roles)?;
            incident.roles.get(index).map(|(_, person)| person)
        });
        let changes = folder.timeline.iter().filter_map(|entry| {
            let index = holder(&entry.roles)?;
            entry.roles.get(index).map(|(_, person)| (entry.at, person))
        });
        let named = in_force(beginning, changes, at);
        let named = named.map(|person| RoleHolder {
            role,
            person: person.value.clone(),
            source: RoleSource::Incident,
        });
        named.or_else(|| {
            let shift = on_duty(people?, role, None, at)?;
            Some(RoleHolder { role, person: shift.person.value.clone(), source: RoleSource::Rota(shift.to) })
        })
    };
    role_names().filter_map(held).collect()
}

/// Returns the shift of a role at a time (UTC): that of the team if one is given, otherwise that of the whole
/// organisation.
#[must_use]
pub fn on_duty<'p>(
    people: &'p People,
    role: &str,
    team: Option<&str>,
    at: DateTime<Utc>,
) -> Option<&'p Shift> {
    people.rota.iter().find(|shift| {
        let of_team = shift.team.as_ref().map(|team| team.value.as_str());
        shift.role.value == role && of_team == team && shift.covers(at)
    })
}
