//! One file that was read.

use std::sync::Arc;

use super::Side;
use crate::span::{FileId, Span};

/// A text file below the project root.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its name in the snapshot.
    pub id: FileId,
    /// Path below the project root, with `/` between the parts.
    pub path: String,
    /// On which side of the boundary it lies.
    pub side: Side,
    /// Its text: without a byte order mark and with LF line ends. Empty if it could not be read.
    pub text: Arc<str>,
    /// Whether it could be read; if not, a finding says why.
    pub readable: bool,
}

impl SourceFile {
    /// The place of the whole file.
    #[must_use]
    pub const fn top(&self) -> Span {
        Span::top(self.id)
    }

    /// The parts of the path below `content/`.
    #[must_use]
    pub fn parts(&self) -> Vec<&str> {
        self.path.split('/').skip(1).collect()
    }

    /// The file's name without its extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// A picture that stands beside a public text.
#[derive(Clone, Debug)]
pub struct Image {
    /// Path below the project root.
    pub path: String,
    /// Its bytes as they are in the file.
    pub bytes: Arc<[u8]>,
}
