//! An open incident, as the first page shows it.

use serde::Serialize;

use super::broken::BrokenFile;
use super::clocks::ClocksView;
use super::deadline::DeadlineView;
use super::missing::{MissingView, missing};
use super::role::{RoleView, roles};
use super::waiting::WaitingView;
use crate::board::facts::Facts;
use crate::board::moment::Moment;
use crate::board::text::html;
use crate::board::title::title;
use crate::board::words::label;
use crate::content::internal::{Outcome, TimelineEntry};
use crate::content::{AudienceTag, Keyword as _, text_below};
use crate::response::{OpenIncident, checklist_items, severities_of};

/// An open incident.
#[derive(Debug, Serialize)]
pub(in crate::board) struct OpenView {
    /// The look of its panel: `critical` only if a deadline is near.
    look: &'static str,
    severity: String,
    is_drill: bool,
    title: String,
    address: String,
    /// The name of the commander.
    commander: Option<String>,
    deadline: Option<DeadlineView>,
    /// What customers see; `None` if they have had no update.
    sees: Option<SeenView>,
    /// When it was noticed.
    noticed: Option<Moment>,
    /// Since when the severity is in force, if not from the beginning.
    severity_since: Option<Moment>,
    last_update: Option<Moment>,
    next_updates: Vec<NextView>,
    newest: Option<NewestEntry>,
    entries: usize,
    missing: Vec<MissingView>,
    waiting: Vec<WaitingView>,
    checklist: Option<ChecklistView>,
    roles: Vec<RoleView>,
    clocks: ClocksView,
    broken: Vec<BrokenFile>,
}

#[derive(Debug, Serialize)]
struct SeenView {
    /// The look of the state: `major`.
    look: String,
    impact: Option<String>,
    status: String,
}

/// The next update to some readers.
#[derive(Debug, Serialize)]
pub(in crate::board) struct NextView {
    /// The readers, if there are several groups.
    readers: Option<String>,
    due: Option<Moment>,
    is_late: bool,
}

#[derive(Debug, Serialize)]
struct NewestEntry {
    at: Moment,
    author: Option<String>,
    outcome: Option<OutcomeView>,
    html: String,
}

/// The effect of what was done.
#[derive(Clone, Debug, Serialize)]
pub(in crate::board) struct OutcomeView {
    look: &'static str,
    word: String,
}

#[derive(Debug, Serialize)]
struct ChecklistView {
    done: usize,
    all: usize,
    /// The items that are not ticked.
    open: Vec<String>,
}

impl OpenView {
    pub(in crate::board) fn new(incident: &OpenIncident<'_>, facts: &Facts<'_>) -> Self {
        let (folder, now) = (incident.folder, facts.now);
        let deadline = incident.clocks.as_ref().ok().and_then(|clocks| DeadlineView::of(clocks, now));
        let is_marked = deadline.as_ref().is_some_and(|deadline| deadline.is_marked);
        let changes = severities_of(folder, now);
        let since = changes
            .last()
            .map(|(from, _)| *from)
            .filter(|from| folder.began().is_some_and(|began| *from > began));
        Self {
            look: look(incident.severity, is_marked, incident.is_drill()),
            severity: incident.severity.unwrap_or("No severity").to_owned(),
            is_drill: incident.is_drill(),
            title: title(folder).to_owned(),
            address: facts.address(folder).to_owned(),
            commander: incident
                .roles
                .iter()
                .find(|holder| holder.role == "commander")
                .map(|holder| facts.person(&holder.person)),
            deadline,
            sees: seen(incident, facts),
            noticed: incident.milestones.noticed().map(|at| Moment::new(at, now)),
            severity_since: since.map(|at| Moment::new(at, now)),
            last_update: incident.last_update.map(|update| Moment::new(update.at, now)),
            next_updates: next_updates(&incident.next_updates, facts),
            newest: incident.newest_entry.map(|entry| newest(entry, facts)),
            entries: folder.timeline.len(),
            missing: missing(incident, facts),
            waiting: incident.waiting.iter().map(|text| WaitingView::new(text, folder, facts)).collect(),
            checklist: checklist(incident, facts),
            roles: roles(&incident.roles, &incident.missing_roles, facts),
            clocks: ClocksView::new(&incident.clocks, folder, facts),
            broken: BrokenFile::of(folder, facts),
        }
    }
}

/// The look of a panel. The solid head is for a deadline that is near or missed, whatever the severity.
fn look(severity: Option<&str>, is_marked: bool, is_drill: bool) -> &'static str {
    match severity {
        _ if is_drill => "none",
        _ if is_marked => "critical",
        Some("P1") => "major_outage",
        Some("P3" | "P4") => "minor",
        None | Some(_) => "major",
    }
}

/// Returns what the public sees of an incident, or else the status that any customer sees.
fn seen(incident: &OpenIncident<'_>, facts: &Facts<'_>) -> Option<SeenView> {
    let slug = incident.folder.slug();
    if let Some(public) = facts.released(&slug) {
        return Some(SeenView {
            look: public.impact.as_str().to_owned(),
            impact: Some(format!("{} impact", label(public.impact.as_str()))),
            status: label(public.status.as_str()),
        });
    }
    let status = incident.status?;
    Some(SeenView { look: "none".to_owned(), impact: None, status: label(status.as_str()) })
}

/// Returns the next updates for all groups of readers.
pub(in crate::board) fn next_updates(
    all: &[crate::response::NextUpdate<'_>],
    facts: &Facts<'_>,
) -> Vec<NextView> {
    let several = all.len() > 1;
    let next = |next: &crate::response::NextUpdate<'_>| {
        let readers: Vec<String> = next.readers.iter().map(|reader| reader_name(reader, facts)).collect();
        NextView {
            readers: several.then(|| readers.join(", ")),
            due: next.due.map(|at| Moment::new(at, facts.now)),
            is_late: next.due.is_some_and(|at| at <= facts.now),
        }
    };
    all.iter().map(next).collect()
}

/// Returns the name of a group of readers.
pub(in crate::board) fn reader_name(tag: &AudienceTag, facts: &Facts<'_>) -> String {
    match tag {
        AudienceTag::Public => "everybody".to_owned(),
        AudienceTag::Tier(tier) => format!("tier {tier}"),
        AudienceTag::Customer(id) => facts.customer(id),
    }
}

fn newest(entry: &TimelineEntry, facts: &Facts<'_>) -> NewestEntry {
    let text = facts.snapshot.file(entry.span.file).map_or("", text_below);
    NewestEntry {
        at: Moment::new(entry.at, facts.now),
        author: entry.author.as_ref().map(|author| facts.person(author)),
        outcome: entry.outcome.as_ref().map(|outcome| OutcomeView::new(outcome.value)),
        html: html(text, "newest", &facts.site.url, 3),
    }
}

impl OutcomeView {
    pub(in crate::board) fn new(outcome: Outcome) -> Self {
        let look = match outcome {
            Outcome::Helped => "operational",
            Outcome::NoEffect => "none",
            Outcome::MadeWorse => "major_outage",
        };
        Self { look, word: label(outcome.word()) }
    }
}

fn checklist(incident: &OpenIncident<'_>, facts: &Facts<'_>) -> Option<ChecklistView> {
    let record = incident.folder.incident.as_ref()?;
    let text = facts.snapshot.file(record.span.file)?;
    let items = checklist_items(&text.text);
    let open = items.iter().filter(|item| !item.is_done).map(|item| item.text.to_owned());
    (!items.is_empty()).then(|| ChecklistView {
        done: incident.checklist.0,
        all: incident.checklist.1,
        open: open.collect(),
    })
}
