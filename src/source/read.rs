//! Reads one file, with limits, and reports why a file cannot be read.

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::Arc;
use std::time::SystemTime;

use super::stamp::Stamp;
use super::text::{DecodeError, LIMIT, decode};
use crate::diagnostics::{Finding, rules};
use crate::span::Span;

/// Maximum size of an image, in bytes (4 MiB).
pub(super) const IMAGE_LIMIT: usize = 4 << 20;

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum ReadError {
    /// The bytes are not valid text.
    Text(DecodeError),
    /// Larger than the limit, in bytes.
    TooLarge(usize),
    /// A pipe, a device or a socket.
    NotAFile,
    /// A symbolic link that points outside `content/`.
    LinkLeaves,
    /// A symbolic link from a public path to an internal file.
    LinkCrosses,
    /// A symbolic link to a folder.
    LinkToFolder,
    /// Listed, and then gone or replaced, in several scans in a row.
    Changing,
    /// An error of the operating system.
    Io(io::Error),
}

/// Content with the stamp that shows whether the file has to be read again.
pub(super) struct StampedContent<T> {
    pub(super) content: T,
    pub(super) stamp: Option<Stamp>,
}

/// Whether to stamp files, which costs one system call per file and pays off only if they are scanned again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StampMode {
    No,
    Yes,
}

/// Reads a text file. The contents of `buffer` are overwritten; reusing it avoids allocations.
pub(super) fn read_text(
    file: File,
    stamp: StampMode,
    buffer: &mut Vec<u8>,
) -> Result<StampedContent<Arc<str>>, ReadError> {
    let stamp = read_limited(file, LIMIT, stamp, buffer)?;
    Ok(StampedContent { content: decode(buffer).map_err(ReadError::Text)?.into(), stamp })
}

/// Reads an image.
pub(super) fn read_image(file: File, stamp: StampMode) -> Result<StampedContent<Arc<[u8]>>, ReadError> {
    let mut bytes = Vec::new();
    let stamp = read_limited(file, IMAGE_LIMIT, stamp, &mut bytes)?;
    Ok(StampedContent { content: bytes.into(), stamp })
}

fn read_limited(
    file: File,
    limit: usize,
    stamp: StampMode,
    buffer: &mut Vec<u8>,
) -> Result<Option<Stamp>, ReadError> {
    // Stamped before reading: a write during the read must change a later stamp.
    let stamp = match stamp {
        StampMode::No => None,
        StampMode::Yes => {
            let began = SystemTime::now();
            Stamp::of(&file.metadata().map_err(ReadError::Io)?).settled(began)
        }
    };
    buffer.clear();
    // Most files are far smaller than this, and asking for the size would cost another system call.
    buffer.reserve(4096);
    file.take(limit as u64 + 1).read_to_end(buffer).map_err(ReadError::Io)?;
    if buffer.len() > limit { Err(ReadError::TooLarge(limit)) } else { Ok(stamp) }
}

impl ReadError {
    /// Whether the file was replaced or disappeared after it was listed, as when an editor saves it or somebody renames
    /// its folder.
    pub(super) fn is_race(&self) -> bool {
        use io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
        let Self::Io(error) = self else { return false };
        matches!(error.kind(), NotFound | NotADirectory | IsADirectory) || is_link(error)
    }

    /// Returns the finding for a file with this error.
    pub(super) fn finding(&self, span: Span) -> Finding {
        match self {
            Self::Text(DecodeError::Encoding(line)) => Finding::at(
                &rules::NOT_UTF8,
                span,
                format!("this file is not UTF-8: line {line} cannot be read"),
            )
            .hint("save it as UTF-8 in your editor"),
            Self::Text(DecodeError::Nul(line)) => Finding::at(
                &rules::HIDDEN_CHARACTER,
                span,
                format!("line {line} of this file contains a NUL byte"),
            )
            .hint("this is probably not a text file; remove or replace it"),
            Self::Text(DecodeError::Hidden(line, found)) => {
                let code = u32::from(*found);
                let message =
                    format!("line {line} of this file contains U+{code:04X}, which hides or reorders text");
                Finding::at(&rules::HIDDEN_CHARACTER, span, message)
                    .hint("delete the character; the marks U+200E and U+200F are allowed")
            }
            Self::TooLarge(limit) => {
                let message = format!("this file is larger than {} MiB", limit >> 20);
                Finding::at(&rules::FILE_TOO_LARGE, span, message)
                    .hint("shorten it, or move it out of `content/`")
            }
            Self::NotAFile => {
                Finding::at(&rules::NOT_A_FILE, span, "this is a pipe, a device or a socket, not a file")
                    .hint("remove it from `content/`")
            }
            Self::LinkLeaves => {
                Finding::at(&rules::LINK_REFUSED, span, "this symbolic link points outside `content/`")
                    .hint("copy the file here instead")
            }
            Self::LinkCrosses => Finding::at(
                &rules::LINK_REFUSED,
                span,
                "this symbolic link points from a public path to an internal file",
            )
            .hint("write a separate public text for customers instead"),
            Self::LinkToFolder => {
                Finding::at(&rules::LINK_REFUSED, span, "this symbolic link points to a folder")
                    .hint("move the folder here instead")
            }
            Self::Changing => Finding::at(
                &rules::UNREADABLE,
                span,
                "this file or its folder was replaced again and again while it was read",
            )
            .hint("try again when nothing writes to `content/` any more"),
            Self::Io(reason) => {
                Finding::at(&rules::UNREADABLE, span, format!("this file cannot be read: {reason}"))
            }
        }
    }
}

/// Whether a file was not opened because it is a symbolic link.
#[cfg(unix)]
fn is_link(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_link(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidInput
}
