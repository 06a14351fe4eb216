//! Applying the files of an import, repeatedly, without overwriting anybody's work.
//!
//! A file is written if nothing exists at its path and no import wrote it before, and replaced if it still has the text
//! that an earlier import wrote (see [`super::import_manifest`]). Every other file is kept and reported.

use std::fs;
use std::io;
use std::path::Path;

use super::apply_report::{ApplyError, ApplyReport, KeptFile, KeptReason};
use super::disk;
use super::import_manifest::{ImportManifest, MANIFEST_FILE};
use super::planned_file::PlannedFile;

/// The only file that is written once and never replaced: its settings belong to people from then on.
pub(crate) const SITE_FILE: &str = "content/site.toml";

/// Writes content files under `root`; with `dry_run` only reports what it would write.
///
/// # Errors
///
/// Returns an error if a path is unsafe, if the manifest of earlier imports is damaged (both before anything is
/// written), or if the system refuses to read or write.
pub fn apply(root: &Path, files: &[PlannedFile], dry_run: bool) -> Result<ApplyReport, ApplyError> {
    let is_safe = |path: &str| path.starts_with("content/") && disk::is_safe(root, path);
    let mut paths = files.iter().map(|file| file.path.as_str());
    if let Some(path) = paths.find(|path| !is_safe(path)) {
        return Err(ApplyError::UnsafePath(path.to_owned()));
    }
    if !disk::is_safe(root, MANIFEST_FILE) {
        return Err(ApplyError::UnsafePath(MANIFEST_FILE.to_owned()));
    }
    let manifest_path = root.join(MANIFEST_FILE);
    let old_text = disk::read_if_exists(&manifest_path)
        .map_err(|error| ApplyError::Io { path: manifest_path.clone(), error })?
        .unwrap_or_default();
    let mut manifest =
        ImportManifest::parse(&String::from_utf8_lossy(&old_text)).map_err(ApplyError::Manifest)?;
    let outcome = write_files(root, files, dry_run, &mut manifest);
    // Also after a failure: the next run has to know which files this one wrote.
    let new_text = manifest.text();
    if !dry_run && new_text.as_bytes() != old_text {
        replace(&manifest_path, new_text.as_bytes())?;
    }
    outcome
}

fn write_files(
    root: &Path,
    files: &[PlannedFile],
    dry_run: bool,
    manifest: &mut ImportManifest,
) -> Result<ApplyReport, ApplyError> {
    let mut report = ApplyReport::default();
    for file in files {
        let path = file.path.clone();
        match decide(root, file, manifest)? {
            Decision::Keep(reason) => {
                report.kept.push(KeptFile { path, reason });
                continue;
            }
            Decision::Unchanged => report.unchanged.push(path),
            Decision::Write => {
                if !dry_run {
                    replace(&root.join(&path), file.text.as_bytes())?;
                }
                report.written.push(path);
            }
        }
        manifest.set(&file.path, file.text.as_bytes());
    }
    Ok(report)
}

enum Decision {
    Write,
    Unchanged,
    Keep(KeptReason),
}

fn decide(root: &Path, file: &PlannedFile, manifest: &ImportManifest) -> Result<Decision, ApplyError> {
    let path = root.join(&file.path);
    let metadata = match fs::symlink_metadata(&path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let was_deleted = manifest.contains(&file.path);
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
    } else if manifest.matches(&file.path, &on_disk) {
        Decision::Write
    } else {
        Decision::Keep(KeptReason::Edited)
    })
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
        let manifest = fs::read(root.path().join(MANIFEST_FILE)).unwrap();
        let again = apply(root.path(), &plan, false).unwrap();
        assert_eq!(again, ApplyReport { unchanged: vec![A.into(), B.into()], ..ApplyReport::default() });
        assert_eq!(fs::read(root.path().join(MANIFEST_FILE)).unwrap(), manifest);
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
    fn a_run_interrupted_before_the_manifest_was_written_is_completed_by_the_next() {
        let root = tempfile::tempdir().unwrap();
        let first = plan(&[(A, "a\n")]);
        apply(root.path(), &first, false).unwrap();
        fs::remove_file(root.path().join(MANIFEST_FILE)).unwrap();
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
    fn files_written_before_a_failure_are_in_the_manifest() {
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
    fn a_damaged_manifest_stops_the_import() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join(".allclear")).unwrap();
        fs::write(root.path().join(MANIFEST_FILE), "?\n").unwrap();
        assert!(matches!(apply(root.path(), &plan(&[(A, "a\n")]), false), Err(ApplyError::Manifest(1))));
        assert!(!root.path().join(A).exists());
    }
}
