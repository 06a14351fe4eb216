//! Who holds which role.

use chrono::{DateTime, Utc};

use crate::content::Folder;
use crate::content::internal::{People, named_holder, role_names};

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
        if let Some(person) = named_holder(folder, role, at) {
            return Some(RoleHolder { role, person: person.to_owned(), source: RoleSource::Incident });
        }
        let shift = people?.on_duty(role, None, at)?;
        Some(RoleHolder { role, person: shift.person.value.clone(), source: RoleSource::Rota(shift.to) })
    };
    role_names().filter_map(held).collect()
}
