//! The difference between a build and its output folder: what is where its files have to go, and what an earlier build
//! wrote that this one does not have. Nothing is changed or refused here.

use std::collections::BTreeSet;

use super::disk::{Disk, EntryKind};
use super::error::WriteError;
use super::folder_tree::{FolderState, FolderTree};
use super::manifest::Manifest;
use super::output_folder::OutputFolder;
use super::path::parent;
use crate::artifact::Artifact;

/// The output folder as it is before a build.
#[derive(Debug)]
pub(super) struct Diff<'a, D> {
    pub(super) disk: &'a D,
    pub(super) folder: &'a OutputFolder,
    /// The files and folders that are ours.
    pub(super) old: &'a Manifest,
    pub(super) tree: FolderTree<'a>,
    /// Our own files that the build does not have and that still exist.
    pub(super) stale: BTreeSet<String>,
}

/// The result of comparing an output with the file at its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// There is nothing.
    Missing,
    /// There is a regular file with the same bytes.
    Same,
    /// There is a folder.
    Folder,
    /// There is a file with other bytes, a link or a special file.
    Different,
}

impl<'a, D: Disk> Diff<'a, D> {
    /// Reads the folders of the `wanted` files, and the state of the files `gone`, which are ours but not wanted.
    pub(super) fn read(
        disk: &'a D,
        folder: &'a OutputFolder,
        old: &'a Manifest,
        wanted: &BTreeSet<&'a str>,
        gone: &[&str],
    ) -> Result<Self, WriteError> {
        let ours = old.files.iter().chain(&old.folders).map(String::as_str);
        let tree = FolderTree::read(disk, folder.path(), wanted.iter().copied().chain(ours))?;
        let mut stale = BTreeSet::new();
        // A file that can only be reached through a link is no longer the one that was written: somebody else has
        // replaced its folder.
        for path in gone.iter().filter(|path| tree.state(parent(path)) == FolderState::Folder) {
            let full = folder.path().join(path);
            match disk.kind(&full).map_err(WriteError::io("read", &full))? {
                None | Some(EntryKind::Folder) => {}
                Some(_) => {
                    stale.insert((*path).to_owned());
                }
            }
        }
        Ok(Self { disk, folder, old, tree, stale })
    }

    /// Compares an output with the file at its path. Lengths are compared first, so most changed files are not read,
    /// and nothing is read in folders that do not exist.
    pub(super) fn compare(&self, output: &Artifact) -> Result<Comparison, WriteError> {
        if !self.is_reachable(&output.path) {
            return Ok(Comparison::Missing);
        }
        let path = self.folder.path().join(&output.path);
        Ok(match self.disk.kind(&path).map_err(WriteError::io("read", &path))? {
            None => Comparison::Missing,
            Some(EntryKind::Folder) => Comparison::Folder,
            Some(EntryKind::File { len })
                if usize::try_from(len) == Ok(output.bytes.len())
                    && self
                        .disk
                        .has_bytes(&path, &output.bytes)
                        .map_err(WriteError::io("read", &path))? =>
            {
                Comparison::Same
            }
            Some(_) => Comparison::Different,
        })
    }

    /// Whether the parent folder of `path` exists and is not reached through a link.
    pub(super) fn is_reachable(&self, path: &str) -> bool {
        self.tree.state(parent(path)) == FolderState::Folder
    }
}
