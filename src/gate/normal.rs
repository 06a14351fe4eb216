//! One normal form for everything that is compared: NFC, in which a letter and its accents are one character.
//!
//! macOS and PDFs decompose letters (`a` and U+0308 for `ä`), keyboards do not. A reader sees no difference, so names,
//! internal texts, released texts and outputs are all composed before they are compared.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How many bytes are tested together. A larger number makes the test faster, and the closer look after it slower.
const CHUNK: usize = 32;

/// NFC changes no character below U+0300, and none of their UTF-8 bytes is as high as this one.
const FIRST_BYTE: u8 = 0xcc;

/// Returns the text in NFC. Nearly every text is already, which costs little more than a look at its bytes.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    if is_plain(text) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether the text has only characters that NFC leaves alone whatever is next to them. A false no is possible.
fn is_plain(text: &str) -> bool {
    text.as_bytes().chunks(CHUNK).enumerate().all(|(number, chunk)| {
        // The maximum, and not `any`: without an early exit, the compiler vectorizes the loop.
        if chunk.iter().fold(0, |highest, &byte| byte.max(highest)) < FIRST_BYTE {
            return true;
        }
        let start = number * CHUNK;
        let firsts = chunk.iter().enumerate().filter(|(_, byte)| **byte >= FIRST_BYTE);
        // A character may continue in the next chunk, so it is read from the text.
        firsts
            .map(|(at, _)| start + at)
            .all(|at| text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_left_alone))
    })
}

/// Whether NFC never changes the character or composes it with the one before. Covers what is common on pages.
fn is_left_alone(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}'
        // Greek and Cyrillic letters.
        | '\u{388}'..='\u{482}'
        // Dashes, quotation marks, currencies, arrows, signs.
        | '\u{2002}'..='\u{20cf}' | '\u{2190}'..='\u{2328}' | '\u{2460}'..='\u{2adb}'
        // Kana without their marks, Han, Hangul.
        | '\u{3041}'..='\u{3098}' | '\u{309b}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        // The replacement character, and pictograms.
        | '\u{fffd}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nfc_changes_no_character_that_is_skipped() {
        let alone = ('\0'..=char::MAX).filter(|c| is_left_alone(*c));
        let changed: Vec<char> =
            alone.filter(|c| is_nfc_quick(std::iter::once(*c)) != IsNormalized::Yes).collect();
        assert!(changed.is_empty(), "{changed:?}");
    }

    #[test]
    fn plain_text_is_not_copied_and_accents_are_composed_anywhere() {
        for length in 0..300 {
            let before = "x".repeat(length);
            for plain in ["a – „b“", "Größe", "ёлка", "東京", "→ 🚧"] {
                let text = format!("{before}{plain}{before}");
                assert!(is_plain(&text), "{text}");
                assert!(matches!(composed(&text), Cow::Borrowed(_)), "{text}");
            }
            assert_eq!(composed(&format!("{before}a\u{308}{before}")), format!("{before}ä{before}"));
            assert_eq!(composed(&format!("{before}\u{30ab}\u{3099}")), format!("{before}ガ"));
        }
    }
}
