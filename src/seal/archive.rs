//! The files of a part of a view in one piece: packed, compressed, and padded to a size that says nothing.

use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::artifact::Artifact;

/// No file is smaller than this, so that a month with a single short incident is as large as an empty one.
const SMALLEST: usize = 1024;

/// A compressed archive.
#[derive(Clone, Debug)]
pub(super) struct Archive {
    /// The compressed bytes.
    deflated: Vec<u8>,
    /// The SHA-256 of the bytes before compression.
    pub(super) digest: [u8; 32],
}

/// The table of contents, in JSON at the start of an archive.
#[derive(Serialize)]
struct Contents<'a> {
    /// The files in the order of their bytes.
    files: Vec<Entry<'a>>,
    /// The names of the other files of the view, each with the paths in it. Only in the bundle.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    months: Vec<(&'a str, Vec<&'a str>)>,
}

#[derive(Serialize)]
struct Entry<'a> {
    path: &'a str,
    size: usize,
}

impl Archive {
    /// Packs files: the length of the table of contents (four bytes, big endian), the table, and the bytes of the
    /// files. `months` lists the files of the other archives.
    pub(super) fn new(files: &[Arc<Artifact>], months: Vec<(&str, Vec<&str>)>) -> Self {
        let entries = files.iter().map(|file| Entry { path: &file.path, size: file.bytes.len() });
        let contents = Contents { files: entries.collect(), months };
        let contents = serde_json::to_vec(&contents).expect("texts and numbers are always JSON");
        let mut packed = length(&contents).to_vec();
        packed.extend_from_slice(&contents);
        for file in files {
            packed.extend_from_slice(&file.bytes);
        }
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        let deflated = encoder.write_all(&packed).and_then(|()| encoder.finish());
        let deflated = deflated.expect("writing to memory does not fail");
        Self { deflated, digest: Sha256::digest(&packed).into() }
    }

    /// The size that this archive needs: a power of two.
    pub(super) fn padded_size(&self) -> usize {
        (4 + self.deflated.len()).next_power_of_two().max(SMALLEST)
    }

    /// Returns the plaintext of a file: the compressed length (four bytes, big endian), the compressed bytes, and zeros
    /// up to `size`, which is at least [`Archive::padded_size`].
    pub(super) fn padded(&self, size: usize) -> Vec<u8> {
        let mut padded = Vec::with_capacity(size);
        padded.extend_from_slice(&length(&self.deflated));
        padded.extend_from_slice(&self.deflated);
        padded.resize(size, 0);
        padded
    }
}

fn length(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len()).expect("one view is smaller than 4 GiB").to_be_bytes()
}
