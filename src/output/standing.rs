//! What stands where files of a build have to go, and where files of an earlier one were put.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::disk::{Disk, Found};
use super::path::parent;
use super::tree::{Place, Tree};
use super::{Folder, Output, WriteError};

/// What stands where a file has to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Absent,
    /// A plain file with the same bytes.
    Same,
    /// A folder.
    Folder,
    /// A file with other bytes, a link, a device.
    Other,
}

/// Compares each output with what stands at its place, in the order of `outputs`. Lengths come first, so that
/// most changed files are not read.
pub(super) fn compare(
    disk: &impl Disk,
    folder: &Folder,
    tree: &Tree<'_>,
    outputs: &[Output],
) -> Result<Vec<Standing>, WriteError> {
    let one = |output: &Output| {
        if tree.place(parent(&output.path)) != Place::Folder {
            return Ok(Standing::Absent);
        }
        let path = folder.path().join(&output.path);
        Ok(match disk.find(&path).map_err(WriteError::io("look at", &path))? {
            None => Standing::Absent,
            Some(Found::Folder) => Standing::Folder,
            Some(Found::File { len })
                if usize::try_from(len) == Ok(output.bytes.len())
                    && disk.holds(&path, &output.bytes).map_err(WriteError::io("read", &path))? =>
            {
                Standing::Same
            }
            Some(_) => Standing::Other,
        })
    };
    outputs.par_iter().map(one).collect()
}

/// Those of `gone`, files of ours that the build does not have, that still stand where they were put. One that
/// can only be reached through a link is no longer there: somebody else has made that place their own.
pub(super) fn find_stale(
    disk: &impl Disk,
    folder: &Folder,
    tree: &Tree<'_>,
    gone: &[&str],
) -> Result<BTreeSet<String>, WriteError> {
    let mut stale = BTreeSet::new();
    for path in gone.iter().filter(|path| tree.place(parent(path)) == Place::Folder) {
        let place = folder.path().join(path);
        match disk.find(&place).map_err(WriteError::io("look at", &place))? {
            None | Some(Found::Folder) => {}
            Some(_) => {
                stale.insert((*path).to_owned());
            }
        }
    }
    Ok(stale)
}
