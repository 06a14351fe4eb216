//! Base32 in lowercase (RFC 4648 without padding): the alphabet of everything that people copy. Letters and digits
//! survive mail programs and telephones, and the digits that look like letters are not in it.

use data_encoding::BASE32_NOPAD;

/// Encodes bytes.
pub(super) fn encode(bytes: &[u8]) -> String {
    BASE32_NOPAD.encode(bytes).to_ascii_lowercase()
}

/// Decodes text in lower or upper case. Returns nothing if it is not exactly what [`encode`] writes, apart from case.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    BASE32_NOPAD.decode(text.to_ascii_uppercase().as_bytes()).ok()
}
