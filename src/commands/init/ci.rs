//! The workflow that checks and publishes, for those who host the repository.

use std::path::Path;

use crate::cli::Ci;
use crate::commands::new_files::NewFile;
use crate::git::origin;

/// The files of a workflow.
pub(super) fn files(ci: Ci) -> Vec<NewFile> {
    match ci {
        Ci::Github => vec![
            NewFile::new(".github/workflows/allclear.yml", include_str!("github/workflow.yml")),
            NewFile::new(".github/actions/install-allclear/action.yml", include_str!("github/action.yml")),
        ],
        Ci::Gitlab => vec![NewFile::new(".gitlab-ci.yml", include_str!("gitlab/gitlab-ci.yml"))],
        Ci::None => Vec::new(),
    }
}

/// Who hosts the repository, as far as its files and its remote tell; nobody, if they do not.
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

/// What is left to do before a workflow runs.
pub(super) const fn next_step(ci: Ci) -> &'static str {
    match ci {
        Ci::Github => {
            "before you push: say in `.github/actions/install-allclear/action.yml` where allclear comes from, \
             and see the first lines of `.github/workflows/allclear.yml`"
        }
        Ci::Gitlab => "before you push: see the first lines of `.gitlab-ci.yml`",
        Ci::None => "`allclear init --ci github` or `--ci gitlab` adds a workflow that checks and publishes",
    }
}

/// The host of a repository's address: `https://host/…`, `ssh://git@host:22/…` or `git@host:…`.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let end = rest.find(['/', ':']).unwrap_or(rest.len());
    // A name and a password may stand before the host.
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
    fn the_host_of_an_address_is_found_in_each_way_of_writing_it() {
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
