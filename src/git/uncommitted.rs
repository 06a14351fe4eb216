//! Whether anything that a build reads is in no commit: also what git was told to overlook.

use super::GitError;
use super::program::Git;
use crate::source::{ScanOptions, StoredFiles};

/// The folders that a build reads.
const READ: [&str; 3] = ["--", "content", "themes"];

/// Whether a file that a build would read is not as it is in the newest commit, or not in it at all.
pub(super) fn has_uncommitted(git: &Git) -> Result<bool, GitError> {
    let status = ["status", "--porcelain", "-z", "--untracked-files=all", "--ignored=matching"];
    let status = git.ask(&[&status[..], &READ[..]].concat(), b"")?;
    // Of what is ignored, only that counts which a build does not ignore too.
    let counts = |entry: &[u8]| match entry.strip_prefix(b"!! ") {
        Some(path) => is_read(&String::from_utf8_lossy(path)),
        None => !entry.is_empty(),
    };
    if status.split(|byte| *byte == 0).any(counts) {
        return Ok(true);
    }
    // A tag in lower case: assumed to be unchanged; `S`: not looked at.
    let listed = git.ask(&[&["ls-files", "-v", "-z"][..], &READ[..]].concat(), b"")?;
    let overlooked = |entry: &[u8]| entry.first().is_some_and(|tag| tag.is_ascii_lowercase() || *tag == b'S');
    Ok(listed.split(|byte| *byte == 0).any(overlooked))
}

fn is_read(path: &str) -> bool {
    StoredFiles::wants(path.trim_end_matches('/'), ScanOptions { public_only: false })
}
