//! One update.

use chrono::{DateTime, Utc};

use super::{ImportedUpdate, Text};
use crate::status::maintenance::ClockKind;
use crate::status::{State, Status};

/// One update of an incident or a maintenance, as its audience sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// Its identity within its record: the anchor.
    pub anchor: String,
    /// Id in the API.
    pub id: String,
    /// When customers were told, UTC.
    pub at: DateTime<Utc>,
    /// Who made it: somebody, or the clock.
    pub origin: Origin,
    /// The status in force after it.
    pub status: Status,
    /// Whether that is another than before; if not, it reads "Update".
    pub status_changed: bool,
    /// The new title, if it renamed the record.
    pub renamed: Option<String>,
    /// What it says; none if it was withdrawn or there is nothing to say.
    pub text: Option<Text>,
    /// The states that it set, in the order in which they were written.
    pub changes: Vec<StateChange>,
    /// How it really was, as found out later.
    pub intervals: Vec<Interval>,
    /// When the next update was promised, UTC.
    pub next_update: Option<DateTime<Utc>>,
    /// The planned time that it set, if it set one.
    pub window: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// That it was written later than it says, UTC.
    pub added: Option<DateTime<Utc>>,
    /// What was changed since.
    pub edited: Vec<Mark>,
    /// That its text was withdrawn.
    pub retracted: Option<Mark>,
    /// Anchor of the update that it corrects.
    pub corrects: Option<String>,
    /// Anchor of the update that corrects it.
    pub corrected_by: Option<String>,
    /// Whether it opened the record again.
    pub reopened: bool,
    /// Whether it says that the incident carries on in another one.
    pub merged: bool,
    /// The name of who speaks.
    pub byline: Option<String>,
    /// A supplier's incident behind it.
    pub upstream: Option<Upstream>,
    /// What an import kept.
    pub imported: Option<Box<ImportedUpdate>>,
}

/// Who made an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Somebody wrote it.
    Written,
    /// The clock came to a planned time.
    Clock(ClockKind),
}

/// A state that an update set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateChange {
    /// The component, by its place in the site's list.
    pub component: usize,
    /// The state before, in the view of this record.
    pub from: State,
    /// The state after.
    pub to: State,
}

/// How it really was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The components, by their places in the site's list.
    pub components: Vec<usize>,
    /// Their state.
    pub state: State,
    /// From here, UTC.
    pub from: DateTime<Utc>,
    /// To here, UTC.
    pub to: DateTime<Utc>,
}

/// A note on an update that customers read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// What.
    pub note: String,
}

/// A supplier's incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// The supplier.
    pub name: String,
    /// Its page on it.
    pub url: String,
}
