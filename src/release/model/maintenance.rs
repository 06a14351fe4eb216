//! Maintenances, as released.

use chrono::{DateTime, Utc};

use super::{Event, Promise};

/// A maintenance.
#[derive(Clone, Debug, PartialEq)]
pub struct Maintenance {
    /// The part that incidents and maintenances have in common. It starts at the real start or, before that, at the
    /// planned one.
    pub event: Event,
    /// The planned start, UTC.
    pub scheduled_for: DateTime<Utc>,
    /// The planned end, UTC.
    pub scheduled_until: DateTime<Utc>,
    /// The progress.
    pub progress: Progress,
    /// When the next update is due, if it was promised and has not been posted yet.
    pub promise: Option<Promise>,
}

/// The progress of a maintenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Not started.
    Coming,
    /// Running.
    Running,
    /// Running for longer than planned.
    Overrun,
    /// Completed.
    Done,
    /// Cancelled.
    Cancelled,
}
