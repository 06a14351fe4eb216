//! The result of applying planned files, and the errors that stop it: data for the command to print.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// What [`apply`](super::apply()) did, or with `dry_run` would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplyReport {
    /// Paths that were created or replaced.
    pub written: Vec<String>,
    /// Paths that were removed, because the original has no such object any more or its file has another path now.
    pub removed: Vec<String>,
    /// Paths whose files already had the planned text.
    pub unchanged: Vec<String>,
    /// Files that differ from the plan and were kept.
    pub kept: Vec<KeptFile>,
}

/// A file that was kept although it differs from the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// The path, as planned.
    pub path: String,
    /// The reason.
    pub reason: KeptReason,
}

/// Why a planned file was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptReason {
    /// Its text is not what an import wrote: somebody edited or created it.
    Edited,
    /// An import wrote it, and somebody deleted it since.
    Deleted,
    /// It is `site.toml`, which is written once and belongs to people from then on.
    Settings,
    /// A folder, a link or another special file has this path.
    NotAFile,
    /// The original has no such object any more, but somebody edited the file.
    Gone,
}

/// The error that stopped [`apply`](super::apply()). Files written before it are complete; a second run continues.
#[derive(Debug)]
pub enum ApplyError {
    /// A planned path outside `content/`, or one through a symbolic link.
    UnsafePath(String),
    /// The lock file of the import, or the manifest before it, is damaged. Guessing could overwrite somebody's work.
    Lock {
        /// The path of the file.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// Reading or writing failed.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnsafePath(path) => {
                write!(f, "`{path}` is outside `content/` or leads through a symbolic link")
            }
            Self::Lock { path, line } => write!(f, "`{path}` is damaged in line {line}"),
            Self::Io { path, error } => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for ApplyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::UnsafePath(_) | Self::Lock { .. } => None,
        }
    }
}
