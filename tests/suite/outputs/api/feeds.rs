//! Tests of the history feeds, with an independent parser.

use feed_rs::model::Feed;

use super::{Site, imported, sample};
use crate::support::{NOW, Project};

fn parse(site: &Site, path: &str) -> Feed {
    feed_rs::parser::parse(site.text(path).as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn both_feeds_have_the_same_entries_newest_first() {
    let site = sample();
    let (atom, rss) = (parse(&site, "history.atom"), parse(&site, "history.rss"));
    let entries = |feed: &Feed| -> Vec<_> {
        let entry = |entry: &feed_rs::model::Entry| {
            (entry.title.clone().map(|text| text.content), entry.published, entry.links[0].href.clone())
        };
        feed.entries.iter().map(entry).collect()
    };
    assert_eq!(entries(&atom), entries(&rss));
    assert!(atom.entries.len() > 10);
    assert!(atom.entries.is_sorted_by(|a, b| a.published >= b.published));
    assert_eq!(atom.title.map(|text| text.content).as_deref(), Some("Harbor Pay status - Incident History"));
}

#[test]
fn an_entry_has_all_updates_newest_first_each_with_its_label() {
    let project = Project::new()
        .update(
            "2026-03-04T0905Z",
            "title = \"API errors\"\nslug = \"2026-03-04-api\"\nstatus = \"investigating\"\nincident_id = \"k7r3v0n8qw2x\"",
            "Some requests fail & some don't.\\\nWe look.\n\nMore soon.",
        )
        .update("2026-03-04T0930Z", "", "Still looking.")
        .update("2026-03-04T1000Z", "status = \"resolved\"", "It is over.");
    let site = Site::build(project.root(), NOW);
    let feed = parse(&site, "history.atom");
    let entry = &feed.entries[0];
    assert_eq!(entry.id, "tag:status.test.example,2005:Incident/k7r3v0n8qw2x");
    assert_eq!(feed.id, "tag:status.test.example,2005:/history");
    let small = |time: &str| {
        format!("<small>Mar <var data-var='date'> 4</var>, <var data-var='time'>{time}</var> UTC</small>")
    };
    let wanted = format!(
        "<p>{}<br><strong>Resolved</strong> - It is over.</p><p>{}<br><strong>Update</strong> - Still looking.</p>\
         <p>{}<br><strong>Investigating</strong> - Some requests fail &amp; some don&#39;t.<br />We look.<br /><br />More soon.</p>",
        small("10:00"),
        small("09:30"),
        small("09:05")
    );
    let body = entry.content.as_ref().and_then(|content| content.body.as_deref());
    assert_eq!(body, Some(wanted.as_str()));
    let rss = parse(&site, "history.rss");
    assert_eq!(rss.entries[0].summary.as_ref().map(|text| text.content.as_str()), Some(wanted.as_str()));
    assert_eq!(rss.entries[0].id, "https://status.test.example/incidents/2026-03-04-api/");
}

#[test]
fn a_maintenance_says_when_it_is_and_when_it_ends() {
    let site = imported::site();
    let text = site.text("history.rss");
    let document = roxmltree::Document::parse(&text).expect("XML");
    let item =
        document.descendants().find(|node| node.has_tag_name("maintenanceEndDate")).expect("a maintenance");
    assert_eq!(item.text(), Some("Mon, 16 Mar 2026 05:00:00 +0200"));
    let item = item.parent().expect("an item");
    let of = |name: &str| item.children().find(|node| node.has_tag_name(name)).and_then(|node| node.text());
    assert_eq!(of("pubDate"), Some("Mon, 16 Mar 2026 02:00:00 +0200"));
    let description = of("description").expect("a description");
    assert!(
        description
            .starts_with("<p><strong>THIS IS A SCHEDULED EVENT Mar 16, 02:00 - 05:00 EET</strong></p>"),
        "{description}"
    );
    let ends = document.descendants().filter(|node| node.has_tag_name("maintenanceEndDate")).count();
    assert_eq!(ends, 1, "an incident has none");
}

#[test]
fn a_site_without_history_has_valid_feeds() {
    let site = Site::build(Project::new().root(), NOW);
    for path in ["history.atom", "history.rss"] {
        assert_eq!(parse(&site, path).entries.len(), 0);
    }
}
