//! Incidents, as released.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Event, IncidentSla, Reference};
use crate::status::Period;

/// An incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// The part that incidents and maintenances have in common.
    pub event: Event,
    /// The incident that continues this one, if it was merged; `Some(None)` if the audience may not see that incident.
    pub merged: Option<Option<Reference>>,
    /// The post-mortems that cover it, newest first.
    pub postmortems: Vec<Reference>,
    /// When the next update is due, if it was promised and has not been posted yet.
    pub promise: Option<Promise>,
    /// When customers were no longer affected, UTC, if that was corrected later. It is the end of the incident then.
    pub really_ended: Option<DateTime<Utc>>,
    /// When it was open, oldest first: the gaps before it was reopened are left out.
    pub open_periods: Vec<Period>,
    /// How the targets of the customer's agreement were kept; `None` for the public.
    pub sla: Option<IncidentSla>,
    /// When the update that closed it was published, UTC.
    pub closed_at: Option<DateTime<Utc>>,
    /// The total time that it was open, without the gaps before it was reopened. If its times were corrected, the time
    /// from its start to its end. `None` while it is open.
    pub duration: Option<TimeDelta>,
}

/// The promise of the next update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// When the update is due, UTC.
    pub due: DateTime<Utc>,
    /// Whether it is overdue.
    pub overdue: bool,
}
