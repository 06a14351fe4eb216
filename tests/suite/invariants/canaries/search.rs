//! Searches bytes for planted words, also in the encodings that a page may contain.

use super::word::{SECRET, SECRET_NAME};

/// Every secret word in these bytes, decoded in every way. With `names`, also the names of internal files.
pub(super) fn secrets_in(bytes: &[u8], names: bool) -> Vec<String> {
    let prefixes: &[&str] = if names { &[SECRET, SECRET_NAME] } else { &[SECRET] };
    let mut found = Vec::new();
    for reading in readings(&String::from_utf8_lossy(bytes)) {
        let folded = reading.to_lowercase();
        for prefix in prefixes {
            found.extend(
                folded.match_indices(prefix).map(|(at, _)| folded[at..].chars().take(15).collect::<String>()),
            );
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The decodings of a text: without tags, with entities and percent-encoding decoded, and with base64 and hexadecimal
/// runs decoded.
fn readings(text: &str) -> Vec<String> {
    let once = [text.to_owned(), without_tags(text), entities(text), percents(text), visible(text)];
    let twice = once
        .iter()
        .flat_map(|text| [without_tags(&entities(text)), percents(&entities(text)), entities(text)]);
    let mut all: Vec<String> = once.iter().cloned().chain(twice).collect();
    all.push(encoded(text, 5, base64));
    all.push(encoded(text, 8, hexadecimal));
    all.push(text.chars().rev().collect());
    all
}

fn without_tags(text: &str) -> String {
    let mut inside = false;
    let keep = |c: &char| {
        let before = inside;
        inside = (inside || *c == '<') && *c != '>';
        !before && *c != '<'
    };
    text.chars().filter(keep).collect()
}

/// The letters and digits only, without invisible characters and separators.
fn visible(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn entities(text: &str) -> String {
    let mut read = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some((name, behind)) = rest.split_once(';').filter(|(name, _)| name.len() <= 10) else {
            read.push('&');
            continue;
        };
        let code = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
            None => number.parse().ok(),
        });
        let named = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            _ => code.and_then(char::from_u32),
        };
        if let Some(c) = named {
            read.push(c);
            rest = behind;
        } else {
            read.push('&');
        }
    }
    read + rest
}

fn percents(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut read = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match (bytes[at], digits.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(byte)) => {
                read.push(byte);
                at += 3;
            }
            (byte, _) => {
                read.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&read).into_owned()
}

/// Decodes every run of characters that may be encoded. Preceding characters may shift the encoding, so the decoding
/// starts at each of the first four characters.
fn encoded(text: &str, shortest: usize, decode: fn(&str) -> Vec<u8>) -> String {
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric() && !"+/-_".contains(c));
    let mut all = String::new();
    for run in runs.filter(|run| run.len() >= shortest) {
        for shift in 0..4.min(run.len()) {
            all.push_str(&String::from_utf8_lossy(&decode(&run[shift..])));
            all.push(' ');
        }
    }
    all
}

fn base64(run: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => u32::from(c - b'A'),
        b'a'..=b'z' => u32::from(c - b'a') + 26,
        b'0'..=b'9' => u32::from(c - b'0') + 52,
        b'+' | b'-' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for four in run.as_bytes().chunks(4) {
        let sum = four.iter().fold(0, |sum, c| sum << 6 | value(*c)) << (6 * (4 - four.len()));
        bytes.extend(&sum.to_be_bytes()[1..four.len().max(1)]);
    }
    bytes
}

fn hexadecimal(run: &str) -> Vec<u8> {
    let pairs = run.as_bytes().chunks(2);
    pairs.map_while(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_planted_word_is_found_in_every_encoding() {
        for text in [
            "<p>a cnrytabcdefghij b",
            "CNRYTABCDEFGHIJ",
            "cn<b>ry</b>tabcdefghij",
            "cn&#114;ytabcdefghij",
            "&#x63;nrytabcdefghij",
            "&amp;#99;nrytabcdefghij",
            "%63nrytabcdefghij",
            "c\u{ad}nryt\u{200b}abcdefghij",
            "cnry-tabcdefghij",
            "data:image/png;base64,Y25yeXRhYmNkZWZnaGlq",
            "xxY25yeXRhYmNkZWZnaGlq",
            "616263636e72797461626364",
            "jihgfedcbatyrnc",
        ] {
            assert!(!secrets_in(text.as_bytes(), false).is_empty(), "{text}");
        }
        assert!(secrets_in(b"canary, cnry, yrnc", true).is_empty());
        assert!(secrets_in(b"cnrypabcdefghij", false).is_empty());
        assert!(!secrets_in(b"cnrypabcdefghij", true).is_empty());
    }
}
