//! Messages for webhooks of Discord: one embed.
//!
//! Discord reads Markdown and mentions in all texts. Every character with a meaning is escaped, except in web addresses,
//! and no mention is allowed to notify anybody.

use serde_json::{Value, json};

use super::PAYLOAD_LIMITS;
use super::chat_text::{FACT, text};
use crate::notify::{Level, Message, shorten};

/// The most facts.
const FACTS: usize = 4;

/// The longest name of the site.
const SITE: usize = 100;

/// Returns the body of a request.
pub(super) fn discord(message: &Message) -> Value {
    let (title, ..) = PAYLOAD_LIMITS.discord;
    let fields: Vec<Value> = message
        .facts
        .iter()
        .filter(|fact| !fact.value.is_empty())
        .take(FACTS)
        .map(|fact| {
            json!({ "name": escaped(&fact.label), "value": escaped(&shorten(&fact.value, FACT, cost)) })
        })
        .collect();
    let mut embed = json!({
        "title": escaped(&shorten(&message.headline(), title, cost)),
        "description": escaped(&text(message, cost)),
        "color": color(message.level),
        "fields": fields,
        "footer": { "text": shorten(&message.site, SITE, cost) },
        "timestamp": message.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
    });
    if let Some(link) = &message.link {
        embed["url"] = link.url.as_str().into();
    }
    json!({ "embeds": [embed], "allowed_mentions": { "parse": [] } })
}

/// Escapes everything that Discord might read as markup or as a mention. A web address stays as it is: an escaped one
/// would lead elsewhere.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        if is_address(piece.trim_end()) {
            escaped.push_str(piece);
            continue;
        }
        for character in piece.chars() {
            if has_meaning(character) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

/// Whether a word is a web address without characters that could be markup around or after it.
fn is_address(word: &str) -> bool {
    let rest = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/?#=&%+:".contains(c);
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_plain))
}

fn has_meaning(character: char) -> bool {
    character.is_ascii_punctuation()
        && !matches!(character, ',' | '.' | ';' | '!' | '?' | '%' | '/' | '\'' | '"')
}

fn cost(character: char) -> usize {
    character.len_utf16() + usize::from(has_meaning(character))
}

const fn color(level: Level) -> u32 {
    match level {
        Level::Good => 0x001b_7f4b,
        Level::Planned => 0x002f_5fd0,
        Level::Bad => 0x00c7_7700,
        Level::Worst => 0x00c0_2626,
        Level::Neutral => 0x006b_7280,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_mentions_are_escaped_and_addresses_are_not() {
        assert_eq!(escaped("@everyone **now**"), r"\@everyone \*\*now\*\*");
        assert_eq!(escaped("[x](https://evil.example)"), r"\[x\]\(https\://evil.example\)");
        assert_eq!(escaped("see https://a.example/b_c_d ok"), "see https://a.example/b_c_d ok");
        assert_eq!(escaped("1. 15% fail, sorry."), "1. 15% fail, sorry.");
    }
}
