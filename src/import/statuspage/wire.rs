//! The objects of the Statuspage v2 API in JSON, not validated yet.
//!
//! Every field is optional and unknown fields are ignored, because the tools that fetch exports often reformat or trim
//! them. Format: <https://www.githubstatus.com/api>, compared with real responses.

use serde::Deserialize;

/// Any of the files; its keys tell which one it is.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) page: Option<Page>,
    pub(super) components: Option<Vec<Component>>,
    pub(super) incidents: Option<Vec<Incident>>,
    pub(super) scheduled_maintenances: Option<Vec<Incident>>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Page {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) url: Option<String>,
    pub(super) time_zone: Option<String>,
    pub(super) updated_at: Option<String>,
}

/// A component or, with `group`, a group of them.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Component {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) position: Option<i64>,
    pub(super) created_at: Option<String>,
    pub(super) updated_at: Option<String>,
    pub(super) start_date: Option<String>,
    pub(super) group: Option<bool>,
    pub(super) group_id: Option<String>,
    pub(super) showcase: Option<bool>,
    pub(super) only_show_if_degraded: Option<bool>,
}

impl Component {
    pub(super) fn is_group(&self) -> bool {
        self.group == Some(true)
    }

    /// Returns its name, or `id` if it has none.
    pub(super) fn name_or<'a>(&'a self, id: &'a str) -> &'a str {
        self.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(id)
    }
}

/// An incident, or a maintenance if it has the two `scheduled_` times.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Incident {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) status: Option<String>,
    pub(super) impact: Option<String>,
    pub(super) created_at: Option<String>,
    pub(super) started_at: Option<String>,
    pub(super) updated_at: Option<String>,
    pub(super) monitoring_at: Option<String>,
    pub(super) resolved_at: Option<String>,
    pub(super) shortlink: Option<String>,
    pub(super) scheduled_for: Option<String>,
    pub(super) scheduled_until: Option<String>,
    /// The id of the entry in an Atom feed; exports do not have it.
    pub(super) atom_id: Option<String>,
    /// The id of the item in an RSS feed; exports do not have it.
    pub(super) rss_guid: Option<String>,
    /// Whether it comes from a feed, which has less data than an export.
    #[serde(default)]
    pub(super) is_from_feed: bool,
    #[serde(rename = "incident_updates")]
    pub(super) updates: Option<Vec<Update>>,
    /// The components as they are now, not as they were then.
    pub(super) components: Option<Vec<Component>>,
    /// A string, null or a list, depending on the age of the export.
    pub(super) reminder_intervals: Option<serde_json::Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Update {
    pub(super) id: Option<String>,
    pub(super) status: Option<String>,
    pub(super) body: Option<String>,
    pub(super) created_at: Option<String>,
    pub(super) updated_at: Option<String>,
    pub(super) display_at: Option<String>,
    pub(super) affected_components: Option<Vec<Affected>>,
    pub(super) deliver_notifications: Option<bool>,
    pub(super) custom_tweet: Option<String>,
    /// A number, kept as written because old ids do not fit into the integers of every JSON reader.
    pub(super) tweet_id: Option<serde_json::Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Affected {
    /// The component's id.
    pub(super) code: Option<String>,
    /// The name at that time; `Group - Name` for a component in a group.
    pub(super) name: Option<String>,
    pub(super) old_status: Option<String>,
    pub(super) new_status: Option<String>,
}
