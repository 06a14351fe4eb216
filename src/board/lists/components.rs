//! Components: who owns them, what to do when they fail, and how often they did.

use chrono::{Months, NaiveDate};
use serde::Serialize;

use super::parts::{Group, Part, PartLink, parts};
use crate::board::facts::Facts;
use crate::board::link::LinkView;
use crate::board::moment::day;
use crate::board::page::Page;
use crate::content::internal::IncidentKind;
use crate::response::owner_of;

#[derive(Debug, Serialize)]
struct ComponentsPage {
    rows: Vec<ComponentRow>,
    parts: Vec<PartLink>,
    next: Option<PartLink>,
}

#[derive(Debug, Serialize)]
struct ComponentRow {
    name: String,
    path: String,
    is_retired: bool,
    /// The address of its incidents.
    address: String,
    team: Option<String>,
    lead: Option<String>,
    alternate: Option<String>,
    on_call: Option<String>,
    runbooks: Vec<RunbookView>,
    /// Internal names, which must never be published.
    aliases: Vec<String>,
    /// Incidents of the last twelve months.
    incidents: usize,
    /// How many of these repeated an earlier one.
    repeats: usize,
    /// How many of these look like an earlier one, and nobody has said whether they repeat it.
    likely_repeats: usize,
}

/// A runbook with the day of its last review.
#[derive(Debug, Serialize)]
struct RunbookView {
    link: LinkView,
    reviewed: Option<String>,
    /// Whether it has not been reviewed for longer than it says.
    is_stale: bool,
}

/// Returns the pages.
pub(in crate::board) fn components_pages(facts: &Facts<'_>) -> Vec<Page> {
    let today = facts.now.date_naive();
    let year = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    let count = facts.content.public.components.len();
    let rows = (0..count).map(|index| row(index, year, facts));
    let groups = rows.map(|row| Group::new(row.name.clone(), vec![row])).collect();
    let page = |part: Part<ComponentRow>| {
        let rows = part.groups.into_iter().flat_map(|group| group.rows).collect();
        let view = ComponentsPage { rows, parts: part.all, next: part.next };
        Page::new(part.address, "components", "Components", "components.html", &view)
    };
    parts("components/", groups).into_iter().map(page).collect()
}

fn row(component: usize, since: NaiveDate, facts: &Facts<'_>) -> ComponentRow {
    let own = facts.content.public.components.get(component);
    let owner = owner_of(facts.content, component, facts.now);
    let owner = owner.as_ref();
    let recent = || {
        facts.incidents.iter().filter(|one| {
            one.kind == IncidentKind::Incident
                && one.components.contains(&component)
                && one.at.is_some_and(|at| at.date_naive() >= since)
        })
    };
    let is_repeat = |name: &str| facts.repeats.iter().any(|repeat| repeat.incident.name == name);
    let is_likely = |name: &str| !is_repeat(name) && facts.likely_repeat(name).is_some();
    let aliases = facts.content.internal.owners.owners.iter();
    let aliases = aliases.filter(|one| facts.components.one(&one.component.value) == Some(component));
    let person = |id: Option<&crate::span::Spanned<String>>| id.map(|id| facts.person(&id.value));
    ComponentRow {
        name: facts.component_name(component).to_owned(),
        path: own.map(|own| own.path.clone()).unwrap_or_default(),
        is_retired: own.is_some_and(|own| own.retired.is_some_and(|at| at <= facts.now)),
        address: format!("by/component/{}/", facts.component_address(component)),
        team: person(owner.and_then(|owner| owner.team).map(|team| &team.id)),
        lead: person(owner.and_then(|owner| owner.lead).map(|lead| &lead.id)),
        alternate: person(owner.and_then(|owner| owner.alternate).map(|alternate| &alternate.id)),
        on_call: person(owner.and_then(|owner| owner.on_call).map(|shift| &shift.person)),
        runbooks: owner
            .into_iter()
            .flat_map(|owner| &owner.runbooks)
            .map(|written| runbook(written, facts))
            .collect(),
        aliases: aliases.flat_map(|one| &one.aliases).map(|alias| alias.value.clone()).collect(),
        incidents: recent().count(),
        repeats: recent().filter(|one| is_repeat(&one.folder.name)).count(),
        likely_repeats: recent().filter(|one| is_likely(&one.folder.name)).count(),
    }
}

fn runbook(written: &str, facts: &Facts<'_>) -> RunbookView {
    let own = facts.content.internal.runbooks.iter().find(|runbook| runbook.path == written);
    let reviewed = own.and_then(|own| own.reviewed.as_ref()).map(|reviewed| reviewed.value);
    RunbookView {
        link: facts.runbook_link(written),
        reviewed: reviewed.map(day),
        is_stale: own.is_some_and(|own| own.is_stale(facts.now.date_naive())),
    }
}
