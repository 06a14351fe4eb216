//! The pages of an incident and of a maintenance: their shared view, and what each kind adds to it.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::phrase::{PhraseValue, iso};
use super::update::UpdatePosition;
use super::{Affected, Card, Head, Phrase, SlaView, StateGroup, UpdateView};
use crate::release::model::{Event, Incident, Maintenance, Progress, Promise, Reference};
use crate::site::rendering::RenderContext;
use crate::status::{Impact, State, Status};

/// The page of an incident or maintenance. The home page shows open ones in the same form.
#[derive(Clone, Debug, Serialize)]
pub struct EventPage {
    /// The head of the page.
    pub head: Head,
    /// The incident or maintenance in one line.
    pub card: Card,
    /// The key facts: start, end, duration, next update.
    pub facts: Vec<FactView>,
    /// The steps; empty if it is closed or cancelled.
    pub steps: Vec<StepView>,
    /// The summary of impact and workaround as safe HTML; empty if there is none.
    pub summary: Arc<str>,
    /// The components by current state, worst first.
    pub states: Vec<StateGroup>,
    /// Related items: a supplier's incident, its post-mortems, the incident that it was merged into or that it
    /// follows.
    pub notes: Vec<Phrase>,
    /// How the targets of the customer's agreement were kept; absent on public pages.
    pub sla: Option<SlaView>,
    /// The components with their states over time.
    pub affected: Vec<Affected>,
    /// If these are many: their number and their groups, in words; otherwise empty.
    pub affected_summary: String,
    /// The updates, newest first; on the home page only the newest.
    pub updates: Vec<UpdateView>,
    /// On the home page, the updates before them.
    pub earlier: Vec<UpdateView>,
    /// The number of earlier updates, in words.
    pub earlier_count: String,
}

pub(in crate::site) fn incident_page(context: RenderContext<'_>, incident: &Incident) -> EventPage {
    let event = &incident.event;
    let mut page =
        EventPage::new(context, event, Card::incident(context, incident), incident.merged.is_some());
    page.course(context, event.started_at, incident.really_ended.or(event.ended_at));
    page.promise(context, incident.promise, event.started_at);
    if !event.closed {
        page.steps = StepView::all(context, event.status, &Status::INCIDENT);
    }
    page.notes.extend(relations(context, incident));
    page.sla = SlaView::new(context, incident);
    if !event.closed {
        page.head.icon = context.icon(icon(event.impact));
    }
    page
}

/// Links to its post-mortems, to the incident that continues it and to the one that it follows.
fn relations(context: RenderContext<'_>, incident: &Incident) -> Vec<Phrase> {
    let phrase = |key, reference: &Reference| {
        let url = context.addresses.incident(&reference.slug);
        context.phrase(key, &[("incident", PhraseValue::Link(&reference.title, &url))])
    };
    let merged = incident.merged.as_ref().map(|into| match into {
        Some(reference) => phrase("merged_into", reference),
        None => context.phrase("merged_hidden", &[]),
    });
    let follows = incident.event.follows.as_ref().map(|reference| phrase("follows", reference));
    let postmortems = incident.postmortems.iter().map(|postmortem| {
        let url = context.addresses.postmortem(&postmortem.slug);
        context.phrase("postmortem_link", &[("postmortem", PhraseValue::Link(&postmortem.title, &url))])
    });
    postmortems.chain(merged).chain(follows).collect()
}

/// The state whose icon represents an impact.
fn icon(impact: Impact) -> Option<State> {
    match impact {
        Impact::None => None,
        Impact::Minor => Some(State::DegradedPerformance),
        Impact::Major => Some(State::PartialOutage),
        Impact::Critical => Some(State::MajorOutage),
    }
}

pub(in crate::site) fn maintenance_page(context: RenderContext<'_>, maintenance: &Maintenance) -> EventPage {
    let event = &maintenance.event;
    let mut page = EventPage::new(context, event, Card::maintenance(context, maintenance), false);
    if page.head.live {
        page.head.calendar = format!("{}maintenance.ics", context.addresses.shared(&page.head.address));
    }
    page.facts.push(planned(context, maintenance));
    let began = !matches!(maintenance.progress, Progress::Coming | Progress::Cancelled);
    let as_planned = event.started_at == maintenance.scheduled_for
        && event.ended_at.is_none_or(|ended| ended == maintenance.scheduled_until);
    if began && !as_planned {
        page.course(context, event.started_at, event.ended_at);
    }
    page.promise(context, maintenance.promise, event.started_at);
    if !matches!(maintenance.progress, Progress::Coming | Progress::Cancelled) && !event.closed {
        page.steps = StepView::all(context, event.status, &Status::MAINTENANCE);
    }
    if matches!(maintenance.progress, Progress::Running | Progress::Overrun) {
        page.head.icon = context.icon(Some(State::UnderMaintenance));
    }
    page
}

