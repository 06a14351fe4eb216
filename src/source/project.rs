//! The folders of a project.

use std::path::{Path, PathBuf};

/// The root of a project and the folders below it.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// Creates a project from the path of its root, without accessing the disk.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The root folder, which contains `content/` and `themes/`.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the content.
    #[must_use]
    pub fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// The folder of the site's own themes, with one folder per theme.
    #[must_use]
    pub fn themes(&self) -> PathBuf {
        self.root.join("themes")
    }

    /// The default output folder.
    #[must_use]
    pub fn public(&self) -> PathBuf {
        self.root.join("public")
    }
}
