//! The hook beside its story, and the clock of a site that is built on push.

use std::fs;

use super::recipe;
use super::server::Server;
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
fn beside_a_watch_the_hook_only_checks_out() {
    let server = Server::new();
    server.repository().run(&["config", "allclear.build", "false"]);
    server.push();
    assert!(server.path("work/content/site.toml").exists());
    assert_eq!(server.calls("build"), 0);
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
