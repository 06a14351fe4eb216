//! Creating files for people, who own them from then on.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::disk;
use super::planned_file::PlannedFile;

/// The reason why files were not created.
#[derive(Debug)]
pub enum CreateError {
    /// Something exists at this path already; nothing was written.
    Exists(String),
    /// Writing failed.
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
}

/// Creates all of the files below `root`, or none if one of them exists already.
///
/// # Errors
///
/// Returns [`CreateError::Exists`] before anything is written, and [`CreateError::Io`] if the system refuses to write;
/// files before that one exist then.
pub fn create(root: &Path, files: &[PlannedFile]) -> Result<(), CreateError> {
    if let Some(file) = files.iter().find(|file| file.exists(root)) {
        return Err(CreateError::Exists(file.path.clone()));
    }
    files.iter().try_for_each(|file| {
        disk::create_whole(root, file).map_err(|error| match error.kind() {
            // Somebody else was faster.
            io::ErrorKind::AlreadyExists => CreateError::Exists(file.path.clone()),
            _ => CreateError::Io { path: root.join(&file.path), error },
        })
    })
}

impl fmt::Display for CreateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(path) => write!(f, "`{path}` already exists"),
            Self::Io { path, error } => write!(f, "cannot write `{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for CreateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Exists(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn an_existing_file_prevents_every_other_file() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("b.md"), "mine\n").unwrap();
        let files = [PlannedFile::new("a.md", "a\n"), PlannedFile::new("b.md", "b\n")];
        assert!(matches!(create(root.path(), &files), Err(CreateError::Exists(path)) if path == "b.md"));
        assert!(!root.path().join("a.md").exists());
        assert_eq!(fs::read_to_string(root.path().join("b.md")).unwrap(), "mine\n");
    }

    #[cfg(unix)]
    #[test]
    fn only_an_executable_file_can_be_run() {
        use std::os::unix::fs::PermissionsExt as _;
        let root = tempfile::tempdir().unwrap();
        let files = [PlannedFile::executable("hooks/a", "#!/bin/sh\n"), PlannedFile::new("b.md", "b\n")];
        create(root.path(), &files).unwrap();
        let mode = |path: &str| fs::metadata(root.path().join(path)).unwrap().permissions().mode();
        assert_eq!(mode("hooks/a") & 0o100, 0o100);
        assert_eq!(mode("b.md") & 0o111, 0);
    }
}
