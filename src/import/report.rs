//! What laying a plan on disk did, and what can stop it: data for whoever prints it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::record::RECORD_FILE;

/// What [`apply`](super::apply()) did, or with `dry_run` what it would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Paths that were created or replaced.
    pub written: Vec<String>,
    /// Paths that already hold what the plan says.
    pub unchanged: Vec<String>,
    /// Paths that were left alone although the plan says otherwise.
    pub kept: Vec<Kept>,
}

/// A file that was left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// As in the plan.
    pub path: String,
    /// Why it was left alone.
    pub reason: KeptReason,
}

/// Why a planned file was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptReason {
    /// Its text is not what an import left there, so it is somebody's.
    Edited,
    /// An import wrote it once, and somebody deleted it since.
    Deleted,
    /// The site's settings are written once and then belong to the people.
    Settings,
    /// A folder, a link or something else that is not a plain file has its place.
    NotAFile,
}

/// What stopped [`apply`](super::apply()). Files written before it are whole, and running it again carries on.
#[derive(Debug)]
pub enum ApplyError {
    /// A planned path that does not lead into `content/`, or leads through a link.
    UnsafePath(String),
    /// `.allclear/imported` is damaged in this line (from 1); guessing could overwrite work.
    Record(usize),
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
            Self::UnsafePath(path) => write!(f, "`{path}` does not lead to a plain place under `content/`"),
            Self::Record(line) => write!(f, "`{RECORD_FILE}` is damaged in line {line}"),
            Self::Io { path, error } => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for ApplyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::UnsafePath(_) | Self::Record(_) => None,
        }
    }
}
