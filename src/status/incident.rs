//! The course of an incident: its updates, as one audience sees them, replayed in the order of time.
//!
//! Contradictory updates are not reported here but by the checker; the result for them only has to be plausible.
//!
//! A retracted update counts only as far as it made the status worse. An incident that was merged into another one
//! passes on its states: see [`Handover`].

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::state_history::{StateHistory, open_states};
use super::{Impact, Period, State, StateInterval, Status, StatusUpdate};

/// The result of replaying an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentCourse {
    /// One step per update, in the same order.
    pub steps: Vec<IncidentStep>,
    /// The current status.
    pub status: Status,
    /// When it began: the time of the first update, or an earlier time from a correction.
    pub started_at: DateTime<Utc>,
    /// When it was closed; `None` while it is open.
    pub closed_at: Option<DateTime<Utc>>,
    /// The impact from the newest update that sets it, otherwise derived from the worst state.
    pub impact: Impact,
    /// The current state of each component; all operational once it is closed.
    pub states: BTreeMap<usize, State>,
    /// All components that an update or a correction names.
    pub components: BTreeSet<usize>,
    /// The components with corrected times.
    pub corrected: BTreeSet<usize>,
    /// The state intervals of each component, without operational ones.
    pub spans: BTreeMap<usize, Vec<StateInterval>>,
    /// When it was open, without the time between closing and reopening.
    pub open_periods: Vec<Period>,
    /// When the next update is due, if the newest update that is not retracted promised one.
    pub promise: Option<DateTime<Utc>>,
    /// Whether it is closed because another incident continues it.
    pub merged: bool,
    /// What it passed on to other incidents, one for each merge.
    pub handovers: Vec<Handover>,
}

/// What an incident reported when it was merged into another one. It becomes part of the other incident, until that
/// one closes or reports other states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// The index of the update that merges the incident.
    pub update: usize,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// All components that the incident named, with their states.
    pub states: BTreeMap<usize, State>,
    /// The impact.
    pub impact: Impact,
}

/// The incident after an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncidentStep {
    /// The status after the update.
    pub status: Status,
    /// Whether the status changed; true for the first update.
    pub changed: bool,
    /// Whether the incident is closed after the update.
    pub closed: bool,
}

impl IncidentCourse {
    /// Whether the incident is closed.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.closed_at.is_some()
    }

    /// Returns the total time that it was open, up to `until` if it still is.
    #[must_use]
    pub fn duration(&self, until: DateTime<Utc>) -> TimeDelta {
        self.open_periods.iter().fold(TimeDelta::zero(), |sum, period| sum + period.duration(until))
    }

    /// Returns the time from the first to the last impact on any component.
    #[must_use]
    pub fn impact_span(&self) -> Option<Period> {
        let spans = || self.spans.values().flatten();
        let from = spans().map(|span| span.from).min()?;
        let ends: Option<Vec<_>> = spans().map(|span| span.to).collect();
        Some(Period { from, to: ends.and_then(|ends| ends.into_iter().max()) })
    }
}

/// Replays the updates, oldest first. Returns `None` if there are no updates.
#[must_use]
pub fn replay(updates: &[StatusUpdate]) -> Option<IncidentCourse> {
    replay_with(updates, &[])
}

/// Replays the updates and what was taken over from incidents that were merged into this one, both oldest first.
/// Returns `None` if there are no updates.
#[must_use]
pub fn replay_with(updates: &[StatusUpdate], taken_over: &[Handover]) -> Option<IncidentCourse> {
    let first = updates.first()?;
    let mut replay = Replay::new();
    let mut waiting = taken_over.iter().peekable();
    for (index, update) in updates.iter().enumerate() {
        // Updates of the same time come first, so that they do not replace the states that are taken over.
        while let Some(handover) = waiting.next_if(|handover| handover.at < update.at) {
            replay.take_over(handover);
        }
        replay.apply(index, update);
    }
    waiting.for_each(|handover| replay.take_over(handover));
    let newest = updates.iter().rev().find(|update| update.retracted.is_none());
    let promise = newest.and_then(|update| update.next_update).filter(|_| replay.closed_at.is_none());
    let taken = taken_over.iter().flat_map(|handover| handover.states.keys().copied());
    let mut course = IncidentCourse {
        status: replay.status,
        started_at: first.at,
        closed_at: replay.closed_at,
        impact: replay.impact(),
        components: updates.iter().flat_map(named).chain(taken).collect(),
        corrected: replay.history.corrected(),
        spans: replay.history.into_spans(),
        open_periods: replay.open_periods,
        promise,
        steps: replay.steps,
        states: replay.states,
        merged: replay.merged,
        handovers: replay.handovers,
    };
    if let Some(impact) = course.impact_span() {
        course.started_at = first.at.min(impact.from);
    }
    Some(course)
}

fn named(update: &StatusUpdate) -> impl Iterator<Item = usize> + '_ {
    let in_intervals = update.intervals.iter().flat_map(|interval| interval.components.iter().copied());
    update.components.iter().map(|(component, _)| *component).chain(in_intervals)
}

