//! Tests of items over time: an item that a feed reader has seen does not change.

use std::collections::BTreeMap;

use super::story::STORY;
use super::{read, released, rendered};

#[test]
fn an_item_keeps_its_guid_title_date_and_link_in_every_later_build() {
    let mut seen: BTreeMap<String, (String, String, String)> = BTreeMap::new();
    for now in [
        "2026-03-12T09:00:00Z",
        "2026-03-13T09:00:00Z",
        "2026-03-14T09:00:00Z",
        "2026-03-14T09:10:00Z",
        "2026-03-14T09:22:00Z",
        "2026-03-14T09:30:00Z",
        "2026-03-14T10:00:00Z",
        "2026-03-15T03:00:00Z",
        "2026-03-15T04:00:00Z",
        "2026-12-31T00:00:00Z",
    ] {
        let feed = read(&rendered(&released(STORY, now)), "feed.xml");
        let items: BTreeMap<_, _> = feed
            .entries
            .into_iter()
            .map(|entry| {
                let title = entry.title.expect("a title").content;
                (
                    entry.id,
                    (title, entry.published.expect("a date").to_rfc3339(), entry.links[0].href.clone()),
                )
            })
            .collect();
        for (id, item) in &seen {
            assert_eq!(items.get(id), Some(item), "at {now}");
        }
        assert!(items.len() > seen.len() || now.starts_with("2026-12"), "something new at {now}");
        seen = items;
    }
}

#[test]
fn the_same_site_gives_the_same_bytes_and_a_quiet_day_changes_no_feed() {
    let (one, two) = (released(STORY, "2026-03-16T12:00:00Z"), released(STORY, "2026-03-20T12:00:00Z"));
    assert_eq!(rendered(&one), rendered(&one));
    let (one, two) = (rendered(&one), rendered(&two));
    for (path, bytes) in &one {
        let machine = [".xml", ".json", ".ics", ".svg", ".txt"].iter().any(|end| path.ends_with(end));
        if machine && path != "stamp.json" {
            assert_eq!(Some(bytes), two.get(path), "{path}");
        }
    }
}

#[test]
fn one_update_rewrites_the_feeds_concerned_and_no_calendar_and_no_other_badge() {
    let before = rendered(&released(STORY, "2026-03-14T09:25:00Z"));
    let after = rendered(&released(STORY, "2026-03-14T09:30:00Z"));
    let changed: Vec<&str> = after
        .iter()
        .filter(|(path, bytes)| {
            before.get(*path) != Some(bytes)
                && path.rsplit_once('.').is_none_or(|(_, ending)| ending != "html")
        })
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(
        changed,
        [
            "api/v2/components.json",
            "api/v2/incidents.json",
            "api/v2/incidents/unresolved.json",
            "api/v2/status.json",
            "api/v2/summary.json",
            "badge.svg",
            "components/api/badge.svg",
            "components/api/feed.xml",
            "feed.json",
            "feed.xml",
            "history.atom",
            "history.rss",
            "history/search.json",
            "incidents/2026-03-14-api/feed.xml",
            "llms.txt",
            "metrics.txt",
            "sitemap.xml",
            "stamp.json",
        ]
    );
}
