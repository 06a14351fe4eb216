//! The folders of a project that the operating system watches: the root itself, and everything below the folders that
//! are read.
//!
//! Files are never watched: when an editor saves by renaming, the watch stays on the file that was replaced.

use std::path::PathBuf;

use notify::{RecursiveMode, Watcher};
use same_file::Handle;

use super::reason::is_not_found;
use crate::source::Project;

/// The watches on the folders of a project.
pub(super) struct WatchedFolders {
    watcher: Box<dyn Watcher + Send>,
    folders: Vec<WatchedFolder>,
}

struct WatchedFolder {
    path: PathBuf,
    mode: RecursiveMode,
    /// The folder that is watched. It is held open so that another folder at the same path is not mistaken for it.
    handle: Option<Handle>,
}

/// A folder that cannot be watched.
#[derive(Debug)]
pub(super) struct WatchError {
    pub(super) path: PathBuf,
    pub(super) error: notify::Error,
}

impl WatchedFolders {
    /// Watches nothing until [`WatchedFolders::update`] is called.
    pub(super) fn new(watcher: Box<dyn Watcher + Send>, project: &Project) -> Self {
        let folder = |path, mode| WatchedFolder { path, mode, handle: None };
        let folders = vec![
            folder(project.root().to_owned(), RecursiveMode::NonRecursive),
            folder(project.content(), RecursiveMode::Recursive),
            folder(project.themes(), RecursiveMode::Recursive),
        ];
        Self { watcher, folders }
    }

    /// Removes all watches, so that the next update sets them up again.
    pub(super) fn clear(&mut self) {
        for folder in &mut self.folders {
            if folder.handle.take().is_some() {
                let _ = self.watcher.unwatch(&folder.path);
            }
        }
    }

    /// Watches every folder that appeared or was replaced since the last update, and drops the watches on those that
    /// are gone. Returns whether anything changed; the caller then has to scan for what happened in the meantime.
    pub(super) fn update(&mut self) -> Result<bool, WatchError> {
        let mut changed = false;
        for folder in &mut self.folders {
            let found = Handle::from_path(&folder.path).ok();
            if found == folder.handle {
                continue;
            }
            if folder.handle.take().is_some() {
                // Fails if the watch ended together with its folder.
                let _ = self.watcher.unwatch(&folder.path);
            }
            changed = true;
            if found.is_none() {
                continue;
            }
            match self.watcher.watch(&folder.path, folder.mode) {
                Ok(()) => folder.handle = found,
                // Something below it disappeared while the watches were set up; the next update tries again.
                Err(error) if is_not_found(&error) => {}
                Err(error) => return Err(WatchError { path: folder.path.clone(), error }),
            }
        }
        Ok(changed)
    }
}
