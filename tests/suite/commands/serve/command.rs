//! The command itself: its port, its token, its output and its end, and that it writes nothing.

use std::net::TcpListener;

use super::Preview;
use super::client::request;
use crate::support::{NOW, Project, Run, tree};

#[test]
fn a_given_port_that_is_in_use_is_an_error() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let run = Project::new().run(&["serve", "--port", &port.to_string()]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        format!(
            "error: port {port} is used by another program\nhelp: choose another `--port`, or omit it to use the next free port\n"
        )
    );
}

#[test]
fn the_next_free_port_is_used_by_default_with_a_note() {
    // The default port is in use, either by this test or by another program.
    let taken = TcpListener::bind(("127.0.0.1", 8787));
    let project = Project::new();
    let mut command = project.command();
    command.args(["--now", NOW, "serve"]);
    let preview = Preview::start(&mut command);
    assert!((8788..=8796).contains(&preview.port), "{}", preview.port);
    assert!(
        preview.err().contains(&format!("note: port 8787 is in use; using port {} instead\n", preview.port)),
        "{}",
        preview.err()
    );
    drop(taken);
}

#[test]
fn serve_writes_nothing() {
    let project = Project::new();
    project.run(&["build"]).ok();
    project.write("public/mine.txt", b"mine");
    let before = tree(project.root());
    let mut preview = Preview::of(&project);
    for target in ["/", "/__preview/drafts/", "/mine.txt"] {
        preview.get(target);
    }
    assert_eq!(preview.get("/mine.txt").status, 404, "the folder on disk is not served");
    assert_eq!(preview.stop("-INT"), 0);
    assert!(preview.out().ends_with("stopped\n"), "{}", preview.out());
    assert_eq!(tree(project.root()), before);
}

#[test]
fn serve_stops_while_pages_are_open() {
    let project = Project::new();
    let mut preview = Preview::of(&project);
    let mut stream = super::Connection::open(preview.port);
    let head = format!("GET /__preview/events?page=/ HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    stream.send(head.as_bytes()).expect("a request that is sent");
    stream.head().expect("a head");
    assert_eq!(preview.stop("-TERM"), 0);
}

#[test]
fn each_change_is_reported_in_one_line() {
    let project = Project::new();
    let preview = Preview::of(&project);
    project.write("content/components/web.md", b"+++\nname = \"Web\"\n+++\n");
    preview.until("line", || {
        preview.out().lines().any(|line| line.starts_with("added content/components/web.md · "))
    });
    std::fs::remove_file(project.path("content/components/web.md")).expect("a file that goes");
    preview.until("line", || {
        preview.out().lines().any(|line| line.starts_with("removed content/components/web.md · "))
    });
    let line = preview.out().lines().last().expect("a line").to_owned();
    assert!(line.ends_with(" ms") && line.contains(" pages changed in "), "{line}");
    assert_eq!(preview.err(), "");
}

#[test]
fn an_address_other_than_loopback_requires_the_printed_token() {
    let project = Project::new();
    let mut command = project.command();
    command.args(["--now", NOW, "serve", "--port", "0", "--host", "0.0.0.0"]);
    let preview = Preview::start(&mut command);
    assert!(preview.err().contains("warning: everyone who can reach 0.0.0.0:"), "{}", preview.err());
    let out = preview.out();
    let token = out.split("?token=").nth(1).and_then(|rest| rest.lines().next()).expect("a token");
    assert!(token.len() >= 32, "{token}");

    for target in ["/", "/feed.xml", "/__preview/events", "/__preview/bar.js", "/?token=wrong", "/?token="] {
        let answer = preview.get(target);
        assert_eq!(answer.status, 403, "{target}");
        assert!(!answer.body.contains("Test status"));
    }
    let welcome = preview.get(&format!("/history/?token={token}"));
    assert_eq!((welcome.status, welcome.header("location")), (302, Some("/history/")));
    let cookie = welcome.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite="), "{cookie}");
    let cookie = cookie.split(';').next().expect("a pair");
    let with = |cookie: &str| request(preview.port, "GET", "/", &format!("Cookie: {cookie}\r\n")).status;
    assert_eq!(with(cookie), 200);
    assert_eq!(with(&cookie[..cookie.len() - 1]), 403);
}

#[test]
fn a_token_from_the_environment_must_be_long_enough() {
    let project = Project::new();
    let mut command = project.command();
    command.env("ALLCLEAR_TOKEN", "0123456789abcdef").args(["--now", NOW, "serve", "--port", "0"]);
    let preview = Preview::start(&mut command);
    assert_eq!(preview.get("/").status, 403);
    assert_eq!(request(preview.port, "GET", "/?token=0123456789abcdef", "").status, 302);

    let run = Run::of(project.command().env("ALLCLEAR_TOKEN", "short").arg("serve"));
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("at least 16 characters"), "{}", run.stderr);
}

