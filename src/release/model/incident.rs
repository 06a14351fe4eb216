//! An incident.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Event, Reference};

/// An incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// What it shares with a maintenance.
    pub event: Event,
    /// The incident that carries on, if this one was merged; `None` inside if this audience may not see that.
    pub merged: Option<Option<Reference>>,
    /// The promise of the next update that nothing has answered yet.
    pub promise: Option<Promise>,
    /// How long it was open in all, without the gaps before it was opened again; none while it is open.
    pub duration: Option<TimeDelta>,
}

/// A promised update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// When it is due, UTC.
    pub due: DateTime<Utc>,
    /// Whether that has passed.
    pub overdue: bool,
}
