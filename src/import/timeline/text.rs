//! Texts of other systems as Markdown in an entry.

use crate::content::internal::TimelineEntry;
use crate::import::writable;
use crate::markdown::escape;

/// The longest text of one entry, in bytes. Nobody reads more, and a file of the content has at most a megabyte.
const LONGEST: usize = 32 * 1024;

/// Returns plain text as Markdown that shows it.
pub(super) fn plain(text: &str) -> String {
    escape(&writable::text(text))
}

/// Returns Markdown as the text of an entry, and whether its end was cut off.
pub(super) fn of_entry(markdown: &str) -> (String, bool) {
    let markdown = writable::text(markdown);
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
    writable::text(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is a link that an entry may have as evidence.
pub(super) fn is_link(text: &str) -> bool {
    let is_web = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    is_web && text.len() < 2000 && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
