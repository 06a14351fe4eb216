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
    /// The post-mortems that cover it, newest first.
    pub postmortems: Vec<Reference>,
    /// The promise of the next update that nothing has answered yet.
    pub promise: Option<Promise>,
    /// When customers felt it no more, UTC, if that was found out later; else it ended when it was closed.
    pub really_ended: Option<DateTime<Utc>>,
    /// How long it was open in all, without the gaps before it was opened again; if its times were corrected, from
    /// the first to the last moment that customers felt it. None while it is open.
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
