//! The transfer encoding `quoted-printable` (RFC 2045, section 6.7), with CRLF line endings.

/// The longest line without its ending.
const LINE: usize = 76;

/// Encodes a text whose lines end with `\n`.
pub(super) fn quoted_printable(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + text.len() / 8);
    for line in text.split_inclusive('\n') {
        let (line, has_end) = line.strip_suffix('\n').map_or((line, false), |line| (line, true));
        let mut length = 0;
        for (at, byte) in line.bytes().enumerate() {
            let is_last = at + 1 == line.len();
            let is_blank = matches!(byte, b' ' | b'\t');
            let literal = byte.is_ascii_graphic() && byte != b'=' || is_blank && !is_last;
            if length + if literal { 1 } else { 3 } >= LINE {
                encoded.push_str("=\r\n");
                length = 0;
            }
            // A dot alone on a line would end the mail in some programs, and `From ` begins another in some files.
            let rest = line.as_bytes().get(at..).unwrap_or_default();
            let is_risky = length == 0 && (byte == b'.' || rest.starts_with(b"From "));
            let piece =
                if literal && !is_risky { char::from(byte).to_string() } else { format!("={byte:02X}") };
            length += piece.len();
            encoded.push_str(&piece);
        }
        if has_end {
            encoded.push_str("\r\n");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoded(text: &str) -> String {
        let text = text.replace("=\r\n", "").replace("\r\n", "\n");
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let Some((first, more)) = rest.split_first() {
            if *first == b'=' {
                let digits = std::str::from_utf8(&more[..2]).expect("two digits");
                bytes.push(u8::from_str_radix(digits, 16).expect("a byte"));
                rest = &more[2..];
            } else {
                bytes.push(*first);
                rest = more;
            }
        }
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn risky_lines_are_encoded() {
        assert_eq!(quoted_printable(".\nFrom x\na \n"), "=2E\r\n=46rom x\r\na=20\r\n");
        assert_eq!(quoted_printable("1 = 1"), "1 =3D 1");
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(text in "[ -~\nä漢🙂\t]{0,300}") {
            let encoded = quoted_printable(&text);
            prop_assert!(encoded.split("\r\n").all(|line| line.len() <= LINE && line.is_ascii()));
            prop_assert_eq!(decoded(&encoded), text);
        }
    }
}
