//! What feed readers follow: one item an update, in RSS 2.0 and JSON Feed 1.1, for the site and for each component.
//!
//! Most readers never show an item again whose guid they know, so that every update is an item of its own: who
//! reads nothing but the feed still learns that something is fixed. A guid and a title stay for ever as they were;
//! what a later build adds to an old item (that it was corrected or withdrawn) stands in its text.
//!
//! The feeds with one entry an incident, at the addresses of Statuspage, are not made here.

mod body;
mod entries;
mod feed;
mod item;
mod json;
mod rss;

use self::entries::newest;
use self::feed::Feed;
use super::api::Occurrence;
use super::matter::{ComponentMatter, Told};
use super::views::Views;
use crate::output::{Kind, Output};
use crate::release::Site;

/// `/feed.xml` and `/feed.json`.
pub(super) fn feeds(views: Views<'_>, site: &Site) -> Vec<Output> {
    let incidents = site.incidents.iter().map(|one| Occurrence::Incident(one));
    let maintenances = site.maintenances.iter().map(|one| Occurrence::Maintenance(one));
    let feed = Feed::of_site(views, &newest(incidents.chain(maintenances)));
    vec![
        Output::new("feed.xml", rss::rss(&feed), Kind::Feed),
        Output::new("feed.json", json::json(&feed), Kind::Feed),
    ]
}

/// `/components/<slug>/feed.xml`: all updates of the records that name the component.
pub(super) fn component_feed(views: Views<'_>, matter: &ComponentMatter) -> Output {
    let entries = newest(matter.history.iter().map(Told::occurrence));
    let feed = Feed::of_component(views, &matter.component, &entries);
    let path = format!("components/{}/feed.xml", matter.component.slug);
    Output::new(path, rss::rss(&feed), Kind::Feed)
}
