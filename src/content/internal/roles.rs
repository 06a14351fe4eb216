//! The roles of an incident response, and the people who hold them.

use crate::content::SeverityName;
use crate::content::key::Key;
use crate::content::reader::Reader;
use crate::span::Spanned;

/// The people who hold roles, by role.
pub type Roles = Vec<(&'static str, Spanned<String>)>;

/// The role of a rota that is not one of an incident: who is paged.
pub const ON_CALL: &str = "on_call";

pub(super) const ROLE_KEYS: &[Key] = &[
    Key::optional("commander", "person", "who makes the decisions"),
    Key::optional("technical_lead", "person", "who leads the technical work"),
    Key::optional("communications_lead", "person", "who writes the updates for customers"),
    Key::optional("scribe", "person", "who keeps the timeline"),
    Key::optional("stakeholder_liaison", "person", "who informs management and account managers"),
];

/// Returns the names of the roles that an incident has, in the order in which they are listed.
pub fn role_names() -> impl Iterator<Item = &'static str> {
    ROLE_KEYS.iter().map(|key| key.name)
}

/// Returns the roles that somebody has to hold: the commander, the technical lead and the communications lead, and in the
/// gravest incidents every role.
pub fn needed_roles(severity: Option<&str>) -> impl Iterator<Item = &'static str> {
    let is_grave = severity == SeverityName::BUILT_IN.first().copied();
    role_names().filter(move |role| {
        is_grave || matches!(*role, "commander" | "technical_lead" | "communications_lead")
    })
}

/// Reads the table `roles`.
pub(super) fn read_roles(reader: &Reader<'_>) -> Roles {
    let table = reader.table("roles", "`roles`", ROLE_KEYS);
    table
        .map(|table| ROLE_KEYS.iter().filter_map(|key| Some((key.name, table.line(key.name)?))).collect())
        .unwrap_or_default()
}
