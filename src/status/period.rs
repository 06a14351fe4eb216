//! Stretches of time: half open, so that the end of one is the beginning of the next and nothing counts twice.

use chrono::{DateTime, TimeDelta, Utc};

use super::State;

/// A stretch of time in which a component was in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateInterval {
    /// The state.
    pub state: State,
    /// The first instant of it.
    pub from: DateTime<Utc>,
    /// The first instant after it; `None` while it is still so.
    pub to: Option<DateTime<Utc>>,
}

impl StateInterval {
    /// Whether no time passes in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.to.is_some_and(|to| to <= self.from)
    }
}

/// A stretch of time in which something was open or running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first instant of it.
    pub from: DateTime<Utc>,
    /// The first instant after it; `None` while it lasts.
    pub to: Option<DateTime<Utc>>,
}

impl Period {
    /// How long it lasts; one that still does is measured to `until`. Never less than nothing.
    #[must_use]
    pub fn duration(self, until: DateTime<Utc>) -> TimeDelta {
        (self.to.unwrap_or(until) - self.from).max(TimeDelta::zero())
    }

    /// Ends the last of `periods` if it is still open, and forgets it if no time passed in it.
    pub(super) fn end_last(periods: &mut Vec<Self>, at: DateTime<Utc>) {
        let Some(last) = periods.last_mut().filter(|last| last.to.is_none()) else { return };
        last.to = Some(at);
        if at <= last.from {
            periods.pop();
        }
    }

    /// Begins a new period unless the last of `periods` is still open.
    pub(super) fn begin(periods: &mut Vec<Self>, at: DateTime<Utc>) {
        if periods.last().is_none_or(|last| last.to.is_some()) {
            periods.push(Self { from: at, to: None });
        }
    }
}
