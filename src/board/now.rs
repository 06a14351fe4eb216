//! The first page: what is open, the worst first, and what falls due next.

use chrono::TimeDelta;
use serde::Serialize;

use super::due_entry::DueEntry;
use super::facts::Facts;
use super::maintenance::MaintenanceCard;
use super::moment::Moment;
use super::open::{OpenView, WaitingView};
use super::page::Page;
use super::title::title;
use crate::response::{DueItem, DueWhat, is_open};

/// How far ahead the list of what is due looks.
const AHEAD: TimeDelta = TimeDelta::hours(24);

/// How many overdue actions and post-mortems the page names.
const LATE_SHOWN: usize = 6;

#[derive(Debug, Serialize)]
struct NowPage {
    /// The number of open incidents, without drills.
    open: usize,
    incidents: Vec<OpenView>,
    maintenances: Vec<MaintenanceCard>,
    coming: Vec<MaintenanceCard>,
    /// When the newest closed incident was noticed, if nothing is open.
    last: Option<LastIncident>,
    /// What is due in the next 24 hours, and what is late, of what is open and of texts that wait.
    due: Vec<DueEntry>,
    /// Actions and post-mortems that are late.
    late: Vec<DueEntry>,
    /// How many more of these there are.
    more_late: usize,
    /// Texts of closed incidents that wait.
    waiting: Vec<LeftOver>,
}

#[derive(Debug, Serialize)]
struct LastIncident {
    title: String,
    address: String,
    at: Option<Moment>,
}

/// A text that waits although its incident is closed.
#[derive(Debug, Serialize)]
struct LeftOver {
    title: String,
    address: String,
    text: WaitingView,
}

/// Returns the first page.
pub(super) fn now_page(facts: &Facts<'_>) -> Page {
    let situation = &facts.situation;
    let incidents: Vec<OpenView> =
        situation.incidents.iter().map(|incident| OpenView::new(incident, facts)).collect();
    let is_near = |item: &&DueItem<'_>| item.at <= facts.now + AHEAD;
    let (later, soon): (Vec<&DueItem<'_>>, Vec<&DueItem<'_>>) =
        facts.due.iter().filter(is_near).partition(|item| is_late_work(item, facts));
    let late: Vec<DueEntry> = later.iter().map(|item| DueEntry::new(item, facts)).collect();
    let last = facts.incidents.iter().find(|one| !one.is_open).filter(|_| incidents.is_empty());
    let left_over = situation.waiting.iter().map(|(folder, text)| LeftOver {
        title: title(folder).to_owned(),
        address: facts.address(folder).to_owned(),
        text: WaitingView::new(text, folder, facts),
    });
    let coming = facts.maintenances.iter().filter_map(|folder| MaintenanceCard::coming(folder, facts));
    let view = NowPage {
        open: situation.incidents.iter().filter(|incident| !incident.is_drill()).count(),
        maintenances: situation.maintenances.iter().map(|one| MaintenanceCard::running(one, facts)).collect(),
        coming: coming.collect(),
        last: last.map(|one| LastIncident {
            title: one.title.to_owned(),
            address: facts.address(one.folder).to_owned(),
            at: one.at.map(|at| Moment::new(at, facts.now)),
        }),
        due: soon.iter().map(|item| DueEntry::new(item, facts)).collect(),
        more_late: late.len().saturating_sub(LATE_SHOWN),
        late: late.into_iter().take(LATE_SHOWN).collect(),
        waiting: left_over.collect(),
        incidents,
    };
    let title = match view.open {
        0 => "Nothing is open".to_owned(),
        open => super::words::count(open, "open incident"),
    };
    Page::new("", "now", title, "now.html", &view).live()
}

/// Whether an item is work that is late: old work must not push what is due today out of sight.
fn is_late_work(item: &DueItem<'_>, facts: &Facts<'_>) -> bool {
    let is_work = matches!(item.what, DueWhat::Action { .. } | DueWhat::Postmortem { .. });
    item.at <= facts.now && is_work && !is_open(item.folder, facts.now)
}
