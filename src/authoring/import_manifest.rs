//! The manifest of earlier imports: path and SHA-256 of each file that they wrote, in `.allclear/imported`.
//!
//! It answers one question: is the file on disk still what an import wrote? It has one line per file, sorted by path, in
//! the format of `sha256sum` (`<64 hex digits>  <path>`), so that `sha256sum --check` reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The path of the manifest, relative to the project's root.
pub(super) const MANIFEST_FILE: &str = ".allclear/imported";

/// Path to hash, for every file that an import has ever written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ImportManifest(BTreeMap<String, String>);

impl ImportManifest {
    /// Reads a manifest; the error is the number of the first malformed line, from 1.
    pub(super) fn parse(text: &str) -> Result<Self, usize> {
        let mut entries = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            let (hash, path) = line.split_once("  ").ok_or(index + 1)?;
            if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) || path.is_empty() {
                return Err(index + 1);
            }
            entries.insert(path.to_owned(), hash.to_ascii_lowercase());
        }
        Ok(Self(entries))
    }

    /// Returns the text of the file.
    pub(super) fn text(&self) -> String {
        self.0.iter().fold(String::new(), |mut out, (path, hash)| {
            writeln!(out, "{hash}  {path}").expect("writing to a string cannot fail");
            out
        })
    }

    /// Whether an import has ever written `path`.
    pub(super) fn contains(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether an import last wrote exactly `bytes` to `path`.
    pub(super) fn matches(&self, path: &str, bytes: &[u8]) -> bool {
        self.0.get(path).is_some_and(|hash| *hash == hex_digest(bytes))
    }

    /// Notes that an import wrote `bytes` to `path`.
    pub(super) fn set(&mut self, path: &str, bytes: &[u8]) {
        self.0.insert(path.to_owned(), hex_digest(bytes));
    }
}

fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        write!(out, "{byte:02x}").expect("writing to a string cannot fail");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_what_it_wrote() {
        let mut manifest = ImportManifest::default();
        manifest.set("content/b.md", b"two");
        manifest.set("content/a b.md", b"one");
        assert_eq!(ImportManifest::parse(&manifest.text()), Ok(manifest.clone()));
        assert!(manifest.matches("content/b.md", b"two"));
        assert!(!manifest.matches("content/b.md", b"three"));
        assert!(!manifest.matches("content/c.md", b"two"));
    }

    #[test]
    fn the_format_is_that_of_sha256sum() {
        let mut manifest = ImportManifest::default();
        manifest.set("x", b"abc");
        assert_eq!(manifest.text(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  x\n");
    }

    #[test]
    fn a_damaged_manifest_is_reported_with_its_line() {
        let good = ImportManifest::default();
        assert_eq!(ImportManifest::parse(""), Ok(good));
        let line = format!("{}  a\nnonsense\n", "0".repeat(64));
        assert_eq!(ImportManifest::parse(&line), Err(2));
    }
}
