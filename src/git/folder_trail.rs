//! Follows a folder through the log under all of its names.

use std::collections::BTreeSet;

use super::{FileChange, GitError, LoggedCommit, RecordLog};

/// What belongs to a folder at one point of its history.
struct Trail {
    /// Its names, with a slash at the end.
    folders: BTreeSet<String>,
    /// Files that came from another folder, which stayed.
    files: BTreeSet<String>,
}

impl Trail {
    fn has(&self, path: &str) -> bool {
        self.files.contains(path) || self.folders.iter().any(|folder| path.starts_with(folder.as_str()))
    }

    fn concerns(&self, change: &FileChange) -> bool {
        self.has(&change.path) || change.earlier.as_deref().is_some_and(|path| self.has(path))
    }
}

impl RecordLog {
    /// Returns the commits that changed a folder, by its path relative to the project, under any of its names; the oldest first.
    /// Each has only the changes of that folder.
    ///
    /// # Errors
    ///
    /// Fails if git fails.
    pub fn of_folder(&self, folder: &str) -> Result<Vec<LoggedCommit>, GitError> {
        let mut trail = Trail { folders: BTreeSet::from([format!("{folder}/")]), files: BTreeSet::new() };
        let mut found = Vec::new();
        for commit in self.commits() {
            let changes: Vec<FileChange> =
                commit.changes.iter().filter(|change| trail.concerns(change)).cloned().collect();
            for change in &changes {
                let earlier = change.earlier.as_deref().filter(|path| !trail.has(path));
                let Some(earlier) = earlier.filter(|_| trail.has(&change.path)) else { continue };
                match folder_of(earlier) {
                    // The whole folder moved, unless it is still there.
                    Some(old) if !self.has_folder(&commit.hash, old)? => {
                        trail.folders.insert(format!("{old}/"));
                    }
                    _ => {
                        trail.files.insert(earlier.to_owned());
                    }
                }
            }
            if !changes.is_empty() {
                found.push(LoggedCommit { changes, ..commit.clone() });
            }
        }
        found.reverse();
        Ok(found)
    }

    /// Returns the folders of records that any commit of the branch knows, by their paths relative to the project, in order.
    #[must_use]
    pub fn folders(&self) -> BTreeSet<&str> {
        self.commits()
            .iter()
            .flat_map(|commit| &commit.changes)
            .filter_map(|change| folder_of(&change.path))
            .collect()
    }
}

/// Returns the folder of the record that a file is in: `content/incidents/2026-03-14-db`.
fn folder_of(path: &str) -> Option<&str> {
    let (end, _) = path.match_indices('/').nth(2)?;
    path.get(..end)
}
