//! The commits that changed the files of incidents and maintenances, with their signatures.
//!
//! Nothing here interprets a file. Replaced objects are ignored, and a clone without the whole history is refused, because
//! both could hide a commit.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use chrono::{DateTime, Utc};

use super::GitError;
use super::program::{Git, line};

/// The folders with records, relative to the project.
const RECORDS: [&str; 2] = ["content/incidents", "content/maintenance"];

/// Somebody in a commit, as `.mailmap` has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommitPerson {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The time that the machine of the person had, UTC.
    pub at: DateTime<Utc>,
}

/// What is known about the signature of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// There is none.
    None,
    /// It is valid.
    Good,
    /// It is valid, and nothing says that the key belongs to the signer.
    Untrusted,
    /// It does not belong to this commit.
    Bad,
    /// It is valid, and it or its key has expired.
    Expired,
    /// It is valid, and its key was revoked.
    Revoked,
    /// There is one, and this machine cannot check it: it lacks the program or the key.
    Unchecked,
}

impl Signature {
    /// Returns the word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Good => "good",
            Self::Untrusted => "untrusted",
            Self::Bad => "bad",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Unchecked => "unchecked",
        }
    }

    /// Reads what git says about a signature. Without the program that checks signatures, git says `N` as if there were none.
    fn new(letter: &str, exists: bool) -> Self {
        match letter {
            _ if !exists => Self::None,
            "G" => Self::Good,
            "U" => Self::Untrusted,
            "B" => Self::Bad,
            "X" | "Y" => Self::Expired,
            "R" => Self::Revoked,
            _ => Self::Unchecked,
        }
    }
}

/// A change of one file in a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The path, relative to the project; for a deleted file, the one that it had.
    pub path: String,
    /// The earlier path of a file that was renamed.
    pub earlier: Option<String>,
    /// The object before; `None` for a new file, and for a merge.
    before: Option<String>,
    /// The object after; `None` for a deleted file.
    after: Option<String>,
    /// Whether a merge made the file differ from all of its versions before.
    pub is_merge: bool,
}

impl FileChange {
    /// Whether the file was deleted.
    #[must_use]
    pub const fn is_deleted(&self) -> bool {
        self.after.is_none()
    }
}

/// A commit with the files of records that it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedCommit {
    /// The hash.
    pub hash: String,
    /// Who wrote the change.
    pub author: CommitPerson,
    /// Who made the commit.
    pub committer: CommitPerson,
    /// The changes, in the order of their paths.
    pub changes: Vec<FileChange>,
}

/// The commits of the current branch that changed records, newest first.
#[derive(Debug)]
pub struct RecordLog {
    git: Git,
    /// The newest commit.
    head: String,
    commits: Vec<LoggedCommit>,
}

impl RecordLog {
    /// Reads the log of the project at `root`.
    ///
    /// # Errors
    ///
    /// Fails if the project is not in a repository or has no commit, if the history is cut off, or if git fails.
    pub fn read(root: &Path) -> Result<Self, GitError> {
        let git = Git::find(root)?;
        let head = git.commit("HEAD")?.ok_or_else(|| GitError::NoRevision("HEAD".to_owned()))?;
        let is_shallow = git.ask(&["rev-parse", "--is-shallow-repository"], b"").and_then(line)? == "true";
        let grafts = git.ask(&["rev-parse", "--git-path", "info/grafts"], b"").and_then(line)?;
        if is_shallow || root.join(grafts).exists() {
            return Err(GitError::CutOff);
        }
        let format = "--format=%x01%H%x00%aN%x00%aE%x00%at%x00%cN%x00%cE%x00%ct%x00";
        let log = [
            "log",
            "--no-show-signature",
            "--topo-order",
            "--full-history",
            "-c",
            "--raw",
            "--no-abbrev",
            "-M",
            "-z",
            format,
            &head,
            "--",
        ];
        let folders = RECORDS.map(|folder| git.full_path(folder));
        let folders = folders.iter().map(|folder| format!(":(top,literal){folder}"));
        let mut command = exact(&git, &log);
        command.env_remove("GIT_LITERAL_PATHSPECS").args(folders);
        let listed = git.run(command, b"")?;
        let listed = String::from_utf8_lossy(&listed);
        let entries = listed.split('\u{1}').filter(|entry| !entry.is_empty());
        let commits = entries.filter_map(|entry| parse(entry, &git)).collect();
        Ok(Self { git, head, commits })
    }

    /// The newest commit of the branch.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The commits, newest first. A commit comes after all commits that build on it.
    #[must_use]
    pub fn commits(&self) -> &[LoggedCommit] {
        &self.commits
    }

    /// Returns the text of a file before and after a change. A file that is no text has none.
    ///
    /// # Errors
    ///
    /// Fails if git fails.
    pub fn texts(&self, change: &FileChange) -> Result<(Option<String>, Option<String>), GitError> {
        Ok((self.text(change.before.as_deref())?, self.text(change.after.as_deref())?))
    }

    fn text(&self, object: Option<&str>) -> Result<Option<String>, GitError> {
        let Some(object) = object else { return Ok(None) };
        let bytes = self.git.run(exact(&self.git, &["cat-file", "blob", object]), b"")?;
        Ok(String::from_utf8(bytes).ok())
    }

    /// Whether a folder, by its path relative to the project, exists in a commit.
    ///
    /// # Errors
    ///
    /// Fails if git fails.
    pub fn has_folder(&self, commit: &str, folder: &str) -> Result<bool, GitError> {
        Ok(self.git.folder(commit, &self.git.full_path(folder))?.is_some())
    }

