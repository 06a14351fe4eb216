//! A file to write, as data.

use std::path::Path;

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlannedFile {
    /// The path relative to the project's root, with `/`: `content/components/api.md`.
    pub path: String,
    /// The whole text of the file; ends with one newline.
    pub text: String,
    /// Whether the file is a program, such as a git hook.
    pub executable: bool,
    /// What an import writes in this file; `None` for files of other commands.
    pub origin: Option<Origin>,
}

/// The object of another system that a file was written for. It stays the same when the file moves.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The kind and the id of the object: `update p31zjtct2jer`.
    pub id: String,
    /// The id of the incident or maintenance that it belongs to; empty for other objects.
    pub record: String,
}

impl PlannedFile {
    /// A file that is read, not run.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), executable: false, origin: None }
    }

    /// A file that can be run.
    pub fn executable(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { executable: true, ..Self::new(path, text) }
    }

    /// Sets the object that the file is written for; `record` is empty unless it is a part of a record.
    #[must_use]
    pub fn with_origin(mut self, id: impl Into<String>, record: impl Into<String>) -> Self {
        self.origin = Some(Origin { id: id.into(), record: record.into() });
        self
    }

    /// Whether anything exists at the path, be it a file, a folder or a dangling link.
    #[must_use]
    pub fn exists(&self, root: &Path) -> bool {
        root.join(&self.path).symlink_metadata().is_ok()
    }
}
