//! Messages for Slack: blocks of Block Kit, and a text for notifications.
//!
//! Source: <https://docs.slack.dev/reference/block-kit/blocks/>.

use serde_json::{Value, json};

use super::plain::{cleaned, one_line};
use super::{Message, MessageLink, MessagePart, shorten, slack_cost, slack_escaped};

/// The most characters of a header.
const HEADER: usize = 150;
/// The most characters of the text of a section.
const SECTION: usize = 3000;
/// The most fields of a section, and the most characters of each.
const FIELDS: usize = 10;
const FIELD: usize = 2000;
/// The most blocks of a message.
const BLOCKS: usize = 50;
/// The most characters of the text for notifications that we send. Slack cuts it off at 40,000.
const FALLBACK: usize = 3000;
/// The most characters of a link. Slack allows 3000 in a section with it.
const LINK: usize = 2500;

/// Returns a message for an incoming webhook or `chat.postMessage`.
#[must_use]
pub fn slack(message: &Message) -> Value {
    // Slack refuses an empty text.
    let title =
        Some(one_line(&message.title)).filter(|title| !title.is_empty()).unwrap_or_else(|| "…".to_owned());
    let mut blocks = vec![json!({
        "type": "header",
        "text": { "type": "plain_text", "text": shorten(&title, HEADER, char::len_utf16), "emoji": false },
    })];
    for facts in message.facts.chunks(FIELDS) {
        let fields: Vec<Value> = facts.iter().map(|(label, value)| text(&field(label, value))).collect();
        blocks.push(json!({ "type": "section", "fields": fields }));
    }
    let links: Vec<Value> = message.links.iter().filter_map(link).collect();
    let room = BLOCKS.saturating_sub(blocks.len() + links.len());
    blocks.extend(message.parts.iter().flat_map(part).take(room));
    blocks.extend(links);
    blocks.truncate(BLOCKS);
    json!({ "text": escaped(&title, FALLBACK), "blocks": blocks })
}

fn field(label: &str, value: &str) -> String {
    let label = escaped(&one_line(label), FIELD / 4);
    let room = (FIELD - 3).saturating_sub(length(&label));
    format!("*{label}*\n{}", escaped(&one_line(value), room))
}

/// One section for the heading with the first paragraph, and one for each other paragraph.
fn part(part: &MessagePart) -> Vec<Value> {
    let heading = escaped(&one_line(&part.heading), SECTION / 10);
    let heading = if heading.is_empty() { heading } else { format!("*{heading}*\n") };
    let mut sections = Vec::new();
    let mut first = heading;
    for paragraph in part.paragraphs.iter().filter(|paragraph| !cleaned(paragraph).trim().is_empty()) {
        let room = SECTION.saturating_sub(length(&first));
        let words = escaped(&cleaned(paragraph), room);
        sections.push(json!({ "type": "section", "text": text(&format!("{first}{words}")) }));
        first.clear();
    }
    if !first.is_empty() {
        sections.push(json!({ "type": "section", "text": text(first.trim_end()) }));
    }
    sections
}

fn link(link: &MessageLink) -> Option<Value> {
    // In a link, `|` and `>` end the address. Neither may be in one without being encoded.
    let is_plain =
        !link.url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '|' | '<' | '>'));
    let is_web = link.url.starts_with("https://") || link.url.starts_with("http://");
    let url = link.url.replace('&', "&amp;");
    if !is_plain || !is_web || length(&url) > LINK {
        return None;
    }
    let label = escaped(&one_line(&link.label).replace('|', "/"), SECTION / 10);
    Some(json!({ "type": "section", "text": text(&format!("<{url}|{label}>")) }))
}

/// A text object whose words Slack leaves alone: with `verbatim`, it makes no links or mentions of them.
fn text(words: &str) -> Value {
    json!({ "type": "mrkdwn", "text": words, "verbatim": true })
}

/// Returns a text in which nothing is a mention or a link, with at most so many characters after escaping.
fn escaped(words: &str, most: usize) -> String {
    slack_escaped(&shorten(words, most, slack_cost))
}

/// The length of a text as the service counts it.
fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}
