//! Feeds with one item per update, post-mortem or notice, in RSS 2.0 and JSON Feed 1.1: for the site, for each component, and
//! for post-mortems alone.
//!
//! Most feed readers never show an item again once they know its guid. So every update is its own item, and a
//! subscriber learns from the feed alone that something is fixed. The guid and the title of an item never change;
//! what a later build adds (that it was corrected or withdrawn) is in its text.
//!
//! The feeds with one entry per incident are in [`super::history`].

mod body;
mod entries;
mod facts;
mod feed;
mod item;
mod json;
mod rss;

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::site::pages::inputs::{ComponentInputs, EventRef, SharedEvent};
use crate::site::pages::plan::PagePlan;
use crate::site::rendering::RenderContext;
use entries::{newest, newest_of_component};
pub(in crate::site) use facts::FeedFacts;
use feed::Feed;

/// Renders `/feed.xml`, `/feed.json` and `/postmortems/feed.xml`.
pub(in crate::site) fn item_feeds(context: RenderContext<'_>, site: &Site, plan: &PagePlan) -> Vec<Artifact> {
    let facts = &plan.feed_facts;
    let postmortems = plan.postmortems.iter().map(AsRef::as_ref);
    let all = Feed::of_site(context, &newest(EventRef::all(site), postmortems.clone(), &site.notices), facts);
    let postmortems = Feed::of_postmortems(context, &newest(std::iter::empty(), postmortems, &[]), facts);
    vec![
        Artifact::new("feed.xml", rss::rss(&all), ArtifactKind::Feed),
        Artifact::new("feed.json", json::json(&all), ArtifactKind::Feed),
        Artifact::new("postmortems/feed.xml", rss::rss(&postmortems), ArtifactKind::Feed),
    ]
}

/// Renders `/components/<slug>/feed.xml`: the updates of the events that name the component, and their post-mortems.
pub(in crate::site) fn component_feed(
    context: RenderContext<'_>,
    inputs: &ComponentInputs,
    facts: &FeedFacts,
) -> Artifact {
    let postmortems = inputs.postmortems.iter().map(AsRef::as_ref);
    let history = inputs.history.iter().map(SharedEvent::borrowed);
    let entries = newest_of_component(inputs.index, history, postmortems, facts);
    let feed = Feed::of_component(context, &inputs.component, &entries, facts);
    let path = format!("components/{}/feed.xml", inputs.component.slug);
    Artifact::new(path, rss::rss(&feed), ArtifactKind::Feed)
}
