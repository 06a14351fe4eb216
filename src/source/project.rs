//! Where a project's folders are.

use std::path::{Path, PathBuf};

/// The root of a project and the folders below it.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// A project at a folder; nothing is looked up yet.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder that holds `content/` and `themes/`.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What people write.
    #[must_use]
    pub fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// Overrides of the built-in theme, one folder each.
    #[must_use]
    pub fn themes(&self) -> PathBuf {
        self.root.join("themes")
    }

    /// The usual output.
    #[must_use]
    pub fn public(&self) -> PathBuf {
        self.root.join("public")
    }
}