/// The state of an incident after some updates.
struct Replay {
    status: Status,
    closed_at: Option<DateTime<Utc>>,
    merged: bool,
    worst: State,
    /// The impact from the newest update that sets it.
    judged: Option<Impact>,
    /// The impact that remains from retracted updates and merged incidents, until an update sets another one.
    remaining: Impact,
    states: BTreeMap<usize, State>,
    history: StateHistory,
    open_periods: Vec<Period>,
    steps: Vec<IncidentStep>,
    handovers: Vec<Handover>,
}

impl Replay {
    const fn new() -> Self {
        Self {
            status: Status::Investigating,
            closed_at: None,
            merged: false,
            worst: State::Operational,
            judged: None,
            remaining: Impact::None,
            states: BTreeMap::new(),
            history: StateHistory::new(),
            open_periods: Vec::new(),
            steps: Vec::new(),
            handovers: Vec::new(),
        }
    }

    /// Returns the impact from the newest update that sets it, otherwise derived from the worst state.
    fn impact(&self) -> Impact {
        self.judged.unwrap_or(self.worst.into()).max(self.remaining)
    }

    fn apply(&mut self, index: usize, update: &StatusUpdate) {
        let before = self.steps.last().map(|step| step.status);
        if update.retracted.is_some() {
            self.apply_retracted(update);
        } else if update.closes() {
            self.close(index, update);
        } else {
            self.apply_open(update);
        }
        for interval in update.intervals.iter().filter(|interval| !interval.is_empty()) {
            self.worst = self.worst.max(interval.state);
        }
        if self.closed_at.is_none() {
            for (component, state) in open_states(&update.intervals) {
                let known = self.states.entry(component).or_default();
                *known = state.max(*known);
            }
        }
        if update.retracted.is_some() {
            self.history.add(&update.intervals, update.at, self.closed_at);
            self.remaining = self.remaining.max(update.impact.unwrap_or_default());
        } else {
            self.history.correct(&update.intervals, update.at, self.closed_at);
            if update.impact.is_some() {
                (self.judged, self.remaining) = (update.impact, Impact::None);
            }
        }
        self.steps.push(IncidentStep {
            status: self.status,
            changed: before != Some(self.status),
            closed: self.closed_at.is_some(),
        });
    }

    /// A second closing update does not move the end of the incident.
    fn close(&mut self, index: usize, update: &StatusUpdate) {
        for (component, _) in &update.components {
            self.states.entry(*component).or_default();
        }
        if self.closed_at.is_none() && update.merged {
            let (states, impact) = (self.states.clone(), self.impact());
            self.handovers.push(Handover { update: index, at: update.at, states, impact });
        }
        if self.closed_at.is_none() {
            self.closed_at = Some(update.at);
            self.merged = update.merged;
        }
        self.status = update.status.unwrap_or(self.status);
        for state in self.states.values_mut() {
            *state = State::Operational;
        }
        self.history.clear(update.at);
        Period::end_last(&mut self.open_periods, update.at);
    }

    /// An open status reopens a closed incident even without `reopened`, because showing a problem that is over is
    /// better than hiding one that is not. Without a status, an update after the end is only a text.
    fn apply_open(&mut self, update: &StatusUpdate) {
        if self.closed_at.is_some() && update.status.is_none() && !update.reopened {
            return;
        }
        let kept = if self.status.is_closing() { Status::Investigating } else { self.status };
        self.open(update.status.unwrap_or(kept), update.at);
        for (component, state) in &update.components {
            self.set(*component, *state, update.at);
        }
    }

    /// Applies what made the status worse. That the incident was opened or reopened counts too, and so does a first
    /// update that would have closed it.
    fn apply_retracted(&mut self, update: &StatusUpdate) {
        let status = update.status.filter(|_| !update.is_written_as_end());
        if self.steps.is_empty() || (self.closed_at.is_some() && (status.is_some() || update.reopened)) {
            self.open(status.unwrap_or(Status::Investigating), update.at);
        }
        if self.closed_at.is_some() {
            return;
        }
        self.status = status.map_or(self.status, |status| status.min(self.status));
        for (component, state) in &update.components {
            let before = self.states.get(component).copied().unwrap_or_default();
            self.set(*component, before.max(*state), update.at);
        }
    }

    /// Adds what a merged incident reported. Where both incidents name a component, the worse state counts.
    fn take_over(&mut self, handover: &Handover) {
        if self.closed_at.is_some() {
            return;
        }
        for (component, state) in &handover.states {
            let before = self.states.get(component).copied().unwrap_or_default();
            self.set(*component, before.max(*state), handover.at);
        }
        self.remaining = self.remaining.max(handover.impact);
    }

    fn open(&mut self, status: Status, at: DateTime<Utc>) {
        self.status = status;
        self.closed_at = None;
        self.merged = false;
        Period::begin(&mut self.open_periods, at);
    }

    fn set(&mut self, component: usize, state: State, at: DateTime<Utc>) {
        self.worst = self.worst.max(state);
        self.states.insert(component, state);
        self.history.set(component, state, at);
    }
}
