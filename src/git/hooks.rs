//! The hooks of a repository: whether others are in the way, and letting git use ours.

use std::path::Path;

use super::GitError;
use super::program::{Git, line};

/// What a repository does before a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hooks {
    /// Nothing yet.
    Free,
    /// It has hooks of its own, or takes them from a folder that somebody chose.
    Taken,
    /// The folder lies in no repository, or is not the top of one.
    Elsewhere,
}

impl Hooks {
    /// Looks at the repository whose top is `root`.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        let Ok(git) = Git::find(root) else { return Self::Elsewhere };
        // A folder within a larger repository does not decide what that one does.
        if !root.join(".git").exists() {
            return Self::Elsewhere;
        }
        let chosen = git.ask(&["config", "--get", "core.hooksPath"], b"").is_ok();
        let own = git.ask(&["rev-parse", "--git-path", "hooks"], b"").and_then(line);
        let own = own.map(|folder| root.join(folder));
        let is_hook = |path: &Path| path.extension().is_none_or(|extension| extension != "sample");
        let any = own.is_ok_and(|folder| {
            folder.read_dir().into_iter().flatten().flatten().any(|entry| is_hook(&entry.path()))
        });
        if chosen || any { Self::Taken } else { Self::Free }
    }

    /// Lets git run the hooks of `folder`, which lies in the repository whose top is `root`.
    pub fn choose(root: &Path, folder: &str) -> Result<(), GitError> {
        Git::find(root)?.ask(&["config", "core.hooksPath", folder], b"").map(|_| ())
    }
}

/// The address of the remote repository `origin`, if there is one.
#[must_use]
pub fn origin(root: &Path) -> Option<String> {
    let git = Git::find(root).ok()?;
    git.ask(&["config", "--get", "remote.origin.url"], b"").and_then(line).ok()
}
