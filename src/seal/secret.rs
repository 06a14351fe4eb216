//! 256 bits that must not be shown.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::{Zeroize as _, ZeroizeOnDrop};

use super::base32;

/// A 256-bit secret. `Debug` does not show it, and its memory is overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; Self::BYTES]);

impl Secret {
    /// The number of bytes.
    pub const BYTES: usize = 32;

    /// Makes a secret from random bytes. The caller provides them, because this room has no source of randomness.
    #[must_use]
    pub const fn from_random(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// Decodes what [`Secret::encoded`] returned.
    pub(super) fn decode(text: &str) -> Option<Self> {
        let mut bytes = base32::decode(text)?;
        let secret = <[u8; Self::BYTES]>::try_from(bytes.as_slice()).ok().map(Self);
        bytes.zeroize();
        secret
    }

    /// Returns the secret as 52 letters and digits, for the keys file only.
    pub(super) fn encoded(&self) -> String {
        base32::encode(&self.0)
    }

    /// Returns the bytes, for the ciphers.
    pub(super) const fn bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// HMAC-SHA-256 with this secret as the key.
    pub(super) fn hmac<'a>(&self, parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        parts.into_iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().into()
    }

    /// HKDF-SHA-256 (RFC 5869) without salt: fills `output` with what `info` derives from this secret.
    pub(super) fn expand(&self, info: &[&[u8]], output: &mut [u8]) {
        expand(&self.0, info, output);
    }

    /// The secret that `info` derives from this one by HKDF.
    pub(super) fn derive(&self, info: &[&[u8]]) -> Self {
        let mut derived = [0; Self::BYTES];
        self.expand(info, &mut derived);
        Self(derived)
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        // No test notices if this is missing, because safe code cannot read memory that was freed.
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}

/// HKDF-SHA-256 (RFC 5869) without salt: fills `output` with what `info` derives from `key`.
pub(super) fn expand(key: &[u8], info: &[&[u8]], output: &mut [u8]) {
    Hkdf::<Sha256>::new(None, key)
        .expand_multi_info(info, output)
        .expect("HKDF-SHA-256 returns up to 8,160 bytes");
}
