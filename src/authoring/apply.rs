//! Applying the files of an import, repeatedly, without overwriting anybody's work.
//!
//! A file is written if nothing exists at its path and no import wrote it before, and replaced or moved if it still has
//! the text that an earlier import wrote (see [`super::import_lock`]). A file that the original does not have any more is
//! removed under the same condition. Every other file is kept and reported.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::apply_report::{ApplyError, ApplyReport, KeptFile, KeptReason};
use super::disk;
use super::import_lock::ImportLock;
use super::planned_file::PlannedFile;

/// The only file that is written once and never replaced: its settings belong to people from then on.
pub(crate) const SITE_FILE: &str = "content/site.toml";

/// The content of an import.
#[derive(Clone, Copy, Debug)]
pub struct Applied<'a> {
    /// The name of the system that it comes from, which names the lock file: `cstate`.
    pub source: &'a str,
    /// The id of the page there, if the system has pages with ids.
    pub page: Option<&'a str>,
    /// The files to write.
    pub files: &'a [PlannedFile],
    /// The ids of objects that are not planned although the original may still have them. Their files stay.
    pub unknown: &'a BTreeSet<String>,
}

/// Writes content files under `root`; with `dry_run` only reports what it would write.
///
/// # Errors
///
/// Returns an error if a path is unsafe, if the lock file of earlier imports is damaged (both before anything is
/// written), or if the system refuses to read or write.
pub fn apply(root: &Path, import: Applied<'_>, dry_run: bool) -> Result<ApplyReport, ApplyError> {
    let is_safe = |path: &str| path.starts_with("content/") && disk::is_safe(root, path);
    let mut lock = ImportLock::read(root, import.source)?;
    let mut paths = import.files.iter().map(|file| file.path.as_str());
    if let Some(path) = paths.find(|path| !is_safe(path)) {
        return Err(ApplyError::UnsafePath(path.to_owned()));
    }
    if let Some((path, _)) = lock.files().find(|(path, _)| !is_safe(path)) {
        return Err(ApplyError::UnsafePath(path.to_owned()));
    }
    let before = lock.clone();
    lock.set_page(import.page);
    let mut applier =
        Applier { root, dry_run, report: ApplyReport::default(), before: &before, lock: &mut lock };
    let outcome = applier.run(import);
    let report = std::mem::take(&mut applier.report);
    // Also after a failure: the next run has to know which files this one wrote.
    let relative = ImportLock::path(import.source);
    let path = root.join(&relative);
    let text = lock.text();
    let old_text = disk::read_if_exists(&path).unwrap_or_default().unwrap_or_default();
    if !dry_run && text.as_bytes() != old_text {
        replace(&path, text.as_bytes())?;
    }
    outcome.map(|()| report)
}

/// Writes the report of an import to `path` below `root`.
///
/// # Errors
///
/// Returns an error if the system refuses to write, or the path leads through a symbolic link.
pub fn write_report(root: &Path, path: &str, text: &str) -> Result<(), ApplyError> {
    disk::write_report(root, path, text).map_err(|error| ApplyError::Io { path: root.join(path), error })
}

struct Applier<'a> {
    root: &'a Path,
    dry_run: bool,
    report: ApplyReport,
    /// The lock as earlier imports left it.
    before: &'a ImportLock,
    lock: &'a mut ImportLock,
}

enum Decision {
    Write,
    Unchanged,
    Keep(KeptReason),
}

