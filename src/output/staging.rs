//! The staging folder: the changed files of views, from the time a view passed the gate until every view has.
//!
//! It is `.allclear/staging`, which only its owner can read, and never inside an output folder: what a refused or killed
//! build leaves there must not be published by accident.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::disk::{Disk, EntryKind};
use super::error::WriteError;
use super::lock::Lock;
use super::output_folder::OutputFolder;
use super::pending_file::PendingFile;

/// The staging folder of a build that holds the lock.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    /// The number of staged files, which are named by their numbers.
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
        if self.count.load(Ordering::Relaxed) == 0 && !files.is_empty() {
            let created = disk.create_private_folder(&self.folder);
            created.map_err(WriteError::io("create", &self.folder))?;
        }
        files.into_par_iter().map(|file| self.add_file(disk, file)).collect()
    }

    fn add_file(&self, disk: &impl Disk, file: PendingFile<'_>) -> Result<PendingFile<'static>, WriteError> {
        let artifact = match file {
            PendingFile::InMemory(artifact) => artifact,
            PendingFile::Staged { path, kind, staged } => {
                return Ok(PendingFile::Staged { path, kind, staged });
            }
        };
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let staged = self.folder.join(number.to_string());
        disk.create_file(&staged, &artifact.bytes).map_err(WriteError::io("write", &staged))?;
        Ok(PendingFile::Staged { path: artifact.path.clone(), kind: artifact.kind, staged })
    }

    /// Removes the staging folder and everything in it.
    pub(super) fn clear(&self, disk: &impl Disk) -> Result<(), WriteError> {
        let folder = &self.folder;
        if disk.kind(folder).map_err(WriteError::io("read", folder))? != Some(EntryKind::Folder) {
            return Ok(());
        }
        for name in disk.list(folder).map_err(WriteError::io("list", folder))? {
            let file = folder.join(name);
            disk.remove_file(&file).map_err(WriteError::io("remove", &file))?;
        }
        disk.remove_folder(folder).map_err(WriteError::io("remove", folder))?;
        self.count.store(0, Ordering::Relaxed);
        Ok(())
    }

    /// Whether nothing was staged since the folder was cleared.
    pub(super) fn is_empty(&self) -> bool {
        self.count.load(Ordering::Relaxed) == 0
    }
}
