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
}

impl PlannedFile {
    /// A file that is read, not run.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), executable: false }
    }

    /// A file that can be run.
    pub fn executable(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { executable: true, ..Self::new(path, text) }
    }

    /// Whether anything exists at the path, be it a file, a folder or a dangling link.
    #[must_use]
    pub fn exists(&self, root: &Path) -> bool {
        root.join(&self.path).symlink_metadata().is_ok()
    }
}
