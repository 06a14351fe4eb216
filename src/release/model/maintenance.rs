//! A maintenance.

use chrono::{DateTime, Utc};

use super::{Event, Promise};

/// A maintenance.
#[derive(Clone, Debug, PartialEq)]
pub struct Maintenance {
    /// What it shares with an incident. It begins when it really began, or else when it is planned to.
    pub event: Event,
    /// Planned beginning, UTC.
    pub scheduled_for: DateTime<Utc>,
    /// Planned end, UTC.
    pub scheduled_until: DateTime<Utc>,
    /// Where it stands.
    pub progress: Progress,
    /// The promise of the next update that nothing has answered yet.
    pub promise: Option<Promise>,
}

/// Where a maintenance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Not begun.
    Coming,
    /// Under way.
    Running,
    /// Under way for longer than planned.
    Overrun,
    /// Over.
    Done,
    /// Will not take place.
    Cancelled,
}
