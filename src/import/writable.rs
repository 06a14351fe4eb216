//! Texts of other systems as content can have them. A content file refuses control characters and those that hide or
//! reorder text, and some lines of its text would be taken for front matter.

use crate::authoring::{self, Table};
use crate::content::{LONGEST_LINE, without_front_matter};
use crate::source::is_hidden;

/// Whether a content file cannot have a character anywhere.
pub(super) fn is_unwritable(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t') || is_hidden(c)
}

/// Returns a text without the characters that content cannot have, with the line ends of content.
pub(super) fn text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !is_unwritable(*c)).collect()
}

/// Returns a text as a value on one line; what is longer than content allows is cut off.
pub(super) fn line(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_hidden(*c)).collect();
    let words = visible.split(char::is_control).map(str::trim).filter(|word| !word.is_empty());
    let mut line = words.collect::<Vec<_>>().join(" ");
    line.truncate(line.floor_char_boundary(LONGEST_LINE));
    line.truncate(line.trim_end().len());
    line
}

/// Returns a Markdown file with front matter. No line of the text below it is taken for front matter.
pub(super) fn markdown_file(keys: &Table, tables: &[(&str, &Table)], body: &str) -> String {
    authoring::markdown_file(keys, tables, &without_front_matter(&text(body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_control_characters_and_at_most_the_bytes_that_content_allows() {
        assert_eq!(line(" a\u{7}b \n\n c\u{202e}d\t"), "a b cd");
        assert_eq!(line(" \u{7}\r\n"), "");
        let long = line(&"é".repeat(LONGEST_LINE));
        assert_eq!((long.len(), long.chars().count()), (LONGEST_LINE, LONGEST_LINE / 2));
        assert_eq!(line(&format!("{} b", "a".repeat(LONGEST_LINE - 1))).len(), LONGEST_LINE - 1);
    }

    #[test]
    fn a_text_keeps_its_lines_and_tabs() {
        assert_eq!(text("a\r\n\tb\rc\u{0}\u{2066}d\u{200f}"), "a\n\tb\ncd\u{200f}");
    }
}
