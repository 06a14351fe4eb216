//! The ref to what was published last.
//!
//! A build that took a folder from an earlier revision published neither the newest commit nor the earlier one. The ref
//! then points to a new commit: the newest one, with these folders as they were published. So the next build that falls
//! back finds what is really public, and no published folder ever goes back further than that.

use std::path::Path;

use super::GitError;
use super::program::{Git, line};
use super::uncommitted::has_uncommitted;

/// Refs that must not be moved: branches, tags, refs of remotes, and refs with a meaning for git.
const NOT_MOVABLE: [&str; 9] = [
    "refs/heads/",
    "refs/tags/",
    "refs/remotes/",
    "refs/replace/",
    "refs/stash",
    "refs/notes/",
    "refs/bisect/",
    "refs/rewritten/",
    "refs/worktree/",
];

/// The author of the commits that only the ref points to.
const AUTHOR: (&str, &str) = ("allclear", "allclear@invalid");

/// A folder that was published as it was in an earlier revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchanged<'a> {
    /// The folder, relative to the project.
    pub folder: &'a str,
    /// The folder of the revision that replaced it; `None` if it was left out.
    pub instead: Option<&'a str>,
}

/// The ref to what was published last, and the commit to publish now.
#[derive(Debug)]
pub struct PublishedRef {
    git: Git,
    name: String,
    head: String,
    /// The commit that the ref points to, if it exists.
    old: Option<String>,
}

impl PublishedRef {
    /// Reads the ref `name` in the repository of the project at `root`.
    ///
    /// # Errors
    ///
    /// Fails if the ref must not be moved, if there is no commit, if there are uncommitted changes, or if git fails.
    pub fn find(root: &Path, name: &str) -> Result<Self, GitError> {
        let git = Git::find(root)?;
        let movable = name.starts_with("refs/")
            && !NOT_MOVABLE.iter().any(|kept| name.starts_with(kept))
            && git.ask(&["check-ref-format", name], b"").is_ok();
        if !movable {
            return Err(GitError::NotMovable(name.to_owned()));
        }
        let head = git.commit("HEAD")?.ok_or_else(|| GitError::NoRevision("HEAD".to_owned()))?;
        if has_uncommitted(&git)? {
            return Err(GitError::NotCommitted);
        }
        let old = git.commit(name)?;
        Ok(Self { git, name: name.to_owned(), head, old })
    }

    /// Whether the ref exists.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.old.is_some()
    }

    /// Moves the ref to what was published: the newest commit, with the exchanged folders as they are in the commit
    /// `earlier`. Returns the hash of the commit.
    ///
    /// # Errors
    ///
    /// Fails if somebody else has moved the ref since it was read, or if git fails.
    pub fn record(&self, exchanged: &[Exchanged<'_>], earlier: &str) -> Result<String, GitError> {
        let commit = if exchanged.is_empty() { self.head.clone() } else { self.mixed(exchanged, earlier)? };
        // Only if it still has its value from the start of the build, so that a newer one is not reverted.
        let none = "0".repeat(self.head.len());
        let old = self.old.as_deref().unwrap_or(&none);
        self.git.ask(&["update-ref", "-m", "allclear: published", &self.name, &commit, old], b"")?;
        Ok(commit)
    }

    fn mixed(&self, exchanged: &[Exchanged<'_>], earlier: &str) -> Result<String, GitError> {
        let mut tree = Some(format!("{}^{{tree}}", self.head));
        for exchange in exchanged {
            tree = self.with_entry(tree.as_deref(), &self.git.full_path(exchange.folder), None)?;
            if let Some(instead) = exchange.instead {
                let path = self.git.full_path(instead);
                let object = self.git.folder(earlier, &path)?;
                tree = self.with_entry(tree.as_deref(), &path, object.as_deref())?;
            }
        }
        let tree = tree.ok_or_else(|| GitError::Failed("the tree would be empty".to_owned()))?;
        let message = "What was published: the commit before this one, with folders of an earlier revision\n";
        let mut command = self.git.command(&["commit-tree", &tree, "-p", &self.head]);
        let (name, email) = AUTHOR;
        command.env("GIT_AUTHOR_NAME", name).env("GIT_AUTHOR_EMAIL", email);
        command.env("GIT_COMMITTER_NAME", name).env("GIT_COMMITTER_EMAIL", email);
        line(self.git.run(command, message.as_bytes())?)
    }

    /// Returns `tree` with `path` replaced by the tree `entry`, or removed. `None` if the result is empty.
    fn with_entry(
        &self,
        tree: Option<&str>,
        path: &str,
        entry: Option<&str>,
    ) -> Result<Option<String>, GitError> {
        let (name, below) = path.split_once('/').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let listed = match tree {
            Some(tree) => self.git.ask(&["ls-tree", "-z", "--full-tree", tree], b"")?,
            None => Vec::new(),
        };
        let mut entries: Vec<&[u8]> =
            listed.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()).collect();
        let is_it = |entry: &&[u8]| entry.split(|byte| *byte == b'\t').nth(1) == Some(name.as_bytes());
        let known = entries.iter().position(is_it).map(|at| entries.remove(at));
        let object = match (below, known) {
            (None, _) => entry.map(str::to_owned),
            (Some(rest), known) => {
                let known = known.and_then(object_of);
                self.with_entry(known.as_deref(), rest, entry)?
            }
        };
        let made = object.map(|object| format!("040000 tree {object}\t{name}"));
        entries.extend(made.as_ref().map(String::as_bytes));
        if entries.is_empty() {
            return Ok(None);
        }
        let mut input = entries.join(&0);
        input.push(0);
        line(self.git.ask(&["mktree", "-z"], &input)?).map(Some)
    }
}

/// The object in a line such as `040000 tree 8f2c…⇥name`.
fn object_of(entry: &[u8]) -> Option<String> {
    let facts = entry.split(|byte| *byte == b'\t').next()?;
    std::str::from_utf8(facts).ok()?.split(' ').nth(2).map(str::to_owned)
}
