//! The guarantees of the module, tested with real folders.

mod crash;
mod faulty_disk;
mod internal;
mod output_folder;
mod views;
mod writing;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use super::{Lock, OutputFolder, WriteError, WriteOptions, WriteReport, write};
use crate::artifact::{Artifact, ArtifactKind};

/// A project in a temporary folder, with `public` as its output.
struct Project {
    root: TempDir,
}

impl Project {
    fn new() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn folder(&self) -> OutputFolder {
        OutputFolder::open(self.root.path(), Path::new("public"), None).unwrap()
    }

    fn lock(&self) -> Lock {
        Lock::take(&self.folder(), Duration::from_secs(5)).unwrap()
    }

    fn write(&self, outputs: &[Artifact]) -> Result<WriteReport, WriteError> {
        self.write_with(outputs, &WriteOptions::default())
    }

    fn write_with(&self, outputs: &[Artifact], options: &WriteOptions) -> Result<WriteReport, WriteError> {
        write(&self.lock(), &self.folder(), outputs, options)
    }

    /// Creates a foreign file in the output folder.
    fn put(&self, path: &str, text: &str) {
        let path = self.at("public").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The contents of the output folder: text for files, `None` for folders.
    fn tree(&self) -> BTreeMap<String, Option<String>> {
        let root = self.at("public");
        let entries = walkdir::WalkDir::new(&root).min_depth(1).into_iter().map(Result::unwrap);
        entries
            .map(|entry| {
                let path = entry.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                (path, entry.file_type().is_file().then(|| fs::read_to_string(entry.path()).unwrap()))
            })
            .collect()
    }

    fn manifest(&self) -> PathBuf {
        self.folder().manifest().to_owned()
    }
}

fn page(path: &str, text: &str) -> Artifact {
    Artifact::new(path, text, ArtifactKind::Page)
}

/// The tree of `outputs` alone.
fn tree_of(outputs: &[Artifact]) -> BTreeMap<String, Option<String>> {
    let mut tree = BTreeMap::new();
    for output in outputs {
        tree.extend(super::path::folders_above(&output.path).map(|folder| (folder.to_owned(), None)));
        tree.insert(output.path.clone(), Some(String::from_utf8(output.bytes.clone()).unwrap()));
    }
    tree
}
