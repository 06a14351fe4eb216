//! Encryption of one file.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};

use super::{LinkKey, OpaqueId, Secret};

/// The version of the format. A change of anything that a reader must know changes it.
pub(super) const FORMAT: &str = "allclear-sealed-1";
const NONCE_BYTES: usize = 12;

/// The keys of the files of one view.
pub(super) struct Cipher {
    content: Aes256Gcm,
    nonce: Secret,
}

impl Cipher {
    pub(super) fn new(key: &LinkKey) -> Self {
        let content = key.key.derive(&[b"allclear content key"]);
        Self {
            content: Aes256Gcm::new(content.bytes().into()),
            nonce: key.key.derive(&[b"allclear nonce key"]),
        }
    }

    /// Encrypts the file `path` of the view `id`: the nonce, the ciphertext and the tag.
    ///
    /// The nonce is derived from the plaintext, so the same input gives the same bytes, and two plaintexts never share a
    /// nonce. The epoch changes it whenever any view changes.
    pub(super) fn seal(&self, id: &OpaqueId, path: &str, epoch: &[u8; 32], padded: &[u8]) -> Vec<u8> {
        let mac = self.nonce.hmac([epoch.as_slice(), path.as_bytes(), b"\0", padded]);
        let nonce = &mac[..NONCE_BYTES];
        let aad = format!("{FORMAT}\0{id}\0{path}");
        let payload = Payload { msg: padded, aad: aad.as_bytes() };
        let nonce_of_cipher = Nonce::try_from(nonce).expect("a nonce has 12 bytes");
        let ciphertext = self.content.encrypt(&nonce_of_cipher, payload);
        let ciphertext = ciphertext.expect("AES-GCM encrypts up to 64 GiB");
        [nonce, &ciphertext].concat()
    }
}
