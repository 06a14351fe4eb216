//! Folders that no disk is behind, so that its mood decides nothing.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// An empty folder in memory, where the system has such a place.
pub(crate) fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    folder.expect("a temporary folder")
}

/// Writes a file, and makes the folders that it lies in.
pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("every file lies in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}
