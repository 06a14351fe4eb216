//! `/history.atom` (RFC 4287).

use atom_syndication::{Content, Entry as AtomEntry, Feed, FixedDateTime, Link, Person, Text};
use chrono::{DateTime, SubsecRound as _, Utc};

use super::entry::Entry;
use super::title;
use super::xml::legal;
use crate::release::Site;

/// The feed. Its time is that of its newest change; where there is none, it is as old as the site.
pub(super) fn feed(site: &Site, entries: &[Entry<'_>]) -> Vec<u8> {
    let updated = entries.iter().map(|entry| entry.updated).max().or(site.first_release);
    let feed = Feed {
        lang: Some(legal(&site.language)),
        id: format!("{}:/history", tag(site)),
        title: Text::plain(title(site)),
        updated: time(site, updated.unwrap_or_default()),
        authors: vec![Person { name: legal(&site.title), ..Person::default() }],
        links: vec![
            link("alternate", "text/html", site.url.clone()),
            link("self", "application/atom+xml", format!("{}/history.atom", site.url)),
        ],
        entries: entries.iter().map(|entry| written(site, entry)).collect(),
        ..Feed::default()
    };
    feed.write_to(Vec::new()).expect("writing to memory cannot fail")
}

fn written(site: &Site, entry: &Entry<'_>) -> AtomEntry {
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

/// What all ids begin with (RFC 4151), in the form of Statuspage.
fn tag(site: &Site) -> String {
    let host = site.url.split_once("://").map_or(site.url.as_str(), |(_, rest)| rest);
    format!("tag:{host},2005")
}

fn link(rel: &str, mime: &str, href: String) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..Link::default() }
}

/// Whole seconds in the page's zone.
fn time(site: &Site, at: DateTime<Utc>) -> FixedDateTime {
    at.trunc_subsecs(0).with_timezone(&site.time_zone).fixed_offset()
}
