//! Reading one file, and why it may not be read.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::Place;
use super::text::{LIMIT, Refusal, decode};
use crate::diagnostics::{Finding, rules};

/// Largest picture, in bytes (4 MiB).
pub(super) const IMAGE_LIMIT: usize = 4 << 20;

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Its bytes are no text that can be used.
    Text(Refusal),
    /// It is larger than the limit, in bytes.
    TooLarge(usize),
    /// A pipe, a device or a socket.
    NotAFile,
    /// A symbolic link that leads out of `content/`.
    LinkLeaves,
    /// A symbolic link from a public place to an internal file.
    LinkCrosses,
    /// A symbolic link to a folder.
    LinkToFolder,
    /// The operating system's own words.
    Io(String),
}

/// Reads a text file. What `buffer` holds is of no interest; handing the same one in again saves memory and time.
pub(super) fn read_text(path: &Path, buffer: &mut Vec<u8>) -> Result<Arc<str>, Trouble> {
    read_limited(path, LIMIT, buffer)?;
    Ok(decode(buffer).map_err(Trouble::Text)?.into())
}

/// Reads a picture.
pub(super) fn read_image(path: &Path) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    read_limited(path, IMAGE_LIMIT, &mut bytes)?;
    Ok(bytes)
}

fn read_limited(path: &Path, limit: usize, buffer: &mut Vec<u8>) -> Result<(), Trouble> {
    let io = |error: std::io::Error| Trouble::Io(error.to_string());
    let file = File::open(path).map_err(io)?;
    buffer.clear();
    // Most files are far smaller than this; asking for the size first would be one more call for each.
    buffer.reserve(4096);
    file.take(limit as u64 + 1).read_to_end(buffer).map_err(io)?;
    if buffer.len() > limit { Err(Trouble::TooLarge(limit)) } else { Ok(()) }
}

impl Trouble {
    /// The finding for a file that has this trouble.
    pub(super) fn finding(&self, place: Place) -> Finding {
        match self {
            Self::Text(Refusal::Encoding(line)) => Finding::at(
                &rules::NOT_UTF8,
                place,
                format!("this file is not UTF-8: line {line} cannot be read"),
            )
            .hint("save it as UTF-8 in your editor"),
            Self::Text(Refusal::Nul(line)) => Finding::at(
                &rules::HIDDEN_CHARACTER,
                place,
                format!("line {line} of this file holds a NUL byte"),
            )
            .hint("this is probably not a text file; write it again"),
            Self::Text(Refusal::Hidden(line, found)) => {
                let code = u32::from(*found);
                let message =
                    format!("line {line} of this file holds U+{code:04X}, which hides or reorders text");
                Finding::at(&rules::HIDDEN_CHARACTER, place, message)
                    .hint("delete the character; right-to-left marks (U+200F) and left-to-right marks (U+200E) are allowed")
            }
            Self::TooLarge(limit) => {
                let message = format!("this file is larger than {} MiB", limit >> 20);
                Finding::at(&rules::FILE_TOO_LARGE, place, message)
                    .hint("split it, or keep it outside `content/`")
            }
            Self::NotAFile => {
                Finding::at(&rules::NOT_A_FILE, place, "this is a pipe, a device or a socket, not a file")
                    .hint("remove it from `content/`")
            }
            Self::LinkLeaves => {
                Finding::at(&rules::LINK_REFUSED, place, "this symbolic link leads out of `content/`")
                    .hint("copy the file here instead")
            }
            Self::LinkCrosses => Finding::at(
                &rules::LINK_REFUSED,
                place,
                "this symbolic link leads from a public place to an internal file",
            )
            .hint("public text is its own file, written for customers"),
            Self::LinkToFolder => {
                Finding::at(&rules::LINK_REFUSED, place, "this symbolic link leads to a folder")
                    .hint("move the folder here instead")
            }
            Self::Io(reason) => {
                Finding::at(&rules::UNREADABLE, place, format!("this file cannot be read: {reason}"))
            }
        }
    }
}
