//! Decodes bytes to text and rejects what a source file must not contain.

use std::borrow::Cow;

/// Maximum size of a text file, in bytes (1 MiB).
pub(super) const LIMIT: usize = 1 << 20;

/// Why bytes are not valid text. Lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecodeError {
    /// Not UTF-8 in this line.
    Encoding(usize),
    /// A NUL byte in this line.
    Nul(usize),
    /// A control character that reorders the text on the screen, or an invisible tag character.
    Hidden(usize, char),
}

/// Decodes UTF-8, removes a byte order mark and converts line endings to LF.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    let text =
        str::from_utf8(bytes).map_err(|error| DecodeError::Encoding(line_of(bytes, error.valid_up_to())))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(offset) = memchr::memchr(0, text.as_bytes()) {
        return Err(DecodeError::Nul(line_of(text.as_bytes(), offset)));
    }
    if let Some((offset, found)) = find_hidden(text) {
        return Err(DecodeError::Hidden(line_of(text.as_bytes(), offset), found));
    }
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        return Ok(text.replace("\r\n", "\n").replace('\r', "\n").into());
    }
    Ok(text.into())
}

/// Returns the line of a byte offset, from 1.
fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', bytes.get(..offset).unwrap_or(bytes)).count()
}

/// Finds the first character that makes a text look different from what it is. Marks that languages need (U+200E,
/// U+200F, U+061C and the joiners) are not included. See <https://trojansource.codes/>.
fn find_hidden(text: &str) -> Option<(usize, char)> {
    // The encodings of all these characters begin with one of these two bytes, which are rare.
    memchr::memchr2_iter(0xE2, 0xF3, text.as_bytes()).find_map(|offset| {
        let found = text.get(offset..)?.chars().next()?;
        is_hidden(found).then_some((offset, found))
    })
}

/// Whether a character reorders the text on the screen, or is an invisible tag character.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_and_windows_line_endings_are_removed() {
        assert_eq!(decode("\u{feff}a\r\nb\rc".as_bytes()), Ok("a\nb\nc".into()));
    }

    #[test]
    fn invalid_and_hidden_characters_are_refused_with_their_line() {
        assert_eq!(decode(b"a\n\xFF"), Err(DecodeError::Encoding(2)));
        assert_eq!(decode(b"a\0"), Err(DecodeError::Nul(1)));
        assert_eq!(decode("ab\u{202e}c".as_bytes()), Err(DecodeError::Hidden(1, '\u{202e}')));
        assert_eq!(decode("a\n\nb\u{e0061}c".as_bytes()), Err(DecodeError::Hidden(3, '\u{e0061}')));
    }

    #[test]
    fn marks_for_arabic_and_hebrew_are_kept() {
        assert_eq!(
            decode("\u{200f}\u{61c}\u{200e}\u{2019}".as_bytes()),
            Ok("\u{200f}\u{61c}\u{200e}\u{2019}".into())
        );
    }
}
