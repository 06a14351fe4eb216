//! The characters that may come out: which are dropped, and how the rest are written in HTML.

use std::borrow::Cow;

/// The text without characters that no output may carry: control characters but `\n` and `\t`, and the two
/// non-characters that XML refuses. U+2028 and U+2029 become `\n`, as the plain text gives U+2028 a meaning.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b'\n' | b'\t' | b' '..=b'~')) || !text.contains(is_unwanted) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|character| match character {
        '\u{2028}' | '\u{2029}' => Some('\n'),
        other if is_unwanted(other) => None,
        other => Some(other),
    });
    Cow::Owned(kept.collect())
}

/// Whether [`clean`] drops or replaces the character.
fn is_unwanted(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => true,
        other => other.is_control(),
    }
}

/// Appends text to HTML, for content and for attribute values between double quotes alike.
pub(super) fn push_escaped(html: &mut String, text: &str) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        html.push_str(text.get(written..at).unwrap_or_default());
        html.push_str(entity);
        written = at + 1;
    }
    html.push_str(text.get(written..).unwrap_or_default());
}

/// Appends an address to HTML as the value of an attribute. What RFC 3986 does not allow in a URI is
/// percent-encoded in UTF-8; `%` is kept, as the address may be encoded already.
pub(super) fn push_address(html: &mut String, address: &str) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in address.bytes() {
        match byte {
            b'&' => html.push_str("&amp;"),
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0..=b' ' | 0x7f.. => {
                html.push('%');
                html.extend([byte >> 4, byte & 15].iter().filter_map(|digit| HEX.get(usize::from(*digit))));
            }
            other => html.push(char::from(other)),
        }
    }
}
