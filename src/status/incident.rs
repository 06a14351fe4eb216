//! The course of an incident: its updates, as one audience sees them, replayed in the order of time.
//!
//! Contradictory updates are not reported here but by the checker; the result for them only has to be plausible.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::state_history::StateHistory;
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
    /// When the next update is due, if the newest update promised one.
    pub promise: Option<DateTime<Utc>>,
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
    let (first, last) = (updates.first()?, updates.last()?);
    let mut replay = Replay::new(first.status.unwrap_or(Status::Investigating));
    for update in updates {
        replay.apply(update);
    }
    let judged = updates.iter().rev().find_map(|update| update.impact);
    let mut course = IncidentCourse {
        status: replay.status,
        started_at: first.at,
        closed_at: replay.closed_at,
        impact: judged.unwrap_or(replay.worst.into()),
        components: updates.iter().flat_map(named).collect(),
        corrected: replay.history.corrected(),
        spans: replay.history.into_spans(),
        open_periods: replay.open_periods,
        promise: last.next_update.filter(|_| replay.closed_at.is_none()),
        steps: replay.steps,
        states: replay.states,
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
    worst: State,
    states: BTreeMap<usize, State>,
    history: StateHistory,
    open_periods: Vec<Period>,
    steps: Vec<IncidentStep>,
}

impl Replay {
    const fn new(status: Status) -> Self {
        Self {
            status,
            closed_at: None,
            worst: State::Operational,
            states: BTreeMap::new(),
            history: StateHistory::new(),
            open_periods: Vec::new(),
            steps: Vec::new(),
        }
    }

    fn apply(&mut self, update: &StatusUpdate) {
        let before = self.steps.last().map(|step| step.status);
        if update.closes() {
            self.close(update);
        } else {
            self.apply_open(update);
        }
        for interval in update.intervals.iter().filter(|interval| interval.from < interval.to) {
            self.worst = self.worst.max(interval.state);
        }
        self.history.correct(&update.intervals, update.at);
        self.steps.push(IncidentStep {
            status: self.status,
            changed: before != Some(self.status),
            closed: self.closed_at.is_some(),
        });
    }

    /// A second closing update does not move the end of the incident.
    fn close(&mut self, update: &StatusUpdate) {
        self.status = update.status.unwrap_or(self.status);
        self.closed_at.get_or_insert(update.at);
        for (component, _) in &update.components {
            self.states.insert(*component, State::Operational);
        }
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
        self.status = update.status.unwrap_or(kept);
        self.closed_at = None;
        Period::begin(&mut self.open_periods, update.at);
        for (component, state) in &update.components {
            self.worst = self.worst.max(*state);
            self.states.insert(*component, *state);
            self.history.set(*component, *state, update.at);
        }
    }
}
