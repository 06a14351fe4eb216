//! Waiting until files are at rest, where no events say when they are.
//!
//! A look that comes by the pace alone may find a file of which half is written. Events do not need this: they are
//! batched until it is quiet.

use std::collections::BTreeSet;
use std::thread;
use std::time::Instant;

use super::batch::{LONGEST, QUIET};
use crate::source::{Change, ChangeKind, Scan, Scanner, Scope, Snapshot};

/// Looks again at what changed until it stays as it is, though not for ever. `before` is what the caller built last;
/// what it gives changed since then.
pub fn settle(scanner: &mut Scanner, before: Option<&Snapshot>, scan: Scan) -> Scan {
    let Some(before) = before.filter(|_| !scan.changed.is_empty()) else { return scan };
    let started = Instant::now();
    let mut paths = BTreeSet::new();
    let mut scan = scan;
    let mut at_rest = false;
    while !at_rest && started.elapsed() < LONGEST {
        paths.extend(scan.changed.into_iter().map(|change| change.path));
        thread::sleep(QUIET);
        scan = scanner.scan(&Scope::Folders(paths.iter().map(|path| folder(path)).collect()));
        at_rest = scan.changed.is_empty();
    }
    paths.extend(scan.changed.into_iter().map(|change| change.path));
    let changed = paths.into_iter().filter_map(|path| change(before, &scan.snapshot, path)).collect();
    Scan { changed, ..scan }
}

fn folder(path: &str) -> String {
    path.rsplit_once('/').map_or_else(|| path.to_owned(), |(folder, _)| folder.to_owned())
}

/// What became of a file between two scans.
fn change(before: &Snapshot, after: &Snapshot, path: String) -> Option<Change> {
    let text = |snapshot: &Snapshot| snapshot.at(&path).map(|file| (file.text.clone(), file.readable));
    let image = |snapshot: &Snapshot| snapshot.image(&path).map(|image| image.bytes.clone());
    let (old, new) = ((text(before), image(before)), (text(after), image(after)));
    if old == new {
        return None;
    }
    let kind = match (old, new) {
        ((None, None), _) => ChangeKind::Added,
        (_, (None, None)) => ChangeKind::Removed,
        _ => ChangeKind::Changed,
    };
    Some(Change { path, kind })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;
    use crate::source::{Project, ScanOptions};

    struct Ground {
        folder: tempfile::TempDir,
        scanner: Scanner,
        before: Arc<Snapshot>,
    }

    impl Ground {
        /// A project with `a.md`, which was scanned.
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            fs::create_dir_all(folder.path().join("content/pages")).expect("folders");
            fs::write(folder.path().join("content/pages/a.md"), "whole").expect("written");
            let mut scanner = Scanner::new(Project::new(folder.path()), ScanOptions { public_only: false });
            let before = scanner.scan(&Scope::Everything).snapshot;
            Self { folder, scanner, before }
        }

        fn write(&self, name: &str, text: &str) {
            fs::write(self.folder.path().join("content/pages").join(name), text).expect("written");
        }

        /// Settles while somebody does this a little later.
        fn settle(&mut self, later: impl FnOnce(&Self) + Send) -> Scan {
            let scan = self.scanner.scan(&Scope::Everything);
            let mut scanner =
                Scanner::new(Project::new(self.folder.path()), ScanOptions { public_only: false });
            std::mem::swap(&mut scanner, &mut self.scanner);
            let before = Arc::clone(&self.before);
            let this = &*self;
            thread::scope(|scope| {
                scope.spawn(move || {
                    thread::sleep(Duration::from_millis(20));
                    later(this);
                });
                settle(&mut scanner, Some(&before), scan)
            })
        }
    }

    fn changed(scan: &Scan) -> Vec<(&str, ChangeKind)> {
        scan.changed.iter().map(|change| (change.path.as_str(), change.kind)).collect()
    }

    #[test]
    fn a_file_that_is_being_written_is_waited_for() {
        let mut ground = Ground::new();
        ground.write("a.md", "hal");
        let scan = ground.settle(|ground| ground.write("a.md", "half and half"));
        assert_eq!(changed(&scan), [("content/pages/a.md", ChangeKind::Changed)]);
        assert_eq!(scan.snapshot.at("content/pages/a.md").map(|file| &*file.text), Some("half and half"));
    }

    #[test]
    fn a_file_that_is_as_it_was_in_the_end_did_not_change() {
        let mut ground = Ground::new();
        ground.write("a.md", "");
        ground.write("b.md", "new");
        let scan = ground.settle(|ground| ground.write("a.md", "whole"));
        assert_eq!(changed(&scan), [("content/pages/b.md", ChangeKind::Added)]);
    }

    #[test]
    fn without_a_change_nothing_is_waited_for() {
        let mut ground = Ground::new();
        let scan = ground.scanner.scan(&Scope::Everything);
        let started = Instant::now();
        let before = Arc::clone(&ground.before);
        assert!(settle(&mut ground.scanner, Some(&before), scan).changed.is_empty());
        assert!(started.elapsed() < QUIET);
    }
}
