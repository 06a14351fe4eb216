//! The hook beside its story, and the clock of a site that is built on push.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::server::{Running, Server};
use super::{recipe, replaced, text_of};
use crate::support::{Git, Run};

#[test]
fn only_the_main_branch_is_published_and_a_deleted_one_changes_nothing() {
    let server = Server::new();
    let git = Git::at(server.desk.root());
    git.run(&["checkout", "--quiet", "-b", "other"]);
    git.commit();
    assert!(server.push_as_it_is(&["other"]).status.success());
    assert!(!server.public().exists());
    git.run(&["checkout", "--quiet", "-b", "main"]);
    assert!(server.push().contains("remote: built "));
    assert_eq!(server.calls(" build "), 1);
    assert!(server.push_as_it_is(&["--delete", "other"]).status.success());
    assert_eq!(server.calls(" build "), 1);
}

#[test]
fn a_push_leaves_nothing_of_an_older_checkout_and_of_git_in_the_way() {
    let server = Server::new();
    server.push();
    fs::write(server.path("work/content/pages/stray.md"), "nonsense").expect("a file");
    fs::write(server.path("work/content/site.toml"), "nonsense").expect("a file");
    let said =
        server.push_after(|desk| fs::remove_file(desk.join("content/pages/about.md")).expect("a page"));
    assert!(said.contains("remote: built "), "{said}");
    assert!(!server.public().join("about").exists());
    // Somebody tidied up: the checkout comes back.
    fs::remove_dir_all(server.path("work")).expect("a folder");
    let said = server.push_after(|desk| fs::write(desk.join("README.md"), "x").expect("a file"));
    assert!(said.contains("remote: built "), "{said}");
}

#[test]
fn beside_a_watch_the_hook_only_checks_out_and_the_watch_publishes() {
    let server = Server::new();
    server.repository().run(&["config", "allclear.build", "false"]);
    server.push();
    assert!(server.path("work/content/site.toml").exists());
    // As the unit for systemd starts it.
    let unit = text_of("allclear-watch.service");
    let start = unit
        .lines()
        .find_map(|line| line.strip_prefix("ExecStart=/usr/local/bin/allclear "))
        .expect("a command");
    let start = replaced(start, "/srv/status/work", &server.path("work").display().to_string());
    let start = replaced(&start, "/srv/status/public", &server.public().display().to_string());
    let mut watch = server.command(Path::new(env!("CARGO_BIN_EXE_allclear")));
    watch.args(start.split(' ')).stdout(Stdio::null()).stderr(Stdio::null());
    let _running = Running(watch.spawn().expect("the program starts"));
    let home = server.public().join("index.html");
    let shows = |text: &str| fs::read_to_string(&home).unwrap_or_default().contains(text);
    wait_until(|| shows("Website"));
    let new =
        ["new", "incident", "Checkout errors", "-s", "P1", "-c", "api", "-m", "About 15% of payments fail."];
    server.desk.command().args(new).output().expect("it runs");
    server.push();
    wait_until(|| shows("Checkout errors"));
    assert_eq!(server.calls("build"), 0);
}

fn wait_until(done: impl Fn() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < Duration::from_secs(20), "it did not come out");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_clock_builds_when_something_is_due_and_not_before() {
    let server = Server::new();
    let due = server.path("status.git/allclear.due");
    let tick_ends_with = |code: i32| {
        let mut script = server.command(&recipe("rebuild-when-due"));
        let run = Run::of(script.arg(server.path("status.git")));
        assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
    };
    let tick = || tick_ends_with(0);
    tick();
    assert_eq!(server.calls(""), 0, "nothing was pushed yet");
    server.push();
    let builds = || server.calls("--output");
    assert_eq!(builds(), 1, "the push");
    tick();
    assert_eq!(builds(), 2, "nothing was known yet");
    tick();
    assert_eq!(builds(), 2, "nothing is due before the day ends");
    let head = Git::at(&server.path("work")).run(&["rev-parse", "HEAD"]);
    let written = fs::read_to_string(&due).expect("a moment");
    assert!(written.starts_with(&head) && written.trim_end().ends_with("T00:00:00Z"), "{written}");
    fs::write(&due, format!("{head} 2026-03-14T12:00:00Z\n")).expect("a moment");
    tick();
    assert_eq!(builds(), 3, "it was due");
    assert_eq!(fs::read_to_string(&due).expect("a moment"), written);
    server.push_after(|desk| {
        fs::write(desk.join("content/pages/x.md"), "+++\ntitle = \"X\"\n+++\nX\n").expect("a page");
    });
    assert_eq!(builds(), 4);
    tick();
    assert_eq!(builds(), 5, "another commit may have another moment");
    tick();
    assert_eq!(builds(), 5);
    // What is wrong is tried again, but not each minute.
    server.push_after(|desk| fs::write(desk.join("content/site.toml"), "titel = 1\n").expect("a file"));
    tick_ends_with(1);
    tick();
    assert_eq!(builds(), 7, "the push and one try");
    server.repository().run(&["config", "allclear.build", "false"]);
    fs::remove_file(&due).expect("a moment");
    tick();
    assert_eq!(builds(), 7);
}

impl Server {
    fn push_after(&self, change: impl Fn(&std::path::Path)) -> String {
        change(self.desk.root());
        self.push()
    }
}
