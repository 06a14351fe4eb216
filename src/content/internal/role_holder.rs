//! Who holds a role in an incident.

use chrono::{DateTime, Utc};

use super::{People, Shift};
use crate::content::Folder;
use crate::status::in_force;

/// Returns the person who holds a role in an incident at a time (UTC), by the id in `people.toml`: as the timeline handed
/// it over, or as the record says. The rota is not considered.
#[must_use]
pub fn named_holder<'f>(folder: &'f Folder, role: &str, at: DateTime<Utc>) -> Option<&'f str> {
    let holder = |roles: &'f super::Roles| {
        roles.iter().find(|(name, _)| *name == role).map(|(_, person)| person.value.as_str())
    };
    let beginning = folder.incident.as_ref().and_then(|incident| holder(&incident.roles));
    let changes = folder.timeline.iter().filter_map(|entry| Some((entry.at, holder(&entry.roles)?)));
    in_force(beginning, changes, at)
}

/// Returns the person who holds a role in an incident at a time (UTC): as its files say, or else by the rota of the whole
/// organisation.
#[must_use]
pub fn role_holder<'f>(
    folder: &'f Folder,
    people: Option<&'f People>,
    role: &str,
    at: DateTime<Utc>,
) -> Option<&'f str> {
    let on_duty = || people?.on_duty(role, None, at).map(|shift| shift.person.value.as_str());
    named_holder(folder, role, at).or_else(on_duty)
}

impl People {
    /// Returns the shift of a role at a time (UTC): that of the team if one is given, otherwise that of the whole
    /// organisation.
    #[must_use]
    pub fn on_duty(&self, role: &str, team: Option<&str>, at: DateTime<Utc>) -> Option<&Shift> {
        self.rota.iter().find(|shift| {
            let of_team = shift.team.as_ref().map(|team| team.value.as_str());
            shift.role.value == role && of_team == team && shift.covers(at)
        })
    }
}