impl Applier<'_> {
    fn run(&mut self, import: Applied<'_>) -> Result<(), ApplyError> {
        let old_paths = self.before.paths();
        let planned: BTreeSet<&str> = import.files.iter().map(|file| file.path.as_str()).collect();
        // The old paths of objects whose file somebody edited or deleted: they are not written to a new path.
        let mut left_alone: BTreeSet<&str> = BTreeSet::new();
        let mut moved: BTreeSet<&str> = BTreeSet::new();
        for file in import.files {
            let id = file.origin.as_ref().map_or("", |origin| origin.id.as_str());
            let old = old_paths.get(id).copied().filter(|old| *old != file.path);
            if let Some(old) = old.filter(|old| !planned.contains(old)) {
                let is_done = self.on_disk(&file.path)?.is_some_and(|bytes| bytes == file.text.as_bytes());
                if let Some(reason) = self.reason_to_keep(old)?.filter(|_| !is_done) {
                    self.report.kept.push(KeptFile { path: old.to_owned(), reason });
                    left_alone.insert(old);
                    continue;
                }
                // Something else at the new path keeps the file at the old one.
                if self.write(file)? {
                    moved.insert(old);
                } else {
                    left_alone.insert(old);
                }
                continue;
            }
            self.write(file)?;
        }
        let records: BTreeSet<&str> =
            import.files.iter().filter_map(|file| Some(file.origin.as_ref()?.record.as_str())).collect();
        for (path, locked) in self.before.files() {
            let is_planned = planned.contains(path) || left_alone.contains(path) || path == SITE_FILE;
            // The manifest of an earlier version also has the files of other sources.
            let is_foreign = self.before.is_from_manifest()
                && (locked.record.is_empty() || !records.contains(locked.record.as_str()));
            if moved.contains(path) {
                self.remove(path)?;
            } else if !is_planned && is_foreign {
                self.lock.remove(path);
            } else if !is_planned && !import.unknown.contains(&locked.id) {
                self.remove(path)?;
            }
        }
        self.report.written.sort();
        Ok(())
    }

    /// Writes a file unless it has to be kept; returns whether it has the planned text now.
    fn write(&mut self, file: &PlannedFile) -> Result<bool, ApplyError> {
        let path = file.path.clone();
        match self.decide(file)? {
            Decision::Keep(reason) => {
                self.report.kept.push(KeptFile { path, reason });
                return Ok(false);
            }
            Decision::Unchanged => self.report.unchanged.push(path),
            Decision::Write => {
                if !self.dry_run {
                    replace(&self.root.join(&path), file.text.as_bytes())?;
                }
                self.report.written.push(path);
            }
        }
        self.lock.set(file);
        Ok(true)
    }

    fn decide(&self, file: &PlannedFile) -> Result<Decision, ApplyError> {
        let path = self.root.join(&file.path);
        let metadata = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let was_deleted = self.before.get(&file.path).is_some();
                return Ok(if was_deleted { Decision::Keep(KeptReason::Deleted) } else { Decision::Write });
            }
            Err(error) => return Err(ApplyError::Io { path, error }),
        };
        if !metadata.is_file() {
            return Ok(Decision::Keep(KeptReason::NotAFile));
        }
        let on_disk = fs::read(&path).map_err(|error| ApplyError::Io { path, error })?;
        Ok(if on_disk == file.text.as_bytes() {
            Decision::Unchanged
        } else if file.path == SITE_FILE {
            Decision::Keep(KeptReason::Settings)
        } else if self.before.matches(&file.path, &on_disk) {
            Decision::Write
        } else {
            Decision::Keep(KeptReason::Edited)
        })
    }

    /// Returns why the file at an earlier path must not be moved or removed.
    fn reason_to_keep(&self, path: &str) -> Result<Option<KeptReason>, ApplyError> {
        Ok(match self.on_disk(path)? {
            None => Some(KeptReason::Deleted),
            Some(bytes) if self.before.matches(path, &bytes) => None,
            Some(_) => Some(KeptReason::Edited),
        })
    }

    fn on_disk(&self, path: &str) -> Result<Option<Vec<u8>>, ApplyError> {
        let path = self.root.join(path);
        if path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()) {
            return Ok(Some(Vec::new()));
        }
        disk::read_if_exists(&path).map_err(|error| ApplyError::Io { path, error })
    }

    /// Removes a file that the original does not have any more, unless somebody edited it.
    fn remove(&mut self, path: &str) -> Result<(), ApplyError> {
        match self.reason_to_keep(path)? {
            None => {
                if !self.dry_run {
                    let full = self.root.join(path);
                    disk::remove(&full).map_err(|error| ApplyError::Io { path: full.clone(), error })?;
                    disk::remove_empty_folders(self.root, path);
                }
                self.report.removed.push(path.to_owned());
            }
            Some(KeptReason::Deleted) => {}
            Some(_) => {
                self.report.kept.push(KeptFile { path: path.to_owned(), reason: KeptReason::Gone });
                return Ok(());
            }
        }
        self.lock.remove(path);
        Ok(())
    }
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), ApplyError> {
    disk::replace(path, bytes).map_err(|error| ApplyError::Io { path: path.to_path_buf(), error })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(files: &[(&str, &str)]) -> Vec<PlannedFile> {
        files.iter().map(|(path, text)| PlannedFile::new(*path, *text)).collect()
    }

    fn apply(root: &Path, files: &[PlannedFile], dry_run: bool) -> Result<ApplyReport, ApplyError> {
        super::apply(root, Applied { source: "test", page: None, files, unknown: &BTreeSet::new() }, dry_run)
    }

    const LOCK_FILE: &str = "imports/test.lock";

    fn kept(report: &ApplyReport) -> Vec<(&str, KeptReason)> {
        report.kept.iter().map(|kept| (kept.path.as_str(), kept.reason)).collect()
    }

    const A: &str = "content/components/a.md";
    const B: &str = "content/components/b.md";

    #[test]
    fn a_second_run_changes_nothing() {
        let root = tempfile::tempdir().unwrap();
        let plan = plan(&[(A, "a\n"), (B, "b\n")]);
        assert_eq!(apply(root.path(), &plan, false).unwrap().written, [A, B]);
        let lock = fs::read(root.path().join(LOCK_FILE)).unwrap();
        let again = apply(root.path(), &plan, false).unwrap();
        assert_eq!(again, ApplyReport { unchanged: vec![A.into(), B.into()], ..ApplyReport::default() });
        assert_eq!(fs::read(root.path().join(LOCK_FILE)).unwrap(), lock);
        assert_eq!(fs::read_dir(root.path().join("content/components")).unwrap().count(), 2);
    }

    #[test]
    fn a_dry_run_reports_the_same_and_writes_nothing() {
        let root = tempfile::tempdir().unwrap();
        let plan = plan(&[(A, "a\n")]);
        assert_eq!(apply(root.path(), &plan, true).unwrap().written, [A]);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }

    #[test]
    fn an_unedited_file_is_replaced_and_an_edited_one_is_kept() {
        let root = tempfile::tempdir().unwrap();
        apply(root.path(), &plan(&[(A, "a\n"), (B, "b\n")]), false).unwrap();
        fs::write(root.path().join(B), "mine\n").unwrap();
        let report = apply(root.path(), &plan(&[(A, "a2\n"), (B, "b2\n")]), false).unwrap();
        assert_eq!(report.written, [A]);
        assert_eq!(kept(&report), [(B, KeptReason::Edited)]);
        assert_eq!(fs::read_to_string(root.path().join(A)).unwrap(), "a2\n");
        assert_eq!(fs::read_to_string(root.path().join(B)).unwrap(), "mine\n");
    }

    #[test]
    fn a_file_older_than_every_import_is_kept() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("content/components")).unwrap();
        fs::write(root.path().join(A), "mine\n").unwrap();
        let report = apply(root.path(), &plan(&[(A, "a\n")]), false).unwrap();
        assert_eq!(kept(&report), [(A, KeptReason::Edited)]);
    }

    #[test]
    fn a_deleted_file_is_not_written_again() {
        let root = tempfile::tempdir().unwrap();
        let plan = plan(&[(A, "a\n")]);
        apply(root.path(), &plan, false).unwrap();
        fs::remove_file(root.path().join(A)).unwrap();
        for _ in 0..2 {
            assert_eq!(kept(&apply(root.path(), &plan, false).unwrap()), [(A, KeptReason::Deleted)]);
        }
        assert!(!root.path().join(A).exists());
    }

    #[test]
    fn settings_are_written_only_once() {
        let root = tempfile::tempdir().unwrap();
        apply(root.path(), &plan(&[(SITE_FILE, "title = \"a\"\n")]), false).unwrap();
        let report = apply(root.path(), &plan(&[(SITE_FILE, "title = \"b\"\n")]), false).unwrap();
        assert_eq!(kept(&report), [(SITE_FILE, KeptReason::Settings)]);
    }

    #[test]
    fn a_run_interrupted_before_the_lock_was_written_is_completed_by_the_next() {
        let root = tempfile::tempdir().unwrap();
        let first = plan(&[(A, "a\n")]);
        apply(root.path(), &first, false).unwrap();
        fs::remove_file(root.path().join(LOCK_FILE)).unwrap();
        apply(root.path(), &first, false).unwrap();
        assert_eq!(apply(root.path(), &plan(&[(A, "a2\n")]), false).unwrap().written, [A]);
    }

    #[test]
    fn nothing_is_written_when_one_path_is_unsafe() {
        let root = tempfile::tempdir().unwrap();
        for path in ["../content/x.md", "content/../../x.md", "/etc/x", "public/x", "content/a\nb.md"] {
            let error = apply(root.path(), &plan(&[(A, "a\n"), (path, "x\n")]), false).unwrap_err();
            assert!(matches!(error, ApplyError::UnsafePath(p) if p == path));
        }
        assert!(!root.path().join(A).exists());
    }

    #[test]
    fn files_written_before_a_failure_are_in_the_lock() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("content")).unwrap();
        fs::write(root.path().join("content/incidents"), "a file where a folder should be").unwrap();
        let broken = |text| plan(&[(A, text), ("content/incidents/x/comms/y.md", "y\n")]);
        assert!(matches!(apply(root.path(), &broken("a\n"), false), Err(ApplyError::Io { .. })));
        assert!(matches!(apply(root.path(), &broken("a2\n"), false), Err(ApplyError::Io { .. })));
        assert_eq!(fs::read_to_string(root.path().join(A)).unwrap(), "a2\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_neither_followed_nor_replaced() {
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir_all(root.path().join("content/incidents")).unwrap();
        std::os::unix::fs::symlink(outside.path(), root.path().join("content/components")).unwrap();
        assert!(matches!(apply(root.path(), &plan(&[(A, "a\n")]), false), Err(ApplyError::UnsafePath(_))));
        let target = outside.path().join("target");
        fs::write(&target, "theirs").unwrap();
        std::os::unix::fs::symlink(&target, root.path().join("content/incidents/a.md")).unwrap();
        let report = apply(root.path(), &plan(&[("content/incidents/a.md", "a\n")]), false).unwrap();
        assert_eq!(kept(&report), [("content/incidents/a.md", KeptReason::NotAFile)]);
        assert_eq!(fs::read_to_string(&target).unwrap(), "theirs");
    }

    #[test]
    fn a_damaged_lock_stops_the_import() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("imports")).unwrap();
        fs::write(root.path().join(LOCK_FILE), "?\n").unwrap();
        let error = apply(root.path(), &plan(&[(A, "a\n")]), false).unwrap_err();
        assert!(matches!(error, ApplyError::Lock { line: 1, .. }));
        assert!(!root.path().join(A).exists());
    }

    fn update(path: &str, id: &str, text: &str) -> PlannedFile {
        PlannedFile::new(path, text).with_origin(format!("update {id}"), "i1")
    }

    #[test]
    fn an_unedited_file_moves_with_its_id() {
        let root = tempfile::tempdir().unwrap();
        let (old, new) = ("content/incidents/x/comms/1.md", "content/maintenance/x/comms/2.md");
        apply(root.path(), &[update(old, "u1", "a\n")], false).unwrap();
        let report = apply(root.path(), &[update(new, "u1", "b\n")], false).unwrap();
        assert_eq!((report.written, report.removed), (vec![new.to_owned()], vec![old.to_owned()]));
        assert!(!root.path().join("content/incidents").exists(), "empty folders are removed");
        let again = apply(root.path(), &[update(new, "u1", "b\n")], false).unwrap();
        assert_eq!(again, ApplyReport { unchanged: vec![new.into()], ..ApplyReport::default() });
    }

    #[test]
    fn an_edited_or_deleted_file_does_not_come_back_at_another_path() {
        let root = tempfile::tempdir().unwrap();
        let (a, b) = ("content/incidents/x/comms/1.md", "content/incidents/x/comms/2.md");
        apply(root.path(), &[update(a, "u1", "a\n"), update(b, "u2", "b\n")], false).unwrap();
        fs::write(root.path().join(a), "mine\n").unwrap();
        fs::remove_file(root.path().join(b)).unwrap();
        let later = [
            update("content/incidents/x/comms/3.md", "u1", "a\n"),
            update("content/incidents/x/comms/4.md", "u2", "b\n"),
        ];
        for _ in 0..2 {
            let report = apply(root.path(), &later, false).unwrap();
            assert_eq!(kept(&report), [(a, KeptReason::Edited), (b, KeptReason::Deleted)]);
            assert!(report.written.is_empty() && report.removed.is_empty());
        }
        assert_eq!(fs::read_dir(root.path().join("content/incidents/x/comms")).unwrap().count(), 1);
    }

    #[test]
    fn a_file_of_an_object_that_is_gone_is_removed_unless_it_was_edited_or_may_still_exist() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| format!("content/incidents/{name}/comms/1.md");
        let first = ["a", "b", "c"].map(|name| update(&path(name), name, "x\n"));
        apply(root.path(), &first, false).unwrap();
        fs::write(root.path().join(path("b")), "mine\n").unwrap();
        let unknown = BTreeSet::from(["update c".to_owned()]);
        let import = Applied { source: "test", page: None, files: &[], unknown: &unknown };
        let report = super::apply(root.path(), import, false).unwrap();
        assert_eq!(report.removed, [path("a")]);
        assert_eq!(kept(&report), [(path("b").as_str(), KeptReason::Gone)]);
        assert!(root.path().join(path("c")).exists());
    }

    #[test]
    fn the_manifest_of_an_earlier_version_is_read() {
        let root = tempfile::tempdir().unwrap();
        let (old, new) = ("content/incidents/x/comms/1.md", "content/incidents/x/comms/2.md");
        let text = "+++\nincident_id = \"i1\"\nid = \"u1\"\n+++\na\n";
        apply(root.path(), &[update(old, "u1", text)], false).unwrap();
        let lock = fs::read_to_string(root.path().join(LOCK_FILE)).unwrap();
        let hash = lock.split_once("sha256 = \"").and_then(|(_, rest)| rest.get(..64)).unwrap();
        fs::create_dir_all(root.path().join(".allclear")).unwrap();
        fs::write(root.path().join(".allclear/imported"), format!("{hash}  {old}\n")).unwrap();
        fs::remove_file(root.path().join(LOCK_FILE)).unwrap();
        let report = apply(root.path(), &[update(new, "u1", "b\n")], false).unwrap();
        assert_eq!((report.written, report.removed), (vec![new.to_owned()], vec![old.to_owned()]));
    }
}
