//! What another system recorded, kept by an import so that the API gives it out as it was. Everything is `None`,
//! or empty, where it follows from the rest.

use chrono::{DateTime, Utc};

use crate::status::{State, Status};

/// Kept for a component or a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportedComponent {
    /// When it was created, UTC.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed there, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// Whether its uptime was shown.
    pub showcase: Option<bool>,
    /// Whether it was hidden while it worked.
    pub only_show_if_degraded: bool,
}

/// Kept for an incident or a maintenance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedRecord {
    /// When it was created, UTC.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed there, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// When it began, UTC.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was first monitored, UTC; `None` inside for never.
    pub monitoring_at: Option<Option<DateTime<Utc>>>,
    /// When it was resolved, UTC; `None` inside for never.
    pub resolved_at: Option<Option<DateTime<Utc>>>,
    /// The components that it named, by their places in the site's list.
    pub components: Option<Vec<usize>>,
    /// Its short address.
    pub shortlink: Option<String>,
}

/// Kept for an update.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedUpdate {
    /// When it was written, UTC.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed there, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// The time that it bore, UTC.
    pub display_at: Option<DateTime<Utc>>,
    /// Whether subscribers were told.
    pub deliver_notifications: Option<bool>,
    /// The text for a social network.
    pub custom_tweet: Option<String>,
    /// The id that it got there.
    pub tweet_id: Option<i64>,
    /// The status that it bore.
    pub status: Option<Status>,
    /// Names of components as they were then, by the components' places in the site's list.
    pub names: Vec<(usize, String)>,
    /// States of components before it.
    pub old_states: Vec<(usize, State)>,
    /// States of components after it, in place of those that the update sets.
    pub states: Vec<(usize, State)>,
}
