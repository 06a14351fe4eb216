//! The commits that changed a file.

use std::path::Path;

use super::GitError;
use super::program::Git;

/// A file as a commit left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileVersion {
    /// The hash of the commit.
    pub commit: String,
    /// The e-mail address of the author of the commit, as `.mailmap` has it.
    pub email: String,
    /// Whether the history of the file is cut off here, because the clone is shallow. What the commit changed is not known.
    pub cut_off: bool,
    /// The text.
    pub text: String,
}

/// Reads the versions of a file of the project at `root`, newest first. Renamed files are followed. Without a commit,
/// there are none.
///
/// # Errors
///
/// Fails if the project is not in a repository, or if git fails.
pub fn file_history(root: &Path, path: &str) -> Result<Vec<FileVersion>, GitError> {
    let git = Git::find(root)?;
    if git.commit("HEAD")?.is_none() {
        return Ok(Vec::new());
    }
    let shallow = git.ask(&["rev-parse", "--is-shallow-repository"], b"")?;
    let is_shallow = shallow.starts_with(b"true");
    // One line for each commit, and then the path that the file had in it.
    let format = "--format=%x01%H%x00%P%x00%aE";
    let arguments = ["log", "--follow", format, "--name-only", "-z", "HEAD", "--", path];
    let listed = git.ask(&arguments, b"")?;
    let listed = String::from_utf8_lossy(&listed);
    let mut versions = Vec::new();
    for entry in listed.split('\u{1}').filter(|entry| !entry.is_empty()) {
        let mut parts = entry.split('\0').map(|part| part.trim_matches('\n'));
        let (Some(commit), Some(parents), Some(email)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let Some(path) = parts.find(|part| !part.is_empty()) else { continue };
        // A deleted file has no text.
        let Ok(text) = git.ask(&["cat-file", "blob", &format!("{commit}:{path}")], b"") else { continue };
        versions.push(FileVersion {
            commit: commit.to_owned(),
            email: email.to_owned(),
            cut_off: is_shallow && parents.is_empty(),
            text: String::from_utf8_lossy(&text).into_owned(),
        });
    }
    Ok(versions)
}
