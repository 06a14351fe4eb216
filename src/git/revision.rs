//! The folders of incidents and maintenances as they were in a revision.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;

use super::GitError;
use super::program::Git;
use crate::source::{ScanOptions, Stored, StoredFiles, record_folder};

/// A revision of the project. Nothing of it is read until it is asked for.
#[derive(Debug)]
pub struct Revision {
    git: Git,
    commit: String,
    /// By the path below the project's root.
    entries: BTreeMap<String, Entry>,
}

/// A file of the revision.
#[derive(Debug)]
struct Entry {
    mode: String,
    object: String,
    size: usize,
}

impl Revision {
    /// Finds a revision of the project at `root` by any name that git knows, such as a branch, a ref or a hash.
    pub fn find(root: &Path, name: &str, options: ScanOptions) -> Result<Self, GitError> {
        let git = Git::find(root)?;
        let unknown = || GitError::NoRevision(name.to_owned());
        let commit = git.commit(name)?.ok_or_else(unknown)?;
        git.folder(&commit, &git.full_path("content"))?
            .ok_or_else(|| GitError::NoContent(name.to_owned()))?;
        let folders = [git.full_path("content/incidents"), git.full_path("content/maintenance")];
        let arguments =
            ["ls-tree", "-r", "-z", "--long", "--full-tree", &commit, "--", &folders[0], &folders[1]];
        let listed = git.ask(&arguments, b"")?;
        let entries = listed
            .split(|byte| *byte == 0)
            .filter(|line| !line.is_empty())
            .filter_map(|line| {
                let (path, entry) = parse(&String::from_utf8_lossy(line))?;
                let path = git.own_path(&path)?;
                let wanted = record_folder(path).is_some() && StoredFiles::wants(path, options);
                wanted.then(|| (path.to_owned(), entry))
            })
            .collect();
        Ok(Self { git, commit, entries })
    }

    /// The hash of the commit.
    #[must_use]
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// The paths of all files in folders of records, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Reads what is in a folder; nothing, if the revision has no such folder.
    pub fn read(&self, folder: &str) -> Result<StoredFiles, GitError> {
        let mut stored = StoredFiles::default();
        let mut wanted = Vec::new();
        for (path, entry) in self.entries.iter().filter(|(path, _)| record_folder(path) == Some(folder)) {
            match entry.mode.as_str() {
                "100644" | "100755" | "100664" if entry.size > StoredFiles::limit(path) => {
                    stored.add(path, Stored::TooLarge);
                }
                "100644" | "100755" | "100664" => wanted.push((path, entry)),
                "120000" => stored.add(path, Stored::Link),
                _ => stored.add(path, Stored::NotAFile),
            }
        }
        for ((path, _), bytes) in wanted.iter().zip(self.bytes(&wanted)?) {
            stored.add(path, Stored::Bytes(bytes));
        }
        Ok(stored)
    }

    /// The bytes of files, asked for one after the other, so that neither side waits for the other.
    fn bytes(&self, wanted: &[(&String, &Entry)]) -> Result<Vec<Vec<u8>>, GitError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let io = |error: std::io::Error| GitError::Failed(error.to_string());
        let odd = || GitError::Failed("`git cat-file` gave no answer that can be read".to_owned());
        let mut child = self.git.command(&["cat-file", "--batch"]).spawn().map_err(io)?;
        let (Some(mut questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(odd());
        };
        let mut answers = BufReader::new(answers);
        let mut all = Vec::with_capacity(wanted.len());
        for (_, entry) in wanted {
            writeln!(questions, "{}", entry.object).and_then(|()| questions.flush()).map_err(io)?;
            let mut head = String::new();
            answers.read_line(&mut head).map_err(io)?;
            // The size was read once already, and a file that grew in between would be another object.
            if head.trim_end() != format!("{} blob {}", entry.object, entry.size) {
                return Err(odd());
            }
            // One more: git ends every answer with a line feed.
            let mut bytes = vec![0; entry.size + 1];
            answers.read_exact(&mut bytes).map_err(io)?;
            bytes.pop();
            all.push(bytes);
        }
        drop(questions);
        child.wait().map_err(io)?;
        Ok(all)
    }
}

/// `100644 blob 8f2c…    123⇥path`.
fn parse(line: &str) -> Option<(String, Entry)> {
    let (facts, path) = line.split_once('\t')?;
    let mut facts = facts.split_ascii_whitespace();
    let (mode, _, object, size) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
    let entry = Entry { mode: mode.to_owned(), object: object.to_owned(), size: size.parse().unwrap_or(0) };
    Some((path.to_owned(), entry))
}
