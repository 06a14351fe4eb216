//! A system that has no events to give: the program looks by itself, and says so once.

use std::process::Command;
use std::time::Duration;

use super::running::{ABOUT, Watching, page, project};
use crate::support::{NOW, Project};

/// Runs the program in a namespace of its own in which a limit is this low; none if the system has no such thing.
fn limited(project: &Project, setting: &str, limit: usize) -> Option<Watching> {
    let script = format!("echo {limit} > /proc/sys/user/{setting} && exec \"$@\"");
    let inside = |program: &mut Command| {
        program.args(["--user", "--map-root-user", "sh", "-c", &script, "sh"]).env_remove("CI");
    };
    let mut probe = Command::new("unshare");
    inside(&mut probe);
    if !probe.arg("true").status().is_ok_and(|status| status.success()) {
        return None;
    }
    let mut command = Command::new("unshare");
    inside(&mut command);
    command.arg(env!("CARGO_BIN_EXE_allclear")).arg("-C").arg(project.root());
    command.args(["--now", NOW, "watch", "--format", "json"]);
    Some(Watching::of(command))
}

fn falls_back(setting: &str, limit: usize, note: &str) {
    let project = project();
    let Some(mut watching) = limited(&project, setting, limit) else {
        // Where nobody may make a namespace, the stand-ins beside the watcher are all the proof there is.
        eprintln!("skipped: this system has no namespaces for users");
        return;
    };
    assert_eq!(watching.expect("started")["poll_ms"], 500);
    let told = watching.expect("note");
    let message = told["message"].as_str().expect("words");
    assert_eq!(message, note);
    watching.expect("note");
    watching.expect("built");
    for words in ["Second words.", "Third words."] {
        project.write("content/pages/about.md", page(words).as_bytes());
        let events = watching.until(|| project.read(ABOUT).contains(words));
        assert_eq!(events.len(), 1, "and that is not said again: {events:?}");
        assert_eq!(events[0]["noticed_by"], "look");
    }
    watching.nothing_for(Duration::from_secs(1));
    assert_eq!(watching.stop(), Some(0));
}

#[test]
fn too_many_folders_to_watch() {
    let note = "`content` cannot be watched: the system's limit of watched folders is reached; \
                `fs.inotify.max_user_watches` raises it; looking every 500 ms instead";
    falls_back("max_inotify_watches", 3, note);
}

#[test]
fn too_many_watchers() {
    let note = "changes cannot be watched: the system's limit of watchers is reached; \
                `fs.inotify.max_user_instances` raises it; looking every 500 ms instead";
    falls_back("max_inotify_instances", 0, note);
}

#[test]
fn a_limit_that_is_reached_while_it_runs() {
    let project = project();
    let Some(mut watching) = limited(&project, "max_inotify_watches", 12) else {
        eprintln!("skipped: this system has no namespaces for users");
        return;
    };
    watching.expect("built");
    for number in 0..12 {
        let path = format!("content/components/group-{number}/part.md");
        project.write(&path, b"+++\nname = \"Part\"\n+++\n");
    }
    let note = watching.expect("note");
    let message = note["message"].as_str().expect("words");
    assert!(message.ends_with("; looking every 500 ms instead"), "{message}");
    let last = project.path("public/components/group-11-part/index.html");
    project.write("content/pages/about.md", page("Second words.").as_bytes());
    watching.until(|| project.read(ABOUT).contains("Second words.") && last.exists());
}
