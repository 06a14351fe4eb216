//! The content-free feed of a sealed view. Feed readers cannot decrypt, so it says only that there is an update.

use chrono::{DateTime, TimeZone as _, Utc};
use rss::{Channel, Guid, Item};

use crate::diagnostics::Findings;
use crate::release::Site;
use crate::site::last_change;
use crate::site::rendering::{Environment, RenderContext, Theme};

/// Returns when the newest update was released to the audience of a site, UTC: of an incident or a maintenance, a
/// post-mortem or a notice.
#[must_use]
pub fn newest_update(site: &Site) -> Option<DateTime<Utc>> {
    let incidents = site.incidents.iter().map(|incident| &incident.event);
    let maintenances = site.maintenances.iter().map(|maintenance| &maintenance.event);
    let events = incidents.chain(maintenances).filter_map(last_change::of_event);
    let postmortems = site.postmortems.iter().map(|postmortem| postmortem.published);
    events.chain(postmortems).chain(site.notices.iter().map(|notice| notice.from)).max()
}

/// Renders the feed. All feeds have the same size and the same text apart from the time, so a feed tells whoever finds
/// it only when the newest update came out. `site` must be the public site, whose title and address the feed shows.
///
/// # Errors
///
/// Returns a finding for each mistake in a language file of the theme.
pub fn update_feed(site: &Site, theme: &Theme, newest: Option<DateTime<Utc>>) -> Result<Vec<u8>, Findings> {
    let environment = Environment::new(site, theme)?;
    let context = environment.context();
    // Every date has the same length, so a feed without an item can be as long as one with an item.
    let any = Utc.timestamp_opt(0, 0).single();
    let length = channel(context, any).to_string().len();
    let mut feed = channel(context, newest).to_string().into_bytes();
    feed.resize(length, b'\n');
    Ok(feed)
}

fn channel(context: RenderContext<'_>, newest: Option<DateTime<Utc>>) -> Channel {
    let site = context.site;
    let date = |at: DateTime<Utc>| at.format("%a, %d %b %Y %H:%M:%S +0000").to_string();
    let item = |at: DateTime<Utc>| Item {
        title: Some(context.word("view.feed_item")),
        description: Some(context.word("view.feed_text")),
        guid: Some(Guid {
            value: format!("tag:{},2026:view-update:{}", site.authority, at.format("%Y%m%dT%H%M%SZ")),
            permalink: false,
        }),
        pub_date: Some(date(at)),
        ..Item::default()
    };
    Channel {
        title: site.title.clone(),
        link: format!("{}/", site.url),
        description: context.word("view.feed_item"),
        language: Some(site.language.clone()),
        items: newest.into_iter().map(item).collect(),
        ..Channel::default()
    }
}
