//! The remote of the current branch.

use std::path::Path;

use super::program::{Git, line};

/// Where the current branch is pushed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// The URL of the remote, as written in the settings.
    pub url: String,
    /// The branch in the remote, or the current branch if it has no upstream.
    pub branch: String,
    /// The path of the project in the repository: empty, or with a trailing `/`.
    pub prefix: String,
}

/// Returns the remote of the current branch, or else `origin`. `None` without a repository, a branch or a remote.
#[must_use]
pub fn remote(root: &Path) -> Option<Remote> {
    let git = Git::find(root).ok()?;
    let ask =
        |arguments: &[&str]| git.ask(arguments, b"").and_then(line).ok().filter(|text| !text.is_empty());
    let branch = ask(&["symbolic-ref", "--short", "HEAD"])?;
    let setting = |key: &str| ask(&["config", "--get", key]);
    let name = setting(&format!("branch.{branch}.remote")).unwrap_or_else(|| "origin".to_owned());
    let url = setting(&format!("remote.{name}.url"))?;
    let upstream = setting(&format!("branch.{branch}.merge"));
    let upstream = upstream.and_then(|name| name.strip_prefix("refs/heads/").map(str::to_owned));
    Some(Remote { url, branch: upstream.unwrap_or(branch), prefix: git.full_path("") })
}
