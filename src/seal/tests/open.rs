//! A reader of sealed views that shares nothing with the writer but the primitives: it follows `docs/sealed-views.md`.

use std::collections::BTreeMap;
use std::io::Read as _;

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use data_encoding::BASE32_NOPAD;
use flate2::read::DeflateDecoder;
use hkdf::Hkdf;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Decrypts one file with the code of a link. Returns the table of contents and the files by path.
pub(super) fn open(
    code: &str,
    id: &str,
    name: &str,
    file: &[u8],
) -> Result<(Value, BTreeMap<String, Vec<u8>>), &'static str> {
    let bytes = BASE32_NOPAD.decode(code.to_ascii_uppercase().as_bytes()).map_err(|_| "not Base32")?;
    let (body, checksum) = bytes.split_at_checked(40).ok_or("truncated")?;
    if Sha256::digest([b"allclear link code", body].concat())[..5] != *checksum {
        return Err("damaged");
    }
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, &body[..32])
        .expand(b"allclear content key", &mut key)
        .expect("32 bytes are few enough");
    let (nonce, ciphertext) = file.split_at(12);
    let aad = format!("allclear-sealed-1\0{id}\0{name}");
    let padded = Aes256Gcm::new(&key.into())
        .decrypt(&Nonce::try_from(nonce).expect("12 bytes"), Payload { msg: ciphertext, aad: aad.as_bytes() })
        .map_err(|_| "does not decrypt")?;
    let number = |at: &[u8]| u32::from_be_bytes(at[..4].try_into().expect("4 bytes")) as usize;
    let mut archive = Vec::new();
    let deflated = &padded[4..4 + number(&padded)];
    DeflateDecoder::new(deflated).read_to_end(&mut archive).map_err(|_| "does not inflate")?;
    let (contents, mut rest) = archive[4..].split_at(number(&archive));
    let contents: Value = serde_json::from_slice(contents).expect("a table of contents");
    let mut files = BTreeMap::new();
    for entry in contents["files"].as_array().expect("a list of files") {
        let size = usize::try_from(entry["size"].as_u64().expect("a size")).expect("a size in memory");
        let (bytes, after) = rest.split_at(size);
        files.insert(entry["path"].as_str().expect("a path").to_owned(), bytes.to_vec());
        rest = after;
    }
    assert!(rest.is_empty());
    Ok((contents, files))
}
