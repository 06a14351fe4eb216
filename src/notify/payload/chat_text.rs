//! The parts that messages in chats have in common.

use crate::notify::{Message, shorten};

/// The longest text of a message in a chat, in UTF-16 units after escaping. The page has the rest.
pub(super) const TEXT: usize = 1000;

/// The longest value of a fact, counted in the same way.
pub(super) const FACT: usize = 600;

/// Returns the remark and the text as one plain text, shortened.
pub(super) fn text(message: &Message, cost: impl Fn(char) -> usize) -> String {
    let parts: Vec<&str> = message.remark.iter().chain(&message.text).map(String::as_str).collect();
    shorten(&parts.join("\n\n"), TEXT, cost)
}

/// The cost of a character that is not escaped: its UTF-16 units.
pub(super) fn plain(character: char) -> usize {
    character.len_utf16()
}
