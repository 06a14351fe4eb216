//! A site, as one audience sees it at one moment.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{Component, Group, Incident, Maintenance, Node, Notice, Page, Postmortem};
use crate::status::Banner;

/// Everything that is released.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Its name.
    pub title: String,
    /// Its address, without a slash at the end.
    pub url: String,
    /// The path of the address, put before every link: empty, or `/status`.
    pub base_path: String,
    /// What it is, in one line; may be empty.
    pub description: String,
    /// Language of the page's own words.
    pub language: String,
    /// Where days begin and end.
    pub time_zone: Tz,
    /// Id in the API.
    pub id: String,
    /// Where customers find help.
    pub support: Option<Link>,
    /// How much of a partial outage counts as an outage.
    pub partial_weight: f64,
    /// The day that it is, in the site's time zone. More of the moment of the build is not released.
    pub today: NaiveDate,
    /// The state of everything.
    pub banner: Banner,
    /// All components that the audience may see, retired ones among them, by path.
    pub components: Vec<Component>,
    /// All groups.
    pub groups: Vec<Group>,
    /// The tree of components that are in use, in the order in which it is shown.
    pub tree: Vec<Node>,
    /// Incidents, newest first.
    pub incidents: Vec<Arc<Incident>>,
    /// Maintenances, newest first.
    pub maintenances: Vec<Arc<Maintenance>>,
    /// Post-mortems, newest first.
    pub postmortems: Vec<Postmortem>,
    /// Announcements that are valid now, pinned ones first, then newest first.
    pub notices: Vec<Notice>,
    /// Free pages, in the order of the navigation, then by slug.
    pub pages: Vec<Page>,
    /// Pictures that the texts show, by their paths in the output.
    pub images: BTreeMap<String, Arc<[u8]>>,
    /// When something was released for the first time, UTC.
    pub first_release: Option<DateTime<Utc>>,
    /// When what is released changes by itself next, UTC.
    pub next_change: Option<DateTime<Utc>>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub label: String,
    /// Its address.
    pub url: String,
}
