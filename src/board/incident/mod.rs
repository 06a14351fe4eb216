//! The page of an incident: the record, everything that happened, who was involved, clocks, evidence, runbooks, the
//! post-mortem with its actions, and a text to paste into a chat.

mod chat;
mod postmortem;
mod record;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::chronology::{ChronologyDay, chronology_days};
use super::facts::Facts;
use super::link::{LinkView, link};
use super::moment::Moment;
use super::open::{BrokenFile, ClocksView, OpenView};
use super::page::Page;
use super::title::title;
use super::words::{label, span};
use crate::content::Folder;
use crate::response::{PostmortemFacts, owner_of};
use chat::chat;
use postmortem::PostmortemView;
use record::RecordView;

#[derive(Debug, Serialize)]
struct IncidentPage {
    title: String,
    folder: String,
    slug: String,
    severity: String,
    is_open: bool,
    /// What people who respond have to know, while it is open.
    open: Option<OpenView>,
    record: RecordView,
    times: Vec<TimeView>,
    durations: Vec<DurationView>,
    involved: Vec<InvolvedView>,
    clocks: ClocksView,
    broken: Vec<BrokenFile>,
    days: Vec<ChronologyDay>,
    /// Steps of the escalation that were taken.
    steps: Vec<StepView>,
    evidence: Vec<EvidenceView>,
    runbooks: Vec<RunbookOf>,
    postmortem: Option<PostmortemView>,
    chat: String,
}

#[derive(Debug, Serialize)]
struct TimeView {
    label: &'static str,
    at: Moment,
}

#[derive(Debug, Serialize)]
struct DurationView {
    label: &'static str,
    span: String,
}

#[derive(Debug, Serialize)]
struct InvolvedView {
    name: String,
    parts: Vec<String>,
}

#[derive(Debug, Serialize)]
struct StepView {
    step: String,
    at: Moment,
    who: Option<String>,
}

#[derive(Debug, Serialize)]
struct EvidenceView {
    link: LinkView,
    at: Moment,
    who: Option<String>,
}

/// The runbooks of an affected component.
#[derive(Debug, Serialize)]
struct RunbookOf {
    component: String,
    team: Option<String>,
    runbooks: Vec<LinkView>,
}

/// Returns the page of an incident.
pub(super) fn incident_page(folder: &Folder, facts: &Facts<'_>) -> Page {
    let about = PostmortemFacts::new(folder, facts.content, facts.snapshot, facts.now);
    let open = facts.situation.incidents.iter().find(|open| open.folder.name == folder.name);
    let summary = facts.summary(&folder.name);
    let view = IncidentPage {
        title: title(folder).to_owned(),
        folder: folder.path(),
        slug: folder.slug(),
        severity: about.severities.last().map_or("No severity", |(_, severity)| severity).to_owned(),
        is_open: summary.is_some_and(|one| one.is_open),
        open: open.map(|open| OpenView::new(open, facts)),
        record: RecordView::new(folder, &about, facts),
        times: times(&about),
        durations: durations(&about),
        involved: about
            .involved
            .iter()
            .map(|one| InvolvedView {
                name: facts.person(&one.person),
                parts: one.parts.iter().map(|part| label(part)).collect(),
            })
            .collect(),
        clocks: ClocksView::new(&about.clocks, folder, facts),
        broken: BrokenFile::of(folder, facts),
        days: chronology_days(&about.chronology, facts),
        steps: steps(folder, facts),
        evidence: evidence(folder, facts),
        runbooks: about.component_indexes.iter().filter_map(|index| runbooks(*index, facts)).collect(),
        postmortem: PostmortemView::of(folder, facts),
        chat: chat(folder, &about, open, facts),
    };
    let page = Page::new(facts.address(folder), "incidents", title(folder), "incident.html", &view);
    if view.is_open { page.live() } else { page }
}

fn times(about: &PostmortemFacts<'_>) -> Vec<TimeView> {
    let milestones = &about.milestones;
    let all: [(&str, Option<DateTime<Utc>>); 7] = [
        ("Began", milestones.started.or(about.began)),
        ("Detected", milestones.detected),
        ("Acknowledged", milestones.acknowledged),
        ("Customers told", milestones.first_update),
        ("Cause found", milestones.identified),
        ("Mitigated", milestones.mitigated),
        ("Resolved", about.ended),
    ];
    all.into_iter().filter_map(|(label, at)| Some(TimeView { label, at: Moment::full(at?) })).collect()
}

fn durations(about: &PostmortemFacts<'_>) -> Vec<DurationView> {
    let own = &about.durations;
    let all = [
        ("To detect", own.detect),
        ("To acknowledge", own.acknowledge),
        ("To tell customers", own.first_update),
        ("To mitigate", own.mitigate),
        ("To resolve", own.resolve),
        ("Open for customers", about.open_for),
    ];
    let known = all.into_iter().filter_map(|(label, time)| Some(DurationView { label, span: span(time?) }));
    known.collect()
}

fn steps(folder: &Folder, facts: &Facts<'_>) -> Vec<StepView> {
    let taken = folder.timeline.iter().filter_map(|entry| {
        Some(StepView {
            step: entry.did.as_ref()?.value.clone(),
            at: Moment::full(entry.at),
            who: entry.author.as_ref().map(|author| facts.person(author)),
        })
    });
    taken.collect()
}

fn evidence(folder: &Folder, facts: &Facts<'_>) -> Vec<EvidenceView> {
    let entries = folder.timeline.iter();
    let all = entries.flat_map(|entry| {
        entry.evidence.iter().map(|written| EvidenceView {
            link: link(&written.value),
            at: Moment::full(entry.at),
            who: entry.author.as_ref().map(|author| facts.person(author)),
        })
    });
    all.collect()
}

fn runbooks(component: usize, facts: &Facts<'_>) -> Option<RunbookOf> {
    let owner = owner_of(facts.content, component, facts.now)?;
    Some(RunbookOf {
        component: facts.component_name(component).to_owned(),
        team: owner.team.map(|team| facts.person(&team.id.value)),
        runbooks: owner.runbooks.iter().map(|runbook| facts.runbook_link(runbook)).collect(),
    })
}
