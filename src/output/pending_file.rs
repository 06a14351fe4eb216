//! A file that a plan has to write.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::error::WriteError;
use crate::artifact::{Artifact, ArtifactKind};

/// A file that has to be written, and where its bytes are.
#[derive(Debug)]
pub(super) enum PendingFile<'a> {
    /// The bytes are in memory.
    InMemory(&'a Artifact),
    /// The bytes are in a file of the staging folder.
    Staged {
        /// The path relative to the output folder.
        path: String,
        kind: ArtifactKind,
        /// The file with the bytes.
        staged: PathBuf,
    },
}

impl PendingFile<'_> {
    /// The path relative to the output folder.
    pub(super) fn path(&self) -> &str {
        match self {
            Self::InMemory(artifact) => &artifact.path,
            Self::Staged { path, .. } => path,
        }
    }

    /// The kind of the file, which decides when it is written.
    pub(super) const fn kind(&self) -> ArtifactKind {
        match self {
            Self::InMemory(artifact) => artifact.kind,
            Self::Staged { kind, .. } => *kind,
        }
    }

    /// Writes the bytes to `place()` in the staging folder, unless they are there already.
    pub(super) fn stage(
        self,
        disk: &impl Disk,
        place: impl FnOnce() -> PathBuf,
    ) -> Result<PendingFile<'static>, WriteError> {
        let artifact = match self {
            Self::InMemory(artifact) => artifact,
            Self::Staged { path, kind, staged } => return Ok(PendingFile::Staged { path, kind, staged }),
        };
        let staged = place();
        disk.create_file(&staged, &artifact.bytes).map_err(WriteError::io("write", &staged))?;
        Ok(PendingFile::Staged { path: artifact.path.clone(), kind: artifact.kind, staged })
    }

    /// Puts the file at `path` in one atomic step. `temporary` is a path next to it.
    pub(super) fn put(&self, disk: &impl Disk, path: &Path, temporary: &Path) -> io::Result<()> {
        match self {
            Self::InMemory(artifact) => replace(disk, path, temporary, &artifact.bytes),
            Self::Staged { staged, .. } => match disk.rename(staged, path) {
                // The output folder is on another file system than the project.
                Err(error) if error.kind() == ErrorKind::CrossesDevices => {
                    let bytes = disk.read(staged)?.ok_or(ErrorKind::NotFound)?;
                    replace(disk, path, temporary, &bytes)
                }
                renamed => renamed,
            },
        }
    }
}

/// Writes `bytes` to `temporary` and renames it to `path`, so that a reader never sees a part of them.
pub(super) fn replace(disk: &impl Disk, path: &Path, temporary: &Path, bytes: &[u8]) -> io::Result<()> {
    let created = match disk.create_file(temporary, bytes) {
        // Only a killed build leaves a file with such a name.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            disk.remove_file(temporary).and_then(|()| disk.create_file(temporary, bytes))
        }
        created => created,
    };
    created.and_then(|()| disk.rename(temporary, path)).inspect_err(|_| {
        // The first error is the one to report; the next build removes what stays here.
        let _ = disk.remove_file(temporary);
    })
}
