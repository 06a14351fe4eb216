//! Everything that was read, at one moment.

use std::sync::{Arc, OnceLock};

use super::unit::key_of;
use super::{Image, Side, SourceFile, Unit};
use crate::diagnostics::{SourceLookup, SourceText};
use crate::span::FileId;

/// The files of a project, in the order of their paths. A clone shares all of them.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// In the order of keys, and so of paths.
    units: Vec<Arc<Unit>>,
    /// Unit and place in it by the number of the id. Made when the first file is asked for by its id: most builds
    /// have nothing to say about any file.
    by_id: OnceLock<Vec<Option<(u32, u32)>>>,
}

impl Snapshot {
    /// Puts files into the order of their paths and numbers them. The order in which they come does not matter.
    #[must_use]
    pub fn new(mut files: Vec<SourceFile>, mut images: Vec<Image>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        images.sort_by(|a, b| a.path.cmp(&b.path));
        let mut units: Vec<Unit> = Vec::new();
        for (index, mut file) in files.into_iter().enumerate() {
            file.id = FileId::new(u32::try_from(index).unwrap_or(u32::MAX));
            let key = key_of(&file.path);
            match units.last_mut().filter(|unit| unit.key == key) {
                Some(unit) => unit.files.push(file),
                None => units.push(Unit { key: key.to_owned(), files: vec![file], images: Vec::new() }),
            }
        }
        for image in images {
            let key = key_of(&image.path);
            match units.binary_search_by(|unit| unit.key.as_str().cmp(key)) {
                Ok(index) => units[index].images.push(image),
                Err(index) => {
                    let key = key.to_owned();
                    units.insert(index, Unit { key, files: Vec::new(), images: vec![image] });
                }
            }
        }
        Self::of_units(units.into_iter().map(Arc::new).collect())
    }

    /// A snapshot of units in the order of their keys, whose files have ids of their own each.
    pub(super) fn of_units(units: Vec<Arc<Unit>>) -> Self {
        debug_assert!(units.is_sorted_by(|a, b| a.key < b.key), "units come in the order of their keys");
        Self { units, by_id: OnceLock::new() }
    }

    /// A snapshot of texts that lie nowhere: for tests, benchmarks and whoever keeps files in memory.
    pub fn of_texts<P: Into<String>, T: Into<Arc<str>>>(texts: impl IntoIterator<Item = (P, T)>) -> Self {
        let file = |(path, text): (P, T)| {
            let path = path.into();
            SourceFile { id: FileId::new(0), side: Side::of(&path), path, text: text.into(), readable: true }
        };
        Self::new(texts.into_iter().map(file).collect(), Vec::new())
    }

    /// The files in the parts that are kept and replaced together. A part in which nothing changed is the same
    /// `Arc` in the next snapshot of the same scanner.
    #[must_use]
    pub fn units(&self) -> &[Arc<Unit>] {
        &self.units
    }

    /// All text files, in the order of their paths.
    pub fn files(&self) -> impl DoubleEndedIterator<Item = &SourceFile> + Clone {
        self.units.iter().flat_map(|unit| &unit.files)
    }

    /// How many text files there are.
    #[must_use]
    pub fn file_count(&self) -> usize {
        self.units.iter().map(|unit| unit.files.len()).sum()
    }

