//! Events of the clock in a maintenance, and their permanent ids.

use std::fmt;

use chrono::{DateTime, Utc};

/// An event of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockEvent {
    /// The kind of event.
    pub kind: ClockKind,
    /// The number of events of this kind so far, including this one.
    pub count: usize,
    /// The time, UTC.
    pub at: DateTime<Utc>,
}

/// The kinds of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClockKind {
    /// The planned start was reached, and no update had started the maintenance before.
    Began,
    /// The planned end was reached, and no update had taken over the maintenance.
    Ended,
    /// The planned end was reached while an update had taken over the maintenance.
    Overrun,
}

impl ClockKind {
    /// Returns the word that ids are built from.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Began => "began",
            Self::Ended => "ended",
            Self::Overrun => "overrun",
        }
    }
}

impl fmt::Display for ClockEvent {
    /// Writes the id for anchors and guids: `began`, or `began-2` for the second event of the kind.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        if self.count > 1 { write!(f, "-{}", self.count) } else { Ok(()) }
    }
}
