//! Who holds which role.

use chrono::{DateTime, Utc};

use crate::content::Folder;
use crate::content::internal::{People, named_holder, needed_roles, role_names};

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
    /// In the record of the incident.
    Incident,
    /// In the timeline, which handed the role over at this time (UTC).
    Handover(DateTime<Utc>),
    /// In `[[rota]]` of `people.toml`, until this time (UTC).
    Rota(DateTime<Utc>),
}

/// Returns who holds the roles of an incident at a time (UTC): as the timeline handed them over, or as the record names
/// them, or else by the rota. A role that nobody holds is left out.
#[must_use]
pub fn roles_in_force(folder: &Folder, people: Option<&People>, at: DateTime<Utc>) -> Vec<RoleHolder> {
    let held = |role: &'static str| {
        if let Some(person) = named_holder(folder, role, at) {
            let source = handover(folder, role, at).map_or(RoleSource::Incident, RoleSource::Handover);
            return Some(RoleHolder { role, person: person.to_owned(), source });
        }
        let shift = people?.on_duty(role, None, at)?;
        Some(RoleHolder { role, person: shift.person.value.clone(), source: RoleSource::Rota(shift.to) })
    };
    role_names().filter_map(held).collect()
}

/// Returns when the timeline last handed over a role, up to a time (UTC).
fn handover(folder: &Folder, role: &str, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let entries = folder.timeline.iter().filter(|entry| entry.at <= at);
    entries.filter(|entry| entry.roles.iter().any(|(name, _)| *name == role)).map(|entry| entry.at).max()
}

/// Returns the roles that nobody holds although somebody should: the commander, the technical lead and the communications
/// lead, and in the gravest incidents every role.
#[must_use]
pub fn missing_roles(held: &[RoleHolder], severity: Option<&str>) -> Vec<&'static str> {
    let is_held = |role: &str| held.iter().any(|holder| holder.role == role);
    needed_roles(severity).filter(|role| !is_held(role)).collect()
}
