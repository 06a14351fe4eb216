//! Reading a folder to import: text files by their paths, and the names of all other files.
//!
//! This module and `zip_archive` are the only ones of this room that touch the disk. It follows no symbolic links and skips names that begin with a
//! dot, so that it reads neither `.git` nor anything outside the folder.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::plan::Input;

/// The maximum size of one file to import, and of all files of one folder or archive, in bytes.
pub(super) const MAX_FILE: u64 = 64 << 20;
pub(super) const MAX_TOTAL: u64 = 512 << 20;

/// Reads a file to import; `total` is the size of the files of its folder that were read before.
///
/// # Errors
///
/// Returns an error if the system refuses to read it, or `FileTooLarge` with the limit.
pub fn read_limited(path: &Path, total: u64) -> io::Result<Vec<u8>> {
    let limit = MAX_FILE.min(MAX_TOTAL.saturating_sub(total));
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let message = if limit < MAX_FILE {
            format!("all files together are larger than {} MB, the limit of an import", MAX_TOTAL >> 20)
        } else {
            format!("it is larger than {} MB, the limit for one file", MAX_FILE >> 20)
        };
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// The files of a folder. Paths are relative to it, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// The name in messages: the path as the user wrote it, without a trailing slash.
    pub name: String,
    /// The wanted files that are UTF-8, sorted by path.
    pub texts: Vec<Input>,
    /// The paths of all other files, sorted.
    pub others: Vec<String>,
}

/// Whether a path has one of these extensions, in any case.
#[must_use]
pub fn has_extension(path: &str, extensions: &[&str]) -> bool {
    let own = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
    own.is_some_and(|own| extensions.iter().any(|extension| extension.eq_ignore_ascii_case(own)))
}

impl Folder {
    /// Reads the folder at `path`; `wanted` selects the files to read.
    ///
    /// # Errors
    ///
    /// Returns the path and the reason if the system refuses to read a folder or a file.
    pub fn read(
        path: &Path,
        name: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, (PathBuf, io::Error)> {
        let mut folder = Self { name: name.trim_end_matches('/').to_owned(), ..Self::default() };
        let mut total: u64 = 0;
        let walk = WalkDir::new(path).min_depth(1).sort_by_file_name();
        let visible = |entry: &walkdir::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
        for entry in walk.into_iter().filter_entry(visible) {
            let entry = entry.map_err(|error| {
                let at = error.path().unwrap_or(path).to_path_buf();
                (at, error.into())
            })?;
            if entry.file_type().is_dir() {
                continue;
            }
            let Ok(inside) = entry.path().strip_prefix(path) else { continue };
            let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let relative = parts.join("/");
            if !entry.file_type().is_file() || !wanted(&relative) {
                folder.others.push(relative);
                continue;
            }
            let bytes =
                read_limited(entry.path(), total).map_err(|error| (entry.path().to_path_buf(), error))?;
            total += bytes.len() as u64;
            match String::from_utf8(bytes) {
                Ok(text) => folder.texts.push(Input { name: relative, text }),
                Err(_) => folder.others.push(relative),
            }
        }
        Ok(folder)
    }
}
