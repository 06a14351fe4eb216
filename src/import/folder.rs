//! A folder from elsewhere, read whole: texts by their paths, and the names of everything that is no text.
//!
//! The one place of this room, besides `apply`, that touches the disk. It follows no links and skips what begins with
//! a dot, so that neither `.git` nor a link out of the folder gets in.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::plan::Input;

/// What lies in a folder. Paths are relative to it, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// What messages call it: its path as the user wrote it, without a slash at its end.
    pub name: String,
    /// Files that are UTF-8, sorted by path.
    pub texts: Vec<Input>,
    /// Paths of all other files, sorted.
    pub others: Vec<String>,
}

impl Folder {
    /// Reads the folder at `place`; `wanted` says which paths to read, all others count as no text.
    pub fn read(
        span: &Path,
        name: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, (PathBuf, io::Error)> {
        let mut folder = Self { name: name.trim_end_matches('/').to_owned(), ..Self::default() };
        let walk = WalkDir::new(span).min_depth(1).sort_by_file_name();
        let visible = |entry: &walkdir::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
        for entry in walk.into_iter().filter_entry(visible) {
            let entry = entry.map_err(|error| {
                let at = error.path().unwrap_or(span).to_path_buf();
                (at, error.into())
            })?;
            if entry.file_type().is_dir() {
                continue;
            }
            let Ok(inside) = entry.path().strip_prefix(span) else { continue };
            let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let path = parts.join("/");
            if !entry.file_type().is_file() || !wanted(&path) {
                folder.others.push(path);
                continue;
            }
            let bytes = fs::read(entry.path()).map_err(|error| (entry.path().to_path_buf(), error))?;
            match String::from_utf8(bytes) {
                Ok(text) => folder.texts.push(Input { name: path, text }),
                Err(_) => folder.others.push(path),
            }
        }
        Ok(folder)
    }
}
