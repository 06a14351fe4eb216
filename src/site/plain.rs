//! Texts that people wrote, as plain text that XML, JSON and calendars can all carry.
//!
//! Titles, names and notes come from files that anybody may have edited with anything. What a format cannot hold is
//! taken out here, once, and nowhere else: line breaks of every kind become one kind, and characters that XML 1.0
//! forbids (<https://www.w3.org/TR/xml/#charsets>) or that nobody sees on purpose are dropped. Escaping is left to
//! whoever writes the format.

use std::borrow::Cow;

/// The text as one line: line breaks and tabs are blanks.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if is_plain(text) && !text.contains(['\n', '\t']) && text.trim().len() == text.len() {
        return Cow::Borrowed(text);
    }
    let line: String =
        lines(text).chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    Cow::Owned(line.trim().to_owned())
}

/// The text with `\n` for every line break, without characters that no output may carry.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let kept = text.chars().filter_map(|character| match character {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some('\t'),
        '\u{fffe}' | '\u{ffff}' => None,
        other => (!other.is_control()).then_some(other),
    });
    Cow::Owned(kept.collect())
}

/// The plain text of an update ([`crate::markdown::Rendered::text`]) with the line breaks that mean something, and
/// blanks for those that do not: a calendar breaks lines where it likes.
pub(super) fn flowing(text: &str) -> String {
    let paragraphs: Vec<String> = text.split("\n\n").map(|part| part.replace('\n', " ")).collect();
    lines(&paragraphs.join("\n\n")).into_owned()
}

/// Whether [`lines`] leaves the text as it is.
fn is_plain(text: &str) -> bool {
    text.chars().all(|character| match character {
        '\n' | '\t' => true,
        '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    })
}

/// Plain text as text in HTML or XML, also between double quotes.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_kind_of_line_break_is_one_kind() {
        assert_eq!(lines("a\r\nb\rc\u{2028}d\u{2029}e\u{85}f"), "a\nb\nc\nd\ne\nf");
        assert_eq!(one_line(" a\r\nb\tc\u{2028}d "), "a b c d");
        assert_eq!(lines("a\0b\u{8}c\u{fffe}d\u{7f}"), "abcd");
    }

    #[test]
    fn a_flowing_text_keeps_only_the_line_breaks_that_were_meant() {
        assert_eq!(flowing("one\ntwo\n\nthree\u{2028}four"), "one two\n\nthree\nfour");
    }

    proptest! {
        #[test]
        fn ordinary_text_is_left_as_it_is(text in "[ -~äöü漢字🙂\u{5d0}]{0,40}") {
            prop_assert_eq!(lines(&text), text.as_str());
            prop_assert_eq!(one_line(&text), text.trim());
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(text in any::<String>()) {
            let once = lines(&text).into_owned();
            prop_assert_eq!(lines(&once), once.as_str());
            let once = one_line(&text).into_owned();
            prop_assert_eq!(one_line(&once), once.as_str());
            prop_assert!(!once.chars().any(char::is_control));
        }
    }
}
