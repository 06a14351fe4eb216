//! Executes a plan. The order of the steps guarantees that after a kill at any point, every file is complete and known
//! to be ours.

use std::borrow::Borrow;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::access::Access;
use super::disk::{Disk, RealDisk};
use super::error::WriteError;
use super::lock::Lock;
use super::manifest::Manifest;
use super::output_folder::OutputFolder;
use super::path::temporary;
use super::pending_file::replace;
use super::staging::create_folders;
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
            remove_file(disk, &temporary_manifest(&self.folder))?;
        } else {
            save(disk, &self.folder, &self.old.in_progress(&self.next))?;
            if !self.move_into_place(disk)? {
                if self.create_root {
                    create_folder(disk, self.folder.path(), self.access)?;
                }
                self.prepare(disk)?;
                self.write_files(disk)?;
            }
        }
        self.remove(disk)?;
        if !is_up_to_date || self.next != self.old {
            save(disk, &self.folder, &self.next)?;
        }
        let mut written: Vec<String> = self.changes.write.iter().map(|file| file.path().to_owned()).collect();
        let mut removed: Vec<String> = self.changes.replaced.files.into_iter().chain(self.remove).collect();
        written.sort();
        removed.sort();
        Ok(WriteReport { written, unchanged: self.changes.unchanged, removed, warnings: self.warnings })
    }

    /// Whether the plan changes nothing at all.
    pub(super) fn is_unchanged(&self) -> bool {
        self.is_up_to_date() && self.next == self.old && self.remove_folders.is_empty()
    }

    /// Whether no file changes and no killed build has to be completed.
    fn is_up_to_date(&self) -> bool {
        self.old.complete && !self.create_root && self.changes.write.is_empty() && self.remove.is_empty()
    }

    /// Moves a folder that was staged as a whole to its path, in one atomic step. Returns false if its files have to be
    /// written one by one: because it was not staged, it is on another file system, or views are in it already.
    fn move_into_place(&self, disk: &impl Disk) -> Result<bool, WriteError> {
        let Some(staged) = &self.staged else { return Ok(false) };
        let path = self.folder.path();
        if let Some(parent) = path.parent() {
            create_folder(disk, parent, Access::Everyone)?;
        }
        match disk.rename(staged, path) {
            Ok(()) => Ok(true),
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::CrossesDevices | ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists
                ) =>
            {
                Ok(false)
            }
            Err(error) => Err(WriteError::io("write", path)(error)),
        }
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
        create_folders(disk, self.folder.path(), &self.create)
    }

    fn write_files(&self, disk: &impl Disk) -> Result<(), WriteError> {
        for kind in ArtifactKind::ALL {
            self.changes.write.par_iter().filter(|file| file.kind() == kind).try_for_each(|file| {
                let path = self.folder.path().join(file.path());
                let temporary = self.folder.path().join(temporary(file.path()));
                file.put(disk, &path, &temporary).map_err(WriteError::io("write", &path))
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

/// Creates a folder that `access` says who can read, and its missing parents, which everyone can. If it exists, it stays as it
/// is.
pub(super) fn create_folder(disk: &impl Disk, path: &Path, access: Access) -> Result<(), WriteError> {
    for folder in missing(disk, path)?.into_iter().rev() {
        let access = if folder == path { access } else { Access::Everyone };
        access.create(disk, folder).map_err(WriteError::io("create", folder))?;
    }
    Ok(())
}

/// The folders in a path that do not exist, innermost first.
fn missing<'p>(disk: &impl Disk, path: &'p Path) -> Result<Vec<&'p Path>, WriteError> {
    let mut missing = Vec::new();
    for folder in path.ancestors() {
        if disk.kind(folder).map_err(WriteError::io("read", folder))?.is_some() {
            break;
        }
        missing.push(folder);
    }
    Ok(missing)
}

fn save(disk: &impl Disk, folder: &OutputFolder, manifest: &Manifest) -> Result<(), WriteError> {
    let (path, text) = (folder.manifest(), manifest.to_text());
    replace(disk, path, &temporary_manifest(folder), text.as_bytes()).map_err(WriteError::io("write", path))
}

fn temporary_manifest(folder: &OutputFolder) -> PathBuf {
    folder.manifest().with_extension("manifest-tmp")
}

/// Removes a file if it exists.
pub(super) fn remove_file(disk: &impl Disk, path: &Path) -> Result<(), WriteError> {
    match disk.remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(WriteError::io("remove", path)(error)),
        _ => Ok(()),
    }
}
