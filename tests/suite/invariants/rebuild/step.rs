//! One change of the files, and the folders that a watcher reports for it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::site::{FOLDERS, ROLES};

#[derive(Clone, Debug)]
pub(super) enum Step {
    Write {
        role: usize,
        text: usize,
    },
    Remove {
        role: usize,
    },
    Rename {
        from: usize,
        to: usize,
    },
    /// `parents`: whether the parent folder is reported instead of the folder itself.
    RenameFolder {
        from: usize,
        to: usize,
        parents: bool,
    },
    RemoveFolder {
        folder: usize,
        parents: bool,
    },
    Link {
        from: usize,
        to: usize,
    },
}

impl Step {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let role = || 0..ROLES.len();
        let folder = || 0..FOLDERS.len();
        prop_oneof![
            10 => (role(), 0..8_usize).prop_map(|(role, text)| Self::Write { role, text }),
            3 => role().prop_map(|role| Self::Remove { role }),
            2 => (role(), role()).prop_map(|(from, to)| Self::Rename { from, to }),
            2 => (folder(), folder(), any::<bool>())
                .prop_map(|(from, to, parents)| Self::RenameFolder { from, to, parents }),
            1 => (folder(), any::<bool>()).prop_map(|(folder, parents)| Self::RemoveFolder { folder, parents }),
            1 => (role(), role()).prop_map(|(from, to)| Self::Link { from, to }),
        ]
    }

    /// Applies the step as far as possible, and returns the folders that a watcher would report.
    pub(super) fn take(&self, root: &Path) -> BTreeSet<String> {
        match *self {
            Self::Write { role, text } => {
                let role = &ROLES[role];
                let path = root.join(role.path);
                let above = path.parent().expect("a folder");
                if fs::create_dir_all(above).is_ok() && !path.is_dir() {
                    // Writing through a link changes the other file, which a watcher reports as well.
                    let _ = fs::remove_file(&path);
                    fs::write(&path, role.texts[text % role.texts.len()]).expect("a file");
                }
                // A watcher reports every new folder.
                named(role.path)
            }
            Self::Remove { role } => {
                let _ = fs::remove_file(root.join(ROLES[role].path));
                named(ROLES[role].path)
            }
            Self::Rename { from, to } => {
                let (from, to) = (ROLES[from].path, ROLES[to].path);
                let _ = fs::create_dir_all(root.join(to).parent().expect("a folder"));
                let _ = fs::rename(root.join(from), root.join(to));
                named(from).into_iter().chain(named(to)).collect()
            }
            Self::RenameFolder { from, to, parents } => {
                let (from, to) = (FOLDERS[from], FOLDERS[to]);
                let _ = fs::create_dir_all(root.join(to).parent().expect("a folder"));
                let _ = fs::rename(root.join(from), root.join(to));
                let names = [from, to].map(|path| if parents { above(path) } else { path }.to_owned());
                names.into_iter().chain([above(above(to)).to_owned(), above(to).to_owned()]).collect()
            }
            Self::RemoveFolder { folder, parents } => {
                let folder = FOLDERS[folder];
                let _ = fs::remove_dir_all(root.join(folder));
                BTreeSet::from([if parents { above(folder) } else { folder }.to_owned()])
            }
            Self::Link { from, to } => {
                let (from, to) = (ROLES[from].path, ROLES[to].path);
                let path = root.join(from);
                if fs::create_dir_all(path.parent().expect("a folder")).is_ok() && !path.is_dir() {
                    let _ = fs::remove_file(&path);
                    #[cfg(unix)]
                    std::os::unix::fs::symlink(root.join(to), &path).expect("a link");
                }
                named(from)
            }
        }
    }
}

fn above(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(above, _)| above)
}

/// The folder of a file, and its parents if they may be new.
fn named(path: &str) -> BTreeSet<String> {
    BTreeSet::from([above(path).to_owned()])
}
