//! What has to go before anything can be written: a file of ours where a folder has to be, or the reverse.
//! Nothing is removed here.

use std::collections::{BTreeSet, VecDeque};
use std::ffi::OsString;

use super::WriteError;
use super::diff::Diff;
use super::disk::{Disk, Found};
use super::path::temporary;

/// Files and folders of ours that stand in the way. This is the one case in which something is gone for a moment
/// before the new is there.
#[derive(Debug, Default)]
pub(super) struct Clear {
    /// Files, relative to the output folder.
    pub(super) files: BTreeSet<String>,
    /// Folders, innermost first.
    pub(super) folders: Vec<String>,
}

impl Clear {
    /// Adds the folder at `path` and all that is in it; `false`, and nothing added, if anything of it is not ours
    /// to remove.
    pub(super) fn add_folder<D: Disk>(&mut self, diff: &Diff<'_, D>, path: &str) -> Result<bool, WriteError> {
        let old = diff.old;
        // Those of a killed build are removed first of all, with the plan's leftovers.
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
                let Some(entry) = name.to_str().map(|name| format!("{inner}/{name}")) else {
                    return Ok(false);
                };
                if diff.stale.contains(&entry) {
                    files.push(entry);
                } else if !temporaries.contains(&entry) {
                    queue.push_back(entry);
                }
            }
            folders.push(inner);
        }
        self.files.extend(files);
        self.folders.extend(folders.into_iter().rev());
        Ok(true)
    }
}

/// The names in the folder at `path`, if it is a folder and we made it.
fn list_own<D: Disk>(diff: &Diff<'_, D>, path: &str) -> Result<Option<Vec<OsString>>, WriteError> {
    if !diff.old.folders.contains(path) {
        return Ok(None);
    }
    let place = diff.folder.path().join(path);
    if diff.disk.find(&place).map_err(WriteError::io("look at", &place))? != Some(Found::Folder) {
        return Ok(None);
    }
    diff.disk.list(&place).map(Some).map_err(WriteError::io("list", &place))
}
