//! What a message says outside of its text: blocks, and attachments such as forwarded messages and the details of alerts.
//!
//! Everything is written in Slack's notation, so that it is converted like any other text.

use serde_json::Value;

use super::super::json::word;

/// Returns the text of a message with that of its attachments.
pub(super) fn text_of(message: &Value) -> String {
    let text = word(message, "text").map_or_else(|| of_blocks(message), str::to_owned);
    let attachments = message.get("attachments").and_then(Value::as_array).into_iter().flatten();
    let attached = attachments.filter(|one| !is_preview(one)).map(of_attachment);
    let mut parts: Vec<String> = Vec::new();
    for part in std::iter::once(text).chain(attached) {
        let part = part.trim();
        // Programs repeat their text in the attachment.
        if !part.is_empty() && !parts.iter().any(|known| known.contains(part)) {
            parts.push(part.to_owned());
        }
    }
    parts.join("\n\n")
}

/// Whether an attachment is Slack's preview of a link, and not a forwarded message.
fn is_preview(attachment: &Value) -> bool {
    let is = |key: &str| attachment.get(key).and_then(Value::as_bool) == Some(true);
    let has_link = ["from_url", "original_url"].iter().any(|key| word(attachment, key).is_some());
    has_link && !is("is_share") && !is("is_msg_unfurl")
}

fn of_attachment(attachment: &Value) -> String {
    let mut parts: Vec<String> = ["pretext", "title", "text"]
        .iter()
        .filter_map(|key| word(attachment, key))
        .map(str::to_owned)
        .collect();
    for field in attachment.get("fields").and_then(Value::as_array).into_iter().flatten() {
        let words: Vec<&str> = ["title", "value"].iter().filter_map(|key| word(field, key)).collect();
        parts.push(words.join(": "));
    }
    parts.push(of_blocks(attachment));
    parts.retain(|part| !part.trim().is_empty());
    if parts.is_empty() {
        return word(attachment, "fallback").unwrap_or_default().to_owned();
    }
    parts.join("\n\n")
}

/// Returns the text of the blocks of a message or an attachment.
fn of_blocks(holder: &Value) -> String {
    let blocks = holder.get("blocks").and_then(Value::as_array).into_iter().flatten();
    let texts = blocks.map(|block| {
        let mut text = String::new();
        append(block, &mut text, 0);
        text.trim().to_owned()
    });
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Appends the text of a block or of an element in one.
fn append(node: &Value, text: &mut String, depth: usize) {
    if depth > 32 {
        return;
    }
    let list = |key: &str| node.get(key).and_then(Value::as_array).into_iter().flatten();
    let id = |key: &str| word(node, key).unwrap_or_default();
    match word(node, "type").unwrap_or_default() {
        "mrkdwn" => text.push_str(node.get("text").and_then(Value::as_str).unwrap_or_default()),
        "text" | "plain_text" => text.push_str(&styled(node)),
        "link" => {
            let label = word(node, "text").map(|label| format!("|{}", escaped(label))).unwrap_or_default();
            text.extend(["<", &escaped(id("url")), &label, ">"]);
        }
        "user" => text.extend(["<@", id("user_id"), ">"]),
        "channel" => text.extend(["<#", id("channel_id"), ">"]),
        "usergroup" => text.extend(["<!subteam^", id("usergroup_id"), ">"]),
        "broadcast" => text.extend(["<!", id("range"), ">"]),
        "emoji" => text.extend([":", id("name"), ":"]),
        "date" => text.push_str(&escaped(id("fallback"))),
        "image" => {
            text.push_str(&escaped(word(node, "alt_text").or(word(node, "title")).unwrap_or_default()));
        }
        "rich_text_preformatted" => {
            let mut code = String::new();
            list("elements").for_each(|one| append(one, &mut code, depth + 1));
            text.extend(["\n```\n", &code, "\n```\n"]);
        }
        "rich_text_list" => {
            for one in list("elements") {
                text.push_str("\n• ");
                append(one, text, depth + 1);
            }
            text.push('\n');
        }
        _ => {
            if let Some(inner) = node.get("text").filter(|inner| inner.is_object()) {
                append(inner, text, depth + 1);
            }
            for one in list("fields").chain(list("elements")) {
                if !text.is_empty() && word(one, "type").is_some_and(|kind| kind != "text" && is_block(kind))
                {
                    text.push('\n');
                }
                append(one, text, depth + 1);
            }
        }
    }
}

/// Whether an element begins a line of its own.
fn is_block(kind: &str) -> bool {
    kind.starts_with("rich_text_") || matches!(kind, "mrkdwn" | "plain_text")
}

/// Returns a text with the marks of its style.
fn styled(node: &Value) -> String {
    let text = escaped(node.get("text").and_then(Value::as_str).unwrap_or_default());
    let has = |style: &str| {
        node.get("style").and_then(|styles| styles.get(style)?.as_bool()) == Some(true) && text.trim() == text
    };
    if has("code") {
        format!("`{text}`")
    } else if has("bold") {
        format!("*{text}*")
    } else if has("italic") {
        format!("_{text}_")
    } else {
        text
    }
}

/// Writes the three characters that Slack writes as entities.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn blocks_stand_for_a_missing_text() {
        let message = json!({ "text": "", "blocks": [
            { "type": "header", "text": { "type": "plain_text", "text": "A < B" } },
            { "type": "section", "text": { "type": "mrkdwn", "text": "*Lamps*" }, "fields": [{ "type": "mrkdwn", "text": "dark" }] },
            { "type": "rich_text", "elements": [
                { "type": "rich_text_section", "elements": [
                    { "type": "text", "text": "Ask " }, { "type": "user", "user_id": "U1" }, { "type": "text", "text": " " },
                    { "type": "link", "url": "https://x.example", "text": "here" }, { "type": "emoji", "name": "fire" }] },
                { "type": "rich_text_list", "elements": [{ "type": "rich_text_section", "elements": [{ "type": "text", "text": "one", "style": { "bold": true } }] }] },
                { "type": "rich_text_preformatted", "elements": [{ "type": "text", "text": "code" }] }] },
            { "type": "divider" }, null] });
        let expected = "A &lt; B\n\n*Lamps*\ndark\n\nAsk <@U1> <https://x.example|here>:fire:\n\n• *one*\n\n\n```\ncode\n```";
        assert_eq!(text_of(&message), expected);
    }

    #[test]
    fn attachments_are_added_but_not_previews_of_links() {
        let message = json!({ "text": "See", "attachments": [
            { "is_share": true, "from_url": "https://x.example", "text": "forwarded" },
            { "from_url": "https://x.example", "title": "preview" },
            { "pretext": "Alert", "fields": [{ "title": "Severity", "value": "high" }], "fallback": "not used" },
            { "fallback": "fallback" }, null] });
        assert_eq!(text_of(&message), "See\n\nforwarded\n\nAlert\n\nSeverity: high\n\nfallback");
    }
}
