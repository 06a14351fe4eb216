//! Which folders may be written to. A wrong `--output` must never damage a home folder or the content.
//!
//! The check uses the resolved path, not its spelling. Files that already exist in the folder are checked later, one by
//! one, when a build is planned.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::manifest::checksum;

/// Folders of a project that contain what people wrote or what git and allclear need.
const PROTECTED: [&str; 4] = ["content", "themes", ".git", ".allclear"];

/// The extension of a manifest.
pub(super) const MANIFEST: &str = "manifest";

/// An output folder that is safe to write to. It may not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFolder {
    path: PathBuf,
    state: PathBuf,
    manifest: PathBuf,
}

/// Why a folder cannot be the output folder.
#[derive(Debug)]
pub enum FolderError {
    /// It is the root of the file system.
    FileSystem,
    /// It is the user's home folder, or contains it.
    Home(PathBuf),
    /// It is the project root, or contains it.
    Project(PathBuf),
    /// It is inside a protected folder, or contains one.
    Protected {
        /// The requested folder.
        path: PathBuf,
        /// The protected folder.
        protected: PathBuf,
    },
    /// It is inside a folder with another purpose, or contains one.
    NotApart {
        /// The requested folder.
        path: PathBuf,
        /// The other folder.
        other: PathBuf,
    },
    /// It is another project.
    OtherProject(PathBuf),
    /// The path, or a part of it, is not a folder.
    NotFolder(PathBuf),
    /// A part of the path does not exist and is followed by `..`.
    ParentOfMissing(PathBuf),
    /// The operating system does not allow access.
    Io {
        /// The path.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl OutputFolder {
    /// Checks `output`, relative to the project at `root` unless absolute. `home` is the user's home folder. Nothing
    /// is created or changed.
    ///
    /// # Errors
    ///
    /// Returns why the folder must not be written to, or that its path cannot be resolved.
    pub fn open(root: &Path, output: &Path, home: Option<&Path>) -> Result<Self, FolderError> {
        let root = canonical(root)?;
        let path = destination(&root.join(output))?;

        if path.parent().is_none() {
            return Err(FolderError::FileSystem);
        }
        // A home folder that does not exist cannot be damaged.
        if home.and_then(|home| fs::canonicalize(home).ok()).is_some_and(|home| home.starts_with(&path)) {
            return Err(FolderError::Home(path));
        }
        if root.starts_with(&path) {
            return Err(FolderError::Project(path));
        }
        for name in PROTECTED {
            // In a linked worktree of git, `.git` is a file, which contains nothing.
            if root.join(name).is_file() {
                continue;
            }
            let protected = destination(&root.join(name))?;
            if path.starts_with(&protected) || protected.starts_with(&path) {
                return Err(FolderError::Protected { path, protected });
            }
        }
        if path.components().any(|part| part.as_os_str() == ".git") {
            return Err(FolderError::Protected { path, protected: PathBuf::from(".git") });
        }
        if path.join("content/site.toml").exists() {
            return Err(FolderError::OtherProject(path));
        }

        let state = root.join(".allclear");
        if fs::symlink_metadata(&state).is_ok_and(|metadata| !metadata.is_dir()) {
            return Err(FolderError::NotFolder(state));
        }
        // Relative if possible, so that a project can be moved without losing its manifest.
        let name = checksum(&path.strip_prefix(&root).unwrap_or(&path).to_string_lossy());
        let manifest = state.join(format!("{}.{MANIFEST}", name.get(..16).unwrap_or(&name)));
        Ok(Self { path, state, manifest })
    }

    /// The absolute path, with links resolved.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether neither folder contains the other. What is written for customers with a login must never be inside
    /// the public folder.
    #[must_use]
    pub fn is_apart_from(&self, other: &Self) -> bool {
        !self.path.starts_with(&other.path) && !other.path.starts_with(&self.path)
    }

    /// Returns this folder if it is apart from all the others.
    ///
    /// # Errors
    ///
    /// Names the first one that contains it or is inside it.
    pub fn apart_from(self, others: &[&Self]) -> Result<Self, FolderError> {
        match others.iter().find(|other| !self.is_apart_from(other)) {
            Some(other) => Err(FolderError::NotApart { other: other.path.clone(), path: self.path }),
            None => Ok(self),
        }
    }

    /// The folder of one view, at `path` below this folder. It has a manifest of its own, so that a change of one view
    /// does not depend on the number of views.
    pub(super) fn view(&self, path: &str, id: &str) -> Self {
        let manifest = self.views().join(format!("{id}.{MANIFEST}"));
        Self { path: self.path.join(path), state: self.state.clone(), manifest }
    }

    /// The folder with the manifests of the views in this folder.
    pub(super) fn views(&self) -> PathBuf {
        self.manifest.with_extension("views")
    }

    /// The folder where allclear keeps its state about the project.
    pub(super) fn state(&self) -> &Path {
        &self.state
    }

    /// The file with the fingerprints of the texts that the last build published.
    pub(super) fn texts(&self) -> PathBuf {
        self.manifest.with_extension("texts")
    }

    /// The file that lists what is ours in this folder.
    pub(super) fn manifest(&self) -> &Path {
        &self.manifest
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HINT: &str = "choose a folder that is used for nothing else, such as `public`";
        match self {
            Self::FileSystem => write!(f, "the output folder cannot be `/`; {HINT}"),
            Self::Home(path) => {
                write!(f, "the output folder `{}` is or contains your home folder; {HINT}", path.display())
            }
            Self::Project(path) => {
                write!(f, "the output folder `{}` is or contains the project itself; {HINT}", path.display())
            }
            Self::Protected { path, protected } => write!(
                f,
                "the output folder `{}` must not contain or be inside `{}`; {HINT}",
                path.display(),
                protected.display()
            ),
            Self::NotApart { path, other } => write!(
                f,
                "the output folder `{}` must not contain or be inside `{}`; {HINT}",
                path.display(),
                other.display()
            ),
            Self::OtherProject(path) => write!(
                f,
                "the output folder `{}` is another project, with a `content/site.toml`; {HINT}",
                path.display()
            ),
            Self::NotFolder(path) => write!(f, "`{}` is not a folder", path.display()),
            Self::ParentOfMissing(path) => {
                write!(
                    f,
                    "`{}` has `..` after a folder that does not exist; write the path without it",
                    path.display()
                )
            }
            Self::Io { path, source } => write!(f, "cannot access `{}`: {source}", path.display()),
        }
    }
}

impl std::error::Error for FolderError {}

fn canonical(path: &Path) -> Result<PathBuf, FolderError> {
    fs::canonicalize(path).map_err(|source| FolderError::Io { path: path.to_owned(), source })
}

/// Returns the resolved `path`, which may not exist yet: the canonical path of its nearest existing ancestor, and the rest as
/// written.
///
/// # Errors
///
/// Fails if a part of it is not a folder, or if `..` follows a part that does not exist.
pub fn destination(path: &Path) -> Result<PathBuf, FolderError> {
    let mut existing = path;
    // A broken link counts as existing, and `canonical` then refuses it.
    while fs::symlink_metadata(existing).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        match existing.parent() {
            Some(parent) => existing = parent,
            None => break,
        }
    }
    let base = canonical(existing)?;
    let rest = path.strip_prefix(existing).unwrap_or(Path::new(""));
    if rest.components().any(|part| part == Component::ParentDir) {
        return Err(FolderError::ParentOfMissing(path.to_owned()));
    }
    if !base.is_dir() {
        return Err(FolderError::NotFolder(base));
    }
    // Joining an empty rest would add a trailing slash.
    Ok(if rest.as_os_str().is_empty() { base } else { base.join(rest) })
}
