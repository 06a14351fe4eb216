//! Lines of the header of a mail: folding (RFC 5322) and words that are not ASCII (RFC 2047).

use data_encoding::BASE64;

/// The longest encoded word, which fits on a line beside the name of the field, and the longest line without its ending.
const WORD: usize = 63;
const LINE: usize = 76;

/// Returns a text as the value of a field. Line breaks become spaces, so that no text begins another field.
pub(super) fn encoded(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // `=?` would be read as the beginning of an encoded word.
    let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && !text.contains("=?");
    let words_fit = text.split(' ').all(|word| word.len() < LINE / 2);
    if is_plain && words_fit {
        return text;
    }
    let (prefix, suffix) = ("=?utf-8?B?", "?=");
    // Four characters stand for three bytes, and a character must not be divided.
    let room = (WORD - prefix.len() - suffix.len()) / 4 * 3;
    let mut words: Vec<String> = vec![String::new()];
    for character in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + character.len_utf8() <= room => word.push(character),
            _ => words.push(character.to_string()),
        }
    }
    let words: Vec<String> =
        words.iter().map(|word| format!("{prefix}{}{suffix}", BASE64.encode(word.as_bytes()))).collect();
    words.join(" ")
}

/// Returns a field with its line ending, folded at spaces.
pub(super) fn folded(name: &str, value: &str) -> String {
    let mut field = format!("{name}:");
    let mut length = field.len();
    for word in value.split(' ') {
        if length + 1 + word.len() > LINE && length > name.len() + 1 {
            field.push_str("\r\n");
            length = 0;
        }
        field.push(' ');
        field.push_str(word);
        length += 1 + word.len();
    }
    field.push_str("\r\n");
    field
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_break_never_begins_another_field() {
        assert_eq!(encoded("a\r\nBcc: x@y.example"), "a  Bcc: x@y.example");
        assert_eq!(encoded("=?utf-8?B?QQ==?="), "=?utf-8?B?PT91dGYtOD9CP1FRPT0/PQ==?=");
    }

    proptest! {
        #[test]
        fn every_line_is_short_and_ascii(text in any::<String>()) {
            let field = folded("Subject", &encoded(&text));
            let (lines, end) = field.rsplit_once("\r\n").expect("a line ending");
            prop_assert_eq!(end, "");
            for (number, line) in lines.split("\r\n").enumerate() {
                prop_assert!(line.len() <= 78 && line.is_ascii() && !line.contains(['\r', '\n']), "{line:?}");
                prop_assert!(number == 0 || line.starts_with(' '));
            }
        }
    }
}
