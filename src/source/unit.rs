//! Units: files that are read, cached and replaced together.
//!
//! A unit is the granularity of incremental builds: while a unit is unchanged, everything derived from its files alone is
//! unchanged too. What the files mean is not known here.

use std::sync::OnceLock;

use super::{Image, SourceFile};

/// The folder of an incident, a maintenance or a theme, a public folder with its texts and images, or any other single
/// file.
#[derive(Debug)]
pub struct Unit {
    /// The common prefix of all paths: a folder with a trailing `/`, or a file.
    pub(super) key: String,
    /// In the order of paths.
    pub(super) files: Vec<SourceFile>,
    /// In the order of paths.
    pub(super) images: Vec<Image>,
    /// Whether a public file has an audience, if that was asked.
    pub(super) has_audience: OnceLock<bool>,
}

impl Unit {
    /// Creates a unit. The files and images are in the order of paths.
    pub(super) const fn new(key: String, files: Vec<SourceFile>, images: Vec<Image>) -> Self {
        Self { key, files, images, has_audience: OnceLock::new() }
    }

    /// Returns the common prefix of all paths: a folder with a trailing `/`, or a file. Units are sorted by it.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the text files, in the order of paths.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Returns the images, in the order of paths.
    #[must_use]
    pub fn images(&self) -> &[Image] {
        &self.images
    }

    /// Returns the text file at a path.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?)
    }

    /// Returns the image at a path. Texts show images from their own folder only, which is in the same unit.
    #[must_use]
    pub fn image(&self, path: &str) -> Option<&Image> {
        self.images.get(self.images.binary_search_by(|image| image.path.as_str().cmp(path)).ok()?)
    }
}

/// Returns the key of the unit that a path belongs to. Sorting units by key sorts their files by path, because no folder
/// key is a prefix of another.
pub(super) fn key_of(path: &str) -> &str {
    let mut parts = path.split('/');
    let depth = match (parts.next(), parts.next()) {
        (Some("content"), Some("incidents" | "maintenance")) => 3,
        (Some("content"), Some("components" | "notices" | "pages")) | (Some("themes"), _) => 2,
        _ => return path,
    };
    memchr::memchr_iter(b'/', path.as_bytes()).nth(depth - 1).map_or(path, |slash| &path[..=slash])
}

#[cfg(test)]
mod tests {
    use super::key_of;

    #[test]
    fn an_incident_folder_is_a_unit_and_a_single_file_is_a_unit() {
        for (path, key) in [
            ("content/incidents/x/comms/2026-03-14T0922Z.md", "content/incidents/x/"),
            ("content/maintenance/x/maintenance.md", "content/maintenance/x/"),
            ("content/incidents/stray.md", "content/incidents/stray.md"),
            ("content/components/payments/checkout.md", "content/components/"),
            ("content/pages/about.md", "content/pages/"),
            ("content/site.toml", "content/site.toml"),
            ("content/customers/acme.md", "content/customers/acme.md"),
            ("themes/own/templates/base.html", "themes/own/"),
            ("themes/stray", "themes/stray"),
        ] {
            assert_eq!(key_of(path), key);
        }
    }
}
