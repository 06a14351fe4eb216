//! Lays a plan on disk, and never over somebody's work.
//!
//! A file may be written when nothing is there and nothing ever was, and replaced when it still holds what an
//! earlier import left (see [`super::record`]). Whatever else differs stays as it is and is reported. Each file
//! is written beside its place and renamed, so that a reader finds it old or new and never half.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path};

use super::plan::{Plan, PlannedFile, SITE_FILE};
use super::record::{RECORD_FILE, Record};
use super::report::{ApplyError, Kept, KeptReason, Report};

/// Writes the files of `plan` under `root`; with `dry_run` only says what it would do.
pub fn apply(root: &Path, plan: &Plan, dry_run: bool) -> Result<Report, ApplyError> {
    refuse_links(root, RECORD_FILE)?;
    for file in &plan.files {
        refuse_unsafe(root, &file.path)?;
    }
    let record_path = root.join(RECORD_FILE);
    let old_text = read_if_there(&record_path)?.unwrap_or_default();
    let mut record = Record::parse(&String::from_utf8_lossy(&old_text)).map_err(ApplyError::Record)?;
    let outcome = lay(root, plan, dry_run, &mut record);
    // Also after a failure: what was written before it is ours, and the next run has to know.
    let new_text = record.text();
    if !dry_run && new_text.as_bytes() != old_text {
        write_whole(&record_path, new_text.as_bytes())?;
    }
    outcome
}

fn lay(root: &Path, plan: &Plan, dry_run: bool, record: &mut Record) -> Result<Report, ApplyError> {
    let mut report = Report::default();
    for file in &plan.files {
        let path = file.path.clone();
        match decide(root, file, record)? {
            Decision::Keep(reason) => {
                report.kept.push(Kept { path, reason });
                continue;
            }
            Decision::Unchanged => report.unchanged.push(path),
            Decision::Write => {
                if !dry_run {
                    write_whole(&root.join(&path), file.text.as_bytes())?;
                }
                report.written.push(path);
            }
        }
        record.set(&file.path, file.text.as_bytes());
    }
    Ok(report)
}

enum Decision {
    Write,
    Unchanged,
    Keep(KeptReason),
}

fn decide(root: &Path, file: &PlannedFile, record: &Record) -> Result<Decision, ApplyError> {
    let span = root.join(&file.path);
    let metadata = match fs::symlink_metadata(&span) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let was_there = record.knows(&file.path);
            return Ok(if was_there { Decision::Keep(KeptReason::Deleted) } else { Decision::Write });
        }
        Err(error) => return Err(ApplyError::Io { path: span, error }),
    };
    if !metadata.is_file() {
        return Ok(Decision::Keep(KeptReason::NotAFile));
    }
    let on_disk = fs::read(&span).map_err(|error| ApplyError::Io { path: span, error })?;
    Ok(if on_disk == file.text.as_bytes() {
        Decision::Unchanged
    } else if file.path == SITE_FILE {
        Decision::Keep(KeptReason::Settings)
    } else if record.matches(&file.path, &on_disk) {
        Decision::Write
    } else {
        Decision::Keep(KeptReason::Edited)
    })
}

/// Plans are made by our own code, but a path is the one thing in them that could do harm.
fn refuse_unsafe(root: &Path, path: &str) -> Result<(), ApplyError> {
    let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if !plain || !path.starts_with("content/") || path.contains(['\n', '\r', '\\']) {
        return Err(ApplyError::UnsafePath(path.to_owned()));
    }
    refuse_links(root, path)
}

/// A link on the way could lead out of the project.
fn refuse_links(root: &Path, path: &str) -> Result<(), ApplyError> {
    let mut folder = root.to_path_buf();
    for part in Path::new(path).parent().into_iter().flat_map(Path::components) {
        folder.push(part);
        if fs::symlink_metadata(&folder).is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(ApplyError::UnsafePath(path.to_owned()));
        }
    }
    Ok(())
}

fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, ApplyError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ApplyError::Io { path: path.to_path_buf(), error }),
    }
}

fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), ApplyError> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".allclear-import");
    let beside = path.with_file_name(name);
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = fs::File::create_new(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(|error| ApplyError::Io { path: path.to_path_buf(), error })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(files: &[(&str, &str)]) -> Plan {
        let files = files
            .iter()
            .map(|(path, text)| PlannedFile { path: (*path).to_owned(), text: (*text).to_owned() })
            .collect();
        Plan { files, ..Plan::default() }
    }

    fn kept(report: &Report) -> Vec<(&str, KeptReason)> {
        report.kept.iter().map(|kept| (kept.path.as_str(), kept.reason)).collect()
    }

    const A: &str = "content/components/a.md";
    const B: &str = "content/components/b.md";

    #[test]
    fn a_second_run_changes_nothing() {
        let root = tempfile::tempdir().unwrap();
        let plan = plan(&[(A, "a\n"), (B, "b\n")]);
        assert_eq!(apply(root.path(), &plan, false).unwrap().written, [A, B]);
        let record = fs::read(root.path().join(RECORD_FILE)).unwrap();
        let again = apply(root.path(), &plan, false).unwrap();
        assert_eq!(again, Report { unchanged: vec![A.into(), B.into()], ..Report::default() });
        assert_eq!(fs::read(root.path().join(RECORD_FILE)).unwrap(), record);
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
    fn an_untouched_file_follows_the_source_and_an_edited_one_is_kept() {
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
    fn a_file_that_was_there_before_any_import_is_kept() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("content/components")).unwrap();
        fs::write(root.path().join(A), "mine\n").unwrap();
        let report = apply(root.path(), &plan(&[(A, "a\n")]), false).unwrap();
        assert_eq!(kept(&report), [(A, KeptReason::Edited)]);
    }

    #[test]
    fn a_deleted_file_does_not_come_back() {
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
    fn settings_are_written_once_even_when_nobody_edited_them() {
        let root = tempfile::tempdir().unwrap();
        apply(root.path(), &plan(&[(SITE_FILE, "title = \"a\"\n")]), false).unwrap();
        let report = apply(root.path(), &plan(&[(SITE_FILE, "title = \"b\"\n")]), false).unwrap();
        assert_eq!(kept(&report), [(SITE_FILE, KeptReason::Settings)]);
    }

    #[test]
    fn a_run_that_was_cut_off_before_the_record_is_taken_up_by_the_next() {
        let root = tempfile::tempdir().unwrap();
        let first = plan(&[(A, "a\n")]);
        apply(root.path(), &first, false).unwrap();
        fs::remove_file(root.path().join(RECORD_FILE)).unwrap();
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
    fn what_was_written_before_a_failure_is_remembered() {
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
    fn a_damaged_record_stops_everything() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join(".allclear")).unwrap();
        fs::write(root.path().join(RECORD_FILE), "?\n").unwrap();
        assert!(matches!(apply(root.path(), &plan(&[(A, "a\n")]), false), Err(ApplyError::Record(1))));
        assert!(!root.path().join(A).exists());
    }
}
