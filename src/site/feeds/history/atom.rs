//! Renders `/history.atom` (RFC 4287).

use atom_syndication::{Content, Entry as AtomEntry, Feed, FixedDateTime, Link, Person, Text};
use chrono::{DateTime, SubsecRound as _, Utc};

use super::entry::HistoryEntry;
use super::title;
use crate::release::Site;
use crate::site::rendering::text::legal_xml;

/// The time of the feed is that of its newest change, or the first release of the site if it has no entries.
pub(super) fn feed(site: &Site, entries: &[HistoryEntry<'_>]) -> Vec<u8> {
    let updated = entries.iter().map(|entry| entry.updated).max().or(site.first_release);
    let feed = Feed {
        lang: Some(legal_xml(&site.language)),
        id: format!("{}:/history", tag(site)),
        title: Text::plain(title(site)),
        updated: time(site, updated.unwrap_or_default()),
        authors: vec![Person { name: legal_xml(&site.title), ..Person::default() }],
        links: vec![
            link("alternate", "text/html", site.url.clone()),
            link("self", "application/atom+xml", format!("{}/history.atom", site.url)),
        ],
        entries: entries.iter().map(|entry| written(site, entry)).collect(),
        ..Feed::default()
    };
    feed.write_to(Vec::new()).expect("writing to memory cannot fail")
}

fn written(site: &Site, entry: &HistoryEntry<'_>) -> AtomEntry {
    AtomEntry {
        id: format!("{}:Incident/{}", tag(site), entry.id),
        published: Some(time(site, entry.published)),
        updated: time(site, entry.updated),
        links: vec![link("alternate", "text/html", entry.url.clone())],
        title: Text::plain(entry.title.clone()),
        content: Some(Content {
            value: Some(entry.html.clone()),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..AtomEntry::default()
    }
}

/// The tag URI (RFC 4151) that all ids begin with, in the form of Statuspage. A tag has no port.
fn tag(site: &Site) -> String {
    let host = site.authority.split(':').next().unwrap_or_default();
    format!("tag:{host},2005")
}

fn link(rel: &str, mime: &str, href: String) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..Link::default() }
}

/// The time in whole seconds, in the time zone of the site.
fn time(site: &Site, at: DateTime<Utc>) -> FixedDateTime {
    at.trunc_subsecs(0).with_timezone(&site.time_zone).fixed_offset()
}
