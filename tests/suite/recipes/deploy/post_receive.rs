//! The hook `post-receive`: which pushes publish, what it cleans up, and how it works beside `allclear watch`.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::server::{Running, Server};
use super::{replaced, text_of};
use crate::support::Git;

#[test]
fn only_pushes_to_the_main_branch_are_published() {
    let server = Server::new();
    let git = Git::at(server.author.root());
    git.run(&["checkout", "--quiet", "-b", "other"]);
    git.commit();
    assert!(server.push_refs(&["other"]).status.success());
    assert!(!server.public().exists());
    git.run(&["checkout", "--quiet", "-b", "main"]);
    assert!(server.push().contains("remote: built "));
    assert_eq!(server.calls(" build "), 1);
    assert!(server.push_refs(&["--delete", "other"]).status.success());
    assert_eq!(server.calls(" build "), 1);
}

#[test]
fn a_push_replaces_whatever_is_in_the_checkout() {
    let server = Server::new();
    server.push();
    fs::write(server.path("work/content/pages/stray.md"), "nonsense").expect("a file");
    fs::write(server.path("work/content/site.toml"), "nonsense").expect("a file");
    let output =
        server.push_after(|root| fs::remove_file(root.join("content/pages/about.md")).expect("a page"));
    assert!(output.contains("remote: built "), "{output}");
    assert!(!server.public().join("about").exists());
    // The hook creates a missing checkout again.
    fs::remove_dir_all(server.path("work")).expect("a folder");
    let output = server.push_after(|root| fs::write(root.join("README.md"), "x").expect("a file"));
    assert!(output.contains("remote: built "), "{output}");
}

#[test]
fn with_a_watcher_the_hook_only_checks_out_and_the_watcher_publishes() {
    let server = Server::new();
    server.repository().run(&["config", "allclear.build", "false"]);
    server.push();
    assert!(server.path("work/content/site.toml").exists());
    // The command line of the systemd unit.
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
    let new = [
        "new",
        "incident",
        "--observed",
        "Errors.",
        "--commander",
        "none",
        "Checkout errors",
        "-s",
        "P1",
        "-c",
        "api",
        "-m",
        "About 15% of payments fail.",
    ];
    server.author.command().args(new).output().expect("the program runs");
    server.push();
    wait_until(|| shows("Checkout errors"));
    assert_eq!(server.calls("build"), 0);
}

fn wait_until(done: impl Fn() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < Duration::from_secs(20), "not published within 20 seconds");
        thread::sleep(Duration::from_millis(20));
    }
}
