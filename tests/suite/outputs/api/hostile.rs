//! Tests with hostile texts: every file stays well-formed and contains the text.

use proptest::prelude::*;

use super::{Site, list, text};
use crate::support::{NOW, Project, property};

/// A TOML text.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c == '"' || c == '\\' {
            out.push('\\');
        }
        out.push(c);
    }
    out + "\""
}

/// An incident with this title and this text, each as written.
fn site(title: &str, body: &str) -> Site {
    let front_matter = format!("title = {}\nslug = \"x\"\nstatus = \"resolved\"", quoted(title));
    let project = Project::new().update("2026-03-14T0900Z", &front_matter, &allclear::markdown::escape(body));
    Site::build(project.root(), NOW)
}

/// Checks that the API and both feeds contain the texts.
fn arrives(title: &str, body: &str) {
    let site = site(title, body);
    let file = site.api("incidents");
    let incident = &list(&file, "incidents")[0];
    assert_eq!(text(incident, "name"), title);
    assert_eq!(text(&list(incident, "incident_updates")[0], "body"), body);
    let raw = site.text("api/v2/incidents.json");
    assert!(!raw.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{raw}");
    for path in ["history.atom", "history.rss"] {
        let xml = site.text(path);
        let document =
            roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{path}: {error}\n{xml}"));
        let titles: Vec<_> = document.descendants().filter(|node| node.has_tag_name("title")).collect();
        let read: String =
            titles[1].descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        assert_eq!(read, title, "{path}");
        let html: String = document
            .descendants()
            .rfind(|node| ["content", "description"].contains(&node.tag_name().name()))
            .map(|node| {
                node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
            })
            .unwrap_or_default();
        let safe = body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let safe = safe.replace('"', "&quot;").replace('\'', "&#39;");
        assert!(html.ends_with(&format!("<strong>Resolved</strong> - {safe}</p>")), "{path}: {html}");
    }
}

#[test]
fn markup_and_marks_of_every_format_are_text() {
    for hostile in [
        "<script>alert(1)</script>",
        "]]> and <![CDATA[ and ]]&gt;",
        "<!-- --> <?php ?> <!DOCTYPE x>",
        "&lt;b&gt; &amp; &nbsp; &#0; &unknown;",
        "\" ' ` \\ \\u003c {{ page }} {% raw %}",
        "{\"a\":[null]} \u{1f600} \u{e9} \u{200f}abc",
    ] {
        arrives(hostile, hostile);
    }
}

#[test]
fn a_character_that_xml_cannot_hold_does_not_spoil_a_feed() {
    let site = site("a\u{fffe}b\u{ffff}c", "One\u{ffff}two.");
    for path in ["history.atom", "history.rss"] {
        let xml = site.text(path);
        assert!(xml.contains("abc"), "{xml}");
        roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
}

proptest! {
    #![proptest_config(property(48))]

    #[test]
    fn any_line_arrives_as_it_was_written(title in "[!-~\u{e9}\u{4e2d}]([ -~\u{e9}\u{4e2d}]{0,30}[!-~])?", body in "[!-~\u{e9}]([ -~\u{e9}\u{4e2d}]{0,40}[!-~])?") {
        let single = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        arrives(&single(&title), &single(&body));
    }
}
