//! Updates, as released.

use chrono::{DateTime, Utc};

use super::{ImportedUpdate, Text};
use crate::status::maintenance::ClockKind;
use crate::status::{State, Status};

/// One update of an incident or a maintenance, as its audience sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The anchor, which identifies the update within its record.
    pub anchor: String,
    /// The id in the API.
    pub id: String,
    /// When it was published, UTC.
    pub at: DateTime<Utc>,
    /// Whether a person or the clock made it.
    pub origin: Origin,
    /// The status after the update.
    pub status: Status,
    /// Whether the status changed; if not, the update is titled "Update".
    pub status_changed: bool,
    /// The new title, if it renamed the record.
    pub renamed: Option<String>,
    /// The text; `None` if it was withdrawn or is empty.
    pub text: Option<Text>,
    /// The summary that it sets; `None` if it sets or clears none, or was withdrawn.
    pub summary: Option<Text>,
    /// The states that it sets, in the written order.
    pub changes: Vec<StateChange>,
    /// Corrections of when components were affected.
    pub intervals: Vec<Interval>,
    /// When the next update is due, UTC.
    pub next_update: Option<DateTime<Utc>>,
    /// The planned time that it sets, UTC.
    pub window: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// When it was written, if that was later than its date, UTC.
    pub added: Option<DateTime<Utc>>,
    /// Changes since it was published.
    pub edited: Vec<Mark>,
    /// The withdrawal of its text.
    pub retracted: Option<Mark>,
    /// The anchor of the update that it corrects.
    pub corrects: Option<String>,
    /// The anchor of the update that corrects it.
    pub corrected_by: Option<String>,
    /// Whether it reopens the record.
    pub reopened: bool,
    /// Whether it closes the incident because another one continues it.
    pub merged: bool,
    /// The author's name as shown on the page.
    pub byline: Option<String>,
    /// The incident of a supplier that causes this one.
    pub upstream: Option<Upstream>,
    /// Data preserved by an import.
    pub imported: Option<Box<ImportedUpdate>>,
}

/// The origin of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A person wrote it.
    Written,
    /// A planned time was reached.
    Clock(ClockKind),
}

/// A change of a component's state by an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateChange {
    /// The index of the component in the site's list.
    pub component: usize,
    /// The state before, according to this record.
    pub from: State,
    /// The state after.
    pub to: State,
}

/// A correction of when components were affected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The indexes of the components in the site's list.
    pub components: Vec<usize>,
    /// Their state during the interval.
    pub state: State,
    /// The start, UTC.
    pub from: DateTime<Utc>,
    /// The end, UTC; `None` as long as the record is open.
    pub to: Option<DateTime<Utc>>,
}

/// A dated note for customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The time, UTC.
    pub at: DateTime<Utc>,
    /// The note; empty if a withdrawal has none.
    pub note: String,
}

/// The incident of a supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// The name of the supplier.
    pub name: String,
    /// The supplier's page about the incident.
    pub url: String,
}

impl Update {
    /// When customers could read it, UTC. The time of an update that was added later is that of what it is about.
    #[must_use]
    pub fn came(&self) -> DateTime<Utc> {
        self.added.map_or(self.at, |added| added.max(self.at))
    }
}
