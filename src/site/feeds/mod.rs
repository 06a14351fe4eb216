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

use self::entries::newest;
use self::feed::Feed;
use super::page_inputs::{ComponentInputs, Happening, Told};
use super::plan::Plan;
use super::views::Views;
use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;

/// `/feed.xml`, `/feed.json` and `/postmortems/feed.xml`.
pub(super) fn feeds(views: Views<'_>, site: &Site, plan: &Plan) -> Vec<Artifact> {
    let postmortems = plan.of_postmortems.iter().map(AsRef::as_ref);
    let all = Feed::of_site(views, &newest(Happening::all(site), postmortems.clone()));
    let postmortems = Feed::of_postmortems(views, &newest(std::iter::empty(), postmortems));
    vec![
        Artifact::new("feed.xml", rss::rss(&all), ArtifactKind::Feed),
        Artifact::new("feed.json", json::json(&all), ArtifactKind::Feed),
        Artifact::new("postmortems/feed.xml", rss::rss(&postmortems), ArtifactKind::Feed),
    ]
}

/// `/components/<slug>/feed.xml`: all updates of the records that name the component, and their post-mortems.
pub(super) fn component_feed(views: Views<'_>, inputs: &ComponentInputs) -> Artifact {
    let postmortems = inputs.postmortems.iter().map(AsRef::as_ref);
    let entries = newest(inputs.history.iter().map(Told::happening), postmortems);
    let feed = Feed::of_component(views, &inputs.component, &entries);
    let path = format!("components/{}/feed.xml", inputs.component.slug);
    Artifact::new(path, rss::rss(&feed), ArtifactKind::Feed)
}
