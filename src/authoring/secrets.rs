//! Writes the keys file, and makes git ignore it.

use std::io;
use std::path::Path;

use super::disk;

/// Writes the keys file, which only its owner can read.
///
/// # Errors
///
/// Fails if it cannot be written.
pub fn write_secrets(path: &Path, text: &str) -> io::Result<()> {
    disk::write_secret(path, text)
}

/// Adds a file at `path`, relative to the project at `root`, to `.gitignore` unless a line names it. Returns whether a
/// line was added.
///
/// # Errors
///
/// Fails if `.gitignore` cannot be read or written.
pub fn ignore_in_git(root: &Path, path: &str) -> io::Result<bool> {
    let file = root.join(".gitignore");
    let text = disk::read_if_exists(&file)?.unwrap_or_default();
    let text = String::from_utf8(text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    if text.lines().any(|line| line.trim().trim_start_matches('/') == path) {
        return Ok(false);
    }
    let line_end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    disk::replace(&file, format!("{text}{line_end}/{path}\n").as_bytes())?;
    Ok(true)
}
