//! Errors of git.

use std::fmt;

/// An error of git. None of them is about the content.
#[derive(Debug)]
pub enum GitError {
    /// The program `git` is not installed.
    Missing,
    /// The project is not in a repository.
    NoRepository,
    /// There is no revision with this name.
    NoRevision(String),
    /// The revision has no folder `content` at the path of the project.
    NoContent(String),
    /// The ref with this name must not be moved.
    NotMovable(String),
    /// There are uncommitted changes.
    NotCommitted,
    /// The clone does not have the whole history.
    CutOff,
    /// Another error, with the message of git.
    Failed(String),
}

impl GitError {
    /// How to fix it.
    #[must_use]
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("install git, or build without `--keep-going`"),
            Self::NoRepository => Some("`--keep-going` takes broken files from the git history"),
            Self::NoRevision(_) => {
                Some("a build machine with a shallow clone must fetch it first: `git fetch origin …`")
            }
            Self::NoContent(_) => Some("`content` must be a folder in that revision"),
            Self::NotMovable(_) => {
                Some("use a separate ref such as `refs/allclear/published`, not a branch or tag")
            }
            Self::NotCommitted => Some("commit them first; the ref must point to what was published"),
            Self::CutOff => {
                Some("fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow")
            }
            Self::Failed(_) => None,
        }
    }
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("`git` is not installed"),
            Self::NoRepository => f.write_str("this project is not in a git repository"),
            Self::NoRevision(name) => write!(f, "there is no git revision `{name}`"),
            Self::NoContent(name) => write!(f, "there is no folder `content` in revision `{name}`"),
            Self::NotMovable(name) => write!(f, "`{name}` must not be moved"),
            Self::NotCommitted => f.write_str("`content` or `themes` has uncommitted changes"),
            Self::CutOff => f.write_str("this clone does not have the whole history"),
            Self::Failed(words) => write!(f, "git failed: {words}"),
        }
    }
}

impl std::error::Error for GitError {}
