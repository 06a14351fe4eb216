//! The staging folder: the changed files of views, from the time a view passed the gate until every view has, and whole
//! folders that are new.
//!
//! It is `.allclear/staging`, which only its owner can read, and never inside an output folder: what a refused or killed
//! build leaves there must not be published by accident.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::access::Access;
use super::disk::{Disk, EntryKind};
use super::error::WriteError;
use super::lock::Lock;
use super::output_folder::OutputFolder;
use super::path::depth;
use super::pending_file::PendingFile;

/// The staging folder of a build that holds the lock.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    /// The number of staged files and folders, which are named by their numbers.
    count: AtomicUsize,
}

impl Staging {
    /// Prepares the staging folder of the project that `folder` belongs to, and removes what a killed build left there.
    pub(super) fn begin(disk: &impl Disk, _held: &Lock, folder: &OutputFolder) -> Result<Self, WriteError> {
        let staging = Self { folder: folder.state().join("staging"), count: AtomicUsize::new(0) };
        staging.clear(disk)?;
        Ok(staging)
    }

    /// Writes files into the staging folder.
    pub(super) fn add(
        &self,
        disk: &impl Disk,
        files: Vec<PendingFile<'_>>,
    ) -> Result<Vec<PendingFile<'static>>, WriteError> {
        if !files.is_empty() {
            self.create(disk)?;
        }
        files.into_par_iter().map(|file| file.stage(disk, || self.next())).collect()
    }

    /// Writes a folder that is new into the staging folder, with the folders in it, the outermost first. Returns where it
    /// is.
    pub(super) fn add_folder(
        &self,
        disk: &impl Disk,
        access: Access,
        folders: &[String],
        files: Vec<PendingFile<'_>>,
    ) -> Result<(PathBuf, Vec<PendingFile<'static>>), WriteError> {
        self.create(disk)?;
        let root = self.next();
        access.create(disk, &root).map_err(WriteError::io("create", &root))?;
        create_folders(disk, &root, folders)?;
        let files = files.into_par_iter().map(|file| {
            let place = root.join(file.path());
            file.stage(disk, || place)
        });
        let files = files.collect::<Result<_, _>>()?;
        Ok((root, files))
    }

    fn create(&self, disk: &impl Disk) -> Result<(), WriteError> {
        if !self.is_empty() {
            return Ok(());
        }
        disk.create_private_folder(&self.folder).map_err(WriteError::io("create", &self.folder))
    }

    /// Returns the path for the next file or folder.
    fn next(&self) -> PathBuf {
        self.folder.join(self.count.fetch_add(1, Ordering::Relaxed).to_string())
    }

    /// Removes the staging folder and everything in it.
    pub(super) fn clear(&self, disk: &impl Disk) -> Result<(), WriteError> {
        let folder = &self.folder;
        if disk.kind(folder).map_err(WriteError::io("read", folder))? == Some(EntryKind::Folder) {
            remove_tree(disk, folder)?;
        }
        self.count.store(0, Ordering::Relaxed);
        Ok(())
    }

    /// Whether nothing was staged since the folder was cleared.
    pub(super) fn is_empty(&self) -> bool {
        self.count.load(Ordering::Relaxed) == 0
    }
}

/// Creates the folders below `root`, given by their paths in it, the outermost first: level by level, and those of one level
/// in parallel.
pub(super) fn create_folders(disk: &impl Disk, root: &Path, folders: &[String]) -> Result<(), WriteError> {
    folders.chunk_by(|one, other| depth(one) == depth(other)).try_for_each(|level| {
        level.par_iter().try_for_each(|path| {
            let full = root.join(path);
            disk.create_folder(&full).map_err(WriteError::io("create", &full))
        })
    })
}

/// Removes a folder with everything in it. Links are removed and not followed.
fn remove_tree(disk: &impl Disk, folder: &Path) -> Result<(), WriteError> {
    for name in disk.list(folder).map_err(WriteError::io("list", folder))? {
        let path = folder.join(name);
        if disk.kind(&path).map_err(WriteError::io("read", &path))? == Some(EntryKind::Folder) {
            remove_tree(disk, &path)?;
        } else {
            disk.remove_file(&path).map_err(WriteError::io("remove", &path))?;
        }
    }
    disk.remove_folder(folder).map_err(WriteError::io("remove", folder))
}
