//! Commits exactly the files that a command wrote.
//!
//! [`Committer::prepare`] refuses before anything is written, so that a command either writes and commits or leaves
//! everything as it was. Hooks run as for any commit.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::CommitError;
use super::program::{Git, line};
use super::upstream::Upstream;

/// Operations in progress, by the file that git keeps for each.
const UNFINISHED: [(&str, &str); 6] = [
    ("MERGE_HEAD", "a merge"),
    ("rebase-merge", "a rebase"),
    ("rebase-apply", "a rebase"),
    ("CHERRY_PICK_HEAD", "a cherry-pick"),
    ("REVERT_HEAD", "a revert"),
    ("BISECT_LOG", "a bisection"),
];
/// How often and at which intervals to try again while another git process holds the lock of the index.
const LOCK_TRIES: u32 = 100;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// What to do with the written files.
#[derive(Clone, Copy, Debug, Default)]
pub struct CommitOptions<'a> {
    /// Whether to push the commit.
    pub push: bool,
    /// The branch to create for the commit, if it is not to be on the current one.
    pub branch: Option<&'a str>,
}

/// A repository in which the files of a command can be committed.
#[derive(Debug)]
pub struct Committer {
    pub(super) git: Git,
    /// The branch that the commit will be on.
    pub(super) branch: String,
    /// Whether the branch has to be created.
    is_new: bool,
    /// Where to push; `None` if nothing is to be pushed.
    pub(super) upstream: Option<Upstream>,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The abbreviated hash.
    pub hash: String,
    /// The branch.
    pub branch: String,
    /// What hooks printed.
    pub output: String,
}

impl Committer {
    /// Checks that the files at `paths`, relative to the project at `root`, can be written, committed and, if asked for,
    /// pushed.
    ///
    /// # Errors
    ///
    /// Fails if an operation is in progress, if no branch is checked out, if the paths have uncommitted changes or are
    /// ignored, and with `push` also without an upstream or if there are other commits to push.
    pub fn prepare(root: &Path, paths: &[String], options: CommitOptions<'_>) -> Result<Self, CommitError> {
        let git = Git::find(root)?;
        for (file, what) in UNFINISHED {
            let path = git.ask(&["rev-parse", "--git-path", file], b"").and_then(line)?;
            if root.join(path).exists() {
                return Err(CommitError::Unfinished(what));
            }
        }
        let current = git.ask(&["symbolic-ref", "--quiet", "--short", "HEAD"], b"").and_then(line);
        let current = current.map_err(|_| CommitError::Detached)?;
        let branch = options.branch.unwrap_or(&current).to_owned();
        let is_new = branch != current;
        if is_new && git.commit(&format!("refs/heads/{branch}"))?.is_some() {
            return Err(CommitError::BranchExists(branch));
        }
        refuse_dirty(&git, paths)?;
        let upstream = if options.push {
            Some(if options.branch.is_some() {
                Upstream::to_create(&git, &current, &branch)?
            } else {
                Upstream::of(&git, &branch)?
            })
        } else {
            None
        };
        Ok(Self { git, branch, is_new, upstream })
    }

    /// Commits the files at `paths`, relative to the project, and nothing else.
    ///
    /// # Errors
    ///
    /// Fails if git or a hook refuses. The files are kept, and are added to the index.
    pub fn commit(&self, paths: &[String], message: &str) -> Result<Committed, CommitError> {
        if self.is_new {
            self.git.ask(&["switch", "--quiet", "--create", &self.branch], b"")?;
        }
        let list: Vec<String> =
            paths.iter().map(|path| format!(":(top,literal){}", self.git.full_path(path))).collect();
        let list = list.join("\0");
        let from_list = ["--pathspec-from-file=-", "--pathspec-file-nul"];
        self.run_locked(&[&["add", "--all"][..], &from_list].concat(), list.as_bytes())?;
        let commit = ["commit", "--quiet", "--only", "--message", message];
        let output = self.run_locked(&[&commit[..], &from_list].concat(), list.as_bytes())?;
        let hash = self.git.ask(&["rev-parse", "--short", "HEAD"], b"").and_then(line)?;
        Ok(Committed { hash, branch: self.branch.clone(), output })
    }

    /// Runs git, and tries again as long as another process holds the lock. Returns everything that it printed.
    fn run_locked(&self, arguments: &[&str], input: &[u8]) -> Result<String, CommitError> {
        let mut tries = 0;
        loop {
            let (success, words) = self.git.transcript(with_hooks(&self.git, arguments), input)?;
            if success {
                return Ok(words);
            }
            tries += 1;
            if !is_locked(&words) || tries == LOCK_TRIES {
                return Err(CommitError::NotCommitted(words));
            }
            thread::sleep(LOCK_PAUSE);
        }
    }
}

/// Prepares a git command that may run hooks: they see the environment of the user, except for messages in English.
pub(super) fn with_hooks(git: &Git, arguments: &[&str]) -> Command {
    let mut command = git.command(arguments);
    for name in ["LC_ALL", "GIT_LITERAL_PATHSPECS", "GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT"] {
        match std::env::var_os(name) {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.env("LANGUAGE", "en");
    command
}

/// Whether another git process was in the way: at the index, or at the branch.
fn is_locked(words: &str) -> bool {
    words.contains("index.lock") || words.contains("cannot lock ref")
}

/// Refuses paths with uncommitted changes, and paths that git ignores.
fn refuse_dirty(git: &Git, paths: &[String]) -> Result<(), CommitError> {
    let wanted: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
    // A command may write thousands of files, too many for a command line.
    let folders: BTreeSet<&str> =
        paths.iter().map(|path| path.split_once('/').map_or(path.as_str(), |(folder, _)| folder)).collect();
    if folders.is_empty() {
        return Ok(());
    }
    let folders: Vec<&str> = folders.into_iter().collect();
    let status = ["status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--"];
    let status = git.ask(&[&status[..], &folders].concat(), b"")?;
    let status = String::from_utf8_lossy(&status);
    let changed = status.split('\0').filter_map(|entry| git.own_path(entry.get(3..)?));
    let dirty: Vec<String> = changed.filter(|path| wanted.contains(path)).map(str::to_owned).collect();
    if !dirty.is_empty() {
        return Err(CommitError::Dirty(dirty));
    }
    let list = paths.join("\0");
    // It knows no literal pathspecs, and takes paths literally anyway. It fails if no path is ignored.
    let mut ignored = git.command(&["check-ignore", "--stdin", "-z"]);
    ignored.env_remove("GIT_LITERAL_PATHSPECS");
    match git.run(ignored, list.as_bytes()) {
        Ok(ignored) => {
            let ignored = String::from_utf8_lossy(&ignored);
            Err(CommitError::Ignored(ignored.split('\0').next().unwrap_or_default().to_owned()))
        }
        Err(_) => Ok(()),
    }
}
