//! Carrying out a plan, in an order in which a kill at any moment leaves every file whole and known to be ours.

use std::borrow::Borrow;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{Disk, RealDisk};
use super::path::{depth, temporary};
use super::{Folder, Lock, Manifest, Options, Plan, Report, WriteError};
use crate::artifact::{Artifact, ArtifactKind};

/// Brings `folder` to exactly `outputs`, beside the files that are not ours. See [`Plan`] to do it in two steps.
pub fn write<O: Borrow<Artifact> + Sync>(
    lock: &Lock,
    folder: &Folder,
    outputs: &[O],
    options: &Options,
) -> Result<Report, WriteError> {
    rayon::scope(|_| Plan::new(lock, folder, outputs, options)?.execute(lock))
}

impl Plan<'_> {
    /// Carries the plan out: assets, pages, feeds, home; then removals.
    pub fn execute(self, _held: &Lock) -> Result<Report, WriteError> {
        self.run(&RealDisk::default())
    }

    pub(super) fn run(mut self, disk: &impl Disk) -> Result<Report, WriteError> {
        let at_rest = self.is_at_rest();
        if at_rest {
            remove_file(disk, &beside_manifest(self.folder))?;
        } else {
            make_root(disk, &self)?;
            save(disk, self.folder, &self.old.intent(&self.next))?;
            self.make_room(disk)?;
            self.write_files(disk)?;
        }
        self.remove(disk)?;
        if !at_rest || self.next != self.old {
            save(disk, self.folder, &self.next)?;
        }
        let mut written: Vec<String> = self.choice.write.iter().map(|output| output.path.clone()).collect();
        let mut removed: Vec<String> = self.choice.clear.files.into_iter().chain(self.remove).collect();
        written.sort();
        removed.sort();
        Ok(Report { written, unchanged: self.choice.unchanged, removed, warnings: self.warnings })
    }

    /// Whether no file changes and a killed build left nothing to mend.
    fn is_at_rest(&self) -> bool {
        self.old.complete && !self.make_root && self.choice.write.is_empty() && self.remove.is_empty()
    }

    /// Makes room: removes what a killed build left and what of ours stands in the way, and makes the folders.
    fn make_room(&self, disk: &impl Disk) -> Result<(), WriteError> {
        self.leftovers
            .iter()
            .chain(&self.choice.clear.files)
            .try_for_each(|path| remove_file(disk, &self.folder.path().join(path)))?;
        for path in &self.choice.clear.folders {
            let place = self.folder.path().join(path);
            disk.remove_folder(&place).map_err(WriteError::io("remove", &place))?;
        }
        // A folder is made before those in it; those side by side are made at once.
        self.make.chunk_by(|one, other| depth(one) == depth(other)).try_for_each(|level| {
            level.par_iter().try_for_each(|path| {
                let place = self.folder.path().join(path);
                disk.create_folder(&place).map_err(WriteError::io("make", &place))
            })
        })
    }

    fn write_files(&self, disk: &impl Disk) -> Result<(), WriteError> {
        for kind in ArtifactKind::ALL {
            self.choice.write.par_iter().filter(|output| output.kind == kind).try_for_each(|output| {
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
            let place = self.folder.path().join(path);
            match disk.remove_folder(&place) {
                Ok(()) => {}
                // It holds files of others; it is ours still, and goes when they have gone.
                Err(error)
                    if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) =>
                {
                    self.next.folders.insert(path.clone());
                }
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                Err(error) => return Err(WriteError::io("remove", &place)(error)),
            }
        }
        Ok(())
    }
}

/// Makes the output folder, and the folders that it lies in where they are missing.
fn make_root(disk: &impl Disk, plan: &Plan<'_>) -> Result<(), WriteError> {
    if !plan.make_root {
        return Ok(());
    }
    let mut missing = Vec::new();
    for folder in plan.folder.path().ancestors() {
        if disk.find(folder).map_err(WriteError::io("look at", folder))?.is_some() {
            break;
        }
        missing.push(folder);
    }
    missing
        .into_iter()
        .rev()
        .try_for_each(|folder| disk.create_folder(folder).map_err(WriteError::io("make", folder)))
}

fn save(disk: &impl Disk, folder: &Folder, manifest: &Manifest) -> Result<(), WriteError> {
    replace(disk, folder.manifest(), &beside_manifest(folder), manifest.to_text().as_bytes())
}

fn beside_manifest(folder: &Folder) -> PathBuf {
    folder.manifest().with_extension("manifest-tmp")
}

/// Removes a file that may have gone already.
fn remove_file(disk: &impl Disk, path: &Path) -> Result<(), WriteError> {
    match disk.remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(WriteError::io("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Puts `bytes` at `path` so that nobody ever sees a part of them there.
fn replace(disk: &impl Disk, path: &Path, beside: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let created = match disk.create_file(beside, bytes) {
        // Only a build that was killed leaves a file of such a name.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            disk.remove_file(beside).and_then(|()| disk.create_file(beside, bytes))
        }
        created => created,
    };
    created.and_then(|()| disk.rename(beside, path)).map_err(|error: io::Error| {
        // The first error is the one to tell; what stays here is cleared by the next build.
        let _ = disk.remove_file(beside);
        WriteError::io("write", path)(error)
    })
}
