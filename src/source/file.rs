//! Source files as they were read.

use std::sync::Arc;

use super::Side;
use crate::span::{FileId, Span};

/// A text file below the project root.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The id of the file in the snapshot.
    pub id: FileId,
    /// Path below the project root, with `/` between the parts.
    pub path: String,
    /// The side of the boundary that the file is on.
    pub side: Side,
    /// The text, without a byte order mark and with LF line endings; empty if the file could not be read.
    pub text: Arc<str>,
    /// Whether the file could be read. If not, there is a finding.
    pub readable: bool,
}

impl SourceFile {
    /// Returns the span that stands for the whole file.
    #[must_use]
    pub const fn top(&self) -> Span {
        Span::top(self.id)
    }

    /// Returns the parts of the path below `content/`.
    #[must_use]
    pub fn parts(&self) -> Vec<&str> {
        self.path.split('/').skip(1).collect()
    }

    /// Returns the file name without its extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        // Called several times for each of tens of thousands of files, and much faster than splitting by characters.
        let start = memchr::memrchr(b'/', self.path.as_bytes()).map_or(0, |slash| slash + 1);
        let name = self.path.get(start..).unwrap_or_default();
        memchr::memrchr(b'.', name.as_bytes()).and_then(|dot| name.get(..dot)).unwrap_or(name)
    }
}

/// An image file in a public folder.
#[derive(Clone, Debug)]
pub struct Image {
    /// Path below the project root.
    pub path: String,
    /// The unchanged bytes of the file.
    pub bytes: Arc<[u8]>,
}
