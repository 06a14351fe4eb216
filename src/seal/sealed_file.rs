//! Recognises the encrypted files of sealed views without a key.

use super::OpaqueId;

/// The bytes around the padded text: the nonce before it and the tag after it.
const OVERHEAD: usize = 12 + 16;
/// The smallest padded text.
const SMALLEST: usize = 1024;
/// How many different bytes a file of the smallest size has at least. Random bytes have about 250, text has about 100.
const DIFFERENT: usize = 200;

/// Whether a file has the name and the form of an encrypted part of a view: `bundle.bin` or `<year>-<month>.bin`, and a
/// nonce, random bytes padded to a power of two, and a tag. A key is needed to know more.
#[must_use]
pub fn is_sealed(name: &str, bytes: &[u8]) -> bool {
    let Some(stem) = name.strip_suffix(".bin") else { return false };
    let is_month = stem.len() == 7
        && stem
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 { byte == b'-' } else { byte.is_ascii_digit() });
    let padded = bytes.len().saturating_sub(OVERHEAD);
    let mut seen = [false; 256];
    for byte in bytes {
        seen[usize::from(*byte)] = true;
    }
    (stem == "bundle" || is_month)
        && padded >= SMALLEST
        && padded.is_power_of_two()
        && seen.iter().filter(|seen| **seen).count() >= DIFFERENT
}

/// Whether a text has the form of the id of a view.
#[must_use]
pub fn is_opaque_id(text: &str) -> bool {
    text.len() == OpaqueId::LENGTH && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_with_the_name_and_the_form_are_sealed() {
        let random: Vec<u8> =
            (0..4096_u32 + 28).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        for name in ["bundle.bin", "2026-03.bin"] {
            assert!(is_sealed(name, &random), "{name}");
            assert!(!is_sealed(name, &random[1..]), "{name} of another size");
            assert!(!is_sealed(name, &b"The pooler was restarted. ".repeat(200)[..4096 + 28]), "a text");
            assert!(!is_sealed(name, b""));
        }
        for name in ["index.html", "bundle.bin.html", "2026-3.bin", "acme-03.bin", "x.bin"] {
            assert!(!is_sealed(name, &random), "{name}");
        }
    }

    #[test]
    fn an_opaque_id_has_26_letters_and_digits() {
        assert!(is_opaque_id("abcdefghijklmnopqrstuvwxyz"));
        for text in [
            "",
            "acme",
            "abcdefghijklmnopqrstuvwxy",
            "abcdefghijklmnopqrstuvwxy1",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        ] {
            assert!(!is_opaque_id(text), "{text}");
        }
    }
}
