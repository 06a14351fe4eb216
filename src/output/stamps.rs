//! Detects whether somebody else changed or removed files in an output folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::output_folder::OutputFolder;
use super::write_report::WriteReport;

/// The metadata of the files of a site after it was written. Comparing it costs one system call per file and reads none.
#[derive(Debug)]
pub struct OutputStamps {
    folder: OutputFolder,
    files: BTreeMap<String, Option<Stamp>>,
}

/// The length and the modification time of a regular file, and on Unix its identity and change time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    identity: (u64, i64, i64),
}

impl OutputStamps {
    /// Stamps all files of a site that was just written to `folder`.
    #[must_use]
    pub fn new<'p>(folder: OutputFolder, paths: impl IntoIterator<Item = &'p str>) -> Self {
        let paths: Vec<&str> = paths.into_iter().collect();
        let stamped =
            paths.into_par_iter().map(|path| (path.to_owned(), Stamp::of(&folder.path().join(path))));
        let files = stamped.collect();
        Self { folder, files }
    }

    /// Stamps the files that another build of the same site wrote, and forgets those that it removed.
    pub fn update(&mut self, report: &WriteReport) {
        for path in &report.removed {
            self.files.remove(path);
        }
        for path in &report.written {
            self.files.insert(path.clone(), Stamp::of(&self.folder.path().join(path)));
        }
    }

    /// Whether all files are as they were.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.files.par_iter().all(|(path, stamp)| Stamp::of(&self.folder.path().join(path)) == *stamp)
    }
}

impl Stamp {
    /// Returns `None` if there is no regular file.
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
        #[cfg(unix)]
        let identity = {
            use std::os::unix::fs::MetadataExt as _;
            (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let identity = (0, 0, 0);
        Some(Self { length: metadata.len(), modified: metadata.modified().ok(), identity })
    }
}
