//! The result of scanning one unit, and its comparison with the previous scan.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::change::{Change, ChangeKind};
use super::read::ReadError;
use super::stamp::Stamp;
use super::unit::key_of;
use super::walk::{CachedFile, FileContent, WalkedFile};
use super::{Image, Side, SourceFile, Unit};
use crate::diagnostics::{Finding, rules};
use crate::span::{FileId, Span};

/// A unit with the data that the next scan needs to avoid reading unchanged files.
#[derive(Debug)]
pub(super) struct ScannedUnit {
    pub(super) unit: Arc<Unit>,
    /// The stamp of each file, in the order of the files.
    files: Vec<Option<Stamp>>,
    /// The stamp of each image, in the order of the images.
    images: Vec<Option<Stamp>>,
    /// Files that are not text and not used, in the order of paths.
    ignored: Vec<(String, Stamp)>,
    /// Findings about the files themselves.
    pub(super) findings: Vec<Finding>,
    /// Whether any of the files is a symbolic link.
    pub(super) links: bool,
}

/// A unit as the walk found it, before its files have ids.
pub(super) struct WalkedUnit {
    unit: Unit,
    files: Vec<Option<Stamp>>,
    images: Vec<Option<Stamp>>,
    ignored: Vec<(String, Stamp)>,
    errors: Vec<(usize, ReadError)>,
    links: bool,
}

impl ScannedUnit {
    pub(super) fn key(&self) -> &str {
        &self.unit.key
    }

    /// Returns the cached content of a file of this unit.
    pub(super) fn cached(&self, path: &str) -> Option<CachedFile<'_>> {
        let files = &self.unit.files;
        if let Ok(index) = files.binary_search_by(|file| file.path.as_str().cmp(path)) {
            return Some(CachedFile::Text(&files[index].text, (*self.files.get(index)?)?));
        }
        let images = &self.unit.images;
        if let Ok(index) = images.binary_search_by(|image| image.path.as_str().cmp(path)) {
            return Some(CachedFile::Image(&images[index].bytes, (*self.images.get(index)?)?));
        }
        let index = self.ignored.binary_search_by(|(ignored, _)| ignored.as_str().cmp(path)).ok()?;
        Some(CachedFile::Ignored(self.ignored.get(index)?.1))
    }

    /// Returns the changes since an earlier scan of the unit; all files are new if there was none.
    pub(super) fn changes(&self, before: Option<&Self>) -> Vec<Change> {
        let before = before.map(Self::contents).unwrap_or_default();
        let after = self.contents();
        let there = after.iter().filter_map(|(path, content)| match before.get(path) {
            None => Some((path, ChangeKind::Added)),
            Some(old) => (old != content).then_some((path, ChangeKind::Changed)),
        });
        let gone = before.keys().filter(|path| !after.contains_key(*path));
        let all = there.chain(gone.map(|path| (path, ChangeKind::Removed)));
        all.map(|(path, kind)| Change { path: (*path).to_owned(), kind }).collect()
    }

    /// Returns the bytes at each path and the message of its finding, if any.
    fn contents(&self) -> BTreeMap<&str, (&[u8], Option<&str>)> {
        let error = |file: &SourceFile| {
            let its = |finding: &&Finding| finding.span.is_some_and(|span| span.file == file.id);
            self.findings.iter().find(its).map(|finding| finding.message.as_str())
        };
        let files = self.unit.files.iter();
        let texts = files.map(|file| (file.path.as_str(), (file.text.as_bytes(), error(file))));
        let images = self.unit.images.iter().map(|image| (image.path.as_str(), (&*image.bytes, None)));
        texts.chain(images).collect()
    }

    /// Adds a finding about another unit with the same key, which is ignored.
    pub(super) fn report_duplicate(&mut self) {
        let message =
            "another folder has a name that looks the same, so the files of that folder are not read";
        let finding = match self.unit.files.first() {
            Some(file) => Finding::at(&rules::UNREADABLE, file.top(), message),
            None => Finding::general(&rules::UNREADABLE, message),
        };
        self.findings.push(
            finding.hint("rename one of the two: their names contain characters that cannot be displayed"),
        );
    }

    /// Returns the changes for a unit that was deleted.
    pub(super) fn removal(&self) -> impl Iterator<Item = Change> {
        let files = self.unit.files.iter().map(|file| &file.path);
        let paths = files.chain(self.unit.images.iter().map(|image| &image.path));
        paths.map(|path| Change { path: path.clone(), kind: ChangeKind::Removed })
    }
}

