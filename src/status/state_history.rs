//! Records which component was in which state and when, update by update.
//!
//! A history belongs to one incident or maintenance; [`Timeline`] merges several of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Interval, State, StateInterval, Timeline};

/// The states of the components of one incident or maintenance.
pub(super) struct StateHistory {
    components: BTreeMap<usize, ComponentHistory>,
}

/// The states of one component.
#[derive(Default)]
struct ComponentHistory {
    /// The past intervals, including corrections.
    past: Vec<StateInterval>,
    /// The current state and when it began; `None` if operational.
    present: Option<(State, DateTime<Utc>)>,
    corrected: bool,
}

impl StateHistory {
    /// Creates an empty history.
    pub(super) const fn new() -> Self {
        Self { components: BTreeMap::new() }
    }

    /// Sets the state of a component from `at` on.
    pub(super) fn set(&mut self, component: usize, state: State, at: DateTime<Utc>) {
        self.components.entry(component).or_default().turn_to(state, at);
    }

    /// Sets all components to operational from `at` on.
    pub(super) fn clear(&mut self, at: DateTime<Utc>) {
        for history in self.components.values_mut() {
            history.turn_to(State::Operational, at);
        }
    }

    /// Replaces everything before `at` by the intervals, for the components that they name. The state at `at`
    /// continues, or that of an interval without an end if it is worse. `ended` is when the record ended, if it did:
    /// the intervals without an end are over then.
    pub(super) fn correct(
        &mut self,
        intervals: &[Interval],
        at: DateTime<Utc>,
        ended: Option<DateTime<Utc>>,
    ) {
        for (component, spans) in by_component(intervals, ended.unwrap_or(at)) {
            let history = self.components.entry(component).or_default();
            history.past = spans;
            history.corrected = true;
            if let Some((_, since)) = &mut history.present {
                *since = at.max(*since);
            }
        }
        if ended.is_none() {
            self.continue_open(intervals, at);
        }
    }

    /// Adds the intervals of a retracted correction. They replace nothing, and where they overlap other states the worse
    /// state counts: whether a correction counts or not never makes the history better.
    pub(super) fn add(&mut self, intervals: &[Interval], at: DateTime<Utc>, ended: Option<DateTime<Utc>>) {
        for (component, spans) in by_component(intervals, ended.unwrap_or(at)) {
            self.components.entry(component).or_default().past.extend(spans);
        }
        if ended.is_none() {
            self.continue_open(intervals, at);
        }
    }

    /// Continues the states of the intervals without an end from `at` on, unless the component is in a worse state.
    fn continue_open(&mut self, intervals: &[Interval], at: DateTime<Utc>) {
        for (component, state) in open_states(intervals) {
            let history = self.components.entry(component).or_default();
            let present = history.present.map_or(State::Operational, |(state, _)| state);
            history.turn_to(present.max(state), at);
        }
    }

    /// Returns the components with corrected times.
    pub(super) fn corrected(&self) -> BTreeSet<usize> {
        self.components
            .iter()
            .filter(|(_, history)| history.corrected)
            .map(|(component, _)| *component)
            .collect()
    }

    /// Returns the state intervals of each component that was not always operational.
    pub(super) fn into_spans(self) -> BTreeMap<usize, Vec<StateInterval>> {
        let spans = self.components.into_iter().map(|(component, history)| (component, history.into_spans()));
        spans.filter(|(_, spans)| !spans.is_empty()).collect()
    }
}

/// Returns the components of the intervals without an end, with their states.
pub(super) fn open_states(intervals: &[Interval]) -> impl Iterator<Item = (usize, State)> + '_ {
    let open = intervals.iter().filter(|interval| interval.to.is_none());
    open.flat_map(|interval| interval.components.iter().map(|component| (*component, interval.state)))
}

/// Returns the intervals of each component, without empty ones. Those without an end go up to `end`.
fn by_component(intervals: &[Interval], end: DateTime<Utc>) -> BTreeMap<usize, Vec<StateInterval>> {
    let mut found: BTreeMap<usize, Vec<StateInterval>> = BTreeMap::new();
    for interval in intervals {
        let span = StateInterval {
            state: interval.state,
            from: interval.from,
            to: Some(interval.to.unwrap_or(end)),
        };
        if span.is_empty() {
            continue;
        }
        for component in &interval.components {
            found.entry(*component).or_default().push(span);
        }
    }
    found
}

impl ComponentHistory {
    fn turn_to(&mut self, state: State, at: DateTime<Utc>) {
        if let Some((before, from)) = self.present {
            if before == state {
                return;
            }
            self.past.push(StateInterval { state: before, from, to: Some(at) });
        }
        self.present = (state != State::Operational).then_some((state, at));
    }

    fn into_spans(self) -> Vec<StateInterval> {
        let present = self.present.map(|(state, from)| StateInterval { state, from, to: None });
        Timeline::merge(self.past.into_iter().chain(present)).into_spans()
    }
}
