//! Where a branch is pushed.

use super::CommitError;
use super::program::{Git, line};

/// A branch of a remote.
#[derive(Clone, Debug)]
pub(super) struct Upstream {
    pub(super) remote: String,
    /// The full name of the branch in the remote: `refs/heads/main`.
    pub(super) reference: String,
    /// Whether pushing sets it as the upstream of the branch.
    pub(super) is_new: bool,
}

impl Upstream {
    /// Returns the upstream of a branch, which has to exist. There must be no other commits to push.
    pub(super) fn of(git: &Git, branch: &str) -> Result<Self, CommitError> {
        let setting = |key: &str| {
            git.ask(&["config", "--get", &format!("branch.{branch}.{key}")], b"").and_then(line).ok()
        };
        let no_upstream = || CommitError::NoUpstream(branch.to_owned());
        let (remote, reference) = setting("remote").zip(setting("merge")).ok_or_else(no_upstream)?;
        if git.commit("@{upstream}")?.is_none() || git.commit("HEAD")?.is_none() {
            return Err(no_upstream());
        }
        refuse_unpushed(git, &["@{upstream}..HEAD"])?;
        Ok(Self { remote, reference, is_new: false })
    }

    /// Returns the upstream that a branch will have, in the remote of the current branch. There must be no other commits
    /// to push.
    pub(super) fn to_create(git: &Git, current: &str, branch: &str) -> Result<Self, CommitError> {
        let setting = git.ask(&["config", "--get", &format!("branch.{current}.remote")], b"").and_then(line);
        let remotes = git.ask(&["remote"], b"").and_then(line)?;
        let remotes: Vec<&str> = remotes.lines().collect();
        let usual = remotes.iter().find(|name| **name == "origin").or(remotes.first());
        let remote = setting.ok().or_else(|| usual.map(|name| (*name).to_owned()));
        let remote = remote.ok_or(CommitError::NoRemote)?;
        refuse_unpushed(git, &["HEAD", "--not", &format!("--remotes={remote}")])?;
        Ok(Self { remote, reference: format!("refs/heads/{branch}"), is_new: true })
    }

    /// The name of the branch in the remote.
    pub(super) fn branch(&self) -> &str {
        self.reference.strip_prefix("refs/heads/").unwrap_or(&self.reference)
    }
}

fn refuse_unpushed(git: &Git, range: &[&str]) -> Result<(), CommitError> {
    let count = git.ask(&[&["rev-list", "--count"][..], range].concat(), b"").and_then(line)?;
    match count.parse() {
        Ok(0) | Err(_) => Ok(()),
        Ok(count) => Err(CommitError::Unpushed(count)),
    }
}
