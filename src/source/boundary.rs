//! The boundary by path: the one place that says which files may change a byte of the public site.
//!
//! It is by path so that people can see it and `CODEOWNERS` can enforce it. Everything that is not listed here
//! is internal.

/// On which side of the boundary a file lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Written for customers: may reach public bytes.
    Public,
    /// Stays in the house: may make a build fail, and nothing else.
    Internal,
}

impl Side {
    /// The side of a file, by its path below the project root (`content/…`, with `/` between the parts).
    #[must_use]
    pub fn of(path: &str) -> Self {
        let mut parts = path.split('/');
        let public = match (parts.next(), parts.next()) {
            (Some("content"), Some("site.toml")) => parts.next().is_none(),
            // A theme is made to be published; its templates may be quoted anywhere.
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

    /// Whether a folder is public, or can hold public files further down: the others need not even be opened by
    /// whoever may not see internal files.
    #[must_use]
    pub fn may_hold_public(folder: &str) -> bool {
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
    fn only_the_files_that_the_design_names_are_public() {
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
    fn everything_else_is_internal() {
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
    fn folders_without_public_files_are_not_for_the_eyes_of_a_public_build() {
        for folder in [
            "content",
            "content/incidents/x",
            "content/incidents/x/comms",
            "content/components/a/b",
            "themes/x",
        ] {
            assert!(Side::may_hold_public(folder), "{folder}");
        }
        for folder in
            ["content/customers", "content/snippets", "content/incidents/x/timeline", "content/other"]
        {
            assert!(!Side::may_hold_public(folder), "{folder}");
        }
    }
}
