//! What earlier imports wrote: path and SHA-256 of each file, kept in `.allclear/imported`.
//!
//! It answers one question: is the file on disk still what an import left there? One line a file, sorted by
//! path, in the form of `sha256sum` (`<64 hex digits>  <path>`), so that people can check it with that tool.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// Where the record lies, relative to the project's root.
pub(super) const RECORD_FILE: &str = ".allclear/imported";

/// Path to hash, for every file that an import ever wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record(BTreeMap<String, String>);

impl Record {
    /// Reads a record; the error is the number of the first line that is not one of ours.
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

    pub(super) fn text(&self) -> String {
        self.0.iter().fold(String::new(), |mut out, (path, hash)| {
            writeln!(out, "{hash}  {path}").expect("writing to a string cannot fail");
            out
        })
    }

    pub(super) fn knows(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether `bytes` are what an import last wrote to `path`.
    pub(super) fn matches(&self, path: &str, bytes: &[u8]) -> bool {
        self.0.get(path).is_some_and(|hash| *hash == hex_digest(bytes))
    }

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
    fn a_record_reads_back_what_it_wrote() {
        let mut record = Record::default();
        record.set("content/b.md", b"two");
        record.set("content/a b.md", b"one");
        assert_eq!(Record::parse(&record.text()), Ok(record.clone()));
        assert!(record.matches("content/b.md", b"two"));
        assert!(!record.matches("content/b.md", b"three"));
        assert!(!record.matches("content/c.md", b"two"));
    }

    #[test]
    fn the_hash_is_the_one_that_sha256sum_prints() {
        let mut record = Record::default();
        record.set("x", b"abc");
        assert_eq!(record.text(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  x\n");
    }

    #[test]
    fn a_damaged_record_names_its_line() {
        let good = Record::default();
        assert_eq!(Record::parse(""), Ok(good));
        let line = format!("{}  a\nnonsense\n", "0".repeat(64));
        assert_eq!(Record::parse(&line), Err(2));
    }
}
