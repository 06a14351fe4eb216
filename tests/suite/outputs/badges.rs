//! Tests of badges, the page for frames, and the files for robots.

use super::feeds::story::{SITE, STORY};
use super::feeds::{released, rendered};

const DURING: &str = "2026-03-14T09:15:00Z";
const AFTER: &str = "2026-03-16T12:00:00Z";

fn text(now: &str, path: &str) -> String {
    let files = rendered(&released(STORY, now));
    String::from_utf8(files.get(path).unwrap_or_else(|| panic!("{path}")).clone()).expect("UTF-8")
}

#[test]
fn a_badge_says_the_state_in_a_word_that_can_be_heard() {
    let badge = text(DURING, "components/api/badge.svg");
    let tree = roxmltree::Document::parse(&badge).expect("XML");
    let root = tree.root_element();
    assert_eq!((root.attribute("role"), root.attribute("aria-labelledby")), (Some("img"), Some("t")));
    let title = tree.descendants().find(|node| node.attribute("id") == Some("t")).expect("a title");
    assert_eq!(title.text(), Some("API: Partial outage"));
    let shown: Vec<&str> = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "text")
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(shown, ["API", "Partial outage"]);
    assert!(!badge.contains("script") && !badge.contains("href"), "{badge}");
}

#[test]
fn a_badge_changes_with_the_state_only() {
    assert_eq!(text(DURING, "badge.svg"), text("2026-03-14T09:22:00Z", "badge.svg"));
    assert_ne!(text(DURING, "badge.svg"), text(AFTER, "badge.svg"));
    assert!(
        text(AFTER, "badge.svg").contains("<title id=\"t\">Test status: All systems operational</title>")
    );
}

#[test]
fn white_words_can_be_read_on_every_colour_of_a_badge() {
    let states =
        ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"];
    for state in states {
        let files = [
            SITE,
            ("content/components/api.md", "+++\nname = \"API\"\n+++\n"),
            (
                "content/incidents/x/comms/2026-03-14T0900Z-investigating.md",
                &format!(
                    "+++\ntitle = \"X\"\nslug = \"2026-03-14-x\"\nstatus = \"investigating\"\n{}+++\nX.\n",
                    if state == "operational" {
                        String::new()
                    } else {
                        format!("components = {{ api = \"{state}\" }}\n")
                    },
                ),
            ),
        ];
        let badge =
            String::from_utf8(rendered(&released(&files, DURING))["components/api/badge.svg"].clone());
        let badge = badge.expect("UTF-8");
        for colour in
            badge.split("fill=\"#").skip(1).filter_map(|rest| rest.get(..6)).filter(|hex| !hex.contains('"'))
        {
            let contrast = 1.05 / (luminance(colour) + 0.05);
            assert!(contrast >= 4.5, "{state}: #{colour} has {contrast:.2}");
        }
    }
}

/// Relative luminance (WCAG 2.2).
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

#[test]
fn the_page_for_frames_shows_what_is_open_and_its_links_leave_the_frame() {
    let page = text(DURING, "embed/index.html");
    assert!(page.contains("<bdi>API &amp; log-in &lt;fail&gt;</bdi>"), "{page}");
    assert_eq!(page.matches("<a ").count(), page.matches("target=\"_top\"").count());
    assert!(!page.contains("<script") && page.contains("noindex"), "{page}");
    let headers = text(DURING, "_headers");
    let of_embed = headers.split("/base/embed/\n").nth(1).expect("a rule").lines().next().expect("a line");
    assert!(of_embed.ends_with("frame-ancestors *"), "{of_embed}");
    let of_all = headers.split("/base/*\n").nth(1).expect("a rule");
    let of_all: Vec<&str> = of_all.lines().take_while(|line| line.starts_with(' ')).collect();
    assert!(!of_all.iter().any(|line| line.contains("frame")), "{of_all:?}");
}

#[test]
fn the_sitemap_lists_every_page_with_the_date_of_its_last_change() {
    let files = rendered(&released(STORY, AFTER));
    let sitemap = String::from_utf8(files["sitemap.xml"].clone()).expect("UTF-8");
    let tree = roxmltree::Document::parse(&sitemap).expect("XML");
    let pages: Vec<&str> = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "loc")
        .filter_map(|node| node.text())
        .collect();
    let mut listed: Vec<String> = pages
        .iter()
        .map(|page| page.strip_prefix("https://status.test.example/base/").expect("an address of the site"))
        .map(|page| format!("{page}index.html"))
        .collect();
    listed.sort();
    // A redirect is no page of its own.
    let redirects = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("http-equiv=\"refresh\"");
    let pages = files.iter().filter(|(_, bytes)| !redirects(bytes)).map(|(path, _)| path);
    let pages = pages.filter(|path| path.ends_with("index.html") && *path != "embed/index.html");
    assert_eq!(listed, pages.cloned().collect::<Vec<_>>());
    assert!(
        sitemap.contains("/incidents/2026-03-14-api/</loc><lastmod>2026-03-14T10:00:00Z</lastmod>"),
        "{sitemap}"
    );
    assert!(
        sitemap.contains("/maintenance/2026-03-15-db/</loc><lastmod>2026-03-15T04:00:00Z</lastmod>"),
        "{sitemap}"
    );
}

#[test]
fn robots_txt_and_llms_txt_have_the_links_and_the_current_state() {
    assert!(text(AFTER, "robots.txt").ends_with("Sitemap: https://status.test.example/base/sitemap.xml\n"));
    let during = text(DURING, "llms.txt");
    assert!(
        during.starts_with(
            "# Test status\n\nPartial system outage: API & log-in \\<fail>.\n\n## Open incidents\n\n- [API"
        ),
        "{during}"
    );
    assert!(
        during.contains("(https://status.test.example/base/incidents/2026-03-14-api/): Identified"),
        "{during}"
    );
    assert!(
        during.contains("[API](https://status.test.example/base/components/api/): Partial outage"),
        "{during}"
    );
    let after = text(AFTER, "llms.txt");
    assert!(after.starts_with("# Test status\n\nAll systems operational.\n\n## More"), "{after}");
}

#[test]
fn the_subscribe_page_names_every_way_to_follow() {
    let page = text(AFTER, "subscribe/index.html");
    for way in [
        "/base/feed.xml",
        "/base/feed.json",
        "/base/maintenance.ics",
        "/base/api/v2/status.json",
        "webcal://status.test.example/base/maintenance.ics",
        "/base/components/api/feed.xml",
        "/base/embed/",
    ] {
        assert!(page.contains(way), "{way}");
    }
    assert!(text(AFTER, "index.html").contains("href=\"/base/subscribe/\""));
}
