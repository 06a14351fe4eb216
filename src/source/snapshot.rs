//! Everything that was read, at one moment.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{FileId, Image, Side, SourceFile};

/// The files of a project, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: Vec<SourceFile>,
    images: BTreeMap<String, Image>,
}

impl Snapshot {
    /// Puts files into the order of their paths and numbers them. The order in which they come does not matter.
    #[must_use]
    pub fn new(mut files: Vec<SourceFile>, images: Vec<Image>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        for (index, file) in files.iter_mut().enumerate() {
            file.id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        }
        Self { files, images: images.into_iter().map(|image| (image.path.clone(), image)).collect() }
    }

    /// A snapshot of texts that lie nowhere: for tests, benchmarks and whoever keeps files in memory.
    pub fn of_texts<P: Into<String>, T: Into<Arc<str>>>(texts: impl IntoIterator<Item = (P, T)>) -> Self {
        let file = |(path, text): (P, T)| {
            let path = path.into();
            SourceFile { id: FileId(0), side: Side::of(&path), path, text: text.into(), readable: true }
        };
        Self::new(texts.into_iter().map(file).collect(), Vec::new())
    }

    /// All text files.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// One file. Every id that a snapshot gave out is valid in it.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.index())
    }

    /// The file at a path.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&SourceFile> {
        self.files
            .binary_search_by(|file| file.path.as_str().cmp(path))
            .ok()
            .and_then(|index| self.files.get(index))
    }

    /// All pictures, in the order of their paths.
    pub fn images(&self) -> impl Iterator<Item = &Image> {
        self.images.values()
    }

    /// A picture by its path.
    #[must_use]
    pub fn image(&self, path: &str) -> Option<&Image> {
        self.images.get(path)
    }

    /// The text files in a folder and in the folders below it.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        let first = self.files.partition_point(|file| file.path.as_str() < folder);
        let rest = self.files.get(first..).unwrap_or_default().iter();
        // `a-b/x` sorts between `a` and `a/x`, so a file that only begins alike does not end the walk.
        rest.take_while(move |file| file.path.starts_with(folder))
            .filter(move |file| file.path[folder.len()..].starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Side};

    fn file(path: &str) -> SourceFile {
        SourceFile { id: FileId(0), path: path.into(), side: Side::of(path), text: "".into(), readable: true }
    }

    #[test]
    fn a_folder_holds_what_is_below_it_and_not_what_begins_alike() {
        let paths = ["a", "a-b/x", "a/x", "a/y/z", "a0", "b/a/x"];
        let snapshot = Snapshot::new(paths.map(file).to_vec(), Vec::new());
        let below: Vec<&str> = snapshot.below("a").map(|file| file.path.as_str()).collect();
        assert_eq!(below, ["a/x", "a/y/z"]);
    }
}
