//! What feed readers follow: one item an update or a post-mortem, in RSS 2.0 and JSON Feed 1.1, for the site, for
//! each component, and for post-mortems alone.
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

use rayon::prelude::*;

use self::entries::Entries;
use self::feed::Feed;
use super::views::Views;
use crate::output::{Kind, Output};

/// `/feed.xml`, `/feed.json`, `/postmortems/feed.xml` and `/components/<slug>/feed.xml`.
pub(super) fn feeds(views: Views<'_>) -> Vec<Output> {
    let entries = Entries::of(views.site);
    let newest = Feed::of_site(views, entries.newest());
    let postmortems = Feed::of_postmortems(views, &entries.postmortems());
    let mut outputs = vec![
        Output::new("feed.xml", rss::rss(&newest), Kind::Feed),
        Output::new("feed.json", json::json(&newest), Kind::Feed),
        Output::new("postmortems/feed.xml", rss::rss(&postmortems), Kind::Feed),
    ];
    let components = views.site.components.par_iter().zip(entries.by_component(views.site));
    outputs.par_extend(components.map(|(component, entries)| {
        let feed = Feed::of_component(views, component, &entries);
        Output::new(format!("components/{}/feed.xml", component.slug), rss::rss(&feed), Kind::Feed)
    }));
    outputs
}
