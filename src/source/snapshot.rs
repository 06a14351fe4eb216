//! A snapshot: all files of a project as one scan read them.

use std::sync::{Arc, OnceLock};

use super::unit::key_of;
use super::withheld::is_withheld;
use super::{Image, Side, SourceFile, Unit};
use crate::diagnostics::{SourceLookup, SourceText};
use crate::span::FileId;

/// The files of a project, in the order of their paths. Cloning is cheap, because clones share the files.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// In the order of keys, which is the order of paths.
    units: Vec<Arc<Unit>>,
    /// The index of the unit and the index of the file in it, by file id. Built on first use, because most builds look up
    /// no file by its id.
    by_id: OnceLock<Vec<Option<(u32, u32)>>>,
}

impl Snapshot {
    /// Creates a snapshot from files in any order, and numbers them in the order of their paths.
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
                None => units.push(Unit::new(key.to_owned(), vec![file], Vec::new())),
            }
        }
        for image in images {
            let key = key_of(&image.path);
            match units.binary_search_by(|unit| unit.key.as_str().cmp(key)) {
                Ok(index) => units[index].images.push(image),
                Err(index) => {
                    let key = key.to_owned();
                    units.insert(index, Unit::new(key, Vec::new(), vec![image]));
                }
            }
        }
        Self::of_units(units.into_iter().map(Arc::new).collect())
    }

    /// Creates a snapshot from units in the order of their keys, whose files already have unique ids.
    pub(super) fn of_units(units: Vec<Arc<Unit>>) -> Self {
        debug_assert!(units.is_sorted_by(|a, b| a.key < b.key), "units must be in the order of their keys");
        Self { units, by_id: OnceLock::new() }
    }

    /// Returns the snapshot that a scan of the public-side files alone would give, except that the files keep their ids: a
    /// verdict on approvals names files by them.
    #[must_use]
    pub fn public_half(&self) -> Self {
        let units = self.units.iter().filter_map(|unit| {
            let files: Vec<SourceFile> =
                unit.files.iter().filter(|file| file.side == Side::Public).cloned().collect();
            let is_empty = files.is_empty() && unit.images.is_empty();
            let half = || Unit::new(unit.key.clone(), files, unit.images.clone());
            (!is_empty).then(|| Arc::new(half()))
        });
        Self::of_units(units.collect())
    }

    /// Creates a snapshot from texts in memory, for tests and benchmarks.
    pub fn of_texts<P: Into<String>, T: Into<Arc<str>>>(texts: impl IntoIterator<Item = (P, T)>) -> Self {
        let file = |(path, text): (P, T)| {
            let path = path.into();
            SourceFile { id: FileId::new(0), side: Side::of(&path), path, text: text.into(), readable: true }
        };
        Self::new(texts.into_iter().map(file).collect(), Vec::new())
    }

    /// Returns the snapshot that a scan would give if the file at a path had this text. The ids of other files stay valid.
    #[must_use]
    pub fn with_text(&self, path: &str, text: &str) -> Self {
        let id = FileId::new(u32::try_from(self.end_of_indexes()).unwrap_or(u32::MAX));
        let file =
            SourceFile { id, side: Side::of(path), path: path.to_owned(), text: text.into(), readable: true };
        let key = key_of(path);
        let mut units = self.units.clone();
        match units.binary_search_by(|unit| unit.key.as_str().cmp(key)) {
            Ok(index) => {
                let unit = &units[index];
                let mut files: Vec<SourceFile> =
                    unit.files.iter().filter(|other| other.path != path).cloned().collect();
                let place = files.partition_point(|other| other.path < file.path);
                files.insert(place, file);
                units[index] = Arc::new(Unit::new(key.to_owned(), files, unit.images.clone()));
            }
            Err(index) => {
                let unit = Unit::new(key.to_owned(), vec![file], Vec::new());
                units.insert(index, Arc::new(unit));
            }
        }
        Self::of_units(units)
    }

    /// Returns the units. An unchanged unit is the same `Arc` in the next snapshot of the same scanner.
    #[must_use]
    pub fn units(&self) -> &[Arc<Unit>] {
        &self.units
    }

    /// Iterates over all text files, in the order of their paths.
    pub fn files(&self) -> impl DoubleEndedIterator<Item = &SourceFile> + Clone {
        self.units.iter().flat_map(|unit| &unit.files)
    }

    /// Returns the number of text files.
    #[must_use]
    pub fn file_count(&self) -> usize {
        self.units.iter().map(|unit| unit.files.len()).sum()
    }

    /// Returns the file with this id. Every id in a snapshot is valid for that snapshot.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.file_of_index(id.index())
    }

    /// Returns the file whose id has this [index](FileId::index).
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

    /// Returns the text file at a path.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&SourceFile> {
        self.unit_of(path)?.at(path)
    }

    /// Iterates over all images, in the order of their paths.
    pub fn images(&self) -> impl Iterator<Item = &Image> {
        self.units.iter().flat_map(|unit| &unit.images)
    }

    /// Returns the image at a path.
    #[must_use]
    pub fn image(&self, path: &str) -> Option<&Image> {
        self.unit_of(path)?.image(path)
    }

    /// Returns the unit that the path belongs to, if it has any files.
    #[must_use]
    pub fn unit_of(&self, path: &str) -> Option<&Arc<Unit>> {
        let key = key_of(path);
        let index = self.units.binary_search_by(|unit| unit.key.as_str().cmp(key)).ok()?;
        self.units.get(index)
    }

    /// Iterates over the text files in a folder and its subfolders.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        let inside = move |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let first = self.units.partition_point(|unit| unit.key.as_str() <= folder);
        // Keys with the same prefix may come in between: `a-b/x` sorts between `a` and `a/x`.
        let rest = self.units.get(first..).unwrap_or_default().iter();
        let within =
            rest.take_while(move |unit| unit.key.starts_with(folder)).filter(move |unit| inside(&unit.key));
        // The folder can also be inside one unit, which is then the last one before it.
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

    fn is_withheld(&self, file: FileId) -> bool {
        self.file(file).is_some_and(|file| is_withheld(file, self.unit_of(&file.path).map(AsRef::as_ref)))
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
    fn below_returns_the_files_of_a_folder_and_not_of_folders_with_the_same_prefix() {
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
    fn files_are_in_the_order_of_paths_and_found_by_id_and_path() {
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
