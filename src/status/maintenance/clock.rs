//! What the clock does to a maintenance, and how that is named.

use std::fmt;

use chrono::{DateTime, Utc};

/// One thing that the clock did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockEvent {
    /// What it did.
    pub kind: ClockKind,
    /// How many of the kind there have been in this maintenance, this one included.
    pub count: usize,
    /// When.
    pub at: DateTime<Utc>,
}

/// The things that the clock can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClockKind {
    /// The planned beginning came, and nobody had begun before.
    Began,
    /// The planned end came, and nobody had taken it in hand.
    Ended,
    /// The planned end came, and whoever had taken it in hand was not done.
    Overrun,
}

impl ClockKind {
    /// The word that identities are made of.
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
    /// The identity for anchors and guids: `began`, and `began-2` for the second of its kind.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        if self.count > 1 { write!(f, "-{}", self.count) } else { Ok(()) }
    }
}
