//! Decodes one layer of the encodings that outputs use: HTML and XML entities, percent-encoding, and the escapes of
//! JSON and iCalendar. Lenient on purpose: it accepts everything that some reader might decode.

use super::patches::Patches;
use memchr::memchr3;

/// Decodes one layer. Returns only the parts of the text in which something was decoded, as [`Patches`] defines them.
pub(super) fn decode(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let mut patches = Patches::new(text);
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr3(b'&', b'%', b'\\', rest)) {
        at += found;
        let Some(rest) = bytes.get(at..) else { break };
        let decoded = match rest.first() {
            Some(b'&') => entity(rest),
            Some(b'%') => percent(rest),
            _ => escape(rest),
        };
        let Some((decoded, length)) = decoded else {
            at += 1;
            continue;
        };
        match decoded {
            Decoded::Byte(byte) => patches.replace(at, length, &[byte]),
            Decoded::Char(c) => patches.replace(at, length, c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        at += length;
    }
    patches.finish()
}

enum Decoded {
    /// A byte of a UTF-8 sequence.
    Byte(u8),
    Char(char),
}

/// Entities of punctuation, blanks and marks. What allclear writes has no entities of letters. No name is a prefix of a
/// later one.
const ENTITIES: [(&str, char); 31] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("ldquo", '\u{201c}'),
    ("rdquo", '\u{201d}'),
    ("hellip", '\u{2026}'),
    ("hyphen", '\u{2010}'),
    ("dash", '\u{2010}'),
    ("commat", '@'),
    ("period", '.'),
    ("comma", ','),
    ("colon", ':'),
    ("sol", '/'),
    ("lowbar", '_'),
    ("NewLine", '\n'),
    ("Tab", '\t'),
];

fn entity(bytes: &[u8]) -> Option<(Decoded, usize)> {
    let (decoded, length) = if bytes.get(1) == Some(&b'#') {
        let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
        let (start, radix) = if hex { (3, 16) } else { (2, 10) };
        // There may be many leading zeros. Eight digits after them are enough for any character.
        let zeros = bytes.get(start..)?.iter().take_while(|&&byte| byte == b'0').count();
        let (code, digits) = number(bytes.get(start + zeros..)?, radix, 8);
        if zeros + digits == 0 {
            return None;
        }
        (char::from_u32(code).unwrap_or('\u{fffd}'), start + zeros + digits)
    } else {
        let rest = bytes.get(1..)?;
        let (name, c) = ENTITIES.iter().find(|(name, _)| rest.starts_with(name.as_bytes()))?;
        (*c, 1 + name.len())
    };
    let semicolon = usize::from(bytes.get(length) == Some(&b';'));
    Some((Decoded::Char(decoded), length + semicolon))
}

fn percent(bytes: &[u8]) -> Option<(Decoded, usize)> {
    let (code, digits) = number(bytes.get(1..)?, 16, 2);
    let byte = u8::try_from(code).ok()?;
    (digits == 2).then_some((Decoded::Byte(byte), 3))
}

fn escape(bytes: &[u8]) -> Option<(Decoded, usize)> {
    let c = match bytes.get(1)? {
        b'u' => return unicode_escape(bytes),
        b'x' => {
            let (code, digits) = number(bytes.get(2..)?, 16, 2);
            return (digits == 2).then_some((Decoded::Char(char::from_u32(code)?), 4));
        }
        b'n' | b'N' | b'r' => '\n',
        b't' | b'b' | b'f' => '\t',
        &other @ (b'/' | b'\\' | b'"' | b'\'' | b',' | b';') => char::from(other),
        _ => return None,
    };
    Some((Decoded::Char(c), 2))
}

/// Decodes `\u0041`, or two of them that are a surrogate pair.
fn unicode_escape(bytes: &[u8]) -> Option<(Decoded, usize)> {
    let (high, digits) = number(bytes.get(2..)?, 16, 4);
    if digits != 4 {
        return None;
    }
    if (0xd800..0xdc00).contains(&high) && bytes.get(6..8) == Some(b"\\u") {
        let (low, digits) = number(bytes.get(8..)?, 16, 4);
        if digits == 4 && (0xdc00..0xe000).contains(&low) {
            let c = char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))?;
            return Some((Decoded::Char(c), 12));
        }
    }
    Some((Decoded::Char(char::from_u32(high).unwrap_or('\u{fffd}')), 6))
}

/// Reads the number at the beginning of `bytes`, of at most `limit` digits (eight or fewer). Returns it and the
/// number of its digits.
fn number(bytes: &[u8], radix: u32, limit: usize) -> (u32, usize) {
    let mut value = 0_u32;
    let mut digits = 0;
    for digit in bytes.iter().take(limit).map_while(|&byte| char::from(byte).to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit);
        digits += 1;
    }
    (value, digits)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn two_escapes_that_are_a_surrogate_pair_are_one_character() {
        assert!(decode(r"\ud835\udd38").concat().contains('\u{1d538}'));
        let half = decode(r"\ud835\u0041").concat();
        assert!(half.contains('\u{fffd}') && half.contains('A'), "{half}");
    }

    #[test]
    fn an_escape_of_a_byte_has_two_digits() {
        assert!(decode(r"\x41").concat().contains('A'));
        assert!(decode(r"\x4g").is_empty());
    }
}
