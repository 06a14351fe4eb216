//! The fingerprints of the texts that the last build published, so that the next one notices an edit that does not say
//! so.
//!
//! There is one file for each output folder, beside its manifest:
//!
//! ```text
//! allclear texts 0.1.0
//! 1f8a32c40b6d9e57 0 5d07c3e1a8f24b96
//! ```
//!
//! A line has the fingerprint, the number of entries in `edited`, and a hash of the folder and stem of the update: folders
//! have internal names. The hashes depend on the version, so the file of another version is ignored. It only serves a warning; nothing else relies on
//! it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use super::disk::RealDisk;
use super::error::WriteError;
use super::lock::Lock;
use super::output_folder::OutputFolder;
use super::pending_file::replace;

const HEADER: &str = concat!("allclear texts ", env!("CARGO_PKG_VERSION"));

/// The published texts, by a hash of the folder of the record and the stem of the update.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedTexts(pub BTreeMap<u64, TextFingerprint>);

/// What is remembered of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextFingerprint {
    /// A hash of the title, the text and the planned time.
    pub hash: u64,
    /// The number of entries in `edited`.
    pub edits: usize,
}

impl PublishedTexts {
    /// Reads the texts of the last build into `folder`; `None` if there are none, or if they cannot be read.
    #[must_use]
    pub fn read(folder: &OutputFolder) -> Option<Self> {
        Self::parse(&fs::read_to_string(folder.texts()).ok()?)
    }

    /// Remembers these texts for `folder`. The file is not touched if nothing changed.
    ///
    /// # Errors
    ///
    /// Returns [`WriteError::Io`] if the file cannot be written.
    pub fn write(&self, _held: &Lock, folder: &OutputFolder) -> Result<(), WriteError> {
        let (path, text) = (folder.texts(), self.to_text());
        if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        replace(&RealDisk::default(), &path, &path.with_extension("texts-tmp"), text.as_bytes())
            .map_err(WriteError::io("write", &path))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.lines();
        if lines.next()? != HEADER {
            return None;
        }
        let line = |line: &str| {
            let (hash, rest) = line.split_once(' ')?;
            let (edits, name) = rest.split_once(' ')?;
            let hash = u64::from_str_radix(hash, 16).ok()?;
            let name = u64::from_str_radix(name, 16).ok()?;
            Some((name, TextFingerprint { hash, edits: edits.parse().ok()? }))
        };
        lines.map(line).collect::<Option<_>>().map(Self)
    }

    fn to_text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (name, TextFingerprint { hash, edits }) in &self.0 {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{hash:016x} {edits} {name:016x}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_survive_a_round_trip_and_nothing_else_is_trusted() {
        let print = TextFingerprint { hash: 0x0012_3456, edits: 2 };
        let texts = PublishedTexts([(0x5d07_c3e1_a8f2_4b96, print)].into());
        assert_eq!(PublishedTexts::parse(&texts.to_text()), Some(texts.clone()));
        assert_eq!(
            PublishedTexts::parse(&PublishedTexts::default().to_text()),
            Some(PublishedTexts::default())
        );
        assert_eq!(PublishedTexts::parse(&texts.to_text().replace("texts ", "texts 9")), None);
        assert_eq!(PublishedTexts::parse(texts.to_text().trim_end()), None, "cut off");
        assert_eq!(PublishedTexts::parse(&texts.to_text().replace(" 2 ", " two ")), None);
    }
}
