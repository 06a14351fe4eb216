//! A build that is killed, or whose disk is full or read-only, at each of its operations in turn.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;

use super::super::WritePlan;
use super::faulty_disk::{Fault, FaultyDisk};
use super::{Project, WriteOptions, page, tree_of};
use crate::artifact::Artifact;
use crate::artifact::ArtifactKind;

const FOREIGN: [&str; 3] = ["CNAME", "shared/note.txt", "stale/note.txt"];

/// The tree before the build: a page that changes, one that does not, stale ones, a file that becomes a folder, and the
/// reverse.
fn old() -> Vec<Artifact> {
    vec![
        Artifact::new("assets/old.css", "old style", ArtifactKind::Asset),
        Artifact::new("index.html", "old home", ArtifactKind::Index),
        page("shared/index.html", "old shared page"),
        page("same/index.html", "the same"),
        page("stale/deep/index.html", "stale"),
        page("grows", "a file"),
        page("shrinks/index.html", "a folder"),
        page("shrinks/deep/index.html", "a folder in it"),
    ]
}

fn new() -> Vec<Artifact> {
    vec![
        Artifact::new("assets/new.css", "new style", ArtifactKind::Asset),
        Artifact::new("feed.xml", "new feed", ArtifactKind::Feed),
        Artifact::new("index.html", "new home, longer", ArtifactKind::Index),
        page("shared/index.html", "NEW shared page"),
        page("same/index.html", "the same"),
        page("fresh/deep/index.html", "fresh"),
        page("grows/index.html", "a folder"),
        page("shrinks", "a file"),
    ]
}

fn put_foreign(project: &Project) {
    for path in FOREIGN {
        project.put(path, "foreign");
    }
}

fn with_foreign(outputs: &[Artifact]) -> BTreeMap<String, Option<String>> {
    let foreign: Vec<Artifact> = FOREIGN.iter().map(|path| page(path, "foreign")).collect();
    tree_of(&[outputs, &foreign].concat())
}

/// Every file is old, new, foreign or temporary.
fn assert_whole(project: &Project, context: &str) {
    let (old, new) = (with_foreign(&old()), with_foreign(&new()));
    let tree = project.tree();
    for (path, text) in tree.iter().filter(|(path, _)| !path.ends_with(".allclear-tmp")) {
        let known = [&old, &new].into_iter().any(|known| known.get(path) == Some(text));
        assert!(known, "{context}: `{path}` contains {text:?}");
    }
    for path in FOREIGN {
        assert_eq!(tree.get(path), Some(&Some("foreign".to_owned())), "{context}: `{path}`");
    }
}

/// No file of a later kind is new before all files of an earlier kind are, and nothing is removed before everything is
/// written.
fn assert_in_order(project: &Project, context: &str) {
    let tree = project.tree();
    let is_there = |output: &Artifact| {
        tree.get(&output.path) == Some(&Some(String::from_utf8_lossy(&output.bytes).into()))
    };
    let old = old();
    let news: Vec<Artifact> = new().into_iter().filter(|output| !old.contains(output)).collect();
    for late in news.iter().filter(|output| is_there(output)) {
        let early = news.iter().filter(|early| early.kind < late.kind).find(|early| !is_there(early));
        assert!(early.is_none(), "{context}: `{}` before {early:?}", late.path);
    }
    let removed = ["assets/old.css", "stale/deep/index.html"].iter().any(|path| !tree.contains_key(*path));
    assert!(!removed || news.iter().all(is_there), "{context}: removed too early");
}

/// Builds `outputs` on a disk with a fault. Returns whether the build succeeded.
fn build(project: &Project, outputs: &[Artifact], disk: &FaultyDisk) -> bool {
    let _lock = project.lock();
    WritePlan::read(disk, &project.folder(), outputs, &WriteOptions::default())
        .and_then(|plan| plan.run(disk))
        .is_ok()
}

/// Breaks a build at every operation, then builds `then` and expects exactly its files.
fn break_everywhere(fault: Fault, first: &[Artifact], then: &[Artifact]) {
    for at in 1.. {
        let project = Project::new();
        project.write(first).unwrap();
        put_foreign(&project);
        let disk = FaultyDisk::new(fault, at);
        let context = format!("{fault:?} at operation {at}");
        let done = build(&project, &new(), &disk);
        assert_whole(&project, &context);
        assert_in_order(&project, &context);
        assert!(
            !(matches!(fault, Fault::Kill) && disk.was_hit() && done),
            "{context}: a killed build reported success"
        );

        project.write(then).unwrap_or_else(|error| panic!("{context}: {error}"));
        assert_eq!(project.tree(), with_foreign(then), "{context}");
        let state: Vec<_> =
            fs::read_dir(project.at(".allclear")).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(state.len() == 2, "{context}: {state:?}");
        assert!(project.write(then).unwrap().written.is_empty(), "{context}");
        if !disk.was_hit() {
            assert!(at > 40, "the build has more operations than {at}");
            return;
        }
    }
}

#[test]
fn a_killed_build_leaves_complete_files_and_the_next_build_completes_it() {
    break_everywhere(Fault::Kill, &old(), &new());
}

#[test]
fn a_killed_first_build_is_completed_by_the_next() {
    for at in 1.. {
        let project = Project::new();
        let disk = FaultyDisk::new(Fault::Kill, at);
        build(&project, &new(), &disk);
        let context = format!("killed at operation {at}");
        let tree = if project.at("public").exists() { project.tree() } else { BTreeMap::new() };
        let whole = tree.iter().filter(|(path, _)| !path.ends_with(".allclear-tmp"));
        assert!(
            whole.into_iter().all(|(path, text)| tree_of(&new()).get(path) == Some(text)),
            "{context}: {tree:?}"
        );
        project.write(&new()).unwrap_or_else(|error| panic!("{context}: {error}"));
        assert_eq!(project.tree(), tree_of(&new()), "{context}");
        if !disk.was_hit() {
            return;
        }
    }
}

#[test]
fn a_killed_build_can_be_reverted() {
    break_everywhere(Fault::Kill, &old(), &old());
}

#[test]
fn a_full_disk_leaves_complete_files_and_the_next_build_completes_it() {
    break_everywhere(Fault::Error(ErrorKind::StorageFull), &old(), &new());
}

#[test]
fn a_permission_error_leaves_complete_files_and_the_next_build_completes_it() {
    break_everywhere(Fault::Error(ErrorKind::PermissionDenied), &old(), &new());
}

#[test]
fn a_failing_operation_fails_the_build() {
    for at in 1.. {
        let project = Project::new();
        project.write(&old()).unwrap();
        let disk = FaultyDisk::new(Fault::Error(ErrorKind::PermissionDenied), at);
        assert_eq!(build(&project, &new(), &disk), !disk.was_hit(), "operation {at}");
        if !disk.was_hit() {
            return;
        }
    }
}

#[test]
fn a_build_that_is_killed_twice_is_completed() {
    for (first, second) in
        (1..80).step_by(3).flat_map(|first| (1..80).step_by(7).map(move |second| (first, second)))
    {
        let project = Project::new();
        project.write(&old()).unwrap();
        put_foreign(&project);
        build(&project, &new(), &FaultyDisk::new(Fault::Kill, first));
        build(&project, &old(), &FaultyDisk::new(Fault::Kill, second));
        let context = format!("killed at {first}, then at {second}");
        assert_whole(&project, &context);
        project.write(&new()).unwrap_or_else(|error| panic!("{context}: {error}"));
        assert_eq!(project.tree(), with_foreign(&new()), "{context}");
    }
}
