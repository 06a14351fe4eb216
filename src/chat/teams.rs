//! Messages for Microsoft Teams: an adaptive card in the envelope that Workflows (Power Automate) take.
//!
//! The text is in `TextRun`s, which have no Markdown, so nothing in it becomes a link or a mention. Source:
//! <https://adaptivecards.io/explorer/TextRun.html>, and the limit of 28 KB in "Create and send messages" of Teams.

use serde_json::{Value, json};

use super::plain::{cleaned, one_line};
use super::{Message, adaptive_card, rich_text_block, shorten};

/// The most bytes of a message. Teams takes about 28 KB.
const LARGEST: usize = 25_000;
/// The most characters of a title, of a fact, and of a paragraph.
const TITLE: usize = 250;
const FACT: usize = 1000;
const PARAGRAPH: usize = 3000;

/// Returns a message for a webhook of Workflows.
#[must_use]
pub fn teams(message: &Message) -> Value {
    let mut body = vec![rich_text_block(&[json!({
        "type": "TextRun",
        "text": shorten(&one_line(&message.title), TITLE, char::len_utf16),
        "size": "Large",
        "weight": "Bolder",
    })])];
    for (label, value) in &message.facts {
        let label = format!("{}: ", shorten(&one_line(label), TITLE, char::len_utf16));
        body.push(rich_text_block(&[bold(&label), run(&shorten(&one_line(value), FACT, char::len_utf16))]));
    }
    for part in &message.parts {
        if !part.heading.is_empty() {
            body.push(rich_text_block(&[bold(&shorten(&one_line(&part.heading), TITLE, char::len_utf16))]));
        }
        for paragraph in &part.paragraphs {
            let text = shorten(&cleaned(paragraph), PARAGRAPH, char::len_utf16);
            // A run has no line breaks of its own.
            body.extend(
                text.lines().filter(|line| !line.trim().is_empty()).map(|line| rich_text_block(&[run(line)])),
            );
        }
    }
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    let links = message.links.iter().filter(|link| is_web(&link.url));
    let actions: Vec<Value> = links
        .map(|link| {
            json!({
                "type": "Action.OpenUrl",
                "title": shorten(&one_line(&link.label), TITLE, char::len_utf16),
                "url": link.url,
            })
        })
        .collect();
    // The last paragraphs are dropped first, because what happened comes before the details.
    let mut size = adaptive_card(&[], &actions).to_string().len();
    let room = body.iter().take_while(|block| {
        size += block.to_string().len() + 1;
        size <= LARGEST
    });
    let kept = room.count();
    if kept < body.len() {
        body.truncate(kept);
        body.push(rich_text_block(&[run("…")]));
    }
    adaptive_card(&body, &actions)
}

fn run(text: &str) -> Value {
    json!({ "type": "TextRun", "text": text })
}

fn bold(text: &str) -> Value {
    json!({ "type": "TextRun", "text": text, "weight": "Bolder" })
}
