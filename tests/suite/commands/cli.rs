//! The program as such: help, version, wrong usage, streams that close, and what a terminal changes.

use std::fs;
use std::io::{self, Write};

use allclear::commands::{Environment, Exit, Streams, run};

use crate::support::{NOW, Project, Run};

#[test]
fn help_and_version_end_well() {
    let project = Project::empty();
    let run = Run::of(project.command().arg("--version")).ok();
    assert_eq!(run.stdout, format!("allclear {}\n", env!("CARGO_PKG_VERSION")));
    for command in [&["--help"][..], &["build", "--help"], &["new", "incident", "-h"], &["help", "check"]] {
        let run = Run::of(project.command().args(command)).ok();
        assert!(run.stdout.contains("Usage: allclear") && run.stderr.is_empty(), "{command:?}");
    }
}

#[test]
fn wrong_usage_ends_with_2() {
    let project = Project::new();
    for arguments in
        [&[][..], &["bild"], &["build", "--outptu", "x"], &["new"], &["build", "--format", "xml"]]
    {
        let run = Run::of(project.command().args(arguments));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
}

/// A reader that has seen enough, as `head` has.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn environment(project: &Project, stderr_is_terminal: bool, ci: bool) -> Environment {
    Environment {
        now: NOW.parse().expect("a time"),
        clock: || NOW.parse().expect("a time"),
        stdout_is_terminal: false,
        stderr_is_terminal,
        ci,
        no_color: true,
        home: None,
        cwd: project.root().to_owned(),
    }
}

/// Runs the program as a function.
fn inside(arguments: &[&str], stdout: &mut dyn Write, environment: &Environment) -> (Exit, String) {
    let mut stderr = Vec::new();
    let mut streams = Streams { stdin: &mut io::empty(), stdout, stderr: &mut stderr };
    let arguments = ["allclear"].iter().chain(arguments).map(Into::into);
    let exit = run(arguments, &mut streams, environment);
    (exit, String::from_utf8(stderr).expect("UTF-8"))
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let project = Project::new();
    for arguments in [&["build"][..], &["--help"], &["check"], &["build", "--print-next"]] {
        let (exit, stderr) = inside(arguments, &mut Closed, &environment(&project, false, false));
        assert_eq!((exit, stderr.as_str()), (Exit::Done, ""), "{arguments:?}");
    }
    assert!(project.path("public/index.html").exists(), "the build was done before anybody was told");
}

#[test]
fn internal_text_is_shown_on_a_terminal_and_nowhere_else() {
    let project = Project::new()
        .file("content/people.toml", "[person.ana]\nname = \"Ana\"\nmial = \"ana@x.example\"\n");
    let shown = |arguments: &[&str], terminal, ci| {
        let mut stdout = Vec::new();
        let (exit, stderr) = inside(arguments, &mut stdout, &environment(&project, terminal, ci));
        assert_eq!(exit, Exit::Content);
        stderr + std::str::from_utf8(&stdout).expect("UTF-8")
    };
    assert!(shown(&["check"], true, false).contains("ana@x.example"));
    for (arguments, terminal, ci) in [
        (&["check"][..], false, false),
        (&["check"], true, true),
        (&["check", "--format", "json"], true, false),
        (&["check", "--format", "github"], true, false),
    ] {
        let text = shown(arguments, terminal, ci);
        assert!(text.contains("content/people.toml") && !text.contains("mial"), "{arguments:?}: {text}");
    }
}

#[test]
fn on_a_terminal_the_gate_shows_what_would_get_out_and_where() {
    let project = Project::new()
        .file("content/owners.toml", "[component.api]\naliases = [\"pay-web-3\"]\n")
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\nWe run pay-web-3 for you.\n");
    let (exit, stderr) = inside(&["build"], &mut Vec::new(), &environment(&project, true, false));
    assert_eq!(exit, Exit::Gate);
    insta::assert_snapshot!(stderr, @r#"
    error[gate-alias]: this internal name would be published in `about/index.html`
     --> content/owners.toml:2:12
      |
    2 | aliases = ["pay-web-3"]
      |            ^^^^^^^^^^^

    1 error in 4 files; the gate refused `about/index.html`; nothing was written
    "#);
}

#[test]
fn how_long_it_took_is_for_somebody_who_watches() {
    let project = Project::new();
    let said = |stdout_is_terminal| {
        let mut stdout = Vec::new();
        let environment = Environment { stdout_is_terminal, ..environment(&project, false, false) };
        inside(&["build"], &mut stdout, &environment);
        String::from_utf8(stdout).expect("UTF-8")
    };
    assert!(said(true).ends_with(" ms\n"));
    assert!(said(false).ends_with("Z\n"));
}

#[test]
fn colours_are_for_those_who_want_them() {
    let project = Project::new().file("content/pages/a.md", "");
    let run = project.run(&["check"]);
    assert!(!run.stderr.contains('\u{1b}'));
    let run = project.run(&["check", "--color", "always"]);
    assert!(run.stderr.contains("\u{1b}["));
}

#[test]
fn a_file_in_place_of_the_state_folder_is_wrong_environment() {
    let project = Project::new();
    fs::write(project.path(".allclear"), "").expect("a file");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.ends_with(".allclear` is not a folder\n"), "{}", run.stderr);
}
