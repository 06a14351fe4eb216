//! The folders of the output as they stand before a build, each looked at once and none through a link.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::WriteError;
use super::disk::{Disk, Found};
use super::path::{folders_above, parent};

/// What stands at the path of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A folder, reached through folders alone.
    Folder,
    /// Nothing, or nothing that can be reached through folders alone.
    Missing,
    /// Something else.
    Taken(Found),
}

/// The folders that some paths lie in.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    root: Place,
    places: BTreeMap<&'a str, Place>,
}

impl<'a> Tree<'a> {
    /// Looks at the folders that `paths`, relative to `root`, lie in, outermost first.
    pub(super) fn survey(
        disk: &impl Disk,
        root: &Path,
        paths: impl Iterator<Item = &'a str>,
    ) -> Result<Self, WriteError> {
        let mut levels: Vec<BTreeSet<&str>> = Vec::new();
        for path in paths {
            for (depth, folder) in folders_above(path).enumerate() {
                if levels.len() <= depth {
                    levels.push(BTreeSet::new());
                }
                if let Some(level) = levels.get_mut(depth) {
                    level.insert(folder);
                }
            }
        }

        let mut tree = Self { root: look(disk, root)?, places: BTreeMap::new() };
        for level in levels {
            let found = level
                .into_par_iter()
                .map(|folder| {
                    let reachable = tree.place(parent(folder)) == Place::Folder;
                    let place = if reachable { look(disk, &root.join(folder))? } else { Place::Missing };
                    Ok((folder, place))
                })
                .collect::<Result<Vec<_>, WriteError>>()?;
            tree.places.extend(found);
        }
        Ok(tree)
    }

    /// What stands at `folder`; the empty path is the output folder itself.
    pub(super) fn place(&self, folder: &str) -> Place {
        if folder.is_empty() {
            return self.root;
        }
        self.places.get(folder).copied().unwrap_or(Place::Missing)
    }

    /// What stands at `folder`, where that is neither a folder nor nothing.
    pub(super) fn taken(&self, folder: &str) -> Option<Found> {
        match self.place(folder) {
            Place::Taken(found) => Some(found),
            Place::Folder | Place::Missing => None,
        }
    }
}

fn look(disk: &impl Disk, path: &Path) -> Result<Place, WriteError> {
    Ok(match disk.find(path).map_err(WriteError::io("look at", path))? {
        None => Place::Missing,
        Some(Found::Folder) => Place::Folder,
        Some(found) => Place::Taken(found),
    })
}
