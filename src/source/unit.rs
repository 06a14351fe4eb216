//! Files that are read, kept and replaced together.
//!
//! A unit is the smallest thing that whoever builds again and again has to look at: as long as it is the same, so
//! is everything that was made of its files alone. What the files mean is not known here.

use super::{Image, SourceFile};

/// The folder of an incident, of a maintenance or of a theme, one of the public folders whose texts may show the
/// pictures beside them, or any other file by itself.
#[derive(Debug)]
pub struct Unit {
    /// The beginning that all its paths share: a folder with a `/` at its end, or a file.
    pub(super) key: String,
    /// In the order of paths.
    pub(super) files: Vec<SourceFile>,
    /// In the order of paths.
    pub(super) images: Vec<Image>,
}

impl Unit {
    /// The beginning that all its paths share: a folder with a `/` at its end, or a file. Units come in its order.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The text files, in the order of paths.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The pictures, in the order of paths.
    #[must_use]
    pub fn images(&self) -> &[Image] {
        &self.images
    }

    /// The file at a path.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?)
    }

    /// A picture by its path. A text shows pictures that lie beside it, so they are always of its own unit.
    #[must_use]
    pub fn image(&self, path: &str) -> Option<&Image> {
        self.images.get(self.images.binary_search_by(|image| image.path.as_str().cmp(path)).ok()?)
    }
}

/// The key of the unit that a path belongs to. Units in the order of their keys are files in the order of their
/// paths, since no key of a folder is the beginning of another.
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
    fn a_folder_of_an_incident_is_one_unit_and_a_file_at_the_top_another() {
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
