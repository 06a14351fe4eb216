//! The common part of incidents and maintenances.

use chrono::{DateTime, Utc};

use super::{ImportedRecord, Text, Update, Upstream};
use crate::status::{Impact, State, StateInterval, Status};

/// An incident or a maintenance, as its audience sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The slug of its page.
    pub slug: String,
    /// The paths of its earlier addresses.
    pub aliases: Vec<String>,
    /// The id in the API.
    pub id: String,
    /// The current title.
    pub title: String,
    /// The original title.
    pub first_title: String,
    /// The current status.
    pub status: Status,
    /// Whether the record is closed.
    pub closed: bool,
    /// The impact.
    pub impact: Impact,
    /// When it began, UTC: when it was first reported, or earlier if the times were corrected.
    pub started_at: DateTime<Utc>,
    /// When it ended, UTC: when it was closed or, if the times were corrected, when customers were no longer affected.
    pub ended_at: Option<DateTime<Utc>>,
    /// The affected components, in the order of the site's list.
    pub hits: Vec<Hit>,
    /// The summary of impact and workaround that stays above the updates while it is open.
    pub summary: Option<Text>,
    /// The updates and the events of the clock, oldest first.
    pub updates: Vec<Update>,
    /// The updates that others promised, in the order of those.
    pub promised: Vec<PromisedUpdate>,
    /// The incident that this one follows.
    pub follows: Option<Reference>,
    /// The incident of a supplier that causes this one.
    pub upstream: Option<Upstream>,
    /// Data preserved by an import.
    pub imported: Option<Box<ImportedRecord>>,
}

/// An update that another one promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromisedUpdate {
    /// The index of the update that promised it.
    pub promise: usize,
    /// When it fell or falls due, UTC.
    pub due: DateTime<Utc>,
    /// When the next update came, UTC; `None` if none has come.
    pub came: Option<DateTime<Utc>>,
    /// Whether an update came by then.
    pub kept: bool,
}

/// How a record affects a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The index of the component in the site's list.
    pub component: usize,
    /// The current state according to the record.
    pub state: State,
    /// The state intervals, without operational ones.
    pub spans: Vec<StateInterval>,
    /// Whether the times were corrected later.
    pub corrected: bool,
}

/// A link to another incident or to a post-mortem that the same audience may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The slug of its page.
    pub slug: String,
    /// Its title.
    pub title: String,
}

impl Event {
    /// Returns the newest update.
    #[must_use]
    pub fn newest(&self) -> Option<&Update> {
        self.updates.last()
    }

    /// Whether it names a component, by its index in the site's list.
    #[must_use]
    pub fn names(&self, component: usize) -> bool {
        self.hits.binary_search_by_key(&component, |hit| hit.component).is_ok()
    }

    /// Returns the worst current state of its components.
    #[must_use]
    pub fn worst_state(&self) -> State {
        self.hits.iter().map(|hit| hit.state).max().unwrap_or_default()
    }
}
