//! The manifest that earlier versions kept in `.allclear/imported`: path and SHA-256 of each file that an import wrote.
//!
//! It is only read, where there is no [`super::import_lock`] yet. It has one line per file in the format of `sha256sum`:
//! `<64 hex digits>  <path>`.

use std::collections::BTreeMap;

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

    /// Returns the hashes by path.
    pub(super) fn into_files(self) -> BTreeMap<String, String> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_manifest_is_reported_with_its_line() {
        assert_eq!(ImportManifest::parse(""), Ok(ImportManifest::default()));
        let line = format!("{}  a\n", "0".repeat(64));
        assert_eq!(ImportManifest::parse(&line).unwrap().into_files()["a"], "0".repeat(64));
        assert_eq!(ImportManifest::parse(&format!("{line}nonsense\n")), Err(2));
    }
}
