//! The workflow that checks and publishes, for the service that hosts the repository.

use std::path::Path;

use crate::authoring::PlannedFile;
use crate::cli::Ci;
use crate::git::origin;

/// Returns the files of the workflow.
pub(super) fn files(ci: Ci) -> Vec<PlannedFile> {
    match ci {
        Ci::Github => vec![
            PlannedFile::new(".github/workflows/allclear.yml", include_str!("github/workflow.yml")),
            PlannedFile::new(
                ".github/actions/install-allclear/action.yml",
                include_str!("github/action.yml"),
            ),
        ],
        Ci::Gitlab => vec![PlannedFile::new(".gitlab-ci.yml", include_str!("gitlab/gitlab-ci.yml"))],
        Ci::None => Vec::new(),
    }
}

/// Detects the hosting service from the files of the repository, then from its remote.
pub(super) fn detected(root: &Path) -> Ci {
    let has = |name: &str| root.join(name).exists();
    let remote = origin(root).unwrap_or_default();
    if has(".gitlab-ci.yml") || has(".gitlab") {
        Ci::Gitlab
    } else if has(".github") {
        Ci::Github
    } else if host(&remote).contains("gitlab") {
        Ci::Gitlab
    } else if host(&remote).contains("github") {
        Ci::Github
    } else {
        Ci::None
    }
}

/// Returns the next step before the workflow runs.
pub(super) const fn next_step(ci: Ci) -> &'static str {
    match ci {
        Ci::Github => {
            "before you push: set the source of allclear in `.github/actions/install-allclear/action.yml`, \
             and read the first lines of `.github/workflows/allclear.yml`"
        }
        Ci::Gitlab => "before you push: read the first lines of `.gitlab-ci.yml`",
        Ci::None => "`allclear init --ci github` or `--ci gitlab` adds a workflow that checks and publishes",
    }
}

/// Returns the host of a repository's address: `https://host/…`, `ssh://git@host:22/…` or `git@host:…`.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let end = rest.find(['/', ':']).unwrap_or(rest.len());
    // A user name and a password may precede the host.
    match rest.split_once('@') {
        Some((before, rest)) if !before.contains('/') => {
            rest.get(..rest.find(['/', ':']).unwrap_or(rest.len())).unwrap_or_default()
        }
        _ => rest.get(..end).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_is_found_in_every_form_of_address() {
        for address in [
            "https://code.example/a/b.git",
            "ssh://git@code.example:2222/a/b.git",
            "git@code.example:a/b.git",
            "https://me:secret@code.example/a@b",
            "https://code.example:8443/gitlab/x",
        ] {
            assert_eq!(host(address), "code.example", "{address}");
        }
        assert_eq!(host("/srv/github/x.git"), "");
        assert_eq!(host(""), "");
    }
}
