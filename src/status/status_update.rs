//! What one update says, reduced to what the arithmetic needs: no text, no author, no address.

use chrono::{DateTime, Utc};

use super::{Impact, State, Status};

/// One update of an incident or of a maintenance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusUpdate {
    /// When customers were told.
    pub at: DateTime<Utc>,
    /// The new status; `None` leaves it as it was.
    pub status: Option<Status>,
    /// The new states of the components that it names; all others keep theirs.
    pub components: Vec<(usize, State)>,
    /// What really was, as found out later.
    pub intervals: Vec<Interval>,
    /// The impact in the author's judgement, in place of the derived one.
    pub impact: Option<Impact>,
    /// The promise: when the next update comes at the latest.
    pub next_update: Option<DateTime<Utc>>,
    /// The planned time of a maintenance, or the part of it that moves.
    pub window: Option<Window>,
    /// Whether it opens again what had been closed.
    pub reopened: bool,
    /// Whether another incident carries on from here, which closes this one.
    pub merged: bool,
}

impl StatusUpdate {
    /// An update at this time that says nothing yet.
    #[must_use]
    pub const fn new(at: DateTime<Utc>) -> Self {
        Self {
            at,
            status: None,
            components: Vec::new(),
            intervals: Vec::new(),
            impact: None,
            next_update: None,
            window: None,
            reopened: false,
            merged: false,
        }
    }

    /// Whether everything is over with this update.
    pub(super) fn closes(&self) -> bool {
        self.merged || self.status.is_some_and(Status::is_closing)
    }
}

/// A stretch of time for which the state of some components was found out later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The components it speaks of.
    pub components: Vec<usize>,
    /// The state they really were in.
    pub state: State,
    /// The first instant of it.
    pub from: DateTime<Utc>,
    /// The first instant after it; an interval that ends before it begins says nothing.
    pub to: DateTime<Utc>,
}

/// The planned time of a maintenance. In an entry, an end left out stays where it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The planned beginning.
    pub from: Option<DateTime<Utc>>,
    /// The planned end.
    pub to: Option<DateTime<Utc>>,
}

impl Window {
    /// This window after `later` has moved one or both of its ends.
    #[must_use]
    pub fn moved_by(self, later: Self) -> Self {
        Self { from: later.from.or(self.from), to: later.to.or(self.to) }
    }

    /// Whether it ends before it begins, so that nothing can take place in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| to <= from)
    }
}
