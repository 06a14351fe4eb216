//! Tests of the content of items.

use std::collections::BTreeSet;

use super::story::{SITE, STORY};
use super::{read, released, rendered, titles};

const AFTER: &str = "2026-03-16T12:00:00Z";

#[test]
fn who_reads_only_the_feed_learns_what_began_moved_ended_and_was_fixed() {
    let files = rendered(&released(STORY, AFTER));
    assert_eq!(
        titles(&read(&files, "feed.xml")),
        [
            "Completed: Database work",
            "In progress: Database work",
            "Update: API & log-in <fail>",
            "Resolved: API & log-in <fail>",
            "Update: API & log-in <fail>",
            "Identified: API & log-in <fail>",
            "Investigating: API is slow",
            "Update: Database work",
            "Scheduled: Database work",
        ]
    );
}

#[test]
fn an_item_leads_to_its_update_and_can_be_filtered() {
    let feed = read(&rendered(&released(STORY, AFTER)), "feed.xml");
    let identified = &feed.entries[5];
    assert_eq!(
        identified.links[0].href,
        "https://status.test.example/base/incidents/2026-03-14-api/#2026-03-14T0910Z-identified"
    );
    let terms: Vec<&str> = identified.categories.iter().map(|category| category.term.as_str()).collect();
    assert_eq!(terms, ["incident", "identified", "major", "partial_outage", "API"]);
    assert_eq!(identified.published.expect("a date").to_rfc3339(), "2026-03-14T09:10:00+00:00");
    let resolved = &feed.entries[3];
    assert!(resolved.categories.iter().any(|category| category.term == "operational"));
}

#[test]
fn the_text_of_an_item_is_the_html_of_the_update_with_complete_links() {
    let feed = read(&rendered(&released(STORY, AFTER)), "feed.xml");
    let html = &feed.entries[5].summary.as_ref().expect("a text").content;
    assert!(html.starts_with("<p>See <a href=\"https://status.test.example/base/about/\">"), "{html}");
    assert!(html.contains("<code>]]&gt;</code>"), "{html}");
    assert!(html.contains("<p>API: Partial outage</p>"), "{html}");
    assert!(html.contains("Corrected by a later update"), "{html}");
}

#[test]
fn the_item_of_a_withdrawn_update_says_so_and_lacks_the_text() {
    let files = rendered(&released(STORY, AFTER));
    for path in ["feed.xml", "feed.json", "components/api/feed.xml"] {
        let text = String::from_utf8(files[path].clone()).expect("UTF-8");
        assert!(!text.contains("A secret"), "{path}");
        assert!(text.contains("Withdrawn 14 Mar 2026, 09:25 UTC: It was a test."), "{path}");
    }
}

#[test]
fn both_formats_hold_the_same_items() {
    let files = rendered(&released(STORY, AFTER));
    let (rss, json) = (read(&files, "feed.xml"), read(&files, "feed.json"));
    assert_eq!(titles(&rss), titles(&json));
    let same = |rss: &feed_rs::model::Entry, json: &feed_rs::model::Entry| {
        rss.id == json.id
            && rss.links[0].href == json.links[0].href
            && rss.published == json.published
            && rss.summary.as_ref().map(|text| text.content.trim())
                == json.content.as_ref().and_then(|content| content.body.as_deref()).map(str::trim)
    };
    for (rss, json) in rss.entries.iter().zip(&json.entries) {
        assert!(same(rss, json), "{rss:?}\n{json:?}");
    }
}

#[test]
fn a_component_feed_has_only_updates_that_name_the_component() {
    let files = rendered(&released(STORY, AFTER));
    let api = read(&files, "components/api/feed.xml");
    assert_eq!(api.entries.len(), 5);
    assert!(titles(&api).iter().all(|title| title.contains("API")));
    let web = read(&files, "components/web/feed.xml");
    assert_eq!(web.title.expect("a title").content, "Web <shop> · Test status");
    assert_eq!(web.entries.len(), 4);
}

#[test]
fn the_feed_is_dated_by_its_newest_item_and_an_empty_one_by_nothing() {
    let feed = read(&rendered(&released(STORY, AFTER)), "feed.xml");
    let newest = feed.entries[0].published;
    assert_eq!((feed.updated, feed.published.or(newest)), (newest, newest));
    let files = rendered(&released(&[SITE], AFTER));
    let empty = String::from_utf8(files["feed.xml"].clone()).expect("UTF-8");
    assert!(!empty.contains("pubDate") && !empty.contains("lastBuildDate"), "{empty}");
    assert!(read(&files, "feed.xml").entries.is_empty());
}

#[test]
fn a_feed_holds_fourteen_days_and_at_least_fifty_items() {
    let texts: Vec<(String, String)> = (0..90)
        .map(|n| {
            // Sixty on one day, and thirty on days long before it.
            let (month, day) = if n < 60 { (3, 14) } else { (1, n - 59) };
            let minute = n % 60;
            let name = format!("2026-{month:02}-{day:02}T08{minute:02}Z-investigating");
            let text = format!(
                "+++\ntitle = \"Number {n}\"\nslug = \"number-{n}\"\nstatus = \"investigating\"\n+++\nText.\n"
            );
            (format!("content/incidents/number-{n}/comms/{name}.md"), text)
        })
        .collect();
    let files = |from: usize| {
        let texts = texts[from..].iter().map(|(path, text)| (path.as_str(), text.as_str()));
        [SITE].into_iter().chain(texts).collect::<Vec<_>>()
    };
    let held = |from| read(&rendered(&released(&files(from), AFTER)), "feed.xml").entries.len();
    assert_eq!(held(0), 60, "all of fourteen days, and none before");
    assert_eq!(held(30), 50, "fifty, although they are old");
    assert_eq!(held(60), 30, "all there are");
}

#[test]
fn guids_are_unique_and_not_links() {
    let files = rendered(&released(STORY, AFTER));
    let channel = String::from_utf8(files["feed.xml"].clone()).expect("UTF-8");
    assert_eq!(channel.matches("<guid isPermaLink=\"false\">").count(), 9);
    let ids: BTreeSet<String> = read(&files, "feed.xml").entries.into_iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), 9);
}

#[test]
fn every_page_names_the_feed_and_components_and_post_mortems_their_own_as_well() {
    let files = rendered(&released(STORY, AFTER));
    let link = "<link rel=\"alternate\" type=\"application/rss+xml\"";
    for (path, bytes) in files.iter().filter(|(path, _)| {
        path.ends_with("index.html") && *path != "embed/index.html" || *path == "404.html"
    }) {
        let page = String::from_utf8(bytes.clone()).expect("UTF-8");
        if page.contains("http-equiv=\"refresh\"") {
            continue;
        }
        assert!(page.contains("href=\"/base/feed.xml\""), "{path}");
        let own = usize::from(path.starts_with("components/") || path.starts_with("postmortems/"));
        assert_eq!(page.matches(link).count(), 1 + own, "{path}");
    }
    let web = String::from_utf8(files["components/web/index.html"].clone()).expect("UTF-8");
    assert!(web.contains("href=\"/base/components/web/feed.xml\""), "{web}");
}
