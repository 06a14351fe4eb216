//! Executes a plan. The order of the steps guarantees that after a kill at any point, every file is complete and known
//! to be ours.

use std::borrow::Borrow;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{Disk, RealDisk};
use super::error::WriteError;
use super::lock::Lock;
use super::manifest::Manifest;
use super::output_folder::OutputFolder;
use super::path::{depth, temporary};
use super::write_options::WriteOptions;
use super::write_plan::WritePlan;
use super::write_report::WriteReport;
use crate::artifact::{Artifact, ArtifactKind};

/// Makes `folder` contain exactly `outputs`, in addition to files that are not ours. Use [`WritePlan`] to do this in two
/// steps.
///
/// # Errors
///
/// Fails for the reasons of [`WritePlan::new`] and [`WritePlan::execute`].
pub fn write<O: Borrow<Artifact> + Sync>(
    lock: &Lock,
    folder: &OutputFolder,
    outputs: &[O],
    options: &WriteOptions,
) -> Result<WriteReport, WriteError> {
    rayon::scope(|_| WritePlan::new(lock, folder, outputs, options)?.execute(lock))
}

impl WritePlan<'_> {
    /// Executes the plan: writes assets, pages, feeds and the index in this order, then removes files.
    ///
    /// # Errors
    ///
    /// Returns [`WriteError::Io`] if an operation of the file system fails. Files that were already written stay, and
    /// the next build completes the rest.
    pub fn execute(self, _held: &Lock) -> Result<WriteReport, WriteError> {
        self.run(&RealDisk::default())
    }

    pub(super) fn run(mut self, disk: &impl Disk) -> Result<WriteReport, WriteError> {
        let is_up_to_date = self.is_up_to_date();
        if is_up_to_date {
            remove_file(disk, &temporary_manifest(self.folder))?;
        } else {
            create_root(disk, &self)?;
            save(disk, self.folder, &self.old.in_progress(&self.next))?;
            self.prepare(disk)?;
            self.write_files(disk)?;
        }
        self.remove(disk)?;
        if !is_up_to_date || self.next != self.old {
            save(disk, self.folder, &self.next)?;
        }
        let mut written: Vec<String> = self.changes.write.iter().map(|output| output.path.clone()).collect();
        let mut removed: Vec<String> = self.changes.replaced.files.into_iter().chain(self.remove).collect();
        written.sort();
        removed.sort();
        Ok(WriteReport { written, unchanged: self.changes.unchanged, removed, warnings: self.warnings })
    }

    /// Whether no file changes and no killed build has to be completed.
    fn is_up_to_date(&self) -> bool {
        self.old.complete && !self.create_root && self.changes.write.is_empty() && self.remove.is_empty()
    }

    /// Removes what a killed build left behind and our own files that are in the way, and creates the folders.
    fn prepare(&self, disk: &impl Disk) -> Result<(), WriteError> {
        self.leftovers
            .iter()
            .chain(&self.changes.replaced.files)
            .try_for_each(|path| remove_file(disk, &self.folder.path().join(path)))?;
        for path in &self.changes.replaced.folders {
            let full = self.folder.path().join(path);
            disk.remove_folder(&full).map_err(WriteError::io("remove", &full))?;
        }
        // Folders are created level by level; those of one level in parallel.
        self.create.chunk_by(|one, other| depth(one) == depth(other)).try_for_each(|level| {
            level.par_iter().try_for_each(|path| {
                let full = self.folder.path().join(path);
                disk.create_folder(&full).map_err(WriteError::io("create", &full))
            })
        })
    }

    fn write_files(&self, disk: &impl Disk) -> Result<(), WriteError> {
        for kind in ArtifactKind::ALL {
            self.changes.write.par_iter().filter(|output| output.kind == kind).try_for_each(|output| {
                replace(
                    disk,
                    &self.folder.path().join(&output.path),
                    &self.folder.path().join(temporary(&output.path)),
                    &output.bytes,
                )
            })?;
        }
        Ok(())
    }

    fn remove(&mut self, disk: &impl Disk) -> Result<(), WriteError> {
        self.remove.iter().try_for_each(|path| remove_file(disk, &self.folder.path().join(path)))?;
        for path in &self.remove_folders {
            let full = self.folder.path().join(path);
            match disk.remove_folder(&full) {
                Ok(()) => {}
                // It contains files of others. It is still ours, and is removed once it is empty.
                Err(error)
                    if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) =>
                {
                    self.next.folders.insert(path.clone());
                }
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                Err(error) => return Err(WriteError::io("remove", &full)(error)),
            }
        }
        Ok(())
    }
}

/// Creates the output folder and its missing parents.
fn create_root(disk: &impl Disk, plan: &WritePlan<'_>) -> Result<(), WriteError> {
    if !plan.create_root {
        return Ok(());
    }
    let mut missing = Vec::new();
    for folder in plan.folder.path().ancestors() {
        if disk.kind(folder).map_err(WriteError::io("read", folder))?.is_some() {
            break;
        }
        missing.push(folder);
    }
    missing
        .into_iter()
        .rev()
        .try_for_each(|folder| disk.create_folder(folder).map_err(WriteError::io("create", folder)))
}

fn save(disk: &impl Disk, folder: &OutputFolder, manifest: &Manifest) -> Result<(), WriteError> {
    replace(disk, folder.manifest(), &temporary_manifest(folder), manifest.to_text().as_bytes())
}

fn temporary_manifest(folder: &OutputFolder) -> PathBuf {
    folder.manifest().with_extension("manifest-tmp")
}

/// Removes a file if it exists.
fn remove_file(disk: &impl Disk, path: &Path) -> Result<(), WriteError> {
    match disk.remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(WriteError::io("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Writes `bytes` to `temporary` and renames it to `path`, so that a reader never sees a part of them.
pub(super) fn replace(
    disk: &impl Disk,
    path: &Path,
    temporary: &Path,
    bytes: &[u8],
) -> Result<(), WriteError> {
    let created = match disk.create_file(temporary, bytes) {
        // Only a killed build leaves a file with such a name.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            disk.remove_file(temporary).and_then(|()| disk.create_file(temporary, bytes))
        }
        created => created,
    };
    created.and_then(|()| disk.rename(temporary, path)).map_err(|error: io::Error| {
        // The first error is the one to report; the next build removes what stays here.
        let _ = disk.remove_file(temporary);
        WriteError::io("write", path)(error)
    })
}
