//! The list of what allclear wrote into an output folder, so that it removes its own files and no others.
//!
//! There is one text file for each output folder. It is in `.allclear/`, never in the output:
//!
//! ```text
//! allclear manifest 1
//! state complete
//! folder incidents
//! file incidents/index.html
//! end 6bc1e0…
//! ```
//!
//! `state` is `unfinished` while a build writes: the list then contains the old and the new files. Until that build is
//! completed, a file that somebody else creates at one of the new paths counts as ours. `folder` lines name the folders
//! that allclear created. `end` is the SHA-256, in hexadecimal, of all bytes before its line. A file that does not
//! follow this format exactly is not trusted at all.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::path::check_path;

const HEADER: &str = "allclear manifest 1\n";

/// The files and folders that are ours in an output folder. Paths are relative to it and separated by `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Files that were written.
    pub files: BTreeSet<String>,
    /// Folders that were created.
    pub folders: BTreeSet<String>,
    /// Whether the build that wrote the manifest was completed.
    pub complete: bool,
}

impl Default for Manifest {
    /// The manifest of a folder in which nothing is ours.
    fn default() -> Self {
        Self { files: BTreeSet::new(), folders: BTreeSet::new(), complete: true }
    }
}

impl Manifest {
    /// Parses the text form.
    ///
    /// # Errors
    ///
    /// Returns the reason why the text cannot be trusted, as the end of a sentence that begins with its path.
    pub fn parse(text: &[u8]) -> Result<Self, &'static str> {
        let text = std::str::from_utf8(text).map_err(|_| "is damaged")?;
        if !text.starts_with(HEADER) {
            let newer = text.starts_with("allclear manifest ");
            return Err(if newer { "was written by another version" } else { "is damaged" });
        }
        let body = text
            .strip_suffix('\n')
            .and_then(|text| text.rfind("\nend ").and_then(|at| text.split_at_checked(at + 1)))
            .filter(|(body, end)| end.strip_prefix("end ") == Some(checksum(body).as_str()))
            .and_then(|(body, _)| body.strip_prefix(HEADER))
            .ok_or("is damaged")?;

        let mut lines = body.lines();
        let complete = match lines.next() {
            Some("state complete") => true,
            Some("state unfinished") => false,
            _ => return Err("is damaged"),
        };
        let mut manifest = Self { complete, ..Self::default() };
        for line in lines {
            let (list, path) = match line.split_once(' ') {
                Some(("file", path)) => (&mut manifest.files, path),
                Some(("folder", path)) => (&mut manifest.folders, path),
                _ => return Err("is damaged"),
            };
            if check_path(path).is_err() {
                return Err("names a path that allclear never writes");
            }
            list.insert(path.to_owned());
        }
        Ok(manifest)
    }

    /// The text form. Equal manifests have the same bytes.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::from(HEADER);
        text.push_str(if self.complete { "state complete\n" } else { "state unfinished\n" });
        for (word, list) in [("folder", &self.folders), ("file", &self.files)] {
            for path in list {
                text.extend([word, " ", path, "\n"]);
            }
        }
        let sum = checksum(&text);
        text.extend(["end ", &sum, "\n"]);
        text
    }

    /// The manifest while a build turns `self` into `next`: both lists, and unfinished.
    pub(super) fn in_progress(&self, next: &Self) -> Self {
        Self { files: &self.files | &next.files, folders: &self.folders | &next.folders, complete: false }
    }
}

/// The SHA-256 of `text`, in hexadecimal.
pub(super) fn checksum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut sum, byte| {
        write!(sum, "{byte:02x}").expect("writing to a string does not fail");
        sum
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample() -> Manifest {
        Manifest {
            files: ["index.html", "incidents/x/index.html"].map(str::to_owned).into(),
            folders: ["incidents", "incidents/x"].map(str::to_owned).into(),
            complete: false,
        }
    }

    #[test]
    fn a_manifest_survives_a_round_trip() {
        assert_eq!(Manifest::parse(sample().to_text().as_bytes()), Ok(sample()));
        assert_eq!(Manifest::parse(Manifest::default().to_text().as_bytes()), Ok(Manifest::default()));
    }

    #[test]
    fn a_manifest_of_another_version_is_not_trusted() {
        let text = sample().to_text().replace("manifest 1", "manifest 2");
        assert_eq!(Manifest::parse(text.as_bytes()), Err("was written by another version"));
    }

    #[test]
    fn a_path_outside_the_folder_is_not_trusted_even_with_a_valid_checksum() {
        let mut manifest = sample();
        manifest.files.insert("../../etc/passwd".to_owned());
        assert_eq!(
            Manifest::parse(manifest.to_text().as_bytes()),
            Err("names a path that allclear never writes")
        );
    }

    proptest! {
        #[test]
        fn a_manifest_with_any_byte_changed_is_not_trusted(at in 0_usize..1000, byte in any::<u8>()) {
            let mut text = sample().to_text().into_bytes();
            let at = at % text.len();
            prop_assume!(text[at] != byte);
            text[at] = byte;
            prop_assert!(Manifest::parse(&text).is_err());
        }

        #[test]
        fn a_truncated_manifest_is_not_trusted(at in 0_usize..1000) {
            let text = sample().to_text();
            prop_assert!(Manifest::parse(&text.as_bytes()[..at % text.len()]).is_err());
        }

        #[test]
        fn arbitrary_bytes_are_rejected_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Manifest::parse(&bytes).is_err());
        }
    }
}
