//! The part of an update that the status calculation needs, without text, author and address.

use chrono::{DateTime, Utc};

use super::{Impact, State, Status};

/// An update of an incident or a maintenance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusUpdate {
    /// When it was published, UTC.
    pub at: DateTime<Utc>,
    /// The new status; `None` if it does not change.
    pub status: Option<Status>,
    /// The new states of components, by index; other components keep theirs.
    pub components: Vec<(usize, State)>,
    /// Corrections of when components were affected.
    pub intervals: Vec<Interval>,
    /// The impact, if the author overrides the derived one.
    pub impact: Option<Impact>,
    /// When the next update is due, UTC.
    pub next_update: Option<DateTime<Utc>>,
    /// The window of a maintenance, or the ends of it that move.
    pub window: Option<Window>,
    /// Whether it reopens a closed record.
    pub reopened: bool,
    /// Whether another incident continues this one, which closes it.
    pub merged: bool,
    /// When it was retracted, UTC. What made the status worse still counts; what made it better does not.
    pub retracted: Option<DateTime<Utc>>,
}

impl StatusUpdate {
    /// Creates an empty update at this time.
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
            retracted: None,
        }
    }

    /// Whether the update closes the record. A retracted update closes nothing.
    pub(super) fn closes(&self) -> bool {
        self.retracted.is_none() && self.is_written_as_end()
    }

    /// Whether the update was written to close the record, retracted or not.
    pub(super) fn is_written_as_end(&self) -> bool {
        self.merged || self.status.is_some_and(Status::is_closing)
    }
}

/// A correction: the state of components in a time range, as established later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The indexes of the components.
    pub components: Vec<usize>,
    /// Their state.
    pub state: State,
    /// The start, UTC.
    pub from: DateTime<Utc>,
    /// The end, exclusive, UTC; `None` as long as the record is open. An interval that ends before it starts is ignored.
    pub to: Option<DateTime<Utc>>,
}

impl Interval {
    /// Whether it ends before it starts.
    pub(super) fn is_empty(&self) -> bool {
        self.to.is_some_and(|to| to <= self.from)
    }
}

/// The planned time of a maintenance. In an update, `None` leaves that end unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The planned start, UTC.
    pub from: Option<DateTime<Utc>>,
    /// The planned end, UTC.
    pub to: Option<DateTime<Utc>>,
}

impl Window {
    /// Returns this window with the ends that `later` moves.
    #[must_use]
    pub fn moved_by(self, later: Self) -> Self {
        Self { from: later.from.or(self.from), to: later.to.or(self.to) }
    }

    /// Whether the window ends before it starts, so that the maintenance cannot run.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| to <= from)
    }
}
