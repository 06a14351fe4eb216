//! Files whose bytes come from elsewhere than the disk, such as a revision of git. They are judged as [`scan`] judges
//! those on the disk: the same names are left out, and the same limits and encodings hold.
//!
//! [`scan`]: super::scan()

use std::sync::Arc;

use super::read::{IMAGE_LIMIT, ReadError};
use super::text::{LIMIT, decode};
use super::walk::{has_extension, is_ignored, is_image, push_printable};
use super::{Image, ScanOptions, Side, SourceFile};
use crate::span::FileId;

/// The files of some folder.
#[derive(Debug, Default)]
pub struct StoredFiles {
    pub(super) files: Vec<SourceFile>,
    pub(super) images: Vec<Image>,
    pub(super) errors: Vec<(String, ReadError)>,
}

/// What stands in the place of a file.
#[derive(Debug)]
pub enum Stored {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// More bytes than [`StoredFiles::limit`] allows.
    TooLarge,
    /// A symbolic link: it would lead to whatever is there now, so it is refused.
    Link,
    /// Something else, such as another repository.
    NotAFile,
}

impl StoredFiles {
    /// Whether a file would be read at all, by its path below the project root.
    #[must_use]
    pub fn wants(path: &str, options: ScanOptions) -> bool {
        let closed = options.public_only && Side::of(path) == Side::Internal;
        !closed && !path.split('/').any(is_ignored)
    }

    /// How many bytes a file may have.
    #[must_use]
    pub fn limit(path: &str) -> usize {
        if is_public_image(path) { IMAGE_LIMIT } else { LIMIT }
    }

    /// Takes in one file.
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
            // As in a scan: what lies beside internal records and is no text is nobody's concern.
            Err(_) if side == Side::Internal && !has_extension(&path, &["md", "toml"]) => return,
            Err(error) => {
                self.errors.push((path.clone(), error));
                ("".into(), false)
            }
        };
        self.files.push(SourceFile { id: FileId::new(0), path, side, text, readable });
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.images.is_empty()
    }
}

fn is_public_image(path: &str) -> bool {
    Side::of(path) == Side::Public && is_image(path)
}
