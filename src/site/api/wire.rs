//! The objects of the API: every key, in the order of Statuspage, because some clients show or compare the raw text.
//! Times are already formatted.

use serde::Serialize;

/// `page`, the head of every file.
#[derive(Serialize)]
pub(super) struct Page<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) url: &'a str,
    pub(super) time_zone: &'a str,
    pub(super) updated_at: String,
}

/// `status`: the banner.
#[derive(Serialize)]
pub(super) struct Status {
    pub(super) indicator: &'static str,
    pub(super) description: &'static str,
}

/// A component or, with `group`, a group of them.
#[derive(Serialize)]
pub(super) struct Component<'a> {
    pub(super) id: &'a str,
    pub(super) name: String,
    pub(super) status: &'static str,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    pub(super) position: usize,
    pub(super) description: Option<&'a str>,
    pub(super) showcase: bool,
    pub(super) start_date: Option<String>,
    pub(super) group_id: Option<&'a str>,
    pub(super) page_id: &'a str,
    pub(super) group: bool,
    pub(super) only_show_if_degraded: bool,
    /// The ids of the components in the group; a component does not have this key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) components: Option<Vec<&'a str>>,
}

/// The keys that incidents and maintenances share.
#[derive(Serialize)]
pub(super) struct Event<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) status: &'static str,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    pub(super) monitoring_at: Option<String>,
    pub(super) resolved_at: Option<String>,
    pub(super) impact: &'static str,
    pub(super) shortlink: String,
    pub(super) started_at: String,
    pub(super) page_id: &'a str,
    pub(super) incident_updates: Vec<Update<'a>>,
    pub(super) components: Vec<&'a Component<'a>>,
}

/// An incident.
#[derive(Serialize)]
pub(super) struct Incident<'a> {
    #[serde(flatten)]
    pub(super) event: Event<'a>,
    /// Always null: a static page sends no reminders.
    pub(super) reminder_intervals: Option<&'static str>,
    /// The text of the post-mortem. The key is absent without one, as in the read API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) postmortem_body: Option<String>,
    /// When the post-mortem was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) postmortem_published_at: Option<String>,
}

/// A maintenance.
#[derive(Serialize)]
pub(super) struct Maintenance<'a> {
    #[serde(flatten)]
    pub(super) event: Event<'a>,
    pub(super) scheduled_for: String,
    pub(super) scheduled_until: String,
}

/// One update.
#[derive(Serialize)]
pub(super) struct Update<'a> {
    pub(super) id: &'a str,
    pub(super) status: &'static str,
    pub(super) body: String,
    pub(super) incident_id: &'a str,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    pub(super) display_at: String,
    /// Null if there are none; never an empty list.
    pub(super) affected_components: Option<Vec<Affected<'a>>>,
    pub(super) deliver_notifications: bool,
    pub(super) custom_tweet: Option<&'a str>,
    pub(super) tweet_id: Option<i64>,
}

/// The state of one component that an update sets.
#[derive(Serialize)]
pub(super) struct Affected<'a> {
    pub(super) code: &'a str,
    pub(super) name: &'a str,
    pub(super) old_status: &'static str,
    pub(super) new_status: &'static str,
}

/// `summary.json`.
#[derive(Serialize)]
pub(super) struct SummaryFile<'a> {
    pub(super) page: Page<'a>,
    pub(super) components: Vec<&'a Component<'a>>,
    pub(super) incidents: &'a [Incident<'a>],
    pub(super) scheduled_maintenances: Vec<Maintenance<'a>>,
    pub(super) status: Status,
}

/// `status.json`.
#[derive(Serialize)]
pub(super) struct StatusFile<'a> {
    pub(super) page: Page<'a>,
    pub(super) status: Status,
}

/// `components.json`.
#[derive(Serialize)]
pub(super) struct ComponentsFile<'a> {
    pub(super) page: Page<'a>,
    pub(super) components: Vec<&'a Component<'a>>,
}

/// `incidents.json` and `incidents/unresolved.json`.
#[derive(Serialize)]
pub(super) struct IncidentsFile<'a> {
    pub(super) page: Page<'a>,
    pub(super) incidents: &'a [Incident<'a>],
}

/// `scheduled-maintenances.json` and the two files below that path.
#[derive(Serialize)]
pub(super) struct MaintenancesFile<'a> {
    pub(super) page: Page<'a>,
    pub(super) scheduled_maintenances: Vec<Maintenance<'a>>,
}

/// Keys and fixed values that are next to each other without any content in between.
pub(super) const WORDS: [&str; 24] = [
    "null",
    "true",
    "false",
    "name",
    "status",
    "created_at",
    "updated_at",
    "monitoring_at",
    "resolved_at",
    "impact",
    "shortlink",
    "started_at",
    "page_id",
    "incident_updates",
    "components",
    "reminder_intervals",
    "position",
    "description",
    "showcase",
    "start_date",
    "group_id",
    "group",
    "only_show_if_degraded",
    "affected_components",
];
