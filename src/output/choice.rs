//! Which files of a build have to be written, and what forbids it.

use std::collections::BTreeSet;
use std::iter;

use rayon::prelude::*;

use super::clear::Clear;
use super::diff::{Diff, Standing};
use super::disk::{Disk, Found};
use super::{Obstacle, WriteError};
use crate::artifact::Artifact;

/// The outputs, judged one by one by what stands at their places.
#[derive(Debug, Default)]
pub(super) struct Choice<'a> {
    /// Files that are new or have new bytes.
    pub(super) write: Vec<&'a Artifact>,
    /// How many files are right as they are.
    pub(super) unchanged: usize,
    /// What of ours stands in the way.
    pub(super) clear: Clear,
    foreign: Vec<String>,
    obstacles: Vec<Obstacle>,
}

impl<'a> Choice<'a> {
    /// Judges `outputs`, which lie in the folders `needed`. With `take_over`, foreign files are replaced.
    pub(super) fn new<D: Disk>(
        diff: &Diff<'_, D>,
        outputs: &[&'a Artifact],
        needed: &BTreeSet<&str>,
        take_over: bool,
    ) -> Result<Self, WriteError> {
        let mut choice = Self::default();
        for folder in iter::once("").chain(needed.iter().copied()) {
            choice.judge_folder(diff, folder);
        }
        let standings: Vec<Standing> =
            outputs.par_iter().map(|output| diff.standing(output)).collect::<Result<_, _>>()?;
        for (output, standing) in outputs.iter().copied().zip(standings) {
            choice.judge_file(diff, output, standing, take_over)?;
        }
        Ok(choice)
    }

    /// The error, if anything forbids to write. `warning` says why files of ours may be taken for foreign.
    pub(super) fn refuse(&mut self, warning: Option<&String>) -> Result<(), WriteError> {
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

    fn judge_folder<D: Disk>(&mut self, diff: &Diff<'_, D>, folder: &str) {
        match diff.tree.taken(folder) {
            Some(Found::File { .. }) if diff.stale.contains(folder) => {
                self.clear.files.insert(folder.to_owned());
            }
            Some(found) => self.obstacles.push(Obstacle::new(folder, found, "a folder")),
            None => {}
        }
    }

    fn judge_file<D: Disk>(
        &mut self,
        diff: &Diff<'_, D>,
        output: &'a Artifact,
        standing: Standing,
        take_over: bool,
    ) -> Result<(), WriteError> {
        match standing {
            Standing::Same => self.unchanged += 1,
            Standing::Absent => self.write.push(output),
            Standing::Other if take_over || diff.old.files.contains(&output.path) => self.write.push(output),
            Standing::Other => self.foreign.push(output.path.clone()),
            Standing::Folder if self.clear.add_folder(diff, &output.path)? => self.write.push(output),
            Standing::Folder => self.obstacles.push(Obstacle::new(&output.path, Found::Folder, "a file")),
        }
        Ok(())
    }
}
