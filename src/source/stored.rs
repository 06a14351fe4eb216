//! Files that do not come from the disk but, for example, from a git revision. The rules of [`scan`] apply: the same
//! names are ignored, and the same limits and encodings are enforced.
//!
//! [`scan`]: super::scan()

use std::sync::Arc;

use super::read::{IMAGE_LIMIT, ReadError};
use super::text::{LIMIT, decode};
use super::walk::{has_extension, is_ignored, is_image, push_printable};
use super::{Image, ScanOptions, Side, SourceFile};
use crate::span::FileId;

/// The stored files of a folder.
#[derive(Debug, Default)]
pub struct StoredFiles {
    pub(super) files: Vec<SourceFile>,
    pub(super) images: Vec<Image>,
    pub(super) errors: Vec<(String, ReadError)>,
}

/// What is stored at a path.
#[derive(Debug)]
pub enum Stored {
    /// A file with these bytes.
    Bytes(Vec<u8>),
    /// A file larger than [`StoredFiles::limit`].
    TooLarge,
    /// A symbolic link, which is refused because its target is not part of the stored files.
    Link,
    /// Something else, such as a git submodule.
    NotAFile,
}

impl StoredFiles {
    /// Whether a scan would read the file at this path below the project root.
    #[must_use]
    pub fn wants(path: &str, options: ScanOptions) -> bool {
        let closed = options.public_only && Side::of(path) == Side::Internal;
        !closed && !path.split('/').any(is_ignored)
    }

    /// Returns the maximum size of the file at this path, in bytes.
    #[must_use]
    pub fn limit(path: &str) -> usize {
        if is_public_image(path) { IMAGE_LIMIT } else { LIMIT }
    }

    /// Adds one file.
    pub fn add(&mut self, stored_at: &str, stored: Stored) {
        let mut path = String::with_capacity(stored_at.len());
        push_printable(&mut path, stored_at);
        let side = Side::of(&path);
        let text = match stored {
            Stored::Bytes(bytes) if is_public_image(&path) => {
                self.images.push(Image { path, bytes: bytes.into() });
                return;
            }
            Stored::Bytes(bytes) => decode(&bytes).map(Arc::from).map_err(ReadError::Text),
            Stored::TooLarge => Err(ReadError::TooLarge(Self::limit(&path))),
            Stored::Link => Err(ReadError::LinkLeaves),
            Stored::NotAFile => Err(ReadError::NotAFile),
        };
        let (text, readable) = match text {
            Ok(text) => (text, true),
            // As in a scan, files next to internal records are ignored unless they are text.
            Err(_) if side == Side::Internal && !has_extension(&path, &["md", "toml"]) => return,
            Err(error) => {
                self.errors.push((path.clone(), error));
                ("".into(), false)
            }
        };
        self.files.push(SourceFile { id: FileId::new(0), path, side, text, readable });
    }

    /// Whether there are no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.images.is_empty()
    }
}

fn is_public_image(path: &str) -> bool {
    Side::of(path) == Side::Public && is_image(path)
}