/// The planned time of a maintenance.
fn planned(context: RenderContext<'_>, maintenance: &Maintenance) -> FactView {
    let (from, to) = (maintenance.scheduled_for, maintenance.scheduled_until);
    let (starts, ends) = match maintenance.progress {
        Progress::Coming => ("starts", ""),
        Progress::Running | Progress::Overrun => ("", "ends"),
        Progress::Done | Progress::Cancelled => ("", ""),
    };
    let duration = context.language.duration(to - from);
    let fills = [
        ("from", PhraseValue::From(from)),
        ("to", PhraseValue::After(from, to)),
        ("duration", PhraseValue::Words(&duration)),
    ];
    let (run, at) = if starts.is_empty() { (ends, to) } else { (starts, from) };
    FactView {
        label: context.word("planned"),
        run,
        iso: if run.is_empty() { String::new() } else { iso(at) },
        ..FactView::of("planned", context.phrase("planned_span", &fills))
    }
}

impl EventPage {
    /// Builds what incidents and maintenances share. `merged` tells whether the last update merges the incident into
    /// another.
    pub(super) fn new(context: RenderContext<'_>, event: &Event, card: Card, merged: bool) -> Self {
        let title =
            if event.closed { event.title.clone() } else { format!("{}: {}", card.status, event.title) };
        let mut head = Head { kind: "article", ..Head::new(context, &title, card.url.clone()) };
        head.live = !event.closed;
        if head.live {
            head.feed = format!("{}feed.xml", context.addresses.shared(&head.address));
        }
        let newest = event.updates.iter().rev().find_map(|update| update.text.as_ref());
        head.describe(&format!("{}: {}", card.status, event.title));
        head.describe(newest.map_or("", |text| &text.plain));
        let last = event.updates.len().saturating_sub(1);
        let position = |index| match index {
            _ if merged && index == last => UpdatePosition::Merger,
            0 => UpdatePosition::First,
            _ => UpdatePosition::Later,
        };
        let day = known_day(context, event);
        let updates = event.updates.iter().enumerate().rev();
        Self {
            head,
            facts: Vec::new(),
            steps: Vec::new(),
            summary: event.summary.as_ref().map(|text| text.html.clone()).unwrap_or_default(),
            states: StateGroup::all(context, event),
            notes: event
                .upstream
                .iter()
                .map(|up| context.phrase("upstream", &[("name", PhraseValue::Link(&up.name, &up.url))]))
                .collect(),
            sla: None,
            affected: Affected::all(context, event),
            affected_summary: Affected::summary(context, event),
            updates: updates
                .map(|(index, update)| UpdateView::new(context, update, &card.url, position(index), day))
                .collect(),
            earlier: Vec::new(),
            earlier_count: String::new(),
            card,
        }
    }

    /// Keeps the newest updates and moves the others to `earlier`, without long lists of components.
    pub(super) fn shortened(mut self, context: RenderContext<'_>, newest: usize) -> Self {
        self.earlier = self.updates.split_off(newest.min(self.updates.len()));
        for update in self.updates.iter_mut().chain(&mut self.earlier) {
            update.shorten();
        }
        self.earlier_count = context.language.count("earlier_update", self.earlier.len());
        self
    }

    /// Adds the start, and the end with the duration.
    pub(super) fn course(
        &mut self,
        context: RenderContext<'_>,
        started: DateTime<Utc>,
        ended: Option<DateTime<Utc>>,
    ) {
        match ended {
            None => self.facts.push(FactView::moment(context, "started", started, None)),
            Some(ended) => {
                // The date of a closed incident is beside its status. A maintenance, and an incident whose real end is on
                // another day, give their dates here.
                let is_dated =
                    self.card.kind == "incident" && iso(ended).get(..10) == self.card.ended.iso.get(..10);
                let from =
                    if is_dated { PhraseValue::FromNear(started, ended) } else { PhraseValue::From(started) };
                let fills = [
                    ("from", from),
                    ("to", PhraseValue::After(started, ended)),
                    ("duration", PhraseValue::Words(&self.card.duration)),
                ];
                let words = context.phrase("lasted", &fills);
                let label = context.word("duration");
                self.facts.push(FactView { label, ..FactView::of("duration", words) });
            }
        }
    }

