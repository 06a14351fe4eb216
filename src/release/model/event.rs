//! What incidents and maintenances have in common.

use chrono::{DateTime, Utc};

use super::{ImportedRecord, Update, Upstream};
use crate::status::{Impact, State, StateInterval, Status};

/// An incident or a maintenance, as its audience sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its part of an address.
    pub slug: String,
    /// Id in the API.
    pub id: String,
    /// Its title, as last changed.
    pub title: String,
    /// Its title until an update renamed it.
    pub first_title: String,
    /// The status in force.
    pub status: Status,
    /// Whether nothing more is expected.
    pub closed: bool,
    /// How hard it hits.
    pub impact: Impact,
    /// When it began, UTC.
    pub started_at: DateTime<Utc>,
    /// When it ended, UTC.
    pub ended_at: Option<DateTime<Utc>>,
    /// The components that it names, in the order of the site's list.
    pub hits: Vec<Hit>,
    /// Its updates, oldest first, with what the clock did among them.
    pub updates: Vec<Update>,
    /// The incident that went before.
    pub follows: Option<Reference>,
    /// A supplier's incident behind it.
    pub upstream: Option<Upstream>,
    /// What an import kept.
    pub imported: Option<Box<ImportedRecord>>,
}

/// What a record says of one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The component, by its place in the site's list.
    pub component: usize,
    /// Its state in the view of the record, now.
    pub state: State,
    /// Its states over time, without the operational ones.
    pub spans: Vec<StateInterval>,
    /// Whether the times were corrected later.
    pub corrected: bool,
}

/// Another incident, or a post-mortem, that the same audience may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its part of an address.
    pub slug: String,
    /// Its title.
    pub title: String,
}

impl Event {
    /// The newest update.
    #[must_use]
    pub fn newest(&self) -> Option<&Update> {
        self.updates.last()
    }

    /// The worst state that it sees now.
    #[must_use]
    pub fn worst_state(&self) -> State {
        self.hits.iter().map(|hit| hit.state).max().unwrap_or_default()
    }
}
