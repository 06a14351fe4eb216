//! Messages for incoming webhooks of Slack, in Block Kit.
//!
//! Texts of the content are in `plain_text` objects, which have no markup and no mentions. The text for notifications is
//! in Slack's own markup, so it is escaped.

use serde_json::{Value, json};

use super::PAYLOAD_LIMITS;
use super::chat_text::{FACT, text};
use crate::chat::{slack_cost as cost, slack_escaped as escaped};
use crate::notify::{Message, shorten};

/// The longest text for a notification.
const NOTIFICATION: usize = 300;

/// The most facts: a section has at most ten fields.
const FACTS: usize = 10;

/// Returns the body of a request.
pub(super) fn slack(message: &Message) -> Value {
    let (header, _, _) = PAYLOAD_LIMITS.slack;
    let headline = message.headline();
    let mut blocks = vec![json!({ "type": "header", "text": plain_text(&shorten(&headline, header, cost)) })];
    let fields: Vec<Value> = message
        .facts
        .iter()
        .take(FACTS)
        .map(|fact| plain_text(&shorten(&format!("{}: {}", fact.label, fact.value), FACT, cost)))
        .collect();
    if !fields.is_empty() {
        blocks.push(json!({ "type": "section", "fields": fields }));
    }
    let text = text(message, cost);
    if !text.is_empty() {
        blocks.push(json!({ "type": "section", "text": plain_text(&text) }));
    }
    let mut context = vec![plain_text(&shorten(&message.site, header, cost))];
    if let Some(link) = &message.link {
        let link = format!("<{}|{}>", escaped(&link.url), escaped(&link.label));
        context.insert(0, json!({ "type": "mrkdwn", "text": link }));
    }
    blocks.push(json!({ "type": "context", "elements": context }));
    json!({
        "text": escaped(&shorten(&headline, NOTIFICATION, cost)),
        "blocks": blocks,
        "unfurl_links": false,
        "unfurl_media": false,
    })
}

/// A text without markup. It is escaped too, because Slack looks for mentions everywhere.
fn plain_text(text: &str) -> Value {
    // An empty text is an error.
    let text = if text.trim().is_empty() { "–" } else { text };
    json!({ "type": "plain_text", "text": escaped(text), "emoji": false })
}
