//! The states of one component over time, each instant once, however many incidents speak of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{State, StateInterval};

/// Spans that never overlap, in the order of time. What they do not cover was operational.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    spans: Vec<StateInterval>,
}

impl Timeline {
    /// Lays spans over each other: at each instant the worst of them holds, so that the end of one incident
    /// never hides another. Empty and operational spans fall away; neighbours of one state become one.
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

    /// From `at` on the state is this one; `None` is operational.
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

    /// The spans, in the order of time.
    #[must_use]
    pub fn spans(&self) -> &[StateInterval] {
        &self.spans
    }

    /// The spans, to keep.
    #[must_use]
    pub fn into_spans(self) -> Vec<StateInterval> {
        self.spans
    }

    /// The spans that reach into the time after `from`, the earliest first.
    pub(super) fn after(&self, from: DateTime<Utc>) -> impl Iterator<Item = StateInterval> + '_ {
        let first = self.spans.partition_point(|span| span.to.is_some_and(|to| to <= from));
        self.spans.iter().skip(first).copied()
    }

    /// The last instant up to `now` at which the state changed.
    #[must_use]
    pub fn last_change(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let begun = self.spans.partition_point(|span| span.from <= now);
        let last = self.spans.get(begun.checked_sub(1)?)?;
        Some(last.to.filter(|to| *to <= now).unwrap_or(last.from))
    }
}

/// The states that begin and end at one instant.
#[derive(Default)]
struct Transition {
    begin: Vec<State>,
    end: Vec<State>,
}
