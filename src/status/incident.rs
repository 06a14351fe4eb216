//! The course of an incident: its entries, as one audience sees them, played through in the order of time.
//!
//! It tells what the entries say, and does not judge them: an entry that contradicts the one before it is the
//! checker's business, and the course is only required to be sensible then.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::state_history::StateHistory;
use super::{Impact, Period, State, StateInterval, Status, StatusUpdate};

/// What came of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentCourse {
    /// One for each entry, in the same order.
    pub steps: Vec<IncidentStep>,
    /// The status in force.
    pub status: Status,
    /// When it began: the first entry, or what an interval knows of the time before it.
    pub started_at: DateTime<Utc>,
    /// When it was closed; `None` while it is open.
    pub closed_at: Option<DateTime<Utc>>,
    /// How hard it hit: what the newest entry that judges it says, else the worst state there was.
    pub impact: Impact,
    /// The state in which it sees each component now; all operational once it is closed.
    pub states: BTreeMap<usize, State>,
    /// Every component that an entry or an interval names.
    pub components: BTreeSet<usize>,
    /// The components whose times were corrected by intervals.
    pub corrected: BTreeSet<usize>,
    /// When each component was in which state, without the operational times.
    pub spans: BTreeMap<usize, Vec<StateInterval>>,
    /// When it was open, as the entries say: what lies between closing and opening again is left out.
    pub open_periods: Vec<Period>,
    /// When the next update was promised, if nothing has been said since.
    pub promise: Option<DateTime<Utc>>,
}

/// Where one entry leaves the incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncidentStep {
    /// The status in force after the entry.
    pub status: Status,
    /// Whether that is another than before; always so for the first entry.
    pub changed: bool,
    /// Whether the incident is closed after the entry.
    pub closed: bool,
}

impl IncidentCourse {
    /// Whether nothing more is expected.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.closed_at.is_some()
    }

    /// How long it was open, without the gaps; one that is open is measured to `until`.
    #[must_use]
    pub fn duration(&self, until: DateTime<Utc>) -> TimeDelta {
        self.open_periods.iter().fold(TimeDelta::zero(), |sum, period| sum + period.duration(until))
    }

    /// From the first to the last time that any component was affected.
    #[must_use]
    pub fn impact_span(&self) -> Option<Period> {
        let spans = || self.spans.values().flatten();
        let from = spans().map(|span| span.from).min()?;
        let ends: Option<Vec<_>> = spans().map(|span| span.to).collect();
        Some(Period { from, to: ends.and_then(|ends| ends.into_iter().max()) })
    }
}

/// Plays the entries, which are in the order of `at`. Without entries there is no incident for this audience.
#[must_use]
pub fn replay(entries: &[StatusUpdate]) -> Option<IncidentCourse> {
    let (first, last) = (entries.first()?, entries.last()?);
    let mut replay = Replay::new(first.status.unwrap_or(Status::Investigating));
    for entry in entries {
        replay.entry(entry);
    }
    let judged = entries.iter().rev().find_map(|entry| entry.impact);
    let mut course = IncidentCourse {
        status: replay.status,
        started_at: first.at,
        closed_at: replay.closed_at,
        impact: judged.unwrap_or(replay.worst.into()),
        components: entries.iter().flat_map(named).collect(),
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

fn named(entry: &StatusUpdate) -> impl Iterator<Item = usize> + '_ {
    let in_intervals = entry.intervals.iter().flat_map(|interval| interval.components.iter().copied());
    entry.components.iter().map(|(component, _)| *component).chain(in_intervals)
}

/// The incident as it stands after some of its entries.
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

    fn entry(&mut self, entry: &StatusUpdate) {
        let before = self.steps.last().map(|step| step.status);
        if entry.closes() {
            self.close(entry);
        } else {
            self.go_on(entry);
        }
        for interval in entry.intervals.iter().filter(|interval| interval.from < interval.to) {
            self.worst = self.worst.max(interval.state);
        }
        self.history.correct(&entry.intervals, entry.at);
        self.steps.push(IncidentStep {
            status: self.status,
            changed: before != Some(self.status),
            closed: self.closed_at.is_some(),
        });
    }

    /// A second closing entry is an afterword: the incident was over at the first.
    fn close(&mut self, entry: &StatusUpdate) {
        self.status = entry.status.unwrap_or(self.status);
        self.closed_at.get_or_insert(entry.at);
        for (component, _) in &entry.components {
            self.states.insert(*component, State::Operational);
        }
        for state in self.states.values_mut() {
            *state = State::Operational;
        }
        self.history.clear(entry.at);
        Period::end_last(&mut self.open_periods, entry.at);
    }

    /// An open status opens a closed incident even where nobody wrote `reopened`: it is better to show a
    /// problem that is over than to hide one that is not. Without one, an entry after the end is only text.
    fn go_on(&mut self, entry: &StatusUpdate) {
        if self.closed_at.is_some() && entry.status.is_none() && !entry.reopened {
            return;
        }
        let kept = if self.status.is_closing() { Status::Investigating } else { self.status };
        self.status = entry.status.unwrap_or(kept);
        self.closed_at = None;
        Period::begin(&mut self.open_periods, entry.at);
        for (component, state) in &entry.components {
            self.worst = self.worst.max(*state);
            self.states.insert(*component, *state);
            self.history.set(*component, *state, entry.at);
        }
    }
}
