//! What is being watched: the project's folder for what appears in it, and the folders that are read with all below.
//!
//! Never files: an editor that saves by renaming leaves a watch on a file that is gone.

use std::path::PathBuf;

use notify::{RecursiveMode, Watcher};
use same_file::Handle;

use super::trouble::is_absent;
use crate::source::Project;

/// The watches on a project.
pub(super) struct Arms {
    watcher: Box<dyn Watcher + Send>,
    arms: Vec<Arm>,
}

struct Arm {
    path: PathBuf,
    mode: RecursiveMode,
    /// The folder that is watched, held open so that no other can be taken for it.
    folder: Option<Handle>,
}

/// A folder that cannot be watched.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) path: PathBuf,
    pub(super) error: notify::Error,
}

impl Arms {
    /// Nothing is watched before [`Arms::stretch`].
    pub(super) fn new(watcher: Box<dyn Watcher + Send>, project: &Project) -> Self {
        let arm = |path, mode| Arm { path, mode, folder: None };
        let arms = vec![
            arm(project.root().to_owned(), RecursiveMode::NonRecursive),
            arm(project.content(), RecursiveMode::Recursive),
            arm(project.themes(), RecursiveMode::Recursive),
        ];
        Self { watcher, arms }
    }

    /// Forgets what is watched, so that all of it is watched anew.
    pub(super) fn let_go(&mut self) {
        for arm in &mut self.arms {
            if arm.folder.take().is_some() {
                let _ = self.watcher.unwatch(&arm.path);
            }
        }
    }

    /// Watches each folder that is there and is not the one that was watched so far. Says whether there was any:
    /// what happened in it before is to be looked at.
    pub(super) fn stretch(&mut self) -> Result<bool, Failed> {
        let mut any = false;
        for arm in &mut self.arms {
            let found = Handle::from_path(&arm.path).ok();
            if found == arm.folder {
                continue;
            }
            if arm.folder.take().is_some() {
                // It may have gone by itself, with the folder.
                let _ = self.watcher.unwatch(&arm.path);
            }
            any = true;
            if found.is_none() {
                continue;
            }
            match self.watcher.watch(&arm.path, arm.mode) {
                Ok(()) => arm.folder = found,
                // Something in it went while its folders were counted; the next time will tell.
                Err(error) if is_absent(&error) => {}
                Err(error) => return Err(Failed { path: arm.path.clone(), error }),
            }
        }
        Ok(any)
    }
}
