//! A system that has no more watches or no disk space: the program polls or retries, and notes it once.

use std::process::Command;
use std::time::Duration;

use super::running::{ABOUT, Watching, page, project};
use crate::support::{NOW, Project};

/// Runs the program in its own user and mount namespaces, after a script that changes something in them.
fn inside(project: &Project, script: &str) -> Watching {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]).env_remove("CI");
    command.arg(format!("{script} && exec \"$@\"")).arg("sh").current_dir(project.root());
    command.arg(env!("CARGO_BIN_EXE_allclear")).args(["--now", NOW, "watch", "--format", "json"]);
    Watching::of(command)
}

/// Runs the program where a limit is this low.
fn limited(project: &Project, setting: &str, limit: usize) -> Watching {
    inside(project, &format!("echo {limit} > /proc/sys/user/{setting}"))
}

fn falls_back(setting: &str, limit: usize, note: &str) {
    let project = project();
    let mut watching = limited(&project, setting, limit);
    assert_eq!(watching.expect("started")["poll_ms"], 500);
    let told = watching.expect("note");
    let message = told["message"].as_str().expect("words");
    assert_eq!(message, note);
    watching.expect("note");
    watching.expect("built");
    for words in ["Second words.", "Third words."] {
        project.write("content/pages/about.md", page(words).as_bytes());
        let events = watching.until(|| project.read(ABOUT).contains(words));
        assert_eq!(events.len(), 1, "the note is not repeated: {events:?}");
        assert_eq!(events[0]["noticed_by"], "look");
    }
    watching.nothing_for(Duration::from_secs(1));
    assert_eq!(watching.stop(), Some(0));
}

#[test]
#[ignore = "needs unshare"]
fn too_many_folders_to_watch() {
    let note = "cannot watch `content`: the system's limit on watched folders is reached; raise it with \
                `fs.inotify.max_user_watches`; polling every 500 ms instead";
    falls_back("max_inotify_watches", 3, note);
}

#[test]
#[ignore = "needs unshare"]
fn too_many_watchers() {
    let note = "cannot watch for changes: the system's limit on watchers is reached; raise it with \
                `fs.inotify.max_user_instances`; polling every 500 ms instead";
    falls_back("max_inotify_instances", 0, note);
}

#[test]
#[ignore = "needs unshare"]
fn a_limit_that_is_reached_while_it_runs() {
    let project = project();
    let mut watching = limited(&project, "max_inotify_watches", 12);
    watching.expect("built");
    for number in 0..12 {
        let path = format!("content/components/group-{number}/part.md");
        project.write(&path, b"+++\nname = \"Part\"\n+++\n");
    }
    let note = watching.expect("note");
    let message = note["message"].as_str().expect("words");
    assert!(message.ends_with("; polling every 500 ms instead"), "{message}");
    let last = project.path("public/components/group-11-part/index.html");
    project.write("content/pages/about.md", page("Second words.").as_bytes());
    watching.until(|| project.read(ABOUT).contains("Second words.") && last.exists());
}

#[test]
#[ignore = "needs unshare"]
fn a_disk_that_is_full() {
    // The output is a small disk, which somebody else fills as long as there is a file `full`.
    let project = project().file("full", "").file("public/.keep", "");
    let script = "mount -t tmpfs -o size=2m none public && head -c 1600000 /dev/zero >public/ballast \
                  && { (while [ -e full ]; do sleep 0.1; done; rm public/ballast) & }";
    let mut watching = inside(&project, script);
    watching.expect("built");
    let much = "Many words. ".repeat(4_000);
    for number in 0..12 {
        project.write(&format!("content/pages/much-{number}.md"), page(&much).as_bytes());
    }
    let failed = watching.expect("failed");
    assert_eq!((&failed["reason"], &failed["retry_seconds"]), (&"output".into(), &1.0.into()), "{failed}");
    let message = failed["message"].as_str().expect("words");
    assert!(message.starts_with("cannot write `") && message.contains("No space left"), "{message}");
    watching.nothing_for(Duration::from_millis(1_500));
    std::fs::remove_file(project.path("full")).expect("removed");
    let built = watching.expect("built");
    assert_eq!((&built["cause"], &built["mended"]), (&"retry".into(), &true.into()), "{built}");
    assert_eq!(watching.stop(), Some(0));
}
