//! Texts of other systems as Markdown in an entry.

use crate::content::internal::TimelineEntry;
use crate::markdown::escape;

/// The longest text of one entry, in bytes. Nobody reads more, and a file of the content has at most a megabyte.
const LONGEST: usize = 32 * 1024;

/// Returns plain text as Markdown that shows it.
pub(super) fn plain(text: &str) -> String {
    escape(&printable(text))
}

/// Returns Markdown as the text of an entry, and whether its end was cut off.
pub(super) fn of_entry(markdown: &str) -> (String, bool) {
    let markdown = printable(markdown);
    let markdown = markdown.trim();
    let is_long = markdown.len() > LONGEST;
    let end = (0..=LONGEST.min(markdown.len())).rev().find(|at| markdown.is_char_boundary(*at)).unwrap_or(0);
    let mut text = TimelineEntry::text_of(markdown.get(..end).unwrap_or_default());
    if is_long {
        text.push_str(" …");
    }
    (text, is_long)
}

/// Returns a text on one line.
pub(super) fn one_line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes the characters that a content file must not have: control characters, and those that reorder or hide text.
fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_refused = |c: char| {
        c.is_control() && c != '\n' && c != '\t'
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}')
    };
    text.chars().filter(|c| !is_refused(*c)).collect()
}

/// Whether a text is a link that an entry may have as evidence.
pub(super) fn is_link(text: &str) -> bool {
    let is_web = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    is_web && text.len() < 2000 && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
