//! Detects uncommitted changes in what a build reads, including files that git ignores.

use super::GitError;
use super::program::Git;
use crate::source::{ScanOptions, StoredFiles};

/// The folders that a build reads.
const READ: [&str; 3] = ["--", "content", "themes"];

/// Whether a file that a build reads differs from the newest commit or is not in it.
pub(super) fn has_uncommitted(git: &Git) -> Result<bool, GitError> {
    let status = ["status", "--porcelain", "-z", "--untracked-files=all", "--ignored=matching"];
    let status = git.ask(&[&status[..], &READ[..]].concat(), b"")?;
    // Ignored files count only if a build does not ignore them too.
    let counts = |entry: &[u8]| match entry.strip_prefix(b"!! ") {
        Some(path) => is_read(&String::from_utf8_lossy(path)),
        None => !entry.is_empty(),
    };
    if status.split(|byte| *byte == 0).any(counts) {
        return Ok(true);
    }
    // A lower-case tag means "assume unchanged", and `S` "skip worktree".
    let listed = git.ask(&[&["ls-files", "-v", "-z"][..], &READ[..]].concat(), b"")?;
    let is_skipped = |entry: &[u8]| entry.first().is_some_and(|tag| tag.is_ascii_lowercase() || *tag == b'S');
    Ok(listed.split(|byte| *byte == 0).any(is_skipped))
}

fn is_read(path: &str) -> bool {
    StoredFiles::wants(path.trim_end_matches('/'), ScanOptions { public_only: false })
}
