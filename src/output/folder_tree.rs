//! The folders of the output as they are before a build. Each is read once, and links are not followed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::disk::{Disk, EntryKind};
use super::error::WriteError;
use super::path::{folders_above, parent};

/// What is at the path of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FolderState {
    /// A folder, reached without following a link.
    Folder,
    /// Nothing, or nothing that can be reached without following a link.
    Missing,
    /// Something other than a folder.
    Other(EntryKind),
}

/// The parent folders of some paths.
#[derive(Debug)]
pub(super) struct FolderTree<'a> {
    root: FolderState,
    states: BTreeMap<&'a str, FolderState>,
}

impl<'a> FolderTree<'a> {
    /// Reads the parent folders of `paths`, relative to `root`, outermost first.
    pub(super) fn read(
        disk: &impl Disk,
        root: &Path,
        paths: impl Iterator<Item = &'a str>,
    ) -> Result<Self, WriteError> {
        let mut levels: Vec<BTreeSet<&str>> = Vec::new();
        for path in paths {
            for (depth, folder) in folders_above(path).enumerate() {
                if levels.len() <= depth {
                    levels.push(BTreeSet::new());
                }
                if let Some(level) = levels.get_mut(depth) {
                    level.insert(folder);
                }
            }
        }

        let mut tree = Self { root: read_state(disk, root)?, states: BTreeMap::new() };
        for level in levels {
            let states = level
                .into_par_iter()
                .map(|folder| {
                    let reachable = tree.state(parent(folder)) == FolderState::Folder;
                    let state =
                        if reachable { read_state(disk, &root.join(folder))? } else { FolderState::Missing };
                    Ok((folder, state))
                })
                .collect::<Result<Vec<_>, WriteError>>()?;
            tree.states.extend(states);
        }
        Ok(tree)
    }

    /// The state of `folder`; the empty path is the output folder itself.
    pub(super) fn state(&self, folder: &str) -> FolderState {
        if folder.is_empty() {
            return self.root;
        }
        self.states.get(folder).copied().unwrap_or(FolderState::Missing)
    }

    /// What is at the path of `folder` if it is something other than a folder.
    pub(super) fn obstacle(&self, folder: &str) -> Option<EntryKind> {
        match self.state(folder) {
            FolderState::Other(kind) => Some(kind),
            FolderState::Folder | FolderState::Missing => None,
        }
    }
}

fn read_state(disk: &impl Disk, path: &Path) -> Result<FolderState, WriteError> {
    Ok(match disk.kind(path).map_err(WriteError::io("read", path))? {
        None => FolderState::Missing,
        Some(EntryKind::Folder) => FolderState::Folder,
        Some(kind) => FolderState::Other(kind),
    })
}
