//! A text that several machines keep together, in a ref of the remote repository.
//!
//! Each change is a commit on top of the one that was read, and is pushed without force. So the remote accepts it only if
//! nobody else has changed the ref in between, and the second writer gets an error.

use std::path::Path;

use super::GitError;
use super::program::{Git, line};

/// How often a ref that others change is tried to be acquired.
const TRIES: usize = 5;

/// How often a push is tried that fails without a word about the ref.
const PUSHES: usize = 3;

/// The author of the commits.
const AUTHOR: (&str, &str) = ("allclear", "allclear@invalid");

/// A ref that this program has acquired.
#[derive(Debug)]
pub struct LedgerRef {
    git: Git,
    remote: String,
    name: String,
    file: String,
    /// The commit that the ref points to, as far as this program knows.
    commit: String,
    /// What distinguishes this run from others.
    run: String,
}

/// The result of a push.
enum Pushed {
    Accepted,
    /// Somebody else has changed the ref.
    Overtaken,
}

impl LedgerRef {
    /// Reads the ref `name` of the remote, and acquires it with a commit of its own, so that a run that acquired it before
    /// can no longer write. Returns it with the text of `file`, if the ref exists. `run` must differ between runs.
    ///
    /// # Errors
    ///
    /// Fails if there is no remote, if git fails, or if others are faster several times in a row.
    pub fn acquire(
        root: &Path,
        name: &str,
        file: &str,
        run: &str,
    ) -> Result<(Self, Option<String>), GitError> {
        let mut ledger = Self::find(root, name, file, run)?;
        for _ in 0..TRIES {
            let text = ledger.fetch()?;
            let claim = ledger.made(text.as_deref().unwrap_or_default())?;
            if let Pushed::Accepted = ledger.push(&claim)? {
                ledger.commit = claim;
                return Ok((ledger, text.filter(|text| !text.is_empty())));
            }
        }
        Err(GitError::Failed(format!("others changed `{name}` {TRIES} times")))
    }

    /// Reads the text of `file` in the ref `name` of the remote, and acquires nothing. `None` if there is no such ref.
    ///
    /// # Errors
    ///
    /// Fails if there is no remote, or if git fails.
    pub fn read(root: &Path, name: &str, file: &str) -> Result<Option<String>, GitError> {
        Ok(Self::find(root, name, file, "")?.fetch()?.filter(|text| !text.is_empty()))
    }

    fn find(root: &Path, name: &str, file: &str, run: &str) -> Result<Self, GitError> {
        let git = Git::find(root)?;
        let remotes = git.ask(&["remote"], b"").and_then(line)?;
        let remotes: Vec<&str> = remotes.lines().collect();
        let remote = remotes.iter().find(|remote| **remote == "origin").or(remotes.first());
        let remote = remote.ok_or_else(|| GitError::Failed("the repository has no remote".to_owned()))?;
        Ok(Self {
            remote: (*remote).to_owned(),
            git,
            name: name.to_owned(),
            file: file.to_owned(),
            commit: String::new(),
            run: run.to_owned(),
        })
    }

    /// Replaces the text.
    ///
    /// # Errors
    ///
    /// Fails if another run has acquired the ref, or if git fails.
    pub fn write(&mut self, text: &str) -> Result<(), GitError> {
        let commit = self.made(text)?;
        match self.push(&commit)? {
            Pushed::Accepted => {
                self.commit = commit;
                Ok(())
            }
            Pushed::Overtaken => Err(GitError::Failed(format!("another run has taken over `{}`", self.name))),
        }
    }

    /// Fetches the ref, and returns its text; `None` if there is no such ref.
    fn fetch(&mut self) -> Result<Option<String>, GitError> {
        let listed = self.git.ask(&["ls-remote", &self.remote, &self.name], b"").and_then(line)?;
        if listed.is_empty() {
            self.commit.clear();
            return Ok(None);
        }
        let mut arguments = vec!["fetch", "--quiet", "--no-tags"];
        let is_shallow = self.git.ask(&["rev-parse", "--is-shallow-repository"], b"").and_then(line)?;
        // The history of the ref is of no use, but limiting it would turn a whole clone into a shallow one.
        if is_shallow == "true" {
            arguments.push("--depth=1");
        }
        self.git.ask(&[&arguments[..], &[&self.remote, &self.name]].concat(), b"")?;
        let missing = || GitError::NoRevision(self.name.clone());
        let commit = self.git.commit("FETCH_HEAD")?.ok_or_else(missing)?;
        let text = self.git.ask(&["cat-file", "blob", &format!("{commit}:{}", self.file)], b"")?;
        self.commit = commit;
        let text = String::from_utf8(text);
        text.map(Some).map_err(|_| GitError::Failed(format!("`{}` is not UTF-8", self.name)))
    }

    /// Makes a commit with the text on top of the known one.
    fn made(&self, text: &str) -> Result<String, GitError> {
        let blob = self.git.ask(&["hash-object", "-w", "--stdin"], text.as_bytes()).and_then(line)?;
        let entry = format!("100644 blob {blob}\t{}\0", self.file);
        let tree = self.git.ask(&["mktree", "-z"], entry.as_bytes()).and_then(line)?;
        let mut arguments = vec!["commit-tree", &tree];
        if !self.commit.is_empty() {
            arguments.extend(["-p", &self.commit]);
        }
        let mut command = self.git.command(&arguments);
        let (name, email) = AUTHOR;
        command.env("GIT_AUTHOR_NAME", name).env("GIT_AUTHOR_EMAIL", email);
        command.env("GIT_COMMITTER_NAME", name).env("GIT_COMMITTER_EMAIL", email);
        let message = format!("Messages that were sent\n\nRun {}\n", self.run);
        line(self.git.run(command, message.as_bytes())?)
    }

    /// Pushes a commit, never with force.
    fn push(&self, commit: &str) -> Result<Pushed, GitError> {
        let refspec = format!("{commit}:{}", self.name);
        let arguments = ["push", "--porcelain", "--no-verify", &self.remote, &refspec];
        let mut last = String::new();
        for _ in 0..PUSHES {
            let (success, words) = self.git.transcript(self.git.command(&arguments), b"")?;
            if success {
                return Ok(Pushed::Accepted);
            }
            // `!⇥<from>:<to>⇥[rejected] (fetch first)`
            let overtaken = ["[rejected]", "[remote rejected]", "cannot lock ref", "failed to update ref"];
            if overtaken.iter().any(|reason| words.contains(reason)) {
                return Ok(Pushed::Overtaken);
            }
            last = words;
        }
        let first = last.lines().find(|line| !line.trim().is_empty()).unwrap_or("the push failed").to_owned();
        Err(GitError::Failed(first))
    }
}
