//! Replacing a file that people own by an edited version.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::disk;

/// The file that is locked while a file is read, edited and replaced.
const LOCK: &str = ".allclear/edit.lock";

/// The reason why a file was not replaced.
#[derive(Debug)]
pub enum RewriteError {
    /// The file is reached through a symbolic link, which could lead out of the project.
    Link,
    /// Somebody else has changed the file since it was read.
    Changed,
    /// Reading or writing failed.
    Io(io::Error),
}

/// Replaces the file at `path` below `root` by `new`, if it still has the text `old`, and keeps its line endings. A reader sees the old text or the
/// new one, and of two writers at the same time one gets [`RewriteError::Changed`].
///
/// # Errors
///
/// Returns an error if the file is not in the project itself, has another text, or cannot be written. It is unchanged
/// then.
pub fn rewrite(root: &Path, path: &str, old: &str, new: &str) -> Result<(), RewriteError> {
    let file = root.join(path);
    let is_link = fs::symlink_metadata(&file).map_err(RewriteError::Io)?.is_symlink();
    if is_link || !disk::is_safe(root, path) {
        return Err(RewriteError::Link);
    }
    let lock: File = disk::open_lock(root, LOCK).map_err(RewriteError::Io)?;
    lock.lock().map_err(RewriteError::Io)?;
    let found = fs::read(&file).map_err(RewriteError::Io)?;
    let new = with_endings_of(&found, old, new).ok_or(RewriteError::Changed)?;
    disk::replace(&file, new.as_bytes()).map_err(RewriteError::Io)
}

/// Returns the new text with the line endings and the byte order mark of a file that has the old text. Texts of the content
/// are read without a mark and with line feeds only. `None` if the file has another text.
fn with_endings_of(found: &[u8], old: &str, new: &str) -> Option<String> {
    if found == old.as_bytes() {
        return Some(new.to_owned());
    }
    let found = std::str::from_utf8(found).ok()?;
    let text = found.strip_prefix('\u{feff}').unwrap_or(found);
    if text.replace("\r\n", "\n").replace('\r', "\n") != old {
        return None;
    }
    let mark = found.strip_suffix(text).unwrap_or_default();
    let new = if text.contains("\r\n") { new.replace('\n', "\r\n") } else { new.to_owned() };
    Some(format!("{mark}{new}"))
}

/// Writes the text that an editor is to open to `path` below `root`, which is not part of the content.
///
/// # Errors
///
/// Fails if the path leads through a symbolic link, or if the system refuses to write.
pub fn write_scratch(root: &Path, path: &str, text: &str) -> io::Result<()> {
    disk::write_scratch(root, path, text)
}

impl fmt::Display for RewriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link => f.write_str("it is a symbolic link or below one"),
            Self::Changed => f.write_str("somebody else has just changed it"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RewriteError {}
