//! Removes characters that no output may contain, and escapes the others for HTML.

use std::borrow::Cow;

use pulldown_cmark_escape::escape_html_body_text;

/// Returns the text without control characters other than `\n` and `\t`, and without the two non-characters that XML
/// forbids. U+2028 and U+2029 become `\n`, because U+2028 has a meaning in our plain text.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !text.contains(is_unwanted) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|character| match character {
        '\u{2028}' | '\u{2029}' => Some('\n'),
        other if is_unwanted(other) => None,
        other => Some(other),
    });
    Cow::Owned(kept.collect())
}

/// Whether the text is printable ASCII, with line breaks and tabs.
fn is_plain(text: &str) -> bool {
    // A fold, and not `all`: without an early exit, the compiler vectorizes the loop.
    text.bytes()
        .fold(true, |plain, byte| plain & ((b' '..=b'~').contains(&byte) | matches!(byte, b'\n' | b'\t')))
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
///
/// `pulldown_cmark_escape::escape_html` also escapes single quotes, which only matter in attributes between single
/// quotes: apostrophes are frequent, and we write no such attributes. So double quotes are escaped here, and the rest there.
pub(crate) fn push_escaped(html: &mut String, text: &str) {
    for (index, part) in text.split('"').enumerate() {
        if index > 0 {
            html.push_str("&quot;");
        }
        escape_html_body_text(&mut *html, part).expect("writing to a string cannot fail");
    }
}

/// Appends an address to HTML as an attribute value. Characters that RFC 3986 does not allow in a URI are
/// percent-encoded as UTF-8; `%` is kept, because the address may already be encoded.
/// `pulldown_cmark_escape::escape_href` would also encode brackets and single quotes, which are allowed.
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
