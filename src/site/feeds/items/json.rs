//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use std::collections::BTreeSet;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use super::feed::Feed;
use super::item::FeedItem;
use crate::site::rendering::text::one_line;

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: String,
    description: &'a str,
    language: &'a str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author>,
    tags: Vec<&'a str>,
}

#[derive(Serialize)]
struct Author {
    name: String,
}

/// Returns the bytes of `feed.json`.
pub(super) fn json(feed: &Feed<'_>) -> Vec<u8> {
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page,
        feed_url: format!("{}feed.json", feed.folder),
        description: &feed.description,
        language: feed.language,
        items: feed.items.iter().map(item).collect(),
    };
    serde_json::to_vec(&feed).expect("texts and lists can always be written as JSON")
}

fn item<'a>(item: &'a FeedItem<'_>) -> JsonItem<'a> {
    JsonItem {
        id: &item.guid,
        url: &item.link,
        title: &item.title,
        content_html: &item.html,
        date_published: moment(item.published),
        date_modified: (item.modified > item.published).then(|| moment(item.modified)),
        authors: item.byline.iter().map(|name| Author { name: one_line(name).into_owned() }).collect(),
        tags: tags(item),
    }
}

/// Tags have no domain in JSON Feed, so `none` and repeated values are left out.
fn tags<'a>(item: &'a FeedItem<'_>) -> Vec<&'a str> {
    let (mut tags, mut known): (Vec<&str>, BTreeSet<&str>) = (Vec::new(), BTreeSet::new());
    for (_, tag) in &item.tags {
        if tag != "none" && known.insert(tag) {
            tags.push(tag);
        }
    }
    tags
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
