//! Files that a command starts for people, who own them from then on. Nothing is ever overwritten.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use super::Stop;

/// A file to be started.
#[derive(Clone, Debug)]
pub(super) struct NewFile {
    /// Below the project's root, with `/` between the parts.
    pub(super) path: String,
    /// The whole text.
    pub(super) text: String,
}

impl NewFile {
    pub(super) fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// Whether anything at all stands in its place.
    pub(super) fn exists(&self, root: &Path) -> bool {
        root.join(&self.path).symlink_metadata().is_ok()
    }
}

/// Writes all of the files, or none if one of them is there already.
pub(super) fn write(root: &Path, files: &[NewFile]) -> Result<(), Stop> {
    if let Some(file) = files.iter().find(|file| file.exists(root)) {
        return Err(Stop::usage(format!("`{}` is there already", file.path))
            .hint("nothing was written; another title makes another name"));
    }
    files.iter().try_for_each(|file| {
        let place = root.join(&file.path);
        let write = || {
            place.parent().map_or(Ok(()), fs::create_dir_all)?;
            File::create_new(&place)?.write_all(file.text.as_bytes())
        };
        write().map_err(|error| Stop::usage(format!("cannot write `{}`: {error}", place.display())))
    })
}
