//! Numbers for files that stay theirs from scan to scan.

use rustc_hash::FxHashMap;

use super::SourceFile;
use crate::span::FileId;

/// Gives out ids, never one id to two paths: a place that somebody remembers can become void, but never wrong.
#[derive(Debug, Default)]
pub(super) struct FileIds {
    next: u32,
    /// FileIds of files that are gone, by path. A branch that is left and taken up again gets the same numbers.
    retired: FxHashMap<String, FileId>,
}

impl FileIds {
    /// The id for a file that was not there in the scan before.
    pub(super) fn of(&mut self, path: &str) -> FileId {
        self.retired.remove(path).unwrap_or_else(|| {
            let id = FileId::new(self.next);
            self.next = self.next.saturating_add(1);
            id
        })
    }

    /// Keeps the id of a file that is gone.
    pub(super) fn retire(&mut self, file: &SourceFile) {
        self.retired.insert(file.path.clone(), file.id);
    }
}