    /// Adds the time of the next update.
    pub(super) fn promise(
        &mut self,
        context: RenderContext<'_>,
        promise: Option<Promise>,
        started: DateTime<Utc>,
    ) {
        let Some(promise) = promise else { return };
        let kind = if promise.overdue { "late" } else { "due" };
        self.facts.push(FactView::moment(context, kind, promise.due, Some(started)));
    }
}

/// Returns the day (UTC) of which a time alone is: today while the event is open, as readers take it, and the day of all
/// updates once it is over, which the page shows above them.
pub(super) fn known_day(context: RenderContext<'_>, event: &Event) -> Option<NaiveDate> {
    if !event.closed {
        return Some(context.site.today);
    }
    let day = event.started_at.date_naive();
    event.updates.iter().all(|update| update.at.date_naive() == day).then_some(day)
}

/// A fact: a label and a few words.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// `started`, `ended`, `duration`, `planned`, `due` or `late`, for style sheets.
    pub kind: &'static str,
    /// The label. That of a time ends with its day, unless another fact has said it.
    pub label: String,
    /// What the script counts from or to `iso`: `since`, `due`, `starts`, `ends`, or empty.
    pub run: &'static str,
    /// The time from or to which the script counts; empty if there is none.
    pub iso: String,
    /// The words.
    pub words: Phrase,
}

impl FactView {
    fn of(kind: &'static str, words: Phrase) -> Self {
        Self { kind, label: String::new(), run: "", iso: String::new(), words }
    }

    /// Builds a fact from a time from or to which the script counts. The day is in the label, unless it is today and that of
    /// `other`.
    fn moment(
        context: RenderContext<'_>,
        kind: &'static str,
        at: DateTime<Utc>,
        other: Option<DateTime<Utc>>,
    ) -> Self {
        let (key, run) = match kind {
            "due" => ("next_update", "due"),
            "late" => ("next_update_late", "due"),
            _ => ("started", "since"),
        };
        let date = at.date_naive();
        let label = match other {
            Some(other) if other.date_naive() == date && date == context.site.today => context.word(key),
            _ => context.language.fill(
                "fact_on",
                &[
                    ("fact", context.language.word(key)),
                    ("day", &context.short_day(date).replace(' ', "\u{a0}")),
                ],
            ),
        };
        let words = vec![context.part(PhraseValue::After(at, at))];
        Self { label, run, iso: iso(at), ..Self::of(kind, words) }
    }

    /// Builds a fact from a value; `key` names both its kind and its label.
    pub(super) fn time(context: RenderContext<'_>, key: &'static str, time: PhraseValue<'_>) -> Self {
        Self { label: context.word(key), ..Self::of(key, vec![context.part(time)]) }
    }

    /// Builds a fact from a phrase; `key` names both its kind and its label.
    pub(super) fn parts(context: RenderContext<'_>, key: &'static str, words: Phrase) -> Self {
        Self { label: context.word(key), ..Self::of(key, words) }
    }

    /// Builds a fact from words; `key` names both its kind and its label.
    pub(super) fn words(context: RenderContext<'_>, key: &'static str, words: &str) -> Self {
        Self::time(context, key, PhraseValue::Words(words))
    }
}

/// A step of a maintenance.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// The step in words.
    pub word: String,
    /// `done`, `now` or `next`.
    pub when: &'static str,
}

impl StepView {
    /// Returns the steps of an incident or a maintenance. Verification is a step only while it lasts.
    pub(super) fn all(context: RenderContext<'_>, now: Status, steps: &[Status]) -> Vec<Self> {
        let steps = steps.iter().copied().filter(|step| match step {
            Status::Verifying => now == Status::Verifying,
            Status::Cancelled => false,
            _ => true,
        });
        steps
            .map(|step| Self {
                word: context.status(step),
                when: match step.cmp(&now) {
                    std::cmp::Ordering::Less => "done",
                    std::cmp::Ordering::Equal => "now",
                    std::cmp::Ordering::Greater => "next",
                },
            })
            .collect()
    }
}
