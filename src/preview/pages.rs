//! The files of one view, looked up as a static host does. Nothing outside this map is ever served.

use std::sync::Arc;

use super::content_types::ContentTypes;
use super::target::encoded;
use crate::artifact::Artifact;

/// The files of a site at a base path.
#[derive(Debug)]
pub(super) struct Pages {
    /// The base path, without a trailing slash.
    base: String,
    /// Sorted by path.
    files: Vec<Arc<Artifact>>,
    types: ContentTypes,
}

/// The result of looking up a path.
#[derive(Debug)]
pub(super) enum Lookup<'a> {
    /// A file and its content type.
    File(&'a Arc<Artifact>, &'a str),
    /// A redirect to the URL of a folder.
    Redirect(String),
    /// Nothing; the 404 page of the site, if it has one.
    NotFound(Option<&'a Arc<Artifact>>),
}

impl Pages {
    /// The files of a site with the base path `base`.
    pub(super) fn new(outputs: &[Arc<Artifact>], base: &str) -> Self {
        let mut files = outputs.to_vec();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut pages = Self { base: base.to_owned(), files, types: ContentTypes::default() };
        if let Some(headers) = pages.file("_headers") {
            pages.types = ContentTypes::read(&String::from_utf8_lossy(&headers.bytes), base);
        }
        pages
    }

    /// Looks up a path.
    pub(super) fn find(&self, path: &str) -> Lookup<'_> {
        let below = match path.strip_prefix(self.base.as_str()) {
            // The site has a base path; redirect the root of the host to it.
            _ if path == "/" && !self.base.is_empty() => return self.home(),
            Some("") => return self.home(),
            Some(below) if below.starts_with('/') => below.trim_start_matches('/'),
            _ => return Lookup::NotFound(self.file("404.html")),
        };
        let found = if below.is_empty() || below.ends_with('/') {
            self.file(&format!("{below}index.html"))
        } else {
            // Files that begin with an underscore are for the host, not for visitors.
            self.file(below).filter(|_| !below.starts_with('_'))
        };
        match found {
            Some(file) => Lookup::File(file, self.types.of(&file.path)),
            None if self.file(&format!("{below}/index.html")).is_some() => {
                Lookup::Redirect(format!("{}/", encoded(path)))
            }
            None => Lookup::NotFound(self.file("404.html")),
        }
    }

    /// All files, sorted by path.
    pub(super) fn files(&self) -> &[Arc<Artifact>] {
        &self.files
    }

    /// The base path, without a trailing slash.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    fn home(&self) -> Lookup<'_> {
        Lookup::Redirect(format!("{}/", encoded(&self.base)))
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

    fn looked_up(pages: &Pages, path: &str) -> String {
        match pages.find(path) {
            Lookup::File(file, _) => file.path.clone(),
            Lookup::Redirect(to) => format!("> {to}"),
            Lookup::NotFound(page) => format!("404 {}", page.map_or("", |page| &page.path)),
        }
    }

    #[test]
    fn paths_are_resolved_as_on_a_static_host() {
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
            assert_eq!(looked_up(&root, path), expected, "{path}");
        }
    }

    #[test]
    fn a_site_with_a_base_path_is_served_below_it() {
        let below = pages("/status");
        for (path, expected) in [
            ("/", "> /status/"),
            ("/status", "> /status/"),
            ("/status/", "index.html"),
            ("/status/incidents/x", "> /status/incidents/x/"),
            ("/feed.xml", "404 404.html"),
            ("/statusfeed.xml", "404 404.html"),
        ] {
            assert_eq!(looked_up(&below, path), expected, "{path}");
        }
    }
}