    /// One file. Every id that a snapshot gave out is valid in it.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.file_of_index(id.index())
    }

    /// The file whose id has this [index](FileId::index).
    #[must_use]
    pub fn file_of_index(&self, index: usize) -> Option<&SourceFile> {
        let (unit, file) = (*self.by_id.get_or_init(|| self.table()).get(index)?)?;
        self.units.get(unit as usize)?.files.get(file as usize)
    }

    /// One past the highest [index](FileId::index) of a file: from here on, numbers are free for other files.
    #[must_use]
    pub fn end_of_indexes(&self) -> usize {
        self.by_id.get_or_init(|| self.table()).len()
    }

    fn table(&self) -> Vec<Option<(u32, u32)>> {
        let highest = self.files().map(|file| file.id.index()).max();
        let mut table = vec![None; highest.map_or(0, |highest| highest + 1)];
        for (unit, of_unit) in (0_u32..).zip(&self.units) {
            for (index, file) in (0_u32..).zip(&of_unit.files) {
                table[file.id.index()] = Some((unit, index));
            }
        }
        table
    }

    /// The file at a path.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&SourceFile> {
        self.unit_of(path)?.at(path)
    }

    /// All pictures, in the order of their paths.
    pub fn images(&self) -> impl Iterator<Item = &Image> {
        self.units.iter().flat_map(|unit| &unit.images)
    }

    /// A picture by its path.
    #[must_use]
    pub fn image(&self, path: &str) -> Option<&Image> {
        self.unit_of(path)?.image(path)
    }

    /// The part that the file or picture at a path belongs to, if it has any file.
    #[must_use]
    pub fn unit_of(&self, path: &str) -> Option<&Arc<Unit>> {
        let key = key_of(path);
        let index = self.units.binary_search_by(|unit| unit.key.as_str().cmp(key)).ok()?;
        self.units.get(index)
    }

    /// The text files in a folder and in the folders below it.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        let inside = move |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let first = self.units.partition_point(|unit| unit.key.as_str() <= folder);
        // What only begins alike may stand between the two: `a-b/x` sorts between `a` and `a/x`.
        let rest = self.units.get(first..).unwrap_or_default().iter();
        let within =
            rest.take_while(move |unit| unit.key.starts_with(folder)).filter(move |unit| inside(&unit.key));
        // The folder can also be a part of one unit, which then is the last before it.
        let around = self
            .units
            .get(first.wrapping_sub(1))
            .filter(move |unit| unit.key.ends_with('/') && folder.starts_with(&unit.key));
        let files = around.into_iter().chain(within).flat_map(|unit| &unit.files);
        files.filter(move |file| inside(&file.path))
    }
}

impl SourceLookup for Snapshot {
    fn source(&self, file: FileId) -> Option<SourceText<'_>> {
        self.file(file).map(|file| SourceText {
            path: &file.path,
            text: &file.text,
            internal: file.side == Side::Internal,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> SourceFile {
        SourceFile {
            id: FileId::new(0),
            path: path.into(),
            side: Side::of(path),
            text: "".into(),
            readable: true,
        }
    }

    fn image(path: &str) -> Image {
        Image { path: path.into(), bytes: path.as_bytes().into() }
    }

    const PATHS: [&str; 8] = [
        "content/components/a/x.md",
        "content/components/b.md",
        "content/incidents/a",
        "content/incidents/a-b/x",
        "content/incidents/a/x",
        "content/incidents/a/y/z",
        "content/incidents/a0/x",
        "content/site.toml",
    ];

    #[test]
    fn a_folder_holds_what_is_below_it_and_not_what_begins_alike() {
        let snapshot = Snapshot::new(PATHS.map(file).to_vec(), Vec::new());
        let below = |folder| snapshot.below(folder).map(|file| file.path.as_str()).collect::<Vec<_>>();
        assert_eq!(below("content/incidents/a"), PATHS[4..6]);
        assert_eq!(below("content/incidents/a/y"), PATHS[5..6]);
        assert_eq!(below("content/incidents"), PATHS[2..7]);
        assert_eq!(below("content/components/a"), PATHS[..1]);
        assert_eq!(below("content"), PATHS);
        assert_eq!(below("content/site.toml"), Vec::<&str>::new());
        assert_eq!(below("conten"), Vec::<&str>::new());
    }

    #[test]
    fn files_come_in_the_order_of_paths_and_are_found_by_id_and_path() {
        let mut files = PATHS.map(file).to_vec();
        files.reverse();
        let images = ["content/pages/b.png", "content/pages/a.png", "content/incidents/a/y/p.png"];
        let snapshot = Snapshot::new(files, images.map(image).to_vec());
        assert_eq!(snapshot.files().map(|file| file.path.as_str()).collect::<Vec<_>>(), PATHS);
        assert_eq!(snapshot.file_count(), PATHS.len());
        for file in snapshot.files() {
            assert_eq!(snapshot.file(file.id).map(|found| &found.path), Some(&file.path));
            assert_eq!(snapshot.at(&file.path).map(|found| found.id), Some(file.id));
        }
        let mut sorted = images;
        sorted.sort_unstable();
        assert_eq!(snapshot.images().map(|image| image.path.as_str()).collect::<Vec<_>>(), sorted);
        assert!(images.iter().all(|path| snapshot.image(path).is_some()));
    }
}
