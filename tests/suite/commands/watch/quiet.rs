//! Changes that must not cause a build.

use std::fs::{self, File};
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::matrix::both_ways;
use super::running::{ABOUT, Watching, page, project};
use crate::support::{Project, tree};

/// Longer than the interval of full scans.
const A_WHILE: Duration = Duration::from_secs(3);

both_ways!(irrelevant_changes_cause_no_build);

/// All cases in one run: the log would name the file that caused a build.
fn irrelevant_changes_cause_no_build(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    // First its own writes, which are inside the project and cause events.
    project.write("content/pages/about.md", page("Second words.").as_bytes());
    watching.until(|| project.read(ABOUT).contains("Second words."));
    let before = times(&project);

    files_of_editors_and_version_control(&project);
    a_file_that_is_touched(&project);
    a_file_that_is_written_with_the_same_text(&project);
    files_that_are_read(&project);

    watching.nothing_for(A_WHILE);
    assert_eq!(times(&project), before, "no file of the site was touched");
    assert_eq!(watching.stop(), Some(0));
}

/// The modification time of each file of the site.
fn times(project: &Project) -> Vec<(String, SystemTime)> {
    let public = project.path("public");
    let time = |name: &String| {
        fs::metadata(public.join(name)).and_then(|data| data.modified()).expect("the time of a file")
    };
    tree(&public).keys().map(|name| (name.clone(), time(name))).collect()
}

fn files_of_editors_and_version_control(project: &Project) {
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
        ".allclear/of-somebody-else",
    ] {
        project.write(path, b"x");
    }
}

fn a_file_that_is_touched(project: &Project) {
    let source = File::options().append(true).open(project.path("content/site.toml")).expect("opened");
    source.set_modified(SystemTime::now() + Duration::from_secs(5)).expect("touched");
}

fn a_file_that_is_written_with_the_same_text(project: &Project) {
    for _ in 0..3 {
        project.write("content/pages/about.md", page("Second words.").as_bytes());
    }
}

fn files_that_are_read(project: &Project) {
    let mut read = Command::new("sh");
    read.args(["-c", "cat $(find content -type f) >/dev/null"]).current_dir(project.root());
    assert!(read.status().expect("a shell").success());
}
