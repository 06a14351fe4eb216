//! Cleans plain text for XML, JSON and calendars.
//!
//! Titles, names and notes may contain any character. Characters that an output format cannot hold are removed here
//! and nowhere else: every kind of line break becomes `\n`, and control characters and those that XML 1.0 forbids
//! (<https://www.w3.org/TR/xml/#charsets>) are dropped. Escaping is left to the writer of each format.

use std::borrow::Cow;

use crate::markdown::push_escaped;

/// Returns the text on one line: line breaks and tabs become spaces.
/// The result has no control characters.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_plain(text) && !text.contains(['\n', '\t']) && text.trim().len() == text.len() {
        return Cow::Borrowed(text);
    }
    let line: String =
        lines(text).chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    Cow::Owned(line.trim().to_owned())
}

/// Returns the text with `\n` for every line break, without the characters that no output may contain.
pub(in crate::site) fn lines(text: &str) -> Cow<'_, str> {
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

/// Returns the plain text of an update ([`crate::markdown::Rendered::text`]) with its significant line breaks; soft
/// line breaks become spaces, since readers wrap lines themselves.
#[must_use]
pub fn flowing(text: &str) -> String {
    let paragraphs: Vec<String> = text.split("\n\n").map(|part| part.replace('\n', " ")).collect();
    lines(&paragraphs.join("\n\n")).into_owned()
}

/// Whether [`lines`] would return the text unchanged.
fn is_plain(text: &str) -> bool {
    text.chars().all(|character| match character {
        '\n' | '\t' => true,
        '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    })
}

/// Returns the text without the characters that XML 1.0 forbids even when they are escaped (section 2.2, `Char`). A
/// single one of them makes a whole feed unreadable.
pub(in crate::site) fn legal_xml(text: &str) -> String {
    let forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(|c| !forbidden(*c)).collect()
}

/// Escapes plain text for HTML and XML, in content and in attribute values between double quotes.
pub(in crate::site) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push_escaped(&mut html, text);
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
    fn a_flowing_text_keeps_only_significant_line_breaks() {
        assert_eq!(flowing("one\ntwo\n\nthree\u{2028}four"), "one two\n\nthree\nfour");
    }

    #[test]
    fn only_characters_that_xml_forbids_are_dropped() {
        assert_eq!(legal_xml("a\u{0}\u{1b}[1m\u{b}b\u{ffff}"), "a[1mb");
        assert_eq!(
            legal_xml("]]> <!-- & \t\n\r\u{85}\u{2028}\u{1f600}"),
            "]]> <!-- & \t\n\r\u{85}\u{2028}\u{1f600}"
        );
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
