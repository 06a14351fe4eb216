//! What has to be removed before anything can be written: our own files where the build needs a folder, and our own
//! folders where it needs a file. Nothing is removed here.

use std::collections::{BTreeSet, VecDeque};
use std::ffi::OsString;

use super::diff::Diff;
use super::disk::{Disk, EntryKind};
use super::error::WriteError;
use super::path::temporary;

/// Our own files and folders that are in the way. This is the only case in which the old content is gone shortly
/// before the new content is there.
#[derive(Debug, Default)]
pub(super) struct Replaced {
    /// Files, relative to the output folder.
    pub(super) files: BTreeSet<String>,
    /// Folders, innermost first.
    pub(super) folders: Vec<String>,
}

impl Replaced {
    /// Adds the folder at `path` and everything in it. Returns `false` and adds nothing if any of it is not ours to
    /// remove.
    pub(super) fn add_folder<D: Disk>(&mut self, diff: &Diff<'_, D>, path: &str) -> Result<bool, WriteError> {
        let old = diff.old;
        // Temporary files of a killed build are removed first, with the leftovers of the plan.
        let temporaries: BTreeSet<String> = if old.complete {
            BTreeSet::new()
        } else {
            old.files.iter().map(|path| temporary(path)).collect()
        };
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        let mut queue = VecDeque::from([path.to_owned()]);
        while let Some(inner) = queue.pop_front() {
            let Some(names) = list_own(diff, &inner)? else { return Ok(false) };
            for name in names {
                let Some(child) = name.to_str().map(|name| format!("{inner}/{name}")) else {
                    return Ok(false);
                };
                if diff.stale.contains(&child) {
                    files.push(child);
                } else if !temporaries.contains(&child) {
                    queue.push_back(child);
                }
            }
            folders.push(inner);
        }
        self.files.extend(files);
        self.folders.extend(folders.into_iter().rev());
        Ok(true)
    }
}

/// Lists the folder at `path`; `None` if it is not a folder that we created.
fn list_own<D: Disk>(diff: &Diff<'_, D>, path: &str) -> Result<Option<Vec<OsString>>, WriteError> {
    if !diff.old.folders.contains(path) {
        return Ok(None);
    }
    let full = diff.folder.path().join(path);
    if diff.disk.kind(&full).map_err(WriteError::io("read", &full))? != Some(EntryKind::Folder) {
        return Ok(None);
    }
    diff.disk.list(&full).map(Some).map_err(WriteError::io("list", &full))
}
