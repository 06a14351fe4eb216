//! Folders in memory, so that the disk does not affect the measurements.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// An empty folder, in memory if the system has such a file system.
pub(crate) fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    folder.expect("a temporary folder")
}

/// Writes a file and creates the folders above it.
pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("every file is in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}
