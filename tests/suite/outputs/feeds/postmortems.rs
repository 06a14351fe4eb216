//! Tests of post-mortems in feeds: those of the site and of affected components, and their own.

use super::story::STORY;
use super::{read, released, rendered, titles};

const SITE: (&str, &str) = (
    "content/site.toml",
    "title = \"Test status\"\nurl = \"https://status.test.example/base\"\n[approval]\nsince = 2026-04-01T00:00:00Z\n",
);
const POSTMORTEM: (&str, &str) = (
    "content/incidents/2026-03-14-api/comms/postmortem.md",
    "+++\ntitle = \"Why <log-in> failed\"\nbyline = \"The team\"\npublished = 2026-03-16T09:00:00Z\n\
     [[commitment]]\ntext = \"Buy a disk & a cable\"\nby = 2026-05-01\n\
     [[commitment]]\ntext = \"Look at it\"\ndone = 2026-03-15\n+++\nSee [how we work](/about/).\n",
);
const BEFORE: &str = "2026-03-16T08:59:59Z";
const AFTER: &str = "2026-03-16T09:00:00Z";
const TITLE: &str = "Post-mortem: Why <log-in> failed";

fn files(now: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
    rendered(&released(&explained(), now))
}

/// The sample history with a post-mortem.
pub(super) fn explained() -> Vec<(&'static str, &'static str)> {
    let story = STORY.iter().filter(|(path, _)| *path != SITE.0).copied();
    [SITE, POSTMORTEM].into_iter().chain(story).collect()
}

#[test]
fn a_subscriber_learns_of_it_when_it_is_published() {
    let (before, after) = (files(BEFORE), files(AFTER));
    for path in ["feed.xml", "feed.json", "components/api/feed.xml"] {
        assert!(!titles(&read(&before, path)).contains(&TITLE.to_owned()), "{path}");
        assert_eq!(titles(&read(&after, path))[0], TITLE, "{path}");
    }
    assert!(!titles(&read(&after, "components/web/feed.xml")).contains(&TITLE.to_owned()));
}

#[test]
fn they_have_a_feed_of_their_own_which_is_there_before_them() {
    let (before, after) =
        (read(&files(BEFORE), "postmortems/feed.xml"), read(&files(AFTER), "postmortems/feed.xml"));
    assert_eq!(before.title.expect("a title").content, "Post-mortems · Test status");
    assert_eq!((before.entries.len(), titles(&after).as_slice()), (0, &[TITLE.to_owned()][..]));
    assert_eq!(after.links[0].href, "https://status.test.example/base/postmortems/");
}

#[test]
fn an_item_leads_to_the_page_and_holds_the_whole_text() {
    let files = files(AFTER);
    for path in ["feed.xml", "postmortems/feed.xml", "components/api/feed.xml"] {
        let entry = &read(&files, path).entries[0];
        assert_eq!(entry.links[0].href, "https://status.test.example/base/postmortems/2026-03-14-api/");
        assert_eq!(entry.published.expect("a time").to_rfc3339(), "2026-03-16T09:00:00+00:00");
        let html = &entry.summary.as_ref().expect("a text").content;
        assert_eq!(
            html.trim(),
            "<p>See <a href=\"https://status.test.example/base/about/\">how we work</a>.</p>\n\
             <p>What we are changing</p><ul><li>Buy a disk &amp; a cable (Due 1 May 2026)</li>\
             <li>Look at it (Done 15 March 2026)</li></ul>"
        );
        let terms: Vec<&str> = entry.categories.iter().map(|category| category.term.as_str()).collect();
        assert_eq!(terms, ["postmortem", "major", "API"], "{path}");
    }
}

#[test]
fn its_guid_is_that_of_the_api_and_the_same_in_every_feed_for_ever() {
    let guid = |now: &str, path: &str| read(&files(now), path).entries[0].id.clone();
    let first = guid(AFTER, "feed.xml");
    for (now, path) in
        [(AFTER, "feed.json"), (AFTER, "postmortems/feed.xml"), ("2026-12-31T00:00:00Z", "feed.xml")]
    {
        assert_eq!(guid(now, path), first, "{path} at {now}");
    }
    let api = String::from_utf8(files(AFTER)["api/v2/incidents.json"].clone()).expect("UTF-8");
    assert!(api.contains(&format!("{{\"id\":\"{first}\",\"status\":\"postmortem\"")), "{api}");
    let text = String::from_utf8(files(AFTER)["postmortems/feed.xml"].clone()).expect("UTF-8");
    assert!(text.contains("<guid isPermaLink=\"false\">"), "{text}");
}

#[test]
fn publishing_a_post_mortem_changes_its_pages_and_the_machine_readable_outputs() {
    let (before, after) = (files(BEFORE), files(AFTER));
    let changed: Vec<&str> = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(
        changed,
        [
            "api/v2/incidents.json",
            "api/v2/incidents/unresolved.json",
            "api/v2/status.json",
            "api/v2/summary.json",
            "components/api/feed.xml",
            "feed.json",
            "feed.xml",
            "history.atom",
            "history.rss",
            "history/index.html",
            "incidents/2026-03-14-api/feed.xml",
            "incidents/2026-03-14-api/index.html",
            "index.html",
            "llms.txt",
            "postmortems/2026-03-14-api/index.html",
            "postmortems/feed.xml",
            "postmortems/index.html",
            "sitemap.xml",
            "stamp.json",
        ]
    );
}

#[test]
fn search_engines_and_programs_find_them() {
    let files = files(AFTER);
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("UTF-8");
    for page in ["/postmortems/", "/postmortems/2026-03-14-api/"] {
        let entry = format!(
            "<loc>https://status.test.example/base{page}</loc><lastmod>2026-03-16T09:00:00Z</lastmod>"
        );
        assert!(text("sitemap.xml").contains(&entry), "{page}");
    }
    assert!(text("llms.txt").contains("[Post-mortems](https://status.test.example/base/postmortems/)"));
    assert!(text("subscribe/index.html").contains("href=\"/base/postmortems/feed.xml\""));
    let headers = text("_headers");
    assert!(headers.contains("\n/base/postmortems/*\n  Content-Security-Policy: "), "{headers}");
    assert!(headers.contains("\n/base/postmortems/feed.xml\n  Content-Type: application/xml"), "{headers}");
    for page in ["postmortems/index.html", "postmortems/2026-03-14-api/index.html"] {
        assert!(text(page).contains("type=\"application/rss+xml\" title=\"Post-mortems · Test status\" href=\"/base/postmortems/feed.xml\""), "{page}");
    }
}
