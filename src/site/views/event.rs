//! The page of an incident or a maintenance: what both kinds share.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::head::summary;
use super::phrase::Fill;
use super::update::Place;
use super::{Affected, Card, Fact, Head, Phrase, StateGroup, Step, UpdateView, Views};
use crate::release::model::{Event, Promise};

/// The page of an incident or a maintenance; the first page shows what is open in the same form.
#[derive(Clone, Debug, Serialize)]
pub struct EventPage {
    /// The head of the page.
    pub head: Head,
    /// The record in one line.
    pub card: Card,
    /// What is known in short: since when, for how long, when the next update comes.
    pub facts: Vec<Fact>,
    /// The steps of a maintenance; empty for an incident and for a cancelled maintenance.
    pub steps: Vec<Step>,
    /// The components by their state now, worst first.
    pub states: Vec<StateGroup>,
    /// What it belongs to: a supplier's incident behind it, its post-mortems, what it was merged into, what it follows.
    pub notes: Vec<Phrase>,
    /// The components with their states over time.
    pub affected: Vec<Affected>,
    /// The updates, newest first; on the first page only the newest.
    pub updates: Vec<UpdateView>,
    /// On the first page, the updates before them.
    pub earlier: Vec<UpdateView>,
    /// How many updates were before, in words.
    pub earlier_count: String,
}

impl EventPage {
    /// What incidents and maintenances share. `merged` is whether the last update is a merger.
    pub(super) fn new(views: Views<'_>, event: &Event, card: Card, merged: bool) -> Self {
        let title =
            if event.closed { event.title.clone() } else { format!("{}: {}", card.status, event.title) };
        let mut head = Head { kind: "article", ..Head::new(views, &title, card.url.clone()) };
        head.live = !event.closed;
        head.runs = head.live;
        if let Some(text) = event.newest().and_then(|newest| newest.text.as_ref()) {
            head.description = summary(&text.plain);
        }
        let last = event.updates.len().saturating_sub(1);
        let place = |index| match index {
            _ if merged && index == last => Place::Merger,
            0 => Place::First,
            _ => Place::Later,
        };
        let updates = event.updates.iter().enumerate().rev();
        Self {
            head,
            facts: Vec::new(),
            steps: Vec::new(),
            states: StateGroup::all(views, event),
            notes: event
                .upstream
                .iter()
                .map(|up| views.phrase("upstream", &[("name", Fill::Link(&up.name, &up.url))]))
                .collect(),
            affected: Affected::all(views, event),
            updates: updates
                .map(|(index, update)| UpdateView::new(views, update, &card.url, place(index)))
                .collect(),
            earlier: Vec::new(),
            earlier_count: String::new(),
            card,
        }
    }

    /// Shows the newest updates and puts the others aside.
    pub(super) fn shortened(mut self, views: Views<'_>, newest: usize) -> Self {
        self.earlier = self.updates.split_off(newest.min(self.updates.len()));
        self.earlier_count = views.language.count("earlier_update", self.earlier.len());
        self
    }

    /// When it began, and when and after how long it ended.
    pub(super) fn course(&mut self, views: Views<'_>, started: DateTime<Utc>, ended: Option<DateTime<Utc>>) {
        let run = if ended.is_none() { "since" } else { "" };
        self.facts.push(Fact::time(views, "started", Fill::Running(started, run)));
        if let Some(ended) = ended {
            self.facts.push(Fact::time(views, "ended", Fill::Time(ended)));
            self.facts.push(Fact::words(views, "duration", &self.card.duration));
        }
    }

    /// When the next update comes.
    pub(super) fn promise(&mut self, views: Views<'_>, promise: Option<Promise>) {
        let Some(promise) = promise else { return };
        let key = if promise.overdue { "next_update_late" } else { "next_update_due" };
        self.facts.push(Fact {
            kind: if promise.overdue { "late" } else { "due" },
            label: views.word("next_update"),
            words: views.phrase(key, &[("time", Fill::Running(promise.due, "due"))]),
        });
    }
}