    /// Returns the commit that a ref points to, and which of these commits are part of its history. `None` if there is no
    /// such ref.
    ///
    /// # Errors
    ///
    /// Fails if git fails.
    pub fn reached_by(&self, name: &str, commits: &[&str]) -> Result<Option<(String, Vec<bool>)>, GitError> {
        let Some(target) = self.git.commit(name)? else { return Ok(None) };
        let reached = commits.iter().map(|commit| {
            let asked = ["rev-list", "--max-count=1", commit, "--not", &target];
            Ok(self.git.run(exact(&self.git, &asked), b"")?.is_empty())
        });
        let reached: Result<Vec<bool>, GitError> = reached.collect();
        Ok(Some((target, reached?)))
    }

    /// Whether files in a folder, by its path relative to the project, have changes that are not committed.
    ///
    /// # Errors
    ///
    /// Fails if git fails.
    pub fn has_uncommitted(&self, folder: &str) -> Result<bool, GitError> {
        let status = ["status", "--porcelain", "-z", "--untracked-files=all", "--", folder];
        Ok(!self.git.ask(&status, b"")?.is_empty())
    }

    /// Returns what is known about the signatures of these commits, by their hashes. The program that checks them is that of
    /// the user's configuration.
    ///
    /// # Errors
    ///
    /// Fails if git fails.
    pub fn signatures(&self, commits: &[&str]) -> Result<BTreeMap<String, Signature>, GitError> {
        if commits.is_empty() {
            return Ok(BTreeMap::new());
        }
        let input = commits.join("\n") + "\n";
        let whole = ["rev-list", "--no-walk=unsorted", "--stdin", "--header"];
        let whole = self.git.run(exact(&self.git, &whole), input.as_bytes())?;
        let mut signed: BTreeMap<String, bool> = BTreeMap::new();
        for commit in whole.split(|byte| *byte == 0) {
            let commit = String::from_utf8_lossy(commit);
            let Some((hash, rest)) = commit.split_once('\n') else { continue };
            let head = rest.split("\n\n").next().unwrap_or_default();
            signed.insert(hash.to_owned(), head.lines().any(|line| line.starts_with("gpgsig")));
        }
        let checked = ["log", "--no-show-signature", "--no-walk=unsorted", "--stdin", "--format=%H %G?"];
        let checked = self.git.run(exact(&self.git, &checked), input.as_bytes())?;
        let checked = String::from_utf8_lossy(&checked);
        let found = checked.lines().filter_map(|line| line.split_once(' ')).map(|(hash, letter)| {
            (hash.to_owned(), Signature::new(letter, signed.get(hash).copied().unwrap_or_default()))
        });
        Ok(found.collect())
    }
}

/// A git command that sees every commit as it was made.
fn exact(git: &Git, arguments: &[&str]) -> Command {
    let mut command = git.command(arguments);
    command.env("GIT_NO_REPLACE_OBJECTS", "1");
    command
}

/// Parses an entry of the log: facts, then the changes, all separated by NUL.
fn parse(entry: &str, git: &Git) -> Option<LoggedCommit> {
    let mut parts = entry.split('\0');
    let hash = parts.next()?.to_owned();
    let author = person(&mut parts)?;
    let committer = person(&mut parts)?;
    let mut changes = Vec::new();
    let mut parts = parts.map(|part| part.trim_start_matches('\n')).filter(|part| !part.is_empty());
    while let Some(facts) = parts.next() {
        changes.extend(change(facts, &mut parts, git));
    }
    (!changes.is_empty()).then_some(LoggedCommit { hash, author, committer, changes })
}

fn person<'e>(parts: &mut impl Iterator<Item = &'e str>) -> Option<CommitPerson> {
    let (name, email, at) = (parts.next()?, parts.next()?, parts.next()?);
    let at = DateTime::from_timestamp(at.parse().ok()?, 0)?;
    Some(CommitPerson { name: name.to_owned(), email: email.to_owned(), at })
}

/// Parses `:100644 100644 <before> <after> M` with its path, or paths if the file was renamed. In a merge there is a colon, a
/// mode and an object for each parent, and one path.
fn change<'e>(facts: &str, parts: &mut impl Iterator<Item = &'e str>, git: &Git) -> Option<FileChange> {
    let parents = facts.len() - facts.trim_start_matches(':').len();
    let words: Vec<&str> = facts.trim_start_matches(':').split(' ').collect();
    let status = *words.last()?;
    let object = |index: usize| {
        let object = *words.get(index)?;
        object.contains(|c| c != '0').then(|| object.to_owned())
    };
    let is_merge = parents > 1;
    let after = object(if is_merge { 2 * parents + 1 } else { 3 });
    let is_renamed = !is_merge && status.starts_with(['R', 'C']);
    let first = parts.next()?;
    let (earlier, path) = if is_renamed { (Some(first), parts.next()?) } else { (None, first) };
    Some(FileChange {
        path: git.own_path(path)?.to_owned(),
        earlier: earlier.and_then(|path| git.own_path(path)).map(str::to_owned),
        before: if is_merge { None } else { object(2) },
        after,
        is_merge,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_that_cannot_be_checked_is_not_called_missing() {
        assert_eq!(Signature::new("N", true), Signature::Unchecked);
        assert_eq!(Signature::new("E", true), Signature::Unchecked);
        assert_eq!(Signature::new("N", false), Signature::None);
        assert_eq!(Signature::new("G", true), Signature::Good);
    }
}
