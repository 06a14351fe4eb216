//! The three characters that Slack reads as the beginning of an entity, a link or a mention, in every kind of text.
//!
//! Source: "Escaping text" in <https://docs.slack.dev/messaging/formatting-message-text/>.

/// Returns a text in which nothing is a mention, a link or an entity.
#[must_use]
pub fn slack_escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// How many characters one character needs, once it is escaped.
#[must_use]
pub const fn slack_cost(character: char) -> usize {
    match character {
        '&' => "&amp;".len(),
        '<' | '>' => "&lt;".len(),
        other => other.len_utf16(),
    }
}
