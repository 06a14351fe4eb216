//! The views of the preview and their paths.

use crate::pipeline::Viewer;

/// The path of everything that belongs to the preview itself. No path of a site begins with an underscore.
pub(super) const PREFIX: &str = "/__preview";

/// The name of a view.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ViewName {
    /// The public view, at its real paths.
    Public,
    /// The site for colleagues, if the project has one, below [`PREFIX`].
    Board,
    /// Another view, below [`PREFIX`].
    Other(Viewer),
}

impl ViewName {
    /// The view that a path belongs to.
    pub(super) fn of(path: &str) -> Self {
        let Some(below) = path.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix('/')) else {
            return Self::Public;
        };
        let mut parts = below.split('/');
        match (parts.next(), parts.next()) {
            (Some("drafts"), _) => Self::Other(Viewer::Drafts),
            (Some("board"), _) => Self::Board,
            (Some("customers"), Some(id)) if !id.is_empty() => Self::Other(Viewer::Customer(id.to_owned())),
            _ => Self::Public,
        }
    }

    /// Parses a name: `public`, `board`, `drafts` or `customers/<id>`.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "public" => Some(Self::Public),
            _ => Some(Self::of(&format!("{PREFIX}/{name}")))
                .filter(|view| *view != Self::Public && view.name() == name),
        }
    }

    /// The name, as parsed by [`ViewName::named`].
    pub(super) fn name(&self) -> String {
        match self {
            Self::Public => "public".to_owned(),
            Self::Board => "board".to_owned(),
            Self::Other(Viewer::Drafts) => "drafts".to_owned(),
            Self::Other(Viewer::Customer(id)) => format!("customers/{id}"),
        }
    }

    /// The base path. It is empty for the public view, whose base path the site determines.
    pub(super) fn base(&self) -> String {
        match self {
            Self::Public => String::new(),
            Self::Board | Self::Other(_) => format!("{PREFIX}/{}", self.name()),
        }
    }

    /// The id of the customer whose view this is.
    pub(super) fn customer(&self) -> Option<&str> {
        match self {
            Self::Other(Viewer::Customer(id)) => Some(id),
            Self::Public | Self::Board | Self::Other(Viewer::Drafts) => None,
        }
    }

    /// Whether the view shows unpublished drafts.
    pub(super) const fn has_drafts(&self) -> bool {
        matches!(self, Self::Other(Viewer::Drafts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_names_map_to_the_same_view() {
        for (path, name) in [
            ("/", "public"),
            ("/incidents/x/", "public"),
            ("/__preview/drafts/", "drafts"),
            ("/__preview/drafts", "drafts"),
            ("/__preview/board/incidents/x/", "board"),
            ("/__preview/customers/acme/history/", "customers/acme"),
            ("/__preview/customers/", "public"),
            ("/__preview/bar.js", "public"),
            ("/__previewdrafts/", "public"),
        ] {
            let view = ViewName::of(path);
            assert_eq!(view.name(), name, "{path}");
            assert_eq!(ViewName::named(name), Some(view));
        }
        for name in ["", "drafts/x", "board/x", "customers/", "customers/a/b", "other"] {
            assert_eq!(ViewName::named(name), None, "{name}");
        }
    }
}