impl WalkedUnit {
    /// Groups the files of an area into units, in the order of keys.
    pub(super) fn of_area(mut entries: Vec<WalkedFile>) -> Vec<Self> {
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let mut drafts: Vec<Self> = Vec::new();
        for entry in entries {
            let key = key_of(&entry.path);
            if drafts.last().is_none_or(|last| last.unit.key != key) {
                drafts.push(Self::new(key.to_owned()));
            }
            if let Some(draft) = drafts.last_mut() {
                draft.add(entry);
            }
        }
        drafts
    }

    fn new(key: String) -> Self {
        Self {
            unit: Unit::new(key, Vec::new(), Vec::new()),
            files: Vec::new(),
            images: Vec::new(),
            ignored: Vec::new(),
            errors: Vec::new(),
            links: false,
        }
    }

    fn add(&mut self, entry: WalkedFile) {
        let WalkedFile { path, found, stamp, link } = entry;
        self.links |= link;
        let (text, readable) = match found {
            FileContent::Ignored => return self.ignored.extend(stamp.map(|stamp| (path, stamp))),
            FileContent::Image(bytes) => {
                self.unit.images.push(Image { path, bytes });
                return self.images.push(stamp);
            }
            FileContent::Text(text) => (text, true),
            FileContent::ReadError(error) => {
                self.errors.push((self.unit.files.len(), error));
                ("".into(), false)
            }
        };
        let side = Side::of(&path);
        self.unit.files.push(SourceFile { id: FileId::new(0), path, side, text, readable });
        self.files.push(stamp);
    }

    pub(super) fn key(&self) -> &str {
        &self.unit.key
    }

    /// Compares keys. Two folders have the same key if their names differ only in characters that cannot be displayed;
    /// their texts then decide, so that the order does not depend on timing.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let texts = |draft: &Self| {
            let files = draft.unit.files.iter();
            files.map(|file| (file.path.clone(), file.text.clone())).collect::<Vec<_>>()
        };
        self.unit.key.cmp(&other.unit.key).then_with(|| texts(self).cmp(&texts(other)))
    }

    /// Reuses the unchanged texts of the previous scan and returns whether nothing changed. A unit with read errors always
    /// counts as changed, because the cause may be different.
    pub(super) fn compare(&mut self, before: &ScannedUnit) -> bool {
        let (files, images) = (&before.unit.files, &before.unit.images);
        let mut same = self.errors.is_empty()
            && before.findings.is_empty()
            && self.unit.files.len() == files.len()
            && self.unit.images.len() == images.len();
        for (index, file) in self.unit.files.iter_mut().enumerate() {
            match same_path(files, index, |old| &old.path, &file.path) {
                Some(old) if Arc::ptr_eq(&old.text, &file.text) => {}
                Some(old) if old.text == file.text => file.text = Arc::clone(&old.text),
                _ => same = false,
            }
        }
        for (index, image) in self.unit.images.iter_mut().enumerate() {
            match same_path(images, index, |old| &old.path, &image.path) {
                Some(old) if Arc::ptr_eq(&old.bytes, &image.bytes) => {}
                Some(old) if old.bytes == image.bytes => image.bytes = Arc::clone(&old.bytes),
                _ => same = false,
            }
        }
        same
    }

    /// Returns the unit to keep: that of the previous scan if it is the same.
    pub(super) fn keep(
        self,
        same: Option<&ScannedUnit>,
        mut id_of: impl FnMut(&str) -> FileId,
    ) -> ScannedUnit {
        let Self { mut unit, files, images, ignored, errors, links } = self;
        if let Some(before) = same {
            let unit = Arc::clone(&before.unit);
            return ScannedUnit { unit, files, images, ignored, findings: Vec::new(), links };
        }
        for file in &mut unit.files {
            file.id = id_of(&file.path);
        }
        let span = |index: usize| unit.files.get(index).map(|file| Span::top(file.id));
        let findings = errors.into_iter().filter_map(|(index, error)| Some(error.finding(span(index)?)));
        let findings = findings.collect();
        ScannedUnit { unit: Arc::new(unit), files, images, ignored, findings, links }
    }
}

/// Finds a path in a list in the order of paths, trying the same index first, where it usually is.
fn same_path<'a, T>(
    list: &'a [T],
    index: usize,
    path: impl Fn(&T) -> &String,
    wanted: &String,
) -> Option<&'a T> {
    let there = list.get(index).filter(|one| path(one) == wanted);
    there.or_else(|| list.get(list.binary_search_by(|one| path(one).cmp(wanted)).ok()?))
}
