//! Why an output folder was not written, or not to the end, in words for the user.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::PathError;
use super::disk::Found;

/// How many paths a message names before it only counts.
const NAMED: usize = 10;

/// Something that stands where a file or a folder of the output has to go, and that is not ours to move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Where, relative to the output folder.
    pub path: String,
    /// What stands there, such as `a symbolic link`.
    pub what: &'static str,
    /// What has to go there: `a file`, `a folder`.
    pub wanted: &'static str,
}

/// Why writing stopped. Only [`WriteError::Io`] can have left the folder half old, half new; the next build
/// completes it.
#[derive(Debug)]
pub enum WriteError {
    /// The paths of the build are not fit to be written.
    Paths(Vec<PathError>),
    /// Files stand in the way that this tool did not write, and whose bytes are others.
    Foreign {
        /// Where, relative to the output folder; sorted.
        paths: Vec<String>,
        /// Why files of ours may be among them.
        warning: Option<String>,
    },
    /// Links, files or folders stand in the way.
    Blocked(Vec<Obstacle>),
    /// Another build holds the lock.
    Locked {
        /// How long this one waited for it.
        waited: Duration,
    },
    /// The operating system refused something.
    Io {
        /// What was tried, as in "cannot write".
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
}

impl Obstacle {
    pub(super) fn new(path: &str, found: Found, wanted: &'static str) -> Self {
        let what = match found {
            Found::File { .. } => "a file",
            Found::Folder => "a folder with foreign files",
            Found::Link => "a symbolic link",
            Found::Other => "no ordinary file",
        };
        Self { path: if path.is_empty() { "." } else { path }.to_owned(), what, wanted }
    }
}

impl WriteError {
    /// For `map_err`: the operating system refused `action` on `path`.
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
                writeln!(f, "the output folder holds foreign files where these have to go:")?;
                write_lines(f, &paths.iter().map(|path| format!("  `{path}`")).collect::<Vec<_>>())
            }
            Self::Blocked(obstacles) => write_lines(f, obstacles),
            Self::Locked { waited } => {
                write!(f, "another build is writing; gave up after {} seconds", waited.as_secs())
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
        let Self { path, what, wanted } = self;
        write!(f, "`{path}` in the output folder is {what}, and {wanted} has to go there")
    }
}

fn write_lines(f: &mut fmt::Formatter<'_>, lines: &[impl fmt::Display]) -> fmt::Result {
    for (count, line) in lines.iter().take(NAMED).enumerate() {
        write!(f, "{}{line}", if count == 0 { "" } else { "\n" })?;
    }
    match lines.len().saturating_sub(NAMED) {
        0 => Ok(()),
        more => write!(f, "\nand {more} more"),
    }
}
