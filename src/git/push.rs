//! Pushes a commit, on top of what others pushed in the meantime.
//!
//! The user's files are not touched while it is tried: the commit is rebased in a worktree of its own, with the content
//! checked there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::committer::{Committer, with_hooks};
use super::program::{Git, line};
use super::upstream::Upstream;
use super::{CommitError, GitError};

/// How often to try again on top of what others pushed.
const TRIES: usize = 3;

/// A successful push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// The branch in the remote.
    pub branch: String,
    /// The remote.
    pub remote: String,
    /// Whether the commit was put on top of commits of others.
    pub rebased: bool,
    /// Whether the local branch is now at the pushed commit. If not, it still has the commit as it was made.
    pub local_follows: bool,
}

/// The result of one try.
enum Try {
    Pushed,
    /// Others have pushed in the meantime.
    Behind,
}

impl Committer {
    /// Pushes the newest commit. `errors` returns the errors in the content of a project, each as one line; errors that
    /// the remote already has do not count.
    ///
    /// # Errors
    ///
    /// Fails if the remote refuses, if the commit does not fit on top of what others pushed, if it has new errors there,
    /// or if others are faster several times in a row. The commit is kept.
    pub fn push(&self, errors: &mut dyn FnMut(&Path) -> BTreeSet<String>) -> Result<Pushed, CommitError> {
        let Some(upstream) = &self.upstream else { return Err(CommitError::NoRemote) };
        let made = self.git.commit("HEAD")?.ok_or_else(|| GitError::NoRevision("HEAD".to_owned()))?;
        let pushed = |rebased, local_follows| Pushed {
            branch: upstream.branch().to_owned(),
            remote: upstream.remote.clone(),
            rebased,
            local_follows,
        };
        let mut tip = made.clone();
        for _ in 0..TRIES {
            match try_push(&self.git, upstream, &tip)? {
                Try::Pushed if tip == made => return Ok(pushed(false, true)),
                Try::Pushed => return Ok(pushed(true, self.follow(&made, &tip))),
                Try::Behind => tip = rebased(&self.git, upstream, &made, errors)?,
            }
        }
        match try_push(&self.git, upstream, &tip)? {
            Try::Pushed => Ok(pushed(true, self.follow(&made, &tip))),
            Try::Behind => Err(CommitError::Overtaken(TRIES)),
        }
    }

    /// Moves the local branch from the commit as it was made to the commit as it was pushed. Files with uncommitted
    /// changes are kept; if that is not possible, or if anything is staged, the branch stays where it is.
    fn follow(&self, made: &str, pushed: &str) -> bool {
        let git = &self.git;
        let is_there = git.commit("HEAD").ok().flatten().as_deref() == Some(made);
        let nothing_staged = || git.ask(&["diff", "--cached", "--quiet"], b"").is_ok();
        is_there && nothing_staged() && git.ask(&["reset", "--keep", "--quiet", pushed], b"").is_ok()
    }
}

/// Tries to push a commit once.
fn try_push(git: &Git, upstream: &Upstream, commit: &str) -> Result<Try, CommitError> {
    let refspec = format!("{commit}:{}", upstream.reference);
    let (success, words) =
        git.transcript(with_hooks(git, &["push", "--porcelain", &upstream.remote, &refspec]), b"")?;
    if success {
        if upstream.is_new {
            // Later commits on the branch are pushed to the same place.
            git.ask(&["fetch", "--quiet", &upstream.remote, upstream.branch()], b"").ok();
            let name = format!("{}/{}", upstream.remote, upstream.branch());
            git.ask(&["branch", "--quiet", "--set-upstream-to", &name], b"").ok();
        }
        return Ok(Try::Pushed);
    }
    // `!⇥<from>:<to>⇥[rejected] (fetch first)`
    let rejected = words.lines().find(|line| line.starts_with('!')).unwrap_or_default();
    // Two pushes that arrive together both fit, and the second one finds the branch moved or locked.
    let is_race = ["cannot lock ref", "failed to update ref", "incorrect old value"];
    if rejected.contains("[rejected]") || is_race.iter().any(|race| words.contains(race)) {
        return Ok(Try::Behind);
    }
    if rejected.contains("[remote rejected]") {
        return Err(CommitError::Refused { branch: upstream.branch().to_owned(), words });
    }
    Err(CommitError::NotPushed(words))
}

/// Returns the commit on top of what the remote has now.
fn rebased(
    git: &Git,
    upstream: &Upstream,
    made: &str,
    errors: &mut dyn FnMut(&Path) -> BTreeSet<String>,
) -> Result<String, CommitError> {
    let fetch = ["fetch", "--quiet", &upstream.remote, &upstream.reference];
    let (success, words) = git.transcript(with_hooks(git, &fetch), b"")?;
    if !success {
        return Err(CommitError::NotPushed(words));
    }
    let theirs = git.commit("FETCH_HEAD")?.ok_or(CommitError::NotPushed(words))?;
    let worktree = Worktree::at(git, &theirs)?;
    let before = errors(&worktree.project());
    let inside = worktree.git();
    inside.ask(&["checkout", "--quiet", "--detach", made], b"")?;
    let onto = ["rebase", "--quiet", "--no-autostash", &theirs];
    let (success, words) = inside.transcript(with_hooks(&inside, &onto), b"")?;
    if !success {
        let conflicts = inside.ask(&["diff", "--name-only", "--diff-filter=U", "-z"], b"")?;
        let conflicts = String::from_utf8_lossy(&conflicts);
        let conflicts: Vec<String> =
            conflicts.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
        if conflicts.is_empty() {
            return Err(CommitError::NotPushed(words));
        }
        return Err(CommitError::Conflict(conflicts));
    }
    let new: Vec<String> = errors(&worktree.project()).difference(&before).cloned().collect();
    if !new.is_empty() {
        return Err(CommitError::Checks(new));
    }
    Ok(inside.ask(&["rev-parse", "HEAD"], b"").and_then(line)?)
}

/// A worktree of its own, which is removed when it is dropped.
struct Worktree<'g> {
    git: &'g Git,
    folder: PathBuf,
}

impl<'g> Worktree<'g> {
    /// Creates a worktree with the files of a commit, inside the folder of git.
    fn at(git: &'g Git, commit: &str) -> Result<Self, CommitError> {
        let name = format!("allclear-push-{}", std::process::id());
        let folder = git.ask(&["rev-parse", "--path-format=absolute", "--git-path", &name], b"");
        let folder = PathBuf::from(folder.and_then(line)?);
        let worktree = Self { git, folder };
        let path = worktree.folder.to_string_lossy().into_owned();
        git.ask(&["worktree", "add", "--quiet", "--detach", &path, commit], b"")?;
        Ok(worktree)
    }

    /// The folder of the project in the worktree.
    fn project(&self) -> PathBuf {
        self.folder.join(self.git.full_path(""))
    }

    /// git in the worktree.
    fn git(&self) -> Git {
        self.git.elsewhere(&self.folder)
    }
}

impl Drop for Worktree<'_> {
    fn drop(&mut self) {
        let path = self.folder.to_string_lossy().into_owned();
        // If it stays, it is only in the way of nothing: `git worktree prune` removes what is left of it.
        self.git.ask(&["worktree", "remove", "--force", &path], b"").ok();
    }
}