#[test]
fn the_help_says_that_serve_is_not_for_production() {
    let run = Project::empty().run(&["serve", "--help"]).ok();
    assert!(run.stdout.contains("not a production server"), "{}", run.stdout);
    for option in ["--port", "--host", "--allow-host", "--token", "--open", "--poll"] {
        assert!(run.stdout.contains(option), "{option}");
    }
}

#[test]
fn the_clock_can_be_set() {
    let project = Project::new().file(
        "content/notices/n.md",
        "+++\ntitle = \"Short\"\nfrom = 2026-03-01T00:00:00Z\nto = 2026-03-02T00:00:00Z\n+++\nonly in early March\n",
    );
    let mut command = project.command();
    command.args(["--now", "2026-03-01T12:00:00Z", "serve", "--port", "0"]);
    let preview = Preview::start(&mut command);
    assert!(preview.get("/").body.contains("only in early March"));
}

#[test]
fn the_site_changes_by_the_clock() {
    // Long enough for the first page on a busy machine.
    let soon = chrono::Utc::now() + chrono::TimeDelta::seconds(15);
    let notice = format!(
        "+++\ntitle = \"Short\"\nfrom = 2026-03-01T00:00:00Z\nto = {}\n+++\nfor a few seconds\n",
        soon.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    );
    let project = Project::new().file("content/notices/n.md", &notice);
    let preview = Preview::start(project.command().args(["serve", "--port", "0"]));
    assert!(preview.get("/").body.contains("for a few seconds"));
    preview.until("change by the clock", || !preview.get("/").body.contains("for a few seconds"));
    preview.until("line", || preview.out().contains("scheduled change · "));
}

#[test]
fn quiet_prints_only_errors_and_an_address_with_a_random_token() {
    let project = Project::new();
    let mut command = project.command();
    command.args(["--now", NOW, "serve", "--port", "0", "--host", "0.0.0.0", "--quiet"]);
    let preview = Preview::begin(&mut command);
    let good = project.read("content/site.toml");
    project.write("content/site.toml", b"title = 1\n");
    preview.until("error", || preview.err().contains("error["));
    project.write("content/site.toml", good.as_bytes());
    project.write("content/components/web.md", b"+++\nname = \"Web\"\n+++\n");
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(preview.out().lines().count(), 1, "{}", preview.out());
    assert!(!preview.err().contains("note:"), "{}", preview.err());
}

#[test]
fn polling_finds_changes() {
    let project = Project::new();
    let preview = Preview::with(&project, &["--poll", "50"]);
    project.write("content/components/web.md", b"+++\nname = \"Web pages\"\n+++\n");
    preview.until("change", || preview.get("/").body.contains("Web pages"));
    for pause in ["5", "soon"] {
        assert_eq!(project.run(&["serve", "--poll", pause]).code, 2, "{pause}");
    }
}

#[test]
fn an_invalid_token_is_not_printed() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_allclear"))
        .arg("serve")
        .env("ALLCLEAR_TOKEN", "my secret tok!")
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("a token has at least 16 characters") && !said.contains("secret"), "{said}");
}
