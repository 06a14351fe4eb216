//! Data of other systems, preserved by an import so that the API returns it unchanged. Fields are `None` or empty
//! where the value follows from other data.

use chrono::{DateTime, NaiveDate, Utc};

use crate::status::{State, Status};

/// Preserved data of a component or a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportedComponent {
    /// When it was created, UTC.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed there, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// The first day of its uptime there; `Some(None)` for none.
    pub start_date: Option<Option<NaiveDate>>,
    /// Whether the uptime was shown.
    pub showcase: Option<bool>,
    /// Whether it was hidden while operational.
    pub only_show_if_degraded: bool,
}

/// Preserved data of an incident or a maintenance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedRecord {
    /// When it was created, UTC.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed there, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// When it began, UTC.
    pub started_at: Option<DateTime<Utc>>,
    /// When monitoring began, UTC; `Some(None)` for never.
    pub monitoring_at: Option<Option<DateTime<Utc>>>,
    /// When it was resolved, UTC; `Some(None)` for never.
    pub resolved_at: Option<Option<DateTime<Utc>>>,
    /// The affected components, by their indexes in the site's list.
    pub components: Option<Vec<usize>>,
    /// The id of its entry in the Atom feed.
    pub atom_id: Option<String>,
    /// The id of its item in the RSS feed.
    pub rss_guid: Option<String>,
}

/// Preserved data of an update.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedUpdate {
    /// When it was written, UTC.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed there, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// The original time, UTC.
    pub display_at: Option<DateTime<Utc>>,
    /// Whether subscribers were notified.
    pub deliver_notifications: Option<bool>,
    /// The text posted to a social network.
    pub custom_tweet: Option<String>,
    /// The id of that post.
    pub tweet_id: Option<i64>,
    /// The original status.
    pub status: Option<Status>,
    /// The names of components at the time, by their indexes in the site's list.
    pub names: Vec<(usize, String)>,
    /// The states of components before the update.
    pub old_states: Vec<(usize, State)>,
    /// The states of components after the update, in place of those that it sets.
    pub states: Vec<(usize, State)>,
}
