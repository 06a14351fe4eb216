//! The site, as one audience sees it at one time.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{
    Component, Group, Incident, Maintenance, Node, Notice, Page, Place, Postmortem, ResponseMonth, Sla,
};
use crate::status::Banner;

/// All released data.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Where the site is published.
    pub place: Place,
    /// The name of the customer whose view this is; `None` on the public site.
    pub customer: Option<String>,
    /// The name of the site.
    pub title: String,
    /// The address, without a trailing slash.
    pub url: String,
    /// The path of the address, which is prepended to every link: empty, or `/status`.
    pub base_path: String,
    /// The host that ids, guids and tag URIs are derived from. It stays the same when the site moves.
    pub authority: String,
    /// The description, in one line; may be empty.
    pub description: String,
    /// The language of the interface and of the texts. With several languages, it is the first one.
    pub language: String,
    /// The other languages of the interface, each with pages below a folder of its own.
    pub other_languages: Vec<String>,
    /// The time zone in which days begin and end.
    pub time_zone: Tz,
    /// The id in the API.
    pub id: String,
    /// A link to support.
    pub support: Option<Link>,
    /// A link to report a problem.
    pub report: Option<Link>,
    /// Links to sign up for news elsewhere.
    pub subscribe: Vec<Link>,
    /// The time at which the clock of the site stands, UTC, if `site.toml` stops it.
    pub clock: Option<DateTime<Utc>>,
    /// How much of a partial outage counts as downtime, 0 to 1.
    pub partial_weight: f64,
    /// The current date in the site's time zone. The exact time of the build is not released.
    pub today: NaiveDate,
    /// The service level agreement of the customer; `None` for the public.
    pub sla: Option<Sla>,
    /// The overall state.
    pub banner: Banner,
    /// All visible components including retired ones, by path.
    pub components: Vec<Component>,
    /// All groups.
    pub groups: Vec<Group>,
    /// The tree of components that are not retired, in the order in which it is shown.
    pub tree: Vec<Node>,
    /// Incidents, newest first.
    pub incidents: Vec<Arc<Incident>>,
    /// Maintenances, newest first.
    pub maintenances: Vec<Arc<Maintenance>>,
    /// Post-mortems, newest first.
    pub postmortems: Vec<Postmortem>,
    /// How incidents were handled, by month, newest first; `None` if the site does not publish that.
    pub response: Option<Vec<ResponseMonth>>,
    /// Notices that are currently valid, pinned ones first, then newest first.
    pub notices: Vec<Notice>,
    /// Free pages, in the order of the navigation, then by slug.
    pub pages: Vec<Page>,
    /// The images in the texts, by their paths in the output.
    pub images: BTreeMap<String, Arc<[u8]>>,
    /// The time of the first released update, UTC.
    pub first_release: Option<DateTime<Utc>>,
    /// When the released data will next change without a change of files, UTC.
    pub next_change: Option<DateTime<Utc>>,
}

impl Site {
    /// Replaces each incident and maintenance by the one of an earlier site that is equal, if there is one, so that caches
    /// recognise it by its pointer.
    pub fn share_with(&mut self, earlier: &Self) {
        share(&mut self.incidents, &earlier.incidents, |incident| &incident.event.slug);
        share(&mut self.maintenances, &earlier.maintenances, |maintenance| &maintenance.event.slug);
    }
}

fn share<T: PartialEq>(own: &mut [Arc<T>], earlier: &[Arc<T>], slug: impl Fn(&T) -> &str) {
    let earlier: BTreeMap<&str, &Arc<T>> = earlier.iter().map(|event| (slug(event), event)).collect();
    for event in own {
        if let Some(equal) = earlier.get(slug(event)).filter(|other| **other == event) {
            *event = Arc::clone(equal);
        }
    }
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The text of the link.
    pub label: String,
    /// The address of the link.
    pub url: String,
}
