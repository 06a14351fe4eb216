//! The hooks of a repository: detects existing ones, and enables ours.

use std::path::Path;

use super::GitError;
use super::program::{Git, line};

/// The hooks that a repository has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hooks {
    /// None.
    Free,
    /// It has its own hooks, or `core.hooksPath` is set.
    Taken,
    /// The folder is not the root of a repository.
    Elsewhere,
}

impl Hooks {
    /// Reads the hooks of the repository with the root `root`.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        let Ok(git) = Git::find(root) else { return Self::Elsewhere };
        // A subfolder must not change the settings of the repository around it.
        if !root.join(".git").exists() {
            return Self::Elsewhere;
        }
        let is_set = git.ask(&["config", "--get", "core.hooksPath"], b"").is_ok();
        let own = git.ask(&["rev-parse", "--git-path", "hooks"], b"").and_then(line);
        let own = own.map(|folder| root.join(folder));
        let is_hook = |path: &Path| path.extension().is_none_or(|extension| extension != "sample");
        let any = own.is_ok_and(|folder| {
            folder.read_dir().into_iter().flatten().flatten().any(|entry| is_hook(&entry.path()))
        });
        if is_set || any { Self::Taken } else { Self::Free }
    }

    /// Makes git run the hooks in `folder`, relative to the root of the repository, `root`.
    ///
    /// # Errors
    ///
    /// Fails if `root` is not in a repository, or if git cannot change its settings.
    pub fn choose(root: &Path, folder: &str) -> Result<(), GitError> {
        Git::find(root)?.ask(&["config", "core.hooksPath", folder], b"").map(|_| ())
    }
}

/// The URL of the remote `origin`, if there is one.
#[must_use]
pub fn origin(root: &Path) -> Option<String> {
    let git = Git::find(root).ok()?;
    git.ask(&["config", "--get", "remote.origin.url"], b"").and_then(line).ok()
}
