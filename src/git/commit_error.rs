//! Why a written file was not committed or pushed.

use std::fmt;

use super::GitError;

/// The reason why nothing was committed or pushed.
#[derive(Debug)]
pub enum CommitError {
    /// git itself failed, or there is no repository.
    Git(GitError),
    /// This is going on: `a merge`, `a rebase`.
    Unfinished(&'static str),
    /// No branch is checked out.
    Detached,
    /// These paths have uncommitted changes.
    Dirty(Vec<String>),
    /// A `.gitignore` excludes this path.
    Ignored(String),
    /// This branch has no upstream to push to.
    NoUpstream(String),
    /// The repository has no remote to push to.
    NoRemote,
    /// So many other commits are not pushed yet.
    Unpushed(usize),
    /// A branch with this name exists already.
    BranchExists(String),
    /// `git commit` failed, for example because of a hook. The words are what git and the hook printed.
    NotCommitted(String),
    /// The remote refuses pushes to this branch.
    Refused {
        /// The branch.
        branch: String,
        /// What the remote said.
        words: String,
    },
    /// The commit does not fit on top of what others pushed, because of these paths.
    Conflict(Vec<String>),
    /// On top of what others pushed, these errors appear, each as a path and a rule.
    Checks(Vec<String>),
    /// Others were faster every time.
    Overtaken(usize),
    /// Pushing failed for another reason, in the words of git.
    NotPushed(String),
}

impl CommitError {
    /// How to fix it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Git(GitError::Missing) => "install git, or omit `--commit`",
            Self::Git(GitError::NoRepository) => "create a repository with `git init`, or omit `--commit`",
            Self::Git(_) => return None,
            Self::Unfinished(_) => "finish or abort it first, or omit `--commit`",
            Self::Detached => "switch to a branch first: `git switch main`",
            Self::Dirty(_) => "commit or undo these changes first, or omit `--commit`",
            Self::Ignored(_) => "take it out of `.gitignore`, or omit `--commit`",
            Self::NoUpstream(branch) => {
                return Some(format!("set one with `git push --set-upstream origin {branch}`"));
            }
            Self::NoRemote => "add one with `git remote add origin …`",
            Self::Unpushed(_) => "push them first with `git push`, or omit `--push`",
            Self::BranchExists(name) => {
                return Some(format!("switch to it with `git switch {name}`, or choose another name"));
            }
            Self::NotCommitted(_) => "the files are written and added; fix this, then run `git commit`",
            Self::Refused { .. } => {
                "the commit is only on this machine. If the branch is protected, push it as a branch of its own with `git push origin HEAD:refs/heads/NAME` and open a pull request; next time, add `--branch NAME`"
            }
            Self::Conflict(_) => {
                "the commit is only on this machine: run `git pull --rebase`, resolve the conflict, then `git push`"
            }
            Self::Checks(_) => {
                "the commit is only on this machine: run `git pull --rebase`, fix what `allclear check` reports, then `git push`"
            }
            Self::Overtaken(_) => {
                "the commit is only on this machine: run `git pull --rebase`, then `git push`"
            }
            Self::NotPushed(_) => "the commit is only on this machine; try again with `git push`",
        };
        Some(hint.to_owned())
    }
}

impl fmt::Display for CommitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Git(error) => error.fmt(f),
            Self::Unfinished(what) => write!(f, "{what} is in progress"),
            Self::Detached => f.write_str("no branch is checked out, so a commit would get lost"),
            Self::Dirty(paths) => write!(f, "uncommitted changes in {}", listed(paths)),
            Self::Ignored(path) => write!(f, "git ignores `{path}`"),
            Self::NoUpstream(branch) => write!(f, "the branch `{branch}` has no upstream to push to"),
            Self::NoRemote => f.write_str("the repository has no remote to push to"),
            Self::Unpushed(1) => f.write_str("another commit is not pushed yet, and would be pushed too"),
            Self::Unpushed(count) => {
                write!(f, "{count} other commits are not pushed yet, and would be pushed too")
            }
            Self::BranchExists(name) => write!(f, "there is already a branch `{name}`"),
            Self::NotCommitted(words) => write!(f, "git did not commit:\n{words}"),
            Self::Refused { branch, words } => {
                write!(f, "the remote refused the push to `{branch}`:\n{words}")
            }
            Self::Conflict(paths) => {
                write!(f, "somebody else has changed {} since, so nothing was pushed", listed(paths))
            }
            Self::Checks(errors) => {
                let errors = errors.join("\n");
                write!(
                    f,
                    "together with what others pushed, there are errors, so nothing was pushed:\n{errors}"
                )
            }
            Self::Overtaken(tries) => {
                write!(f, "others pushed before this commit {tries} times in a row")
            }
            Self::NotPushed(words) => write!(f, "git did not push:\n{words}"),
        }
    }
}

impl std::error::Error for CommitError {}

impl From<GitError> for CommitError {
    fn from(error: GitError) -> Self {
        Self::Git(error)
    }
}

fn listed(paths: &[String]) -> String {
    match paths {
        [] => "the same files".to_owned(),
        paths => format!("`{}`", paths.join("`, `")),
    }
}
