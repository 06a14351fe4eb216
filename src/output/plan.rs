//! What has to happen to an output folder, found out by reading alone. Everything that can be refused is
//! refused here, before anything changes.

use std::collections::BTreeSet;
use std::iter;

use super::clear::Clear;
use super::disk::{Disk, Found, RealDisk};
use super::path::{folders_above, parent, temporary};
use super::standing::{Standing, compare, find_stale};
use super::tree::{Place, Tree};
use super::{Folder, Lock, Manifest, Obstacle, Output, WriteError, check_paths};

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
    /// What of ours stands in the way.
    pub(super) clear: Clear,
    /// Folders to be made, outermost first.
    pub(super) make: Vec<String>,
    /// Files that are new or have new bytes.
    pub(super) write: Vec<&'a Output>,
    /// Files of ours that this build does not have.
    pub(super) remove: Vec<String>,
    /// Folders of ours that no file of this build lies in, innermost first.
    pub(super) remove_folders: Vec<String>,
    pub(super) unchanged: usize,
    pub(super) warnings: Vec<String>,
}

impl<'a> Plan<'a> {
    /// Compares `outputs` with what stands in `folder`. Nothing is changed.
    pub fn new(
        _held: &Lock,
        folder: &'a Folder,
        outputs: &'a [Output],
        options: &Options,
    ) -> Result<Self, WriteError> {
        Self::survey(&RealDisk::default(), folder, outputs, options)
    }

    pub(super) fn survey(
        disk: &impl Disk,
        folder: &'a Folder,
        outputs: &'a [Output],
        options: &Options,
    ) -> Result<Self, WriteError> {
        check_paths(outputs).map_err(WriteError::Paths)?;
        let (old, warning) = load(disk, folder)?;
        let wanted: BTreeSet<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
        let needed: BTreeSet<&str> = wanted.iter().copied().flat_map(folders_above).collect();
        let absent = old.files.iter().map(String::as_str).filter(|path| !wanted.contains(path));
        let (kept, gone): (Vec<&str>, Vec<&str>) = absent.partition(|path| options.keeps(path));
        let kept_folders: BTreeSet<&str> = kept.iter().copied().flat_map(folders_above).collect();

        let paths = wanted.iter().copied().chain(old.files.iter().chain(&old.folders).map(String::as_str));
        let tree = Tree::survey(disk, folder.path(), paths)?;
        let mut stale = find_stale(disk, folder, &tree, &gone)?;
        let mut clear = Clear::default();
        let mut obstacles = Vec::new();
        for (path, found) in iter::once("").chain(needed.iter().copied()).filter_map(|path| tree.taken(path))
        {
            if matches!(found, Found::File { .. }) && stale.contains(path) {
                clear.files.insert(path.to_owned());
            } else {
                obstacles.push(Obstacle::new(path, found, "a folder"));
            }
        }
        let (mut foreign, mut write, mut unchanged) = (Vec::new(), Vec::new(), 0);
        for (output, standing) in outputs.iter().zip(compare(disk, folder, &tree, outputs)?) {
            match standing {
                Standing::Same => unchanged += 1,
                Standing::Absent => write.push(output),
                Standing::Other if options.take_over || old.files.contains(&output.path) => {
                    write.push(output)
                }
                Standing::Other => foreign.push(output.path.clone()),
                Standing::Folder if clear.add_folder(disk, folder, &output.path, &old, &stale)? => {
                    write.push(output)
                }
                Standing::Folder => obstacles.push(Obstacle::new(&output.path, Found::Folder, "a file")),
            }
        }
        refuse(obstacles, foreign, warning.as_ref())?;

        let make: Vec<String> =
            needed.iter().filter(|path| tree.place(path) != Place::Folder).map(owned).collect();
        let made = needed.union(&kept_folders).filter(|path| old.folders.contains(**path)).map(owned);
        let next = Manifest {
            files: wanted.iter().chain(&kept).map(owned).collect(),
            folders: made.chain(make.iter().cloned()).collect(),
            complete: true,
        };
        let reachable = |path: &&String| tree.place(parent(path)) == Place::Folder;
        let unneeded = old.folders.iter().rev().filter(|path| {
            !next.folders.contains(*path) && !wanted.contains(path.as_str()) && !clear.folders.contains(path)
        });
        let remove_folders = unneeded.filter(reachable).cloned().collect();
        let unfinished = old.files.iter().filter(|_| !old.complete);
        stale.retain(|path| !clear.files.contains(path));
        Ok(Self {
            folder,
            make_root: tree.place("") == Place::Missing,
            leftovers: unfinished.filter(reachable).map(|path| temporary(path)).collect(),
            clear,
            make,
            write,
            remove: stale.into_iter().collect(),
            remove_folders,
            unchanged,
            warnings: warning.into_iter().collect(),
            old,
            next,
        })
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

fn refuse(
    obstacles: Vec<Obstacle>,
    mut foreign: Vec<String>,
    warning: Option<&String>,
) -> Result<(), WriteError> {
    if !obstacles.is_empty() {
        return Err(WriteError::Blocked(obstacles));
    }
    if !foreign.is_empty() {
        foreign.sort();
        return Err(WriteError::Foreign { paths: foreign, warning: warning.cloned() });
    }
    Ok(())
}
