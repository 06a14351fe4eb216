//! What must not lead to a build.

use std::fs::{self, File};
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::matrix::both_ways;
use super::running::{ABOUT, Watching, page, project};
use crate::support::tree;

/// Longer than the time between two looks at everything.
const A_WHILE: Duration = Duration::from_secs(3);

both_ways!(
    its_own_writing,
    files_of_editors_and_version_control,
    a_file_that_is_touched,
    a_file_that_is_written_with_the_same_text,
    files_that_are_read,
);

fn its_own_writing(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    project.write("content/pages/about.md", page("Second words.").as_bytes());
    watching.until(|| project.read(ABOUT).contains("Second words."));
    watching.nothing_for(A_WHILE);
}

fn files_of_editors_and_version_control(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    for path in [
        "content/pages/.about.md.swp",
        "content/pages/4913",
        "content/pages/about.md~",
        "content/pages/#about.md#",
        "content/pages/about.md.tmp",
        "content/pages/about.md___jb_tmp___",
        "content/.git/index.lock",
        ".git/index.lock",
        "notes.md",
        "target/x/y.md",
        "public/of-somebody-else.html",
        ".allclear/of-somebody-else",
    ] {
        project.write(path, b"x");
    }
    watching.nothing_for(A_WHILE);
}

fn a_file_that_is_touched(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    let times = |folder| {
        let path = project.path(folder);
        let time = |name: &String| fs::metadata(path.join(name)).and_then(|data| data.modified()).ok();
        tree(&path).keys().map(|name| (name.clone(), time(name))).collect::<Vec<_>>()
    };
    let before = times("public");
    let source = File::options().append(true).open(project.path("content/pages/about.md")).expect("open");
    source.set_modified(SystemTime::now() + Duration::from_secs(5)).expect("touched");
    watching.nothing_for(A_WHILE);
    assert_eq!(times("public"), before);
}

fn a_file_that_is_written_with_the_same_text(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    for _ in 0..3 {
        project.write("content/pages/about.md", page("First words.").as_bytes());
    }
    watching.nothing_for(A_WHILE);
}

fn files_that_are_read(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    let mut read = Command::new("sh");
    read.args(["-c", "cat $(find content -type f) >/dev/null"]).current_dir(project.root());
    assert!(read.status().expect("a shell").success());
    watching.nothing_for(A_WHILE);
}
