//! Tests with hostile texts: whatever a title, a name or a note contains, every file stays well-formed and contains
//! the text.

use std::sync::Arc;

use allclear::release::Site;
use proptest::prelude::*;

use super::postmortems::explained;
use super::{read, released, rendered, titles};
use crate::support::property;

const AFTER: &str = "2026-03-16T12:00:00Z";

/// Texts that have broken feeds, calendars and images elsewhere.
const CORPUS: &[&str] = &[
    "]]>",
    "<![CDATA[x]]>",
    "</title><script>alert(1)</script>",
    "&amp; &lt; &#x0; &nbsp;",
    "\0\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{85}",
    "\u{fffe}\u{ffff}\u{1fffe}",
    "a\r\nb\rc\nd\u{2028}e\u{2029}f",
    "BEGIN:VEVENT\r\nATTACH:x",
    "semi;comma,colon:back\\slash\\n",
    "\"quotes' and `ticks`",
    "--><!-- comment",
    "{{ secret }} {% include \"x\" %}",
    "\u{202e}right to left\u{202c} שלום",
    "漢字かな交じり文🙂👨‍👩‍👧 e\u{301}",
    "",
    " ",
    "x\u{ad}\u{200b}y",
];

/// The sample history with a text in every field that people write.
fn with(text: &str) -> Site {
    let mut site = released(&explained(), AFTER);
    site.title = format!("T{text}");
    text.clone_into(&mut site.description);
    for component in &mut site.components {
        component.name = format!("C{text}");
    }
    let maintenances = site.maintenances.iter_mut().map(|maintenance| &mut Arc::make_mut(maintenance).event);
    for event in
        site.incidents.iter_mut().map(|incident| &mut Arc::make_mut(incident).event).chain(maintenances)
    {
        event.title = format!("E{text}");
        event.first_title = event.title.clone();
        for update in &mut event.updates {
            update.renamed = None;
            update.byline = Some(text.to_owned());
            if let Some(mark) = &mut update.retracted {
                text.clone_into(&mut mark.note);
            }
        }
    }
    for postmortem in &mut site.postmortems {
        postmortem.title = format!("E{text}");
        postmortem.byline = Some(text.to_owned());
        for commitment in &mut postmortem.commitments {
            text.clone_into(&mut commitment.text);
        }
    }
    site
}

/// The expected text: line breaks and tabs are spaces, forbidden characters are removed.
fn arrives(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let one = |character: char| match character {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{fffe}' | '\u{ffff}' => None,
        other => (!other.is_control()).then_some(other),
    };
    text.chars().filter_map(one).collect::<String>().trim().to_owned()
}

fn survives(text: &str) {
    let files = rendered(&with(text));
    let title = arrives(&format!("E{text}"));
    for path in ["feed.xml", "feed.json", "components/api/feed.xml", "postmortems/feed.xml"] {
        let feed = read(&files, path);
        assert!(!feed.entries.is_empty(), "{path}");
        for found in titles(&feed) {
            assert_eq!(found.split_once(": ").map(|(_, title)| title), Some(title.as_str()), "{path}");
        }
    }
    for (path, bytes) in
        files.iter().filter(|(path, _)| matches!(path.rsplit_once('.'), Some((_, "xml" | "svg"))))
    {
        let xml = std::str::from_utf8(bytes).expect("UTF-8");
        let tree = roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{path}: {error}\n{xml}"));
        if path == "components/api/badge.svg" {
            let said = tree
                .descendants()
                .find(|node| node.has_tag_name("title") || node.tag_name().name() == "title");
            let said = said.and_then(|node| node.text()).expect("a title");
            assert_eq!(said, format!("{}: Operational", arrives(&format!("C{text}"))));
        }
    }
    serde_json::from_slice::<serde_json::Value>(&files["feed.json"]).expect("JSON");
}

#[test]
fn texts_that_broke_other_programs_are_published_intact() {
    for text in CORPUS {
        survives(text);
    }
}

proptest! {
    #![proptest_config(property(24))]
    #[test]
    fn any_text_arrives_whole(text in any::<String>()) {
        survives(&text);
    }
}
