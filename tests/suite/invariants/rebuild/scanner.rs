//! What the scanner detects, and what it reports.

use std::fs;
use std::thread::sleep;

use allclear::source::{ChangeKind, Project, Scan, ScanOptions, Scanner, Scope};

use super::{SETTLED, empty_project, folders};

const UPDATE: &str = "content/incidents/2026-03-14-a/comms/2026-03-14T0900Z.md";
const COMMS: &str = "content/incidents/2026-03-14-a/comms";

fn scanner(root: &std::path::Path) -> Scanner {
    Scanner::new(Project::new(root), ScanOptions { public_only: false })
}

fn changed(scan: &Scan) -> Vec<(&str, ChangeKind)> {
    scan.changed.iter().map(|change| (change.path.as_str(), change.kind)).collect()
}

#[test]
fn a_change_is_detected_even_with_the_same_size_and_time() {
    let project = empty_project().file(UPDATE, "one text").file("content/pages/a.md", "one page");
    let mut scanner = scanner(project.root());
    scanner.scan(&Scope::Everything);
    sleep(SETTLED);
    assert_eq!(changed(&scanner.scan(&Scope::Everything)), []);

    // The same size and time as before, as after `touch -r` and some deployment tools.
    let path = project.path(UPDATE);
    let modified = fs::metadata(&path).and_then(|metadata| metadata.modified()).expect("a time");
    fs::write(&path, "two text").expect("a file");
    fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(modified)).expect("a time");
    assert_eq!(changed(&scanner.scan(&Scope::Everything)), [(UPDATE, ChangeKind::Changed)]);

    // Replaced by another old file.
    fs::rename(project.path("content/pages/a.md"), &path).expect("a file");
    let scan = scanner.scan(&Scope::Everything);
    assert_eq!(changed(&scan), [(UPDATE, ChangeKind::Changed), ("content/pages/a.md", ChangeKind::Removed)]);
    assert_eq!(scan.snapshot.at(UPDATE).map(|file| &*file.text), Some("one page"));
}

#[test]
fn two_saves_within_one_clock_tick_are_both_detected() {
    let project = empty_project().file(UPDATE, "text 0000");
    let mut scanner = scanner(project.root());
    scanner.scan(&Scope::Everything);
    for round in 1..200 {
        let text = format!("text {round:04}");
        project.write(UPDATE, text.as_bytes());
        let scan = scanner.scan(&folders([COMMS]));
        assert_eq!(scan.snapshot.at(UPDATE).map(|file| &*file.text), Some(text.as_str()));
    }
}

#[test]
fn touching_a_file_is_not_a_change() {
    let project = empty_project().file(UPDATE, "a text");
    let mut scanner = scanner(project.root());
    let before = scanner.scan(&Scope::Everything).snapshot;
    project.write(UPDATE, b"a text");
    let scan = scanner.scan(&folders([COMMS]));
    assert_eq!(changed(&scan), []);
    let unit = |snapshot: &allclear::source::Snapshot| snapshot.unit_of(UPDATE).cloned().expect("a unit");
    assert!(std::sync::Arc::ptr_eq(&unit(&before), &unit(&scan.snapshot)));
}

#[test]
fn ids_stay_when_other_files_are_added_and_removed() {
    let project = empty_project().file(UPDATE, "a text");
    let mut scanner = scanner(project.root());
    let id = |scan: &Scan, path| scan.snapshot.at(path).map(|file| file.id);
    let first = scanner.scan(&Scope::Everything);
    let (of_update, of_site) = (id(&first, UPDATE), id(&first, "content/site.toml"));
    let early = "content/components/aaa.md";
    project.write(early, b"+++\nname = \"A\"\n+++\n");
    let with_more = scanner.scan(&Scope::Everything);
    assert_eq!((id(&with_more, UPDATE), id(&with_more, "content/site.toml")), (of_update, of_site));
    let of_early = id(&with_more, early);
    assert!(of_early.is_some() && of_early != of_update && of_early != of_site);

    fs::remove_file(project.path(early)).expect("a file");
    project.write("content/components/bbb.md", b"+++\nname = \"B\"\n+++\n");
    let other = scanner.scan(&Scope::Everything);
    assert_ne!(id(&other, "content/components/bbb.md"), of_early, "an id is never given to another");
    project.write(early, b"+++\nname = \"A\"\n+++\n");
    let again = scanner.scan(&Scope::Everything);
    assert_eq!(id(&again, early), of_early);
    for file in again.snapshot.files() {
        assert_eq!(again.snapshot.file(file.id).map(|found| &found.path), Some(&file.path));
    }
}

#[test]
fn a_missing_folder_is_reported_until_it_appears() {
    let project = empty_project();
    fs::rename(project.path("content"), project.path("elsewhere")).expect("a folder");
    let mut scanner = scanner(project.root());
    let scan = scanner.scan(&folders(["content"]));
    assert_eq!((scan.snapshot.file_count(), scan.findings.iter().count()), (0, 1));
    fs::rename(project.path("elsewhere"), project.path("content")).expect("a folder");
    let scan = scanner.scan(&folders(["content/components"]));
    assert!(scan.findings.is_empty());
    assert!(scan.snapshot.at("content/site.toml").is_some(), "everything is new, whatever is named");
    assert_eq!(scan.changed.len(), scan.snapshot.file_count());
}

#[test]
fn the_message_about_a_file_changes_with_the_file() {
    let project = empty_project();
    project.write(UPDATE, b"\xff");
    let mut scanner = scanner(project.root());
    let message =
        |scan: &Scan| scan.findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>();
    let first = scanner.scan(&Scope::Everything);
    project.write(UPDATE, b"a\n\xff");
    let second = scanner.scan(&folders([COMMS]));
    assert_ne!(message(&first), message(&second));
    assert_eq!(changed(&second), [(UPDATE, ChangeKind::Changed)]);
}

#[cfg(unix)]
#[test]
fn a_parent_folder_that_became_a_link_is_detected_by_a_change_below_it() {
    let project = empty_project().file(UPDATE, "a text");
    let mut scanner = scanner(project.root());
    scanner.scan(&Scope::Everything);
    let (incidents, elsewhere) = (project.path("content/incidents"), project.path("elsewhere"));
    fs::rename(&incidents, &elsewhere).expect("a folder");
    std::os::unix::fs::symlink(&elsewhere, &incidents).expect("a link");
    let scan = scanner.scan(&folders([COMMS]));
    assert!(scan.snapshot.at(UPDATE).is_none(), "links to folders are not followed");
    assert_eq!(scan.findings.iter().count(), 1);

    fs::remove_file(&incidents).expect("a link");
    fs::rename(&elsewhere, &incidents).expect("a folder");
    let scan = scanner.scan(&folders([COMMS]));
    assert!(scan.snapshot.at(UPDATE).is_some() && scan.findings.is_empty());
}
