//! The code in the link to a sealed view: the link's key in a form that people can copy.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::{LinkKey, OpaqueId, Secret, base32};

const CHECKSUM: &[u8] = b"allclear link code";
const CHECKSUM_BYTES: usize = 5;

/// The code of a link: 72 letters and digits in Base32, made of the key (32 bytes), the series (8 bytes) and a checksum
/// (5 bytes), so that the page can say whether it is truncated, damaged, replaced or for another page.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkCode(String);

impl LinkCode {
    /// The number of characters.
    pub const LENGTH: usize = 72;

    /// Encodes a key.
    #[must_use]
    pub fn new(key: &LinkKey) -> Self {
        let mut bytes = Vec::with_capacity(Secret::BYTES + LinkKey::SERIES_BYTES + CHECKSUM_BYTES);
        bytes.extend_from_slice(key.key.bytes());
        bytes.extend_from_slice(&key.series);
        let checksum = Sha256::new().chain_update(CHECKSUM).chain_update(&bytes).finalize();
        bytes.extend_from_slice(&checksum[..CHECKSUM_BYTES]);
        Self(base32::encode(&bytes))
    }

    /// The code, for the person who gets the link and nobody else.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for LinkCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}

/// What the page at an address compares with a code, without learning the key. Both values are different at each
/// address, so nobody can see that two addresses belong to the same customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fingerprints {
    /// Fits every code of the customer, even one that was replaced.
    pub(super) series: String,
    /// Fits the current code only.
    pub(super) key: String,
}

impl Fingerprints {
    const BYTES: usize = 10;

    pub(super) fn new(key: &LinkKey, id: &OpaqueId) -> Self {
        let (mut of_series, mut of_key) = ([0; Self::BYTES], [0; Self::BYTES]);
        let id = id.as_str().as_bytes();
        key.expand_series(&[b"allclear fingerprint of series", b"\0", id], &mut of_series);
        key.key.expand(&[b"allclear fingerprint of key", b"\0", id], &mut of_key);
        Self { series: base32::encode(&of_series), key: base32::encode(&of_key) }
    }
}
