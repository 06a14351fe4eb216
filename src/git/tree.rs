//! All files of a project as they are in the index or in a commit.

use std::env;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::GitError;
use super::program::{Git, line};
use crate::source::{ScanOptions, Stored, StoredFiles};

/// The folders that a build reads.
const READ: [&str; 2] = ["content", "themes"];

/// A file in git: its mode, its object and its path relative to the project.
struct TreeFile {
    mode: String,
    object: String,
    path: String,
}

/// Reads the files that the next commit will contain.
///
/// # Errors
///
/// Fails if `root` is not in a repository, or if git fails.
pub fn staged_files(root: &Path) -> Result<StoredFiles, GitError> {
    let git = Git::find(root)?;
    let mut command =
        git.command(&["ls-files", "--cached", "--stage", "-z", "--full-name", "--", READ[0], READ[1]]);
    use_index(&git, &mut command)?;
    // `100644 8f2c… 0⇥path`
    read(&git, &git.run(command, b"")?, |facts| Some((facts.first()?.clone(), facts.get(1)?.clone())))
}

/// Reads the files of the newest commit; none if there is no commit yet.
///
/// # Errors
///
/// Fails if `root` is not in a repository, or if git fails.
pub fn committed_files(root: &Path) -> Result<StoredFiles, GitError> {
    let git = Git::find(root)?;
    let Some(commit) = git.commit("HEAD")? else { return Ok(StoredFiles::default()) };
    files_of(&git, &commit)
}

/// Reads the files of a revision, by any name that git can resolve. Returns them with the hash of the commit.
///
/// # Errors
///
/// Fails if `root` is not in a repository, if there is no such revision or it has no `content`, or if git fails.
pub fn revision_files(root: &Path, name: &str) -> Result<(String, StoredFiles), GitError> {
    let git = Git::find(root)?;
    let commit = git.commit(name)?.ok_or_else(|| GitError::NoRevision(name.to_owned()))?;
    git.folder(&commit, &git.full_path(READ[0]))?.ok_or_else(|| GitError::NoContent(name.to_owned()))?;
    let files = files_of(&git, &commit)?;
    Ok((commit, files))
}

/// Whether the repository has only the newest commits, as the checkouts of build machines do.
#[must_use]
pub fn is_shallow(root: &Path) -> bool {
    let answer = Git::find(root).and_then(|git| git.ask(&["rev-parse", "--is-shallow-repository"], b""));
    answer.and_then(line).is_ok_and(|answer| answer == "true")
}

fn files_of(git: &Git, commit: &str) -> Result<StoredFiles, GitError> {
    let folders = READ.map(|folder| git.full_path(folder));
    let listed =
        git.ask(&["ls-tree", "-r", "-z", "--full-tree", commit, "--", &folders[0], &folders[1]], b"")?;
    // `100644 blob 8f2c…⇥path`
    read(git, &listed, |facts| Some((facts.first()?.clone(), facts.get(2)?.clone())))
}

/// Returns the paths, relative to the project, of the files that the next commit adds or changes.
///
/// # Errors
///
/// Fails if `root` is not in a repository, or if git fails.
pub fn staged_paths(root: &Path) -> Result<Vec<String>, GitError> {
    let git = Git::find(root)?;
    let mut command = if git.commit("HEAD")?.is_some() {
        git.command(&["diff", "--cached", "--name-only", "--no-renames", "-z", "--", READ[0], READ[1]])
    } else {
        git.command(&["ls-files", "--cached", "--full-name", "-z", "--", READ[0], READ[1]])
    };
    use_index(&git, &mut command)?;
    let listed = git.run(command, b"")?;
    let paths = listed.split(|byte| *byte == 0).filter(|path| !path.is_empty()).map(String::from_utf8_lossy);
    Ok(paths.filter_map(|path| git.own_path(&path).map(str::to_owned)).collect())
}

/// Makes a command use the index that git gives to its hooks: that of `git commit --only` and `git commit --all` is not
/// the usual one.
fn use_index(git: &Git, command: &mut Command) -> Result<(), GitError> {
    let Some(index) = env::var_os("GIT_INDEX_FILE").filter(|index| !index.is_empty()) else { return Ok(()) };
    let top = PathBuf::from(git.ask(&["rev-parse", "--show-toplevel"], b"").and_then(line)?);
    command.env("GIT_INDEX_FILE", top.join(index));
    Ok(())
}

/// Reads the files of a listing whose entries end with NUL: facts, a tab, and the path in the repository.
fn read(
    git: &Git,
    listed: &[u8],
    mode_and_object: impl Fn(&[String]) -> Option<(String, String)>,
) -> Result<StoredFiles, GitError> {
    let options = ScanOptions { public_only: false };
    let files: Vec<TreeFile> = listed
        .split(|byte| *byte == 0)
        .filter_map(|entry| {
            let entry = String::from_utf8_lossy(entry);
            let (facts, path) = entry.split_once('\t')?;
            let facts: Vec<String> = facts.split_ascii_whitespace().map(str::to_owned).collect();
            let (mode, object) = mode_and_object(&facts)?;
            let path = git.own_path(path)?.to_owned();
            StoredFiles::wants(&path, options).then_some(TreeFile { mode, object, path })
        })
        .collect();
    let mut stored = StoredFiles::default();
    let (regular, others): (Vec<TreeFile>, Vec<TreeFile>) =
        files.into_iter().partition(|file| file.mode.starts_with("100"));
    for TreeFile { mode, path, .. } in others {
        stored.add(&path, if mode == "120000" { Stored::Link } else { Stored::NotAFile });
    }
    read_blobs(git, &regular, |file, bytes| {
        let is_small = bytes.len() <= StoredFiles::limit(&file.path);
        stored.add(&file.path, if is_small { Stored::Bytes(bytes) } else { Stored::TooLarge });
    })?;
    Ok(stored)
}

/// Reads the bytes of files. They are requested one after the other, so that the pipes cannot deadlock.
fn read_blobs(
    git: &Git,
    files: &[TreeFile],
    mut add: impl FnMut(&TreeFile, Vec<u8>),
) -> Result<(), GitError> {
    let io = |error: std::io::Error| GitError::Failed(error.to_string());
    let unexpected = || GitError::Failed("`git cat-file` gave unexpected output".to_owned());
    let mut child = git.command(&["cat-file", "--batch"]).spawn().map_err(io)?;
    let (Some(mut requests), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(unexpected());
    };
    let mut output = BufReader::new(output);
    for file in files {
        writeln!(requests, "{}", file.object).and_then(|()| requests.flush()).map_err(io)?;
        let mut head = String::new();
        output.read_line(&mut head).map_err(io)?;
        let size = head
            .trim_end()
            .strip_prefix(&format!("{} blob ", file.object))
            .and_then(|size| size.parse().ok());
        let size: usize = size.ok_or_else(unexpected)?;
        // Plus the line feed that follows every object.
        let mut bytes = vec![0; size + 1];
        output.read_exact(&mut bytes).map_err(io)?;
        bytes.pop();
        add(file, bytes);
    }
    drop(requests);
    child.wait().map_err(io)?;
    Ok(())
}
