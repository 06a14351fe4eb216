//! Waiting until changed files are stable.
//!
//! A scan that was triggered by the timer may find a half-written file. Scans that were triggered by events do not
//! need this, because events are debounced.

use std::collections::BTreeSet;
use std::thread;
use std::time::Instant;

use super::debounce::{MAX_DELAY, QUIET};
use crate::source::{Change, ChangeKind, Scan, Scanner, Scope, Snapshot};

/// Scans changed files again until they stop changing, for half a second at most. `before` is the snapshot that was
/// built last; the result lists what changed since then.
pub fn wait_until_stable(scanner: &mut Scanner, before: Option<&Snapshot>, scan: Scan) -> Scan {
    let Some(before) = before.filter(|_| !scan.changed.is_empty()) else { return scan };
    let started = Instant::now();
    let mut paths = BTreeSet::new();
    let mut scan = scan;
    let mut is_stable = false;
    while !is_stable && started.elapsed() < MAX_DELAY {
        paths.extend(scan.changed.into_iter().map(|change| change.path));
        thread::sleep(QUIET);
        scan = scanner.scan(&Scope::Folders(paths.iter().map(|path| folder(path)).collect()));
        is_stable = scan.changed.is_empty();
    }
    paths.extend(scan.changed.into_iter().map(|change| change.path));
    let changed = paths.into_iter().filter_map(|path| change(before, &scan.snapshot, path)).collect();
    Scan { changed, ..scan }
}

fn folder(path: &str) -> String {
    path.rsplit_once('/').map_or_else(|| path.to_owned(), |(folder, _)| folder.to_owned())
}

/// How a file changed between two scans, if it did.
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

    struct Fixture {
        folder: tempfile::TempDir,
        scanner: Scanner,
        before: Arc<Snapshot>,
    }

    impl Fixture {
        /// A project with one page, `a.md`, after its first scan.
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

        /// Waits until files are stable, and runs `later` shortly after the wait began.
        fn wait_until_stable(&mut self, later: impl FnOnce(&Self) + Send) -> Scan {
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
                wait_until_stable(&mut scanner, Some(&before), scan)
            })
        }
    }

    fn changed(scan: &Scan) -> Vec<(&str, ChangeKind)> {
        scan.changed.iter().map(|change| (change.path.as_str(), change.kind)).collect()
    }

    #[test]
    fn a_half_written_file_is_not_returned() {
        let mut fixture = Fixture::new();
        fixture.write("a.md", "hal");
        let scan = fixture.wait_until_stable(|fixture| fixture.write("a.md", "half and half"));
        assert_eq!(changed(&scan), [("content/pages/a.md", ChangeKind::Changed)]);
        assert_eq!(scan.snapshot.at("content/pages/a.md").map(|file| &*file.text), Some("half and half"));
    }

    #[test]
    fn a_file_that_is_restored_did_not_change() {
        let mut fixture = Fixture::new();
        fixture.write("a.md", "");
        fixture.write("b.md", "new");
        let scan = fixture.wait_until_stable(|fixture| fixture.write("a.md", "whole"));
        assert_eq!(changed(&scan), [("content/pages/b.md", ChangeKind::Added)]);
    }

    #[test]
    fn there_is_no_wait_without_a_change() {
        let mut fixture = Fixture::new();
        let scan = fixture.scanner.scan(&Scope::Everything);
        let started = Instant::now();
        let before = Arc::clone(&fixture.before);
        assert!(wait_until_stable(&mut fixture.scanner, Some(&before), scan).changed.is_empty());
        assert!(started.elapsed() < QUIET);
    }
}
