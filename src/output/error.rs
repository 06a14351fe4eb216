//! Why an output folder was not written, or not completely, in words for the user.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk::EntryKind;
use super::path::PathError;

/// How many paths a message lists; the rest is counted.
const MAX_LISTED: usize = 10;

/// Something that is in the way of a file or folder of the output and must not be removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The path, relative to the output folder.
    pub path: String,
    /// What is there, such as `a symbolic link`.
    pub found: &'static str,
    /// What the build needs there: `a file` or `a folder`.
    pub wanted: &'static str,
}

/// Why writing failed. Only [`WriteError::Io`] can leave a folder in which some files are old and some new; the next
/// build completes it.
#[derive(Debug)]
pub enum WriteError {
    /// Some paths of the build cannot be written.
    Paths(Vec<PathError>),
    /// There are files in the way that allclear did not write and whose bytes differ.
    Foreign {
        /// Their paths, relative to the output folder, sorted.
        paths: Vec<String>,
        /// Why files that allclear wrote may be among them.
        warning: Option<String>,
    },
    /// There are links, files or folders in the way.
    Blocked(Vec<Obstacle>),
    /// A file is for other readers than those of the folder. Nothing was written.
    Misdirected(String),
    /// Another build holds the lock.
    Locked {
        /// How long this build waited for it.
        waited: Duration,
    },
    /// An operation of the file system failed.
    Io {
        /// The operation, as in "cannot write".
        action: &'static str,
        /// The path.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl Obstacle {
    pub(super) fn new(path: &str, kind: EntryKind, wanted: &'static str) -> Self {
        let found = match kind {
            EntryKind::File { .. } => "a file",
            EntryKind::Folder => "a folder with files that allclear did not write",
            EntryKind::Link => "a symbolic link",
            EntryKind::Other => "not a regular file",
        };
        Self { path: if path.is_empty() { "." } else { path }.to_owned(), found, wanted }
    }
}

impl WriteError {
    /// Returns a function for `map_err`: `action` failed at `path`.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paths(errors) => write_lines(f, errors),
            Self::Foreign { paths, warning } => {
                if let Some(warning) = warning {
                    writeln!(f, "{warning}")?;
                }
                writeln!(
                    f,
                    "the output folder has files that allclear did not write and would have to replace:"
                )?;
                write_lines(f, &paths.iter().map(|path| format!("  `{path}`")).collect::<Vec<_>>())
            }
            Self::Blocked(obstacles) => write_lines(f, obstacles),
            Self::Misdirected(path) => {
                write!(
                    f,
                    "`{path}` is for other readers than those of this folder; this is a defect of allclear"
                )
            }
            Self::Locked { waited } => {
                write!(f, "another build is still running after {} seconds", waited.as_secs())
            }
            Self::Io { action, path, source } => write!(f, "cannot {action} `{}`: {source}", path.display()),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, found, wanted } = self;
        write!(f, "`{path}` in the output folder is {found}, but the build needs {wanted} there")
    }
}

fn write_lines(f: &mut fmt::Formatter<'_>, lines: &[impl fmt::Display]) -> fmt::Result {
    for (count, line) in lines.iter().take(MAX_LISTED).enumerate() {
        write!(f, "{}{line}", if count == 0 { "" } else { "\n" })?;
    }
    match lines.len().saturating_sub(MAX_LISTED) {
        0 => Ok(()),
        more => write!(f, "\nand {more} more"),
    }
}
