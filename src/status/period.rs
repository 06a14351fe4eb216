//! Half-open time ranges: the end of one is the start of the next, so no instant counts twice.

use chrono::{DateTime, TimeDelta, Utc};

use super::State;

/// A time range in which a component was in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateInterval {
    /// The state.
    pub state: State,
    /// The start.
    pub from: DateTime<Utc>,
    /// The end, exclusive; `None` while it continues.
    pub to: Option<DateTime<Utc>>,
}

impl StateInterval {
    /// Whether the range is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.to.is_some_and(|to| to <= self.from)
    }
}

/// A time range in which something was open or running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The start.
    pub from: DateTime<Utc>,
    /// The end, exclusive; `None` while it continues.
    pub to: Option<DateTime<Utc>>,
}

impl Period {
    /// Returns the duration, up to `until` if the period has no end. Never negative.
    #[must_use]
    pub fn duration(self, until: DateTime<Utc>) -> TimeDelta {
        (self.to.unwrap_or(until) - self.from).max(TimeDelta::zero())
    }

    /// Ends the last of `periods` if it is open, and removes it if it is empty.
    pub(super) fn end_last(periods: &mut Vec<Self>, at: DateTime<Utc>) {
        let Some(last) = periods.last_mut().filter(|last| last.to.is_none()) else { return };
        last.to = Some(at);
        if at <= last.from {
            periods.pop();
        }
    }

    /// Begins a new period unless the last of `periods` is open.
    pub(super) fn begin(periods: &mut Vec<Self>, at: DateTime<Utc>) {
        if periods.last().is_none_or(|last| last.to.is_some()) {
            periods.push(Self { from: at, to: None });
        }
    }
}
