//! Which folder may be written to. A wrong `--output` must not cost anybody their home or their content.
//!
//! The judgement is by where the path leads in the end, not by how it is spelt. What already stands in the
//! folder is judged later, file by file, when a build is planned.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::manifest::checksum;

/// Folders of a project that hold what people wrote or what git and this tool need.
const KEPT: [&str; 4] = ["content", "themes", ".git", ".allclear"];

/// An output folder that is safe to write to; it need not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    path: PathBuf,
    state: PathBuf,
    manifest: PathBuf,
}

/// Why a folder may not be the output folder.
#[derive(Debug)]
pub enum Refused {
    /// It is the root of the file system.
    FileSystem,
    /// It is the user's home, or the home lies in it.
    Home(PathBuf),
    /// It is the project, or the project lies in it.
    Project(PathBuf),
    /// It lies in a folder that is not for output, or that folder lies in it.
    Kept {
        /// The folder that was asked for.
        path: PathBuf,
        /// The folder that it must keep away from.
        kept: PathBuf,
    },
    /// It is a project of its own.
    OtherProject(PathBuf),
    /// It, or something on the way to it, is not a folder.
    NotFolder(PathBuf),
    /// A part of it does not exist, and `..` follows.
    Upwards(PathBuf),
    /// The operating system does not let us look.
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Folder {
    /// Judges `output` (relative to `root` unless absolute) for the project at `root`; `home` is the home folder
    /// of the user, if there is one. Nothing is made or changed.
    pub fn open(root: &Path, output: &Path, home: Option<&Path>) -> Result<Self, Refused> {
        let root = canonical(root)?;
        let path = destination(&root.join(output))?;

        if path.parent().is_none() {
            return Err(Refused::FileSystem);
        }
        // A home that does not exist cannot be harmed.
        if home.and_then(|home| fs::canonicalize(home).ok()).is_some_and(|home| home.starts_with(&path)) {
            return Err(Refused::Home(path));
        }
        if root.starts_with(&path) {
            return Err(Refused::Project(path));
        }
        for name in KEPT {
            // In a linked work tree of git `.git` is a file, which nothing can lie in.
            if root.join(name).is_file() {
                continue;
            }
            let kept = destination(&root.join(name))?;
            if path.starts_with(&kept) || kept.starts_with(&path) {
                return Err(Refused::Kept { path, kept });
            }
        }
        if path.components().any(|part| part.as_os_str() == ".git") {
            return Err(Refused::Kept { path, kept: PathBuf::from(".git") });
        }
        if path.join("content/site.toml").exists() {
            return Err(Refused::OtherProject(path));
        }

        let state = root.join(".allclear");
        if fs::symlink_metadata(&state).is_ok_and(|metadata| !metadata.is_dir()) {
            return Err(Refused::NotFolder(state));
        }
        // Relative where it can be, so that a project that is moved still knows its files.
        let name = checksum(&path.strip_prefix(&root).unwrap_or(&path).to_string_lossy());
        let manifest = state.join(format!("{}.manifest", name.get(..16).unwrap_or(&name)));
        Ok(Self { path, state, manifest })
    }

    /// Where the folder is: absolute, without links.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether neither folder lies in the other: what is written for customers behind a login must never end up
    /// below what everybody may read.
    #[must_use]
    pub fn is_apart_from(&self, other: &Self) -> bool {
        !self.path.starts_with(&other.path) && !other.path.starts_with(&self.path)
    }

    /// Where this tool keeps what it has to remember about the project.
    pub(super) fn state(&self) -> &Path {
        &self.state
    }

    /// The file that says what is ours in this folder.
    pub(super) fn manifest(&self) -> &Path {
        &self.manifest
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HINT: &str = "choose a folder that holds nothing else, such as `public`";
        match self {
            Self::FileSystem => write!(f, "the output folder cannot be `/`; {HINT}"),
            Self::Home(path) => {
                write!(f, "the output folder `{}` is or contains your home folder; {HINT}", path.display())
            }
            Self::Project(path) => {
                write!(f, "the output folder `{}` is or contains the project itself; {HINT}", path.display())
            }
            Self::Kept { path, kept } => write!(
                f,
                "the output folder `{}` and `{}` must not lie in one another; {HINT}",
                path.display(),
                kept.display()
            ),
            Self::OtherProject(path) => write!(
                f,
                "the output folder `{}` is a project of its own, with a `content/site.toml`; {HINT}",
                path.display()
            ),
            Self::NotFolder(path) => write!(f, "`{}` is not a folder", path.display()),
            Self::Upwards(path) => {
                write!(
                    f,
                    "`{}` has `..` after a folder that does not exist; write it without",
                    path.display()
                )
            }
            Self::Io { path, source } => write!(f, "cannot look at `{}`: {source}", path.display()),
        }
    }
}

impl std::error::Error for Refused {}

fn canonical(path: &Path) -> Result<PathBuf, Refused> {
    fs::canonicalize(path).map_err(|source| Refused::Io { path: path.to_owned(), source })
}

/// Where `path` leads: the canonical path of its nearest existing ancestor, and the rest as it is written.
fn destination(path: &Path) -> Result<PathBuf, Refused> {
    let mut existing = path;
    // A link that leads nowhere exists, and is then refused by `canonical`.
    while fs::symlink_metadata(existing).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        match existing.parent() {
            Some(parent) => existing = parent,
            None => break,
        }
    }
    let base = canonical(existing)?;
    let rest = path.strip_prefix(existing).unwrap_or(Path::new(""));
    if rest.components().any(|part| part == Component::ParentDir) {
        return Err(Refused::Upwards(path.to_owned()));
    }
    if !base.is_dir() {
        return Err(Refused::NotFolder(base));
    }
    // Joining an empty rest would end the path with a slash.
    Ok(if rest.as_os_str().is_empty() { base } else { base.join(rest) })
}
