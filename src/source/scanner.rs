//! Scanning again and again: for whoever watches a project while people write in it.
//!
//! Not for telling *when* to look: that is `preview`'s business. A scan is the truth about the files; an event of
//! the operating system is only a reason to scan.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Project, ScanOptions, Snapshot, scan};
use crate::diagnostics::Findings;

/// Where something may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Anywhere.
    Everything,
    /// In these folders or below them: paths below the project root with `/` between the parts, such as
    /// `content/incidents/2026-03-14-pg-failover/comms`. A folder that is gone is no error.
    Folders(BTreeSet<String>),
}

impl Scope {
    /// Takes in another scope.
    pub fn widen(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Folders(folders), Self::Folders(more)) => folders.extend(more),
            (Self::Everything, _) => {}
            (Self::Folders(_), Self::Everything) => *self = Self::Everything,
        }
    }
}

/// One file that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Path below the project root.
    pub path: String,
    /// What became of it.
    pub kind: ChangeKind,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// Its text or its bytes are others.
    Changed,
    /// It is gone.
    Removed,
}

/// What a scan gave.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The files as they are now.
    pub snapshot: Arc<Snapshot>,
    /// What is wrong with the files as such.
    pub findings: Findings,
    /// What changed since the scan before, in the order of paths; at the first scan: nothing.
    pub changed: Vec<Change>,
}

/// Scans a project, and remembers what it read.
#[derive(Debug)]
pub struct Scanner {
    project: Project,
    options: ScanOptions,
    last: Option<Arc<Snapshot>>,
}

impl Scanner {
    /// A scanner that has read nothing yet.
    #[must_use]
    pub const fn new(project: Project, options: ScanOptions) -> Self {
        Self { project, options, last: None }
    }

    /// Looks at what may have changed. The result is the same as that of a fresh scan of everything, if nothing
    /// outside `scope` changed.
    pub fn scan(&mut self, _scope: &Scope) -> Scan {
        let (snapshot, findings) = scan(&self.project, self.options);
        let snapshot = Arc::new(snapshot);
        let changed = self.last.as_ref().map(|last| changes(last, &snapshot)).unwrap_or_default();
        self.last = Some(Arc::clone(&snapshot));
        Scan { snapshot, findings, changed }
    }
}

fn changes(before: &Snapshot, after: &Snapshot) -> Vec<Change> {
    let change = |path: &str, kind| Change { path: path.to_owned(), kind };
    let mut changed = Vec::new();
    for file in after.files() {
        match before.at(&file.path) {
            None => changed.push(change(&file.path, ChangeKind::Added)),
            Some(old) if old.text != file.text || old.readable != file.readable => {
                changed.push(change(&file.path, ChangeKind::Changed));
            }
            Some(_) => {}
        }
    }
    for image in after.images() {
        match before.image(&image.path) {
            None => changed.push(change(&image.path, ChangeKind::Added)),
            Some(old) if old.bytes != image.bytes => changed.push(change(&image.path, ChangeKind::Changed)),
            Some(_) => {}
        }
    }
    let gone_files = before.files().iter().map(|file| &file.path).filter(|path| after.at(path).is_none());
    let gone_images = before.images().map(|image| &image.path).filter(|path| after.image(path).is_none());
    changed.extend(gone_files.chain(gone_images).map(|path| change(path, ChangeKind::Removed)));
    changed.sort();
    changed
}
