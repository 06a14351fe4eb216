//! `allclear who`: who owns a component, who is on call for it, and what to do when it fails.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::exit::Exit;
use super::new::components::without_states;
use super::report::format_time;
use super::session::Session;
use super::stop::Stop;
use crate::cli::Who;
use crate::content::internal::{People, Person, Runbook};
use crate::content::{self, ComponentNames, Content};
use crate::response::{ComponentOwner, owner_of};
use crate::source::{ScanOptions, scan};
use crate::status::day::date_of;

/// Prints the owners of components.
pub(super) fn run(arguments: &Who, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let (snapshot, _) = scan(&session.project(), ScanOptions { public_only: false });
    let (content, _) = content::load(&snapshot);
    let wanted = without_states(&arguments.components, &content.public)?;
    let (now, _) = session.clock().read(&content.public);
    let today = date_of(now, content.public.site.as_ref().map_or(Tz::UTC, |site| site.time_zone));
    let names = ComponentNames::new(&content.public.components);
    for (index, name) in wanted.iter().enumerate() {
        let Some(owner) = names.one(name).and_then(|component| owner_of(&content, component, now)) else {
            continue;
        };
        let gap = if index == 0 { "" } else { "\n" };
        session.print(&format!("{gap}{}", described(&owner, &content, today)))?;
    }
    Ok(Exit::Done)
}

/// Returns the lines about one component.
fn described(owner: &ComponentOwner<'_>, content: &Content, today: NaiveDate) -> String {
    let component = owner.component;
    let mut lines = vec![format!("{} ({})", component.name, component.path)];
    lines.extend(facts(owner, content, today));
    lines.join("\n") + "\n"
}

/// Returns the owner, who is on call, and the runbooks of a component, one line each.
pub(super) fn facts(owner: &ComponentOwner<'_>, content: &Content, today: NaiveDate) -> Vec<String> {
    let people = content.internal.people.as_ref();
    let team = owner.team.map(|team| team.name.as_ref().map_or(&*team.id.value, |name| &*name.value));
    let mut lines = vec![match (team, owner.lead, owner.alternate) {
        (None, ..) => "  owner:   nobody is named in `owners.toml`".to_owned(),
        (Some(team), None, _) => format!("  owner:   {team}, which has no lead"),
        (Some(team), Some(lead), None) => format!("  owner:   {team}: {}", contact(lead)),
        (Some(team), Some(lead), Some(alternate)) => {
            format!("  owner:   {team}: {}, or else {}", contact(lead), contact(alternate))
        }
    }];
    if let Some(shift) = owner.on_call {
        let until = format_time(shift.to);
        lines.push(format!("  on call: {} until {until}", contact_of(&shift.person.value, people)));
    }
    lines.extend(owner.runbooks.iter().map(|address| {
        let file = content.internal.runbooks.iter().find(|runbook| runbook.path == *address);
        format!("  runbook: {address}{}", file.map(|runbook| age(runbook, today)).unwrap_or_default())
    }));
    lines
}

/// Returns when a runbook was reviewed, and whether it should be again.
fn age(runbook: &Runbook, today: NaiveDate) -> String {
    let stale = if runbook.is_stale(today) { ", stale" } else { "" };
    match &runbook.reviewed {
        Some(reviewed) => format!(", reviewed {}{stale}", reviewed.value),
        None => format!(", never reviewed{stale}"),
    }
}

/// Returns the name of a person and how to reach them.
fn contact(person: &Person) -> String {
    let name = person.name.as_ref().map_or(&*person.id.value, |name| &*name.value);
    match &person.email {
        Some(email) => format!("{name} <{}>", email.value),
        None => name.to_owned(),
    }
}

/// The same for a person by the id, which may be unknown.
pub(super) fn contact_of(id: &str, people: Option<&People>) -> String {
    let known = people.and_then(|people| people.people.iter().find(|person| person.id.value == id));
    known.map_or_else(|| id.to_owned(), contact)
}
