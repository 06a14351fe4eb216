//! One normal form for everything that is compared: NFC, in which a letter and its accents are one character.
//!
//! macOS and PDFs take letters apart (`a` and U+0308 for `ä`), keyboards do not. A reader sees no difference, so names,
//! internal texts, released texts and outputs are all put together before they are compared.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How many bytes are asked together whether they need a closer look: more are asked faster, and looked at for longer.
const TOGETHER: usize = 32;

/// No character before U+0300 is changed, and the bytes of none are as high as this one.
const FIRST_BYTE: u8 = 0xcc;

/// The text in NFC. Nearly every text is, and is handed back for little more than a look at its bytes.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    if is_plain(text) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether the text has none but characters that NFC leaves alone whatever stands around them. May say no in vain.
fn is_plain(text: &str) -> bool {
    text.as_bytes().chunks(TOGETHER).enumerate().all(|(number, chunk)| {
        // The highest byte rather than any that is high: without an early end, the bytes are compared side by side.
        if chunk.iter().fold(0, |highest, &byte| byte.max(highest)) < FIRST_BYTE {
            return true;
        }
        let start = number * TOGETHER;
        let firsts = chunk.iter().enumerate().filter(|(_, byte)| **byte >= FIRST_BYTE);
        // A character may go on in the next chunk, so it is read from the text.
        firsts
            .map(|(at, _)| start + at)
            .all(|at| text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_left_alone))
    })
}

/// Whether NFC never changes the character, nor joins it with the one before: those which pages are full of.
fn is_left_alone(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}'
        // Greek and Cyrillic letters.
        | '\u{388}'..='\u{482}'
        // Dashes, quotation marks, currencies, arrows, signs.
        | '\u{2002}'..='\u{20cf}' | '\u{2190}'..='\u{2328}' | '\u{2460}'..='\u{2adb}'
        // Kana without their marks, Han, Hangul.
        | '\u{3041}'..='\u{3098}' | '\u{309b}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        // What replaces bytes that are no text, and pictograms.
        | '\u{fffd}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_alone_is_never_changed() {
        let alone = ('\0'..=char::MAX).filter(|c| is_left_alone(*c));
        let changed: Vec<char> =
            alone.filter(|c| is_nfc_quick(std::iter::once(*c)) != IsNormalized::Yes).collect();
        assert!(changed.is_empty(), "{changed:?}");
    }

    #[test]
    fn a_plain_text_is_not_copied_and_another_is_composed_wherever_its_accent_stands() {
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
