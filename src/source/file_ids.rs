//! File ids that stay the same from scan to scan.

use rustc_hash::FxHashMap;

use super::SourceFile;
use crate::span::FileId;

/// Assigns ids to paths. No two paths ever have the same id, so an old span may refer to a file that no longer exists
/// but never to the wrong file.
#[derive(Debug, Default)]
pub(super) struct FileIds {
    next: u32,
    /// Ids of deleted files, by path. A file that comes back, as after a switch of branches, gets its old id.
    retired: FxHashMap<String, FileId>,
}

impl FileIds {
    /// Returns the id for a file that was not in the previous scan.
    pub(super) fn of(&mut self, path: &str) -> FileId {
        self.retired.remove(path).unwrap_or_else(|| {
            let id = FileId::new(self.next);
            self.next = self.next.saturating_add(1);
            id
        })
    }

    /// Remembers the id of a deleted file.
    pub(super) fn retire(&mut self, file: &SourceFile) {
        self.retired.insert(file.path.clone(), file.id);
    }
}
