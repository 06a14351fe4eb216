//! The plan of what to change in an output folder. It only reads. Everything that can be refused is refused here,
//! before anything changes.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::access::Access;
use super::changes::Changes;
use super::diff::Diff;
use super::disk::{Disk, RealDisk};
use super::error::WriteError;
use super::folder_tree::FolderState;
use super::lock::Lock;
use super::manifest::Manifest;
use super::output_folder::OutputFolder;
use super::path::{check_paths, depth, folders_above, temporary};
use super::staging::Staging;
use super::write_options::WriteOptions;
use crate::artifact::Artifact;

/// The changes that bring an output folder up to date. A plan is valid only while the lock is held under which it was
/// made.
#[derive(Debug)]
pub struct WritePlan<'a> {
    pub(super) folder: OutputFolder,
    pub(super) old: Manifest,
    pub(super) next: Manifest,
    /// Whether the output folder itself has to be created.
    pub(super) create_root: bool,
    /// Who can access the output folder if this creates it.
    pub(super) access: Access,
    /// Where the whole folder is staged, if it is new.
    pub(super) staged: Option<PathBuf>,
    /// Temporary files that a killed build may have left behind.
    pub(super) leftovers: Vec<String>,
    /// Folders to create, outermost first.
    pub(super) create: Vec<String>,
    /// Files to write, and what has to be removed before.
    pub(super) changes: Changes<'a>,
    /// Our own files that the build does not have.
    pub(super) remove: Vec<String>,
    /// Our own folders that the build does not need, innermost first.
    pub(super) remove_folders: Vec<String>,
    pub(super) warnings: Vec<String>,
}

impl<'a> WritePlan<'a> {
    /// Compares `outputs` with `folder`. Nothing is changed.
    ///
    /// # Errors
    ///
    /// Fails if the paths of `outputs` are invalid, if something is in their way that must not be replaced, or if
    /// `folder` cannot be read.
    pub fn new<O: Borrow<Artifact>>(
        _held: &Lock,
        folder: &OutputFolder,
        outputs: &'a [O],
        options: &WriteOptions,
    ) -> Result<Self, WriteError> {
        Self::read(&RealDisk::default(), folder, outputs, options)
    }

    pub(super) fn read<O: Borrow<Artifact>>(
        disk: &impl Disk,
        folder: &OutputFolder,
        outputs: &'a [O],
        options: &WriteOptions,
    ) -> Result<Self, WriteError> {
        let outputs: Vec<&Artifact> = outputs.iter().map(Borrow::borrow).collect();
        let (checked, wanted): (_, BTreeSet<&str>) = rayon::join(
            || check_paths(&outputs),
            || outputs.iter().map(|output| output.path.as_str()).collect(),
        );
        checked.map_err(WriteError::Paths)?;
        let (old, warning) = load(disk, folder)?;
        let needed: BTreeSet<&str> = wanted.iter().copied().flat_map(folders_above).collect();
        let absent = old.files.iter().map(String::as_str).filter(|path| !wanted.contains(path));
        let (kept, gone): (Vec<&str>, Vec<&str>) = absent.partition(|path| options.keeps(path));
        let kept_folders: BTreeSet<&str> = kept.iter().copied().flat_map(folders_above).collect();

        let diff = Diff::read(disk, folder, &old, &wanted, &gone)?;
        let mut changes = Changes::new(&diff, &outputs, &needed, options.take_over)?;
        changes.check(warning.as_ref())?;

        let missing = needed.iter().filter(|path| diff.tree.state(path) != FolderState::Folder);
        let mut create: Vec<String> = missing.map(owned).collect();
        create.sort_by_key(|path| depth(path));
        let still_ours = needed.union(&kept_folders).filter(|path| old.folders.contains(**path)).map(owned);
        let next = Manifest {
            files: wanted.iter().chain(&kept).map(owned).collect(),
            folders: still_ours.chain(create.iter().cloned()).collect(),
            complete: true,
        };
        let unneeded = old.folders.iter().rev().filter(|path| {
            !next.folders.contains(*path)
                && !wanted.contains(path.as_str())
                && !changes.replaced.folders.contains(path)
        });
        let remove_folders = unneeded.filter(|path| diff.is_reachable(path)).cloned().collect();
        let unfinished = old.files.iter().filter(|path| !old.complete && diff.is_reachable(path));
        let leftovers = unfinished.map(|path| temporary(path)).collect();
        let create_root = diff.tree.state("") == FolderState::Missing;
        let remove = diff.stale.into_iter().filter(|path| !changes.replaced.files.contains(path)).collect();
        let warnings = warning.into_iter().collect();
        Ok(Self {
            folder: folder.clone(),
            old,
            next,
            create_root,
            access: Access::Everyone,
            staged: None,
            leftovers,
            create,
            changes,
            remove,
            remove_folders,
            warnings,
        })
    }
}

impl WritePlan<'_> {
    /// Writes the bytes of the changed files into the staging folder, so that the plan needs little memory. A folder that is
    /// new is staged as a whole, so that it can be moved into place at once.
    pub(super) fn stage(self, disk: &impl Disk, staging: &Staging) -> Result<WritePlan<'static>, WriteError> {
        let (staged, changes) = if self.create_root {
            let (staged, changes) = self.changes.stage_folder(disk, staging, self.access, &self.create)?;
            (Some(staged), changes)
        } else {
            (None, self.changes.stage(disk, staging)?)
        };
        Ok(WritePlan {
            folder: self.folder,
            old: self.old,
            next: self.next,
            create_root: self.create_root,
            access: self.access,
            staged,
            leftovers: self.leftovers,
            create: self.create,
            changes,
            remove: self.remove,
            remove_folders: self.remove_folders,
            warnings: self.warnings,
        })
    }
}

fn owned(path: &&str) -> String {
    (*path).to_owned()
}

/// Reads the manifest. If it cannot be trusted, returns an empty one and a warning.
fn load(disk: &impl Disk, folder: &OutputFolder) -> Result<(Manifest, Option<String>), WriteError> {
    let path = folder.manifest();
    let Some(text) = disk.read(path).map_err(WriteError::io("read", path))? else {
        return Ok((Manifest::default(), None));
    };
    Ok(match Manifest::parse(&text) {
        Ok(manifest) => (manifest, None),
        Err(reason) => {
            let path = path.display();
            let warning = format!(
                "`{path}` {reason}, so files of earlier builds are treated as if allclear had not written them"
            );
            (Manifest::default(), Some(warning))
        }
    })
}
