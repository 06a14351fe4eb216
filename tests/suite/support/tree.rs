//! The files of a folder as a value, to compare builds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The bytes of every file below a folder, by path; empty if the folder does not exist.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.expect("a directory entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let relative =
                    path.strip_prefix(folder).expect("a path below the folder").display().to_string();
                files.insert(relative, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}
