//! The folders of incidents and maintenance in a revision.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;

use super::GitError;
use super::program::Git;
use crate::source::{ScanOptions, Stored, StoredFiles, record_folder};

/// A revision of the project. Its files are read on demand.
#[derive(Debug)]
pub struct Revision {
    git: Git,
    commit: String,
    /// By path, relative to the project.
    blobs: BTreeMap<String, Blob>,
}

/// A file of the revision.
#[derive(Debug)]
struct Blob {
    mode: String,
    object: String,
    size: usize,
}

impl Revision {
    /// Finds a revision of the project at `root` by any name that git can resolve, such as a branch, a ref or a hash.
    ///
    /// # Errors
    ///
    /// Fails if there is no such revision, if it has no `content`, or if git fails.
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
        let blobs = listed
            .split(|byte| *byte == 0)
            .filter(|line| !line.is_empty())
            .filter_map(|line| {
                let (path, blob) = parse(&String::from_utf8_lossy(line))?;
                let path = git.own_path(&path)?;
                let wanted = record_folder(path).is_some() && StoredFiles::wants(path, options);
                wanted.then(|| (path.to_owned(), blob))
            })
            .collect();
        Ok(Self { git, commit, blobs })
    }

    /// The hash of the commit.
    #[must_use]
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// The paths of all files of incidents and maintenance, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.blobs.keys().map(String::as_str)
    }

    /// The folders of incidents and maintenance in which a file differs from that in the working tree, sorted.
    ///
    /// # Errors
    ///
    /// Fails if git fails.
    pub fn changed_folders(&self) -> Result<BTreeSet<String>, GitError> {
        let arguments =
            ["diff", "--name-only", "--no-renames", "--diff-filter=M", "--relative", "-z", &self.commit];
        let folders = ["--", "content/incidents", "content/maintenance"];
        let listed = self.git.ask(&[&arguments[..], &folders[..]].concat(), b"")?;
        let paths = listed.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        Ok(paths.filter_map(|path| record_folder(&path).map(str::to_owned)).collect())
    }

    /// Reads the files of a folder. The result is empty if the revision has no such folder.
    ///
    /// # Errors
    ///
    /// Fails if git fails.
    pub fn read(&self, folder: &str) -> Result<StoredFiles, GitError> {
        let mut stored = StoredFiles::default();
        let mut wanted = Vec::new();
        for (path, blob) in self.blobs.iter().filter(|(path, _)| record_folder(path) == Some(folder)) {
            match blob.mode.as_str() {
                "100644" | "100755" | "100664" if blob.size > StoredFiles::limit(path) => {
                    stored.add(path, Stored::TooLarge);
                }
                "100644" | "100755" | "100664" => wanted.push((path, blob)),
                "120000" => stored.add(path, Stored::Link),
                _ => stored.add(path, Stored::NotAFile),
            }
        }
        for ((path, _), bytes) in wanted.iter().zip(self.bytes(&wanted)?) {
            stored.add(path, Stored::Bytes(bytes));
        }
        Ok(stored)
    }

    /// Reads the bytes of files. They are requested one after the other, so that the pipes cannot deadlock.
    fn bytes(&self, wanted: &[(&String, &Blob)]) -> Result<Vec<Vec<u8>>, GitError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let io = |error: std::io::Error| GitError::Failed(error.to_string());
        let unexpected = || GitError::Failed("`git cat-file` gave unexpected output".to_owned());
        let mut child = self.git.command(&["cat-file", "--batch"]).spawn().map_err(io)?;
        let (Some(mut requests), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(unexpected());
        };
        let mut output = BufReader::new(output);
        let mut all = Vec::with_capacity(wanted.len());
        for (_, blob) in wanted {
            writeln!(requests, "{}", blob.object).and_then(|()| requests.flush()).map_err(io)?;
            let mut head = String::new();
            output.read_line(&mut head).map_err(io)?;
            // The size is known from `ls-tree`; an object never changes.
            if head.trim_end() != format!("{} blob {}", blob.object, blob.size) {
                return Err(unexpected());
            }
            // Plus the line feed that follows every object.
            let mut bytes = vec![0; blob.size + 1];
            output.read_exact(&mut bytes).map_err(io)?;
            bytes.pop();
            all.push(bytes);
        }
        drop(requests);
        child.wait().map_err(io)?;
        Ok(all)
    }
}

/// Parses a line such as `100644 blob 8f2c…    123⇥path`.
fn parse(line: &str) -> Option<(String, Blob)> {
    let (facts, path) = line.split_once('\t')?;
    let mut facts = facts.split_ascii_whitespace();
    let (mode, _, object, size) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
    let blob = Blob { mode: mode.to_owned(), object: object.to_owned(), size: size.parse().unwrap_or(0) };
    Some((path.to_owned(), blob))
}
