//! Why git could not help.

use std::fmt;

/// Why git could not help. None of them is about the content.
#[derive(Debug)]
pub enum GitError {
    /// There is no `git` program.
    Missing,
    /// The project lies in no repository.
    NoRepository,
    /// Nothing has this name.
    NoRevision(String),
    /// The revision has no folder `content` where the project has it.
    NoContent(String),
    /// The name is not one that may be moved.
    NotMovable(String),
    /// There are changes that are in no commit.
    NotCommitted,
    /// Something else went wrong: git's own words.
    Failed(String),
}

impl GitError {
    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("install git, or build without `--keep-going`"),
            Self::NoRepository => Some("`--keep-going` takes what is broken from the history of git"),
            Self::NoRevision(_) => {
                Some("a build machine that has no whole history must fetch it first: `git fetch origin …`")
            }
            Self::NoContent(_) => Some("`content` must be a folder of this repository in that revision"),
            Self::NotMovable(_) => {
                Some("use a ref of its own, such as `refs/allclear/published`, never a branch or a tag")
            }
            Self::NotCommitted => Some("commit them first: the ref names what was published"),
            Self::Failed(_) => None,
        }
    }
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no program `git` here"),
            Self::NoRepository => f.write_str("this project lies in no git repository"),
            Self::NoRevision(name) => write!(f, "git knows no revision `{name}`"),
            Self::NoContent(name) => write!(f, "there is no folder `content` in the revision `{name}`"),
            Self::NotMovable(name) => write!(f, "`{name}` may not be moved"),
            Self::NotCommitted => f.write_str("`content` or `themes` holds changes that are not committed"),
            Self::Failed(words) => write!(f, "git failed: {words}"),
        }
    }
}

impl std::error::Error for GitError {}
