//! The files of one view, found as a static host finds them. Whatever is not in this map does not exist.

use std::sync::Arc;

use super::address::encoded;
use super::content_types::ContentTypes;
use crate::artifact::Artifact;

/// The files of a site below a path.
#[derive(Debug)]
pub(super) struct Pages {
    /// The path that all addresses begin with, without a slash at its end.
    base: String,
    /// In the order of their paths.
    files: Vec<Arc<Artifact>>,
    types: ContentTypes,
}

/// What stands at an address.
#[derive(Debug)]
pub(super) enum Found<'a> {
    /// A file, and what kind it is.
    File(&'a Arc<Artifact>, &'a str),
    /// It is a folder: the address that it has.
    Moved(String),
    /// Nothing: the site's own page that says so.
    Nothing(Option<&'a Arc<Artifact>>),
}

impl Pages {
    /// The files of a site at `base`.
    pub(super) fn new(outputs: &[Arc<Artifact>], base: &str) -> Self {
        let mut files = outputs.to_vec();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut pages = Self { base: base.to_owned(), files, types: ContentTypes::default() };
        if let Some(headers) = pages.file("_headers") {
            pages.types = ContentTypes::read(&String::from_utf8_lossy(&headers.bytes), base);
        }
        pages
    }

    /// What stands at a path.
    pub(super) fn find(&self, path: &str) -> Found<'_> {
        let below = match path.strip_prefix(self.base.as_str()) {
            // The site lies below a path of its own: whoever asks for the root of the host wants the site.
            _ if path == "/" && !self.base.is_empty() => return self.home(),
            Some("") => return self.home(),
            Some(below) if below.starts_with('/') => below.trim_start_matches('/'),
            _ => return Found::Nothing(self.file("404.html")),
        };
        let found = if below.is_empty() || below.ends_with('/') {
            self.file(&format!("{below}index.html"))
        } else {
            // What begins with an underscore is for the host and not for its visitors.
            self.file(below).filter(|_| !below.starts_with('_'))
        };
        match found {
            Some(file) => Found::File(file, self.types.of(&file.path)),
            None if self.file(&format!("{below}/index.html")).is_some() => {
                Found::Moved(format!("{}/", encoded(path)))
            }
            None => Found::Nothing(self.file("404.html")),
        }
    }

    /// All files, in the order of their paths.
    pub(super) fn files(&self) -> &[Arc<Artifact>] {
        &self.files
    }

    /// The path that all addresses begin with.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    fn home(&self) -> Found<'_> {
        Found::Moved(format!("{}/", encoded(&self.base)))
    }

    fn file(&self, path: &str) -> Option<&Arc<Artifact>> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        self.files.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifact::ArtifactKind;

    fn pages(base: &str) -> Pages {
        let paths = ["index.html", "incidents/x/index.html", "feed.xml", "404.html", "_headers"];
        let outputs: Vec<_> =
            paths.into_iter().map(|path| Arc::new(Artifact::new(path, path, ArtifactKind::Page))).collect();
        Pages::new(&outputs, base)
    }

    fn shown(pages: &Pages, path: &str) -> String {
        match pages.find(path) {
            Found::File(file, _) => file.path.clone(),
            Found::Moved(to) => format!("> {to}"),
            Found::Nothing(page) => format!("404 {}", page.map_or("", |page| &page.path)),
        }
    }

    #[test]
    fn addresses_lead_where_a_static_host_leads_them() {
        let root = pages("");
        for (path, expected) in [
            ("/", "index.html"),
            ("/incidents/x/", "incidents/x/index.html"),
            ("/incidents/x", "> /incidents/x/"),
            ("/feed.xml", "feed.xml"),
            ("/feed.xml/", "404 404.html"),
            ("/incidents/", "404 404.html"),
            ("/_headers", "404 404.html"),
            ("/nothing", "404 404.html"),
        ] {
            assert_eq!(shown(&root, path), expected, "{path}");
        }
    }

    #[test]
    fn a_site_below_a_path_stays_there() {
        let below = pages("/status");
        for (path, expected) in [
            ("/", "> /status/"),
            ("/status", "> /status/"),
            ("/status/", "index.html"),
            ("/status/incidents/x", "> /status/incidents/x/"),
            ("/feed.xml", "404 404.html"),
            ("/statusfeed.xml", "404 404.html"),
        ] {
            assert_eq!(shown(&below, path), expected, "{path}");
        }
    }
}
