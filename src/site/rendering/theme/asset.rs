//! Files that are published unchanged.

use std::sync::Arc;

use sha2::{Digest, Sha256};

/// A file that is published unchanged, under a name with a hash of its content, so that it can be cached forever.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) struct Asset {
    /// Its path in the output: `assets/style-1a2b3c4d.css`.
    pub(in crate::site) path: String,
    pub(in crate::site) bytes: Arc<[u8]>,
}

impl Asset {
    pub(super) fn new(name: &str, bytes: Arc<[u8]>) -> Self {
        Self { path: asset_path(name, &bytes), bytes }
    }
}

/// Returns the path in the output of a file with this name and these bytes: `assets/style-1a2b3c4d.css`.
pub(crate) fn asset_path(name: &str, bytes: &[u8]) -> String {
    let hash = short_hash(bytes);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}-{hash}.{extension}"),
        None => format!("assets/{name}-{hash}"),
    }
}

/// Returns the first 32 bits of SHA-256 in hexadecimal: enough to tell one version of a file from another.
pub(in crate::site) fn short_hash(bytes: &[u8]) -> String {
    let first =
        Sha256::digest(bytes).into_iter().take(4).fold(0, |hash: u32, byte| (hash << 8) | u32::from(byte));
    format!("{first:08x}")
}
