//! Renders `/history.atom` (RFC 4287).

use std::fmt::Write as _;

use atom_syndication::{Content, Entry as AtomEntry, Feed, FixedDateTime, Link, Person, Text};
use chrono::{DateTime, SubsecRound as _, Utc};

use super::entry::HistoryEntry;
use super::title;
use crate::release::Site;
use crate::site::rendering::text::legal_xml;
use crate::status::day;

/// The time of the feed is that of its newest change. A site without any release uses the newest time that its notices
/// and components have, or else the beginning of the day, because the time of the build is never published.
pub(super) fn feed(site: &Site, entries: &[HistoryEntry<'_>]) -> Vec<u8> {
    let updated = entries.iter().map(|entry| entry.updated).max().or(site.first_release);
    let updated = updated.unwrap_or_else(|| without_entries(site));
    let feed = Feed {
        lang: Some(legal_xml(&site.language)),
        id: format!("{}:/history", tag(site)),
        title: Text::plain(title(site)),
        updated: time(site, updated),
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
        id: entry.atom_id.map_or_else(|| format!("{}:Incident/{}", tag(site), specific(entry.id)), legal_xml),
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

/// The time of the feed of a site without any release.
fn without_entries(site: &Site) -> DateTime<Utc> {
    let today = day::start_of_day(site.today, site.time_zone);
    let since =
        site.components.iter().filter_map(|component| component.since).filter(|since| *since <= today);
    site.notices.iter().map(|notice| notice.from).chain(since).max().unwrap_or(today)
}

/// The tag URI (RFC 4151) that all ids begin with, in the form of Statuspage. The authority is a domain name: without a
/// port or a path, and in lower case.
fn tag(site: &Site) -> String {
    let authority = site.authority.as_str();
    // An IPv6 address is between brackets, and has colons of its own.
    let host = match authority.strip_prefix('[') {
        Some(address) => address.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    let label = |label: &str| -> String {
        let allowed = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        label.chars().map(allowed).collect::<String>().trim_matches('-').to_owned()
    };
    let labels: Vec<String> = host.split('.').map(label).filter(|label| !label.is_empty()).collect();
    let name = if labels.is_empty() { "localhost".to_owned() } else { labels.join(".") };
    format!("tag:{name},2005")
}

/// Percent-encodes what the specific part of a tag URI must not contain (RFC 4151 section 2.1, `pchar` and `/`).
fn specific(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn link(rel: &str, mime: &str, href: String) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..Link::default() }
}

/// The time in whole seconds, in the time zone of the site.
fn time(site: &Site, at: DateTime<Utc>) -> FixedDateTime {
    at.trunc_subsecs(0).with_timezone(&site.time_zone).fixed_offset()
}
