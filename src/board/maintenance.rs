//! Maintenances: a card on the first page, and a page of its own with the plan.

use serde::Serialize;

use super::chronology::{ChronologyDay, chronology_days};
use super::facts::Facts;
use super::moment::Moment;
use super::open::WaitingView;
use super::page::Page;
use super::text::html;
use super::title::title;
use super::words::label;
use crate::content::{Folder, text_below};
use crate::response::{RunningMaintenance, chronology, maintenance_course};

/// A maintenance in a few lines.
#[derive(Debug, Serialize)]
pub(super) struct MaintenanceCard {
    title: String,
    address: String,
    status: String,
    from: Option<Moment>,
    to: Option<Moment>,
    is_overrun: bool,
    owner: Option<String>,
    /// The newest update.
    newest: Option<String>,
    newest_at: Option<Moment>,
    next: Vec<super::open::NextView>,
    waiting: Vec<WaitingView>,
}

impl MaintenanceCard {
    /// A maintenance that is running.
    pub(super) fn running(one: &RunningMaintenance<'_>, facts: &Facts<'_>) -> Self {
        Self {
            is_overrun: one.is_overrun,
            newest: one.last_update.map(|update| update.body.html.to_string()),
            newest_at: one.last_update.map(|update| Moment::new(update.at, facts.now)),
            next: super::open::next_updates(&one.next_updates, facts),
            waiting: one.waiting.iter().map(|text| WaitingView::new(text, one.folder, facts)).collect(),
            ..Self::of(one.folder, facts)
        }
    }

    /// A maintenance that was announced and has not begun; `None` for any other.
    pub(super) fn coming(folder: &Folder, facts: &Facts<'_>) -> Option<Self> {
        let course = maintenance_course(folder, facts.now)?;
        let is_coming =
            !course.closed && !course.is_running() && course.window.from.is_some_and(|from| from > facts.now);
        is_coming.then(|| Self::of(folder, facts))
    }

    fn of(folder: &Folder, facts: &Facts<'_>) -> Self {
        let course = maintenance_course(folder, facts.now);
        let moment = |at| Moment::new(at, facts.now);
        let owner = folder.plan.as_ref().and_then(|plan| plan.owner.as_ref());
        Self {
            title: title(folder).to_owned(),
            address: facts.address(folder).to_owned(),
            status: course
                .as_ref()
                .map_or_else(|| "Planned".to_owned(), |course| label(course.status.as_str())),
            from: course.as_ref().and_then(|course| course.window.from).map(moment),
            to: course.as_ref().and_then(|course| course.window.to).map(moment),
            is_overrun: false,
            owner: owner.map(|owner| facts.person(&owner.value)),
            newest: None,
            newest_at: None,
            next: Vec::new(),
            waiting: Vec::new(),
        }
    }
}

#[derive(Debug, Serialize)]
struct MaintenancePage {
    card: MaintenanceCard,
    folder: String,
    components: Vec<String>,
    tiers: Vec<String>,
    customers: Vec<String>,
    ticket: Option<String>,
    /// The plan.
    html: String,
    days: Vec<ChronologyDay>,
}

/// Returns the page of a maintenance.
pub(super) fn maintenance_page(folder: &Folder, facts: &Facts<'_>) -> Page {
    let plan = folder.plan.as_ref();
    let lines = |names: Option<&Vec<crate::span::Spanned<String>>>| {
        names.into_iter().flatten().map(|name| name.value.clone()).collect::<Vec<String>>()
    };
    let running = facts.situation.maintenances.iter().find(|one| one.folder.name == folder.name);
    let text = plan.and_then(|plan| facts.snapshot.file(plan.span.file)).map_or("", text_below);
    let view = MaintenancePage {
        card: running.map_or_else(
            || MaintenanceCard::of(folder, facts),
            |running| MaintenanceCard::running(running, facts),
        ),
        folder: folder.path(),
        components: lines(plan.map(|plan| &plan.components))
            .iter()
            .map(|name| facts.component(name))
            .collect(),
        tiers: lines(plan.map(|plan| &plan.tiers)),
        customers: lines(plan.map(|plan| &plan.customers)).iter().map(|id| facts.customer(id)).collect(),
        ticket: plan.and_then(|plan| plan.ticket.as_ref()).map(|ticket| ticket.value.clone()),
        html: html(text, "plan", &facts.site.url, 3),
        days: chronology_days(&chronology(folder, facts.snapshot, facts.now), facts),
    };
    Page::new(facts.address(folder), "incidents", title(folder), "maintenance.html", &view)
}
