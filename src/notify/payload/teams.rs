//! Messages for webhooks of workflows in Microsoft Teams: an Adaptive Card.
//!
//! Texts of the content are in text runs, which have no markup. A text block or a fact set would read Markdown.

use serde_json::{Value, json};

use super::chat_text::{FACT, plain, text};
use crate::chat::{adaptive_card, rich_text_block};
use crate::notify::{Level, Message, shorten};

/// The longest title, and the longest name of the site.
const LINE: usize = 250;

/// How many paragraphs stay apart. Each needs many bytes.
const PARAGRAPHS: usize = 20;

/// Returns the body of a request.
pub(super) fn teams(message: &Message) -> Value {
    let headline = shorten(&message.headline(), LINE, plain);
    let mut body = vec![rich_text_block(&[json!({
        "type": "TextRun",
        "text": headline,
        "size": "Large",
        "weight": "Bolder",
        "color": color(message.level),
    })])];
    for fact in &message.facts {
        body.push(rich_text_block(&[
            json!({ "type": "TextRun", "text": format!("{}: ", fact.label), "weight": "Bolder" }),
            json!({ "type": "TextRun", "text": shorten(&fact.value, FACT, plain) }),
        ]));
    }
    // A text run has no paragraphs.
    let text = text(message, plain);
    let mut paragraphs = text.split('\n').filter(|paragraph| !paragraph.trim().is_empty());
    let first: Vec<&str> = paragraphs.by_ref().take(PARAGRAPHS).collect();
    let rest = paragraphs.collect::<Vec<_>>().join(" ");
    let all = first.into_iter().chain(Some(rest.as_str()).filter(|rest| !rest.is_empty()));
    body.extend(all.map(|paragraph| rich_text_block(&[json!({ "type": "TextRun", "text": paragraph })])));
    let site = shorten(&message.site, LINE, plain);
    body.push(rich_text_block(&[
        json!({ "type": "TextRun", "text": site, "isSubtle": true, "size": "Small" }),
    ]));
    let actions: Vec<Value> = message
        .link
        .iter()
        .map(|link| json!({ "type": "Action.OpenUrl", "title": link.label, "url": link.url }))
        .collect();
    adaptive_card(&body, &actions)
}

const fn color(level: Level) -> &'static str {
    match level {
        Level::Good => "Good",
        Level::Planned => "Accent",
        Level::Bad => "Warning",
        Level::Worst => "Attention",
        Level::Neutral => "Default",
    }
}
