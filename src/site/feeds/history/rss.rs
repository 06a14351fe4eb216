//! Renders `/history.rss` (RSS 2.0).
//!
//! A maintenance has the element `maintenanceEndDate`, without a namespace, because existing scripts read it.

use std::collections::BTreeMap;

use chrono::{DateTime, SubsecRound as _, Utc};
use rss::extension::{Extension, ExtensionMap};
use rss::{Channel, Guid, Item};

use super::entry::HistoryEntry;
use super::title;
use crate::release::Site;
use crate::site::rendering::text::legal_xml;

/// The name of the element with the planned end of a maintenance.
const MAINTENANCE_END: &str = "maintenanceEndDate";

/// The feed.
pub(super) fn feed(site: &Site, entries: &[HistoryEntry<'_>]) -> Vec<u8> {
    let updated = entries.iter().map(|entry| entry.updated).max();
    let description = if site.description.is_empty() { &site.title } else { &site.description };
    let channel = Channel {
        title: title(site),
        link: site.url.clone(),
        description: legal_xml(description),
        language: Some(legal_xml(&site.language)),
        pub_date: updated.map(|at| date(site, at)),
        items: entries.iter().map(|entry| item(site, entry)).collect(),
        ..Channel::default()
    };
    channel.write_to(Vec::new()).expect("writing to memory cannot fail")
}

fn item(site: &Site, entry: &HistoryEntry<'_>) -> Item {
    Item {
        title: Some(entry.title.clone()),
        link: Some(entry.url.clone()),
        description: Some(entry.html.clone()),
        guid: Some(Guid {
            value: entry.rss_guid.map_or_else(|| guid(site, entry), legal_xml),
            permalink: entry.rss_guid.is_none_or(|guid| guid.starts_with("http")),
        }),
        pub_date: Some(date(site, entry.published)),
        extensions: entry.ends.map(|at| maintenance_end(date(site, at))).unwrap_or_default(),
        ..Item::default()
    }
}

/// The address that the page had at the first host of the site, so that readers know the entry again after a move.
fn guid(site: &Site, entry: &HistoryEntry<'_>) -> String {
    let path = entry.url.strip_prefix(site.url.as_str()).unwrap_or_default();
    format!("https://{}{path}", site.authority)
}

fn maintenance_end(date: String) -> ExtensionMap {
    let end = Extension { name: MAINTENANCE_END.to_owned(), value: Some(date), ..Extension::default() };
    let named = BTreeMap::from([(MAINTENANCE_END.to_owned(), vec![end])]);
    BTreeMap::from([(String::new(), named)])
}

/// `Tue, 16 Jan 2024 16:00:00 +0000`, in the page's zone.
fn date(site: &Site, at: DateTime<Utc>) -> String {
    at.trunc_subsecs(0).with_timezone(&site.time_zone).to_rfc2822()
}
