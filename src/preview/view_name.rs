//! The views that the preview knows, and where in it each lies.

use crate::pipeline::Viewer;

/// Where everything lies that is the preview's own. No address of a site begins with an underscore.
pub(super) const OWN: &str = "/__preview";

/// Names a view.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ViewName {
    /// What the public sees, at its real paths.
    Public,
    /// What somebody else sees, below the preview's own path.
    Other(Viewer),
}

impl ViewName {
    /// The view that a path lies in.
    pub(super) fn of(path: &str) -> Self {
        let Some(below) = path.strip_prefix(OWN).and_then(|rest| rest.strip_prefix('/')) else {
            return Self::Public;
        };
        let mut parts = below.split('/');
        match (parts.next(), parts.next()) {
            (Some("drafts"), _) => Self::Other(Viewer::Drafts),
            (Some("customers"), Some(id)) if !id.is_empty() => Self::Other(Viewer::Customer(id.to_owned())),
            _ => Self::Public,
        }
    }

    /// The view of this name: `public`, `drafts`, or a customer's `customers/<id>`.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "public" => Some(Self::Public),
            _ => Some(Self::of(&format!("{OWN}/{name}")))
                .filter(|view| *view != Self::Public && view.name() == name),
        }
    }

    /// Its name.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Public => "public".to_owned(),
            Self::Other(Viewer::Drafts) => "drafts".to_owned(),
            Self::Other(Viewer::Customer(id)) => format!("customers/{id}"),
        }
    }

    /// The path that its addresses begin with. That of the public view is the site's own business.
    pub(super) fn base(&self) -> String {
        match self {
            Self::Public => String::new(),
            Self::Other(_) => format!("{OWN}/{}", self.name()),
        }
    }

    /// The customer whose view it is.
    pub(super) fn customer(&self) -> Option<&str> {
        match self {
            Self::Other(Viewer::Customer(id)) => Some(id),
            Self::Public | Self::Other(Viewer::Drafts) => None,
        }
    }

    /// Whether it shows what is not published.
    pub(super) const fn has_drafts(&self) -> bool {
        matches!(self, Self::Other(Viewer::Drafts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_its_view_and_a_view_its_path() {
        for (path, name) in [
            ("/", "public"),
            ("/incidents/x/", "public"),
            ("/__preview/drafts/", "drafts"),
            ("/__preview/drafts", "drafts"),
            ("/__preview/customers/acme/history/", "customers/acme"),
            ("/__preview/customers/", "public"),
            ("/__preview/bar.js", "public"),
            ("/__previewdrafts/", "public"),
        ] {
            let view = ViewName::of(path);
            assert_eq!(view.name(), name, "{path}");
            assert_eq!(ViewName::named(name), Some(view));
        }
        for name in ["", "drafts/x", "customers/", "customers/a/b", "other"] {
            assert_eq!(ViewName::named(name), None, "{name}");
        }
    }
}
