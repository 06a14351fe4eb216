//! The boundary between public and internal files, determined by the path alone.
//!
//! Only the files listed here can change a byte of the public site; everything else is internal. Paths make the boundary
//! visible to people and let `CODEOWNERS` enforce it.

/// The side of the boundary that a file is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Written for customers; may be published.
    Public,
    /// Never published; all it can do is make a build fail.
    Internal,
}

impl Side {
    /// Returns the side of a file from its path below the project root (`content/…`, with `/` between the parts).
    #[must_use]
    pub fn of(path: &str) -> Self {
        let mut parts = path.split('/');
        let public = match (parts.next(), parts.next()) {
            (Some("content"), Some("site.toml")) => parts.next().is_none(),
            // Themes are written to be published, and findings may quote their templates.
            (Some("content"), Some("components" | "notices" | "pages")) | (Some("themes"), Some(_)) => {
                parts.next().is_some()
            }
            (Some("content"), Some("incidents" | "maintenance")) => {
                parts.next().is_some() && parts.next() == Some("comms") && parts.next().is_some()
            }
            _ => false,
        };
        if public { Self::Public } else { Self::Internal }
    }

    /// Whether a folder is public or can contain public files at any depth. A public build does not even open the
    /// others.
    #[must_use]
    pub fn may_contain_public(folder: &str) -> bool {
        let parts: Vec<&str> = folder.split('/').collect();
        match parts.as_slice() {
            ["content" | "themes"]
            | ["content", "incidents" | "maintenance"]
            | ["content", "incidents" | "maintenance", _] => true,
            _ => Self::of(&format!("{folder}/file")) == Self::Public,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_paths_are_public() {
        for path in [
            "content/site.toml",
            "content/components/api.md",
            "content/components/payments/_group.toml",
            "content/notices/moving.md",
            "content/pages/about.md",
            "content/incidents/2026-03-14-db/comms/2026-03-14T0922Z.md",
            "content/maintenance/2026-03-14-db/comms/2026-03-14T0922Z.md",
            "themes/harbor/base.html",
        ] {
            assert_eq!(Side::of(path), Side::Public, "{path}");
        }
    }

    #[test]
    fn all_other_paths_are_internal() {
        for path in [
            "content/people.toml",
            "content/owners.toml",
            "content/customers/acme.md",
            "content/snippets/start.md",
            "content/incidents/2026-03-14-db/incident.md",
            "content/incidents/2026-03-14-db/timeline/2026-03-14T0922Z-ana.md",
            "content/incidents/2026-03-14-db/postmortem.md",
            "content/incidents/2026-03-14-db/comms",
            "content/incidents/comms/2026-03-14T0922Z.md",
            "content/incidents/2026-03-14-db/timeline/comms/x.md",
            "content/maintenance/2026-03-14-db/maintenance.md",
            "content/site.toml/x",
            "content/new-kind/x.md",
            "themes.toml",
        ] {
            assert_eq!(Side::of(path), Side::Internal, "{path}");
        }
    }

    #[test]
    fn a_public_build_skips_folders_that_cannot_contain_public_files() {
        for folder in [
            "content",
            "content/incidents/x",
            "content/incidents/x/comms",
            "content/components/a/b",
            "themes/x",
        ] {
            assert!(Side::may_contain_public(folder), "{folder}");
        }
        for folder in
            ["content/customers", "content/snippets", "content/incidents/x/timeline", "content/other"]
        {
            assert!(!Side::may_contain_public(folder), "{folder}");
        }
    }
}
