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

use chrono::Days;

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::site::last_change;
use crate::site::pages::inputs::{ComponentInputs, EventRef, SharedEvent};
use crate::site::pages::plan::PagePlan;
use crate::site::rendering::RenderContext;
use crate::status::day::date_of;
use entries::{newest, newest_of_component};
pub(in crate::site) use facts::FeedFacts;
use feed::Feed;

/// How long the feed of an incident or maintenance remains after the last publication about it.
const EVENT_DAYS: Days = Days::new(14);

/// Renders `/feed.xml`, `/feed.json` and `/postmortems/feed.xml`.
pub(in crate::site) fn item_feeds(context: RenderContext<'_>, site: &Site, plan: &PagePlan) -> Vec<Artifact> {
    let facts = &plan.feed_facts;
    let postmortems = plan.postmortems.iter().map(AsRef::as_ref);
    let all = Feed::of_site(context, &newest(EventRef::all(site), postmortems.clone(), &site.notices), facts);
    let postmortems = Feed::of_postmortems(context, &newest(std::iter::empty(), postmortems, &[]), facts);
    let mut feeds = vec![
        Artifact::new("feed.xml", rss::rss(context, &all), ArtifactKind::Feed),
        Artifact::new("feed.json", json::json(&all), ArtifactKind::Feed),
        Artifact::new("postmortems/feed.xml", rss::rss(context, &postmortems), ArtifactKind::Feed),
    ];
    feeds.extend(event_feeds(context, site, plan));
    feeds
}

/// Renders the feeds of the incidents and maintenances that are open, or about which something was published in the last
/// 14 days: their updates and post-mortems.
fn event_feeds(context: RenderContext<'_>, site: &Site, plan: &PagePlan) -> Vec<Artifact> {
    let first = site.today.checked_sub_days(EVENT_DAYS).unwrap_or(site.today);
    let mut feeds = Vec::new();
    for record in EventRef::all(site) {
        let (event, folder) = match record {
            EventRef::Incident(incident) => (&incident.event, "incidents"),
            EventRef::Maintenance(maintenance) => (&maintenance.event, "maintenance"),
        };
        let postmortems = plan.postmortems.iter().map(AsRef::as_ref).filter(|inputs| {
            let mut incidents = inputs.incidents.iter();
            folder == "incidents" && incidents.any(|covered| covered.0.event.slug == event.slug)
        });
        let is_recent = || {
            let last = last_change::of_event(event).into_iter();
            let last = last.chain(postmortems.clone().map(|inputs| inputs.postmortem.published)).max();
            last.is_some_and(|last| date_of(last, site.time_zone) >= first)
        };
        if event.closed && !is_recent() {
            continue;
        }
        let entries = newest(std::iter::once(record), postmortems.clone(), &[]);
        let page = format!("{folder}/{}/", event.slug);
        let feed = Feed::of_event(context, &event.title, &page, &entries, &plan.feed_facts);
        feeds.push(Artifact::new(format!("{page}feed.xml"), rss::rss(context, &feed), ArtifactKind::Feed));
    }
    feeds
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
    Artifact::new(path, rss::rss(context, &feed), ArtifactKind::Feed)
}
