//! What has to happen to an output folder, found out by reading alone. Everything that can be refused is
//! refused here, before anything changes.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use super::choice::Choice;
use super::diff::Diff;
use super::disk::{Disk, RealDisk};
use super::path::{depth, folders_above, temporary};
use super::tree::Place;
use super::{Folder, Lock, Manifest, WriteError, check_paths};
use crate::artifact::Artifact;

/// How to write.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Replace files that this tool did not write but whose place it needs.
    pub take_over: bool,
    /// Folders, relative to the output, whose files stay though this build does not have them.
    pub keep: Vec<String>,
}

impl Options {
    fn keeps(&self, path: &str) -> bool {
        self.keep
            .iter()
            .any(|keep| path.strip_prefix(keep.as_str()).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// The changes that turn a folder as it stands into a build's outputs. It holds only as long as the lock that it
/// was made under.
#[derive(Debug)]
pub struct Plan<'a> {
    pub(super) folder: &'a Folder,
    pub(super) old: Manifest,
    pub(super) next: Manifest,
    /// Whether the output folder itself is to be made.
    pub(super) make_root: bool,
    /// Temporary files that a killed build may have left.
    pub(super) leftovers: Vec<String>,
    /// Folders to be made, outermost first.
    pub(super) make: Vec<String>,
    /// Files to be written, and what of ours has to go before.
    pub(super) choice: Choice<'a>,
    /// Files of ours that this build does not have.
    pub(super) remove: Vec<String>,
    /// Folders of ours that no file of this build lies in, innermost first.
    pub(super) remove_folders: Vec<String>,
    pub(super) warnings: Vec<String>,
}

impl<'a> Plan<'a> {
    /// Compares `outputs` with what stands in `folder`. Nothing is changed.
    pub fn new<O: Borrow<Artifact>>(
        _held: &Lock,
        folder: &'a Folder,
        outputs: &'a [O],
        options: &Options,
    ) -> Result<Self, WriteError> {
        Self::survey(&RealDisk::default(), folder, outputs, options)
    }

    pub(super) fn survey<O: Borrow<Artifact>>(
        disk: &impl Disk,
        folder: &'a Folder,
        outputs: &'a [O],
        options: &Options,
    ) -> Result<Self, WriteError> {
        let outputs: Vec<&Artifact> = outputs.iter().map(Borrow::borrow).collect();
        let (faults, wanted): (_, BTreeSet<&str>) = rayon::join(
            || check_paths(&outputs),
            || outputs.iter().map(|output| output.path.as_str()).collect(),
        );
        faults.map_err(WriteError::Paths)?;
        let (old, warning) = load(disk, folder)?;
        let needed: BTreeSet<&str> = wanted.iter().copied().flat_map(folders_above).collect();
        let absent = old.files.iter().map(String::as_str).filter(|path| !wanted.contains(path));
        let (kept, gone): (Vec<&str>, Vec<&str>) = absent.partition(|path| options.keeps(path));
        let kept_folders: BTreeSet<&str> = kept.iter().copied().flat_map(folders_above).collect();

        let diff = Diff::survey(disk, folder, &old, &wanted, &gone)?;
        let mut choice = Choice::new(&diff, &outputs, &needed, options.take_over)?;
        choice.refuse(warning.as_ref())?;

        let missing = needed.iter().filter(|path| diff.tree.place(path) != Place::Folder);
        let mut make: Vec<String> = missing.map(owned).collect();
        make.sort_by_key(|path| depth(path));
        let still_ours = needed.union(&kept_folders).filter(|path| old.folders.contains(**path)).map(owned);
        let next = Manifest {
            files: wanted.iter().chain(&kept).map(owned).collect(),
            folders: still_ours.chain(make.iter().cloned()).collect(),
            complete: true,
        };
        let unneeded = old.folders.iter().rev().filter(|path| {
            !next.folders.contains(*path)
                && !wanted.contains(path.as_str())
                && !choice.clear.folders.contains(path)
        });
        let remove_folders = unneeded.filter(|path| diff.is_reachable(path)).cloned().collect();
        let unfinished = old.files.iter().filter(|path| !old.complete && diff.is_reachable(path));
        let leftovers = unfinished.map(|path| temporary(path)).collect();
        let make_root = diff.tree.place("") == Place::Missing;
        let remove = diff.stale.into_iter().filter(|path| !choice.clear.files.contains(path)).collect();
        let warnings = warning.into_iter().collect();
        Ok(Self { folder, old, next, make_root, leftovers, make, choice, remove, remove_folders, warnings })
    }
}

fn owned(path: &&str) -> String {
    (*path).to_owned()
}

/// Reads what is ours; with it comes a warning if there is a list that is not to be trusted.
fn load(disk: &impl Disk, folder: &Folder) -> Result<(Manifest, Option<String>), WriteError> {
    let path = folder.manifest();
    let Some(text) = disk.read(path).map_err(WriteError::io("read", path))? else {
        return Ok((Manifest::default(), None));
    };
    Ok(match Manifest::parse(&text) {
        Ok(manifest) => (manifest, None),
        Err(reason) => {
            let path = path.display();
            let warning =
                format!("`{path}` {reason}, so files that earlier builds wrote are taken for foreign");
            (Manifest::default(), Some(warning))
        }
    })
}
