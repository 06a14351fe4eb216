//! What the responders need to know first: owners, roles, runbooks, and what is due when.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::complete::Complete;
use crate::commands::who;
use crate::commands::workspace::Workspace;
use crate::content::ComponentNames;
use crate::content::internal::role_names;
use crate::response::{Deadlines, owner_of};
use crate::status::day::date_of;

/// Returns the lines to print after an incident was opened.
pub(super) fn lines(incident: &Complete, workspace: &Workspace) -> Vec<String> {
    let content = &workspace.content;
    let people = content.internal.people.as_ref();
    let names = ComponentNames::new(&content.public.components);
    let zone = content.public.site.as_ref().map_or(Tz::UTC, |site| site.time_zone);
    let today = date_of(workspace.second, zone);
    let mut lines = Vec::new();
    for (name, _) in &incident.components {
        let owner = names.one(name).and_then(|component| owner_of(content, component, workspace.second));
        if let Some(owner) = owner {
            lines.push(owner.component.name.clone());
            lines.extend(who::facts(&owner, content, today));
        }
    }
    let mut roles = Vec::new();
    for role in role_names() {
        let leader = incident.commander.as_ref().filter(|_| role == "commander");
        let shift = people.and_then(|people| people.on_duty(role, None, workspace.second));
        let holder = match (leader, shift) {
            (Some(person), _) => who::contact_of(person, people),
            (None, Some(shift)) => format!("{}, by the rota", who::contact_of(&shift.person.value, people)),
            (None, None) => continue,
        };
        roles.push(format!("  {}: {holder}", role.replace('_', " ")));
    }
    if !roles.is_empty() {
        lines.push("roles".to_owned());
        lines.extend(roles);
    }
    lines.extend(due(incident, workspace));
    lines
}

/// Returns what the policy of the severity makes due.
fn due(incident: &Complete, workspace: &Workspace) -> Vec<String> {
    let site = workspace.content.public.site.as_ref();
    let policy = site.and_then(|site| site.severities.get(incident.severity.as_str()));
    let Some(policy) = policy else { return Vec::new() };
    let deadlines = Deadlines::new(*policy, incident.detected.unwrap_or(workspace.second));
    let line = |what: &str, at: DateTime<Utc>| format!("{what} by {}", at.format("%Y-%m-%d %H:%M UTC"));
    let mut lines = Vec::new();
    lines.extend(deadlines.acknowledge.map(|at| line("acknowledge", at)));
    match (incident.text.is_some(), deadlines.first_update, incident.next_update_due(workspace.now)) {
        (false, Some(at), _) => lines.push(line("first update to customers", at)),
        (true, _, Some(at)) => lines.push(line("next update to customers", at)),
        _ => {}
    }
    lines
}
