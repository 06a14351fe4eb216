//! Who holds which role.

use serde::Serialize;

use crate::board::facts::Facts;
use crate::board::moment::Moment;
use crate::board::words::label;
use crate::content::internal::role_names;
use crate::response::{RoleHolder, RoleSource};

/// A role, and who holds it.
#[derive(Debug, Serialize)]
pub(super) struct RoleView {
    role: String,
    /// The name of the person; `None` if nobody holds it.
    person: Option<String>,
    /// Why it is this person, if the record does not name them: `by the rota until`, `since`.
    why: Option<&'static str>,
    at: Option<Moment>,
}

/// Returns the roles that somebody holds or should hold, in their order.
pub(super) fn roles(held: &[RoleHolder], missing: &[&'static str], facts: &Facts<'_>) -> Vec<RoleView> {
    let role = |name: &'static str| {
        if let Some(holder) = held.iter().find(|holder| holder.role == name) {
            let (why, at) = match holder.source {
                RoleSource::Incident => (None, None),
                RoleSource::Handover(at) => (Some("since"), Some(at)),
                RoleSource::Rota(until) => (Some("by the rota until"), Some(until)),
            };
            let at = at.map(|at| Moment::new(at, facts.now));
            return Some(RoleView { role: label(name), person: Some(facts.person(&holder.person)), why, at });
        }
        let is_missing = missing.contains(&name);
        is_missing.then(|| RoleView { role: label(name), person: None, why: None, at: None })
    };
    role_names().filter_map(role).collect()
}
