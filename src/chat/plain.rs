//! Messages as plain text, and clean texts for all services.

use std::fmt::Write as _;

use super::Message;

/// Returns a message as plain text, for mail and terminals.
#[must_use]
pub fn plain_text(message: &Message) -> String {
    let mut text = format!("{}\n", one_line(&message.title));
    if !message.facts.is_empty() {
        text.push('\n');
    }
    for (label, value) in &message.facts {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{}: {}", one_line(label), one_line(value));
    }
    for part in &message.parts {
        if !part.heading.is_empty() {
            let _ = write!(text, "\n{}\n", one_line(&part.heading));
        }
        for paragraph in &part.paragraphs {
            let _ = write!(text, "\n{}\n", cleaned(paragraph).trim());
        }
    }
    if !message.links.is_empty() {
        text.push('\n');
    }
    for link in &message.links {
        let _ = writeln!(text, "{}: {}", one_line(&link.label), one_line(&link.url));
    }
    text
}

/// Returns a text without control characters other than line breaks, and without the characters that change the direction of
/// what follows: with them, a text can look like another one.
#[must_use]
pub fn cleaned(text: &str) -> String {
    let kept = text.replace("\r\n", "\n");
    kept.chars()
        .filter_map(|c| match c {
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\r' => Some('\n'),
            '\t' => Some(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => None,
            other => (!other.is_control()).then_some(other),
        })
        .collect()
}

/// Returns a text on one line.
pub(super) fn one_line(text: &str) -> String {
    cleaned(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
