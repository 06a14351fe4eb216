//! The ways in which editors save a file.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::symlink;

use super::matrix::both_ways;
use super::running::{ABOUT, Watching, page, project};
use crate::support::Project;

both_ways!(
    in_place,
    temporary_file_in_the_same_folder_renamed_over_it,
    temporary_file_from_elsewhere_renamed_over_it,
    vim,
    emacs,
    vs_code,
    jetbrains,
    renamed_over_twice,
    deleted,
    half_written_then_completed,
);

const SOURCE: &str = "content/pages/about.md";

/// Saves the page and waits until the output shows it.
fn saved(way: &[&str], save: impl FnOnce(&Project)) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    save(&project);
    let events = watching.until(|| project.read(ABOUT).contains("Second words."));
    noticed(way, &events);
    assert_eq!(watching.stop(), Some(0));
}

/// With events, no change may wait for a scan by the timer.
#[track_caller]
pub(super) fn noticed(way: &[&str], events: &[serde_json::Value]) {
    let by = if way.is_empty() { "event" } else { "look" };
    for event in events.iter().filter(|event| event["event"] == "built" || event["event"] == "failed") {
        assert_eq!(event["noticed_by"], by, "{event}");
    }
}

fn write(project: &Project, path: &str) {
    project.write(path, page("Second words.").as_bytes());
}

fn rename(project: &Project, from: &str, to: &str) {
    fs::rename(project.path(from), project.path(to)).expect("renamed");
}

fn remove(project: &Project, path: &str) {
    fs::remove_file(project.path(path)).expect("removed");
}

fn in_place(way: &[&str]) {
    saved(way, |project| write(project, SOURCE));
}

fn temporary_file_in_the_same_folder_renamed_over_it(way: &[&str]) {
    saved(way, |project| {
        write(project, "content/pages/about.md.tmp");
        rename(project, "content/pages/about.md.tmp", SOURCE);
    });
}

fn temporary_file_from_elsewhere_renamed_over_it(way: &[&str]) {
    saved(way, |project| {
        write(project, "drafts/about.md");
        rename(project, "drafts/about.md", SOURCE);
    });
}

fn vim(way: &[&str]) {
    saved(way, |project| {
        project.write("content/pages/.about.md.swp", b"b0VIM");
        project.write("content/pages/4913", b"");
        remove(project, "content/pages/4913");
        rename(project, SOURCE, "content/pages/about.md~");
        write(project, SOURCE);
        remove(project, "content/pages/about.md~");
        remove(project, "content/pages/.about.md.swp");
    });
}

fn emacs(way: &[&str]) {
    saved(way, |project| {
        let lock = project.path("content/pages/.#about.md");
        symlink("ana@host.1234:1767225600", &lock).expect("a link");
        write(project, "content/pages/#about.md#");
        rename(project, SOURCE, "content/pages/about.md~");
        write(project, SOURCE);
        remove(project, "content/pages/#about.md#");
        fs::remove_file(lock).expect("removed");
    });
}

fn vs_code(way: &[&str]) {
    saved(way, |project| {
        // It truncates the file and writes it again.
        let mut file = File::create(project.path(SOURCE)).expect("emptied");
        for part in page("Second words.").as_bytes().chunks(8) {
            file.write_all(part).expect("written");
            file.flush().expect("written");
        }
        file.sync_all().expect("written");
    });
}

fn jetbrains(way: &[&str]) {
    saved(way, |project| {
        write(project, "content/pages/about.md___jb_tmp___");
        rename(project, SOURCE, "content/pages/about.md___jb_old___");
        rename(project, "content/pages/about.md___jb_tmp___", SOURCE);
        remove(project, "content/pages/about.md___jb_old___");
    });
}

/// A watch on the file itself would miss the second change.
fn renamed_over_twice(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    for words in ["Second words.", "Third words.", "Fourth words."] {
        project.write("content/pages/about.md.tmp", page(words).as_bytes());
        rename(&project, "content/pages/about.md.tmp", SOURCE);
        let events = watching.until(|| project.read(ABOUT).contains(words));
        noticed(way, &events);
    }
}

fn deleted(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    remove(&project, SOURCE);
    let events = watching.until(|| !project.path(ABOUT).exists());
    noticed(way, &events);
}

fn half_written_then_completed(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    project.write(SOURCE, b"+++\ntitle = \"Abo");
    let failed = watching.expect("failed");
    assert_eq!((&failed["reason"], &failed["errors"]), (&"content".into(), &1.into()), "{failed}");
    assert!(project.read(ABOUT).contains("First words."), "the published page stays");
    write(&project, SOURCE);
    let events = watching.until(|| project.read(ABOUT).contains("Second words."));
    assert_eq!(events.last().map(|built| built["mended"].clone()), Some(true.into()));
    noticed(way, &events);
}
