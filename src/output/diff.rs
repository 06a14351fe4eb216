//! What a build finds in the output folder: the folders, what stands where its files have to go, and what an
//! earlier build put there that this one does not have. Nothing is changed here, and nothing is judged.

use std::collections::BTreeSet;

use super::disk::{Disk, Found};
use super::path::parent;
use super::tree::{Place, Tree};
use super::{Folder, Manifest, WriteError};
use crate::artifact::Artifact;

/// The output folder as it stands.
#[derive(Debug)]
pub(super) struct Diff<'a, D> {
    pub(super) disk: &'a D,
    pub(super) folder: &'a Folder,
    /// What was ours when the build began.
    pub(super) old: &'a Manifest,
    pub(super) tree: Tree<'a>,
    /// Files of ours that the build does not have and that still stand where they were put.
    pub(super) stale: BTreeSet<String>,
}

/// What stands where a file has to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Absent,
    /// A plain file with the same bytes.
    Same,
    /// A folder.
    Folder,
    /// A file with other bytes, a link, a device.
    Other,
}

impl<'a, D: Disk> Diff<'a, D> {
    /// Looks at the folders that the `wanted` files lie in and at the files `gone`, which are ours but not wanted.
    pub(super) fn survey(
        disk: &'a D,
        folder: &'a Folder,
        old: &'a Manifest,
        wanted: &BTreeSet<&'a str>,
        gone: &[&str],
    ) -> Result<Self, WriteError> {
        let ours = old.files.iter().chain(&old.folders).map(String::as_str);
        let tree = Tree::survey(disk, folder.path(), wanted.iter().copied().chain(ours))?;
        let mut stale = BTreeSet::new();
        // One that can only be reached through a link is no longer where it was put: the place has become
        // somebody else's.
        for path in gone.iter().filter(|path| tree.place(parent(path)) == Place::Folder) {
            let place = folder.path().join(path);
            match disk.find(&place).map_err(WriteError::io("look at", &place))? {
                None | Some(Found::Folder) => {}
                Some(_) => {
                    stale.insert((*path).to_owned());
                }
            }
        }
        Ok(Self { disk, folder, old, tree, stale })
    }

    /// Compares an output with what stands at its place. Lengths come first, so that most changed files are not
    /// read, and nothing is asked of a folder that is not there.
    pub(super) fn standing(&self, output: &Artifact) -> Result<Standing, WriteError> {
        if !self.is_reachable(&output.path) {
            return Ok(Standing::Absent);
        }
        let path = self.folder.path().join(&output.path);
        Ok(match self.disk.find(&path).map_err(WriteError::io("look at", &path))? {
            None => Standing::Absent,
            Some(Found::Folder) => Standing::Folder,
            Some(Found::File { len })
                if usize::try_from(len) == Ok(output.bytes.len())
                    && self.disk.holds(&path, &output.bytes).map_err(WriteError::io("read", &path))? =>
            {
                Standing::Same
            }
            Some(_) => Standing::Other,
        })
    }

    /// Whether the folder that `path` lies in is there, and no link leads to it.
    pub(super) fn is_reachable(&self, path: &str) -> bool {
        self.tree.place(parent(path)) == Place::Folder
    }
}
