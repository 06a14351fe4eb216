//! The Adaptive Card of a message for Microsoft Teams, in the envelope that workflow webhooks take.
//!
//! Source: "Post to a channel when a webhook request is received" of Power Automate, and the schema of Adaptive Cards 1.4.

use serde_json::{Value, json};

/// Returns the body of a request with a card of these elements and actions.
#[must_use]
pub fn adaptive_card(body: &[Value], actions: &[Value]) -> Value {
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.4",
                "body": body,
                "actions": actions,
            },
        }],
    })
}

/// Returns a block of text runs, which have no markup. A text block would read Markdown.
#[must_use]
pub fn rich_text_block(runs: &[Value]) -> Value {
    json!({ "type": "RichTextBlock", "inlines": runs })
}
