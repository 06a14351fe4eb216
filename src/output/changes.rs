//! Which files of a build have to be written, and what prevents that.

use std::collections::BTreeSet;
use std::iter;
use std::path::PathBuf;

use rayon::prelude::*;

use super::access::Access;
use super::diff::{Comparison, Diff};
use super::disk::{Disk, EntryKind};
use super::error::{Obstacle, WriteError};
use super::pending_file::PendingFile;
use super::replaced::Replaced;
use super::staging::Staging;
use crate::artifact::Artifact;

/// The outputs of a build, sorted by what has to be done with each.
#[derive(Debug, Default)]
pub(super) struct Changes<'a> {
    /// Files that are new or have new bytes.
    pub(super) write: Vec<PendingFile<'a>>,
    /// The number of files that are up to date.
    pub(super) unchanged: usize,
    /// Our own files and folders that are in the way.
    pub(super) replaced: Replaced,
    foreign: Vec<String>,
    obstacles: Vec<Obstacle>,
}

impl<'a> Changes<'a> {
    /// Compares `outputs`, whose folders are `needed`, with the output folder. With `take_over`, foreign files are
    /// replaced.
    pub(super) fn new<D: Disk>(
        diff: &Diff<'_, D>,
        outputs: &[&'a Artifact],
        needed: &BTreeSet<&str>,
        take_over: bool,
    ) -> Result<Self, WriteError> {
        let mut changes = Self::default();
        for folder in iter::once("").chain(needed.iter().copied()) {
            changes.add_folder(diff, folder);
        }
        let comparisons: Vec<Comparison> =
            outputs.par_iter().map(|output| diff.compare(output)).collect::<Result<_, _>>()?;
        for (output, comparison) in outputs.iter().copied().zip(comparisons) {
            changes.add_file(diff, output, comparison, take_over)?;
        }
        Ok(changes)
    }

    /// Returns the error if anything prevents writing. `warning` says why our own files may be taken for foreign ones.
    pub(super) fn check(&mut self, warning: Option<&String>) -> Result<(), WriteError> {
        if !self.obstacles.is_empty() {
            return Err(WriteError::Blocked(std::mem::take(&mut self.obstacles)));
        }
        if !self.foreign.is_empty() {
            self.foreign.sort();
            let paths = std::mem::take(&mut self.foreign);
            return Err(WriteError::Foreign { paths, warning: warning.cloned() });
        }
        Ok(())
    }

    /// Writes the bytes of the files into the staging folder.
    pub(super) fn stage(self, disk: &impl Disk, staging: &Staging) -> Result<Changes<'static>, WriteError> {
        let Self { write, unchanged, replaced, foreign, obstacles } = self;
        Ok(Changes { write: staging.add(disk, write)?, unchanged, replaced, foreign, obstacles })
    }

    /// Writes a folder that is new into the staging folder, with the `folders` in it. Returns where it is.
    pub(super) fn stage_folder(
        self,
        disk: &impl Disk,
        staging: &Staging,
        access: Access,
        folders: &[String],
    ) -> Result<(PathBuf, Changes<'static>), WriteError> {
        let Self { write, unchanged, replaced, foreign, obstacles } = self;
        let (staged, write) = staging.add_folder(disk, access, folders, write)?;
        Ok((staged, Changes { write, unchanged, replaced, foreign, obstacles }))
    }

    fn add_folder<D: Disk>(&mut self, diff: &Diff<'_, D>, folder: &str) {
        match diff.tree.obstacle(folder) {
            Some(EntryKind::File { .. }) if diff.stale.contains(folder) => {
                self.replaced.files.insert(folder.to_owned());
            }
            Some(kind) => self.obstacles.push(Obstacle::new(folder, kind, "a folder")),
            None => {}
        }
    }

    fn add_file<D: Disk>(
        &mut self,
        diff: &Diff<'_, D>,
        output: &'a Artifact,
        comparison: Comparison,
        take_over: bool,
    ) -> Result<(), WriteError> {
        match comparison {
            Comparison::Same => self.unchanged += 1,
            Comparison::Missing => self.write.push(PendingFile::InMemory(output)),
            Comparison::Different if take_over || diff.old.files.contains(&output.path) => {
                self.write.push(PendingFile::InMemory(output));
            }
            Comparison::Different => self.foreign.push(output.path.clone()),
            Comparison::Folder if self.replaced.add_folder(diff, &output.path)? => {
                self.write.push(PendingFile::InMemory(output));
            }
            Comparison::Folder => {
                self.obstacles.push(Obstacle::new(&output.path, EntryKind::Folder, "a file"));
            }
        }
        Ok(())
    }
}
