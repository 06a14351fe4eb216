//! The states of one component over time, merged from all incidents and maintenances.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{State, StateInterval};

/// State intervals in order that do not overlap. The component was operational in between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    spans: Vec<StateInterval>,
}

impl Timeline {
    /// Merges intervals. Where they overlap the worst state wins, so that the end of one incident does not hide
    /// another. Empty and operational intervals are dropped, and adjacent intervals with the same state are joined.
    #[must_use]
    pub fn merge(spans: impl IntoIterator<Item = StateInterval>) -> Self {
        let mut transitions: BTreeMap<DateTime<Utc>, Transition> = BTreeMap::new();
        for span in spans {
            if span.state == State::Operational || span.is_empty() {
                continue;
            }
            transitions.entry(span.from).or_default().begin.push(span.state);
            if let Some(to) = span.to {
                transitions.entry(to).or_default().end.push(span.state);
            }
        }
        let mut merged = Self::default();
        let mut holding: BTreeMap<State, usize> = BTreeMap::new();
        for (at, transition) in transitions {
            for state in transition.begin {
                *holding.entry(state).or_default() += 1;
            }
            for state in transition.end {
                if let Some(count) = holding.get_mut(&state) {
                    *count = count.saturating_sub(1);
                }
            }
            holding.retain(|_, count| *count > 0);
            merged.turn_to(holding.last_key_value().map(|(state, _)| *state), at);
        }
        merged
    }

    /// Changes the state at `at`; `None` is operational.
    fn turn_to(&mut self, state: Option<State>, at: DateTime<Utc>) {
        if let Some(last) = self.spans.last_mut().filter(|last| last.to.is_none()) {
            if state == Some(last.state) {
                return;
            }
            last.to = Some(at);
        }
        if let Some(state) = state {
            self.spans.push(StateInterval { state, from: at, to: None });
        }
    }

    /// Returns the intervals in order.
    #[must_use]
    pub fn spans(&self) -> &[StateInterval] {
        &self.spans
    }

    /// Returns the intervals in order, by value.
    #[must_use]
    pub fn into_spans(self) -> Vec<StateInterval> {
        self.spans
    }

    /// Returns the intervals that end after `from`, earliest first.
    pub(super) fn after(&self, from: DateTime<Utc>) -> impl Iterator<Item = StateInterval> + '_ {
        let first = self.spans.partition_point(|span| span.to.is_some_and(|to| to <= from));
        self.spans.iter().skip(first).copied()
    }

    /// Returns the time of the last change up to `now`.
    #[must_use]
    pub fn last_change(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let begun = self.spans.partition_point(|span| span.from <= now);
        let last = self.spans.get(begun.checked_sub(1)?)?;
        Some(last.to.filter(|to| *to <= now).unwrap_or(last.from))
    }
}

/// The states that begin and end at an instant.
#[derive(Default)]
struct Transition {
    begin: Vec<State>,
    end: Vec<State>,
}
