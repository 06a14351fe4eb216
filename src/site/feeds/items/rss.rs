//! RSS 2.0 (<https://www.rssboard.org/rss-specification>).

use std::collections::BTreeMap;

use rss::extension::atom::{AtomExtension, Link};
use rss::extension::dublincore::DublinCoreExtension;
use rss::{Category, Channel, Guid};

use super::feed::Feed;
use super::item::FeedItem;
use crate::site::feeds::styled;
use crate::site::rendering::RenderContext;
use crate::site::rendering::text::one_line;

/// Returns the bytes of `feed.xml`. The times of the channel are those of its newest item, never the time of the
/// build.
pub(super) fn rss(context: RenderContext<'_>, feed: &Feed<'_>) -> Vec<u8> {
    let newest = feed.items.first().map(|item| item.published.to_rfc2822());
    let itself = Link {
        href: format!("{}feed.xml", feed.folder),
        rel: "self".to_owned(),
        mime_type: Some("application/rss+xml".to_owned()),
        ..Link::default()
    };
    let channel = Channel {
        title: feed.title.clone(),
        link: feed.page.clone(),
        description: feed.description.clone(),
        language: Some(feed.language.to_owned()),
        pub_date: newest.clone(),
        last_build_date: newest,
        atom_ext: Some(AtomExtension { links: vec![itself] }),
        namespaces: BTreeMap::from([("atom".to_owned(), "http://www.w3.org/2005/Atom".to_owned())]),
        items: feed.items.iter().map(item).collect(),
        ..Channel::default()
    };
    styled(context, channel.to_string().as_bytes())
}

fn item(item: &FeedItem<'_>) -> rss::Item {
    let category =
        |(domain, name): &(&str, String)| Category { name: name.clone(), domain: Some((*domain).to_owned()) };
    let creator = item.byline.map(|name| DublinCoreExtension {
        creators: vec![one_line(name).into_owned()],
        ..DublinCoreExtension::default()
    });
    rss::Item {
        title: Some(item.title.clone()),
        link: Some(item.link.clone()),
        description: Some(item.html.clone()),
        guid: Some(Guid { value: item.guid.to_string(), permalink: false }),
        pub_date: Some(item.published.to_rfc2822()),
        categories: item.tags.iter().map(category).collect(),
        dublin_core_ext: creator,
        ..rss::Item::default()
    }
}
