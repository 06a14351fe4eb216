//! The command line in general: help, version, wrong usage, closed streams and terminals.

use std::fs;
use std::io::{self, Write};

use allclear::commands::{Environment, Exit, Streams, run};

use crate::support::{NOW, Project, Run};

#[test]
fn help_and_version_exit_with_0() {
    let project = Project::empty();
    let run = Run::of(project.command().arg("--version")).ok();
    assert_eq!(run.stdout, format!("allclear {}\n", env!("CARGO_PKG_VERSION")));
    for command in [&["--help"][..], &["build", "--help"], &["new", "incident", "-h"], &["help", "check"]] {
        let run = Run::of(project.command().args(command)).ok();
        assert!(run.stdout.contains("Usage: allclear") && run.stderr.is_empty(), "{command:?}");
    }
}

#[test]
fn wrong_usage_exits_with_2() {
    let project = Project::new();
    for arguments in
        [&[][..], &["bild"], &["build", "--outptu", "x"], &["new"], &["build", "--format", "xml"]]
    {
        let run = Run::of(project.command().args(arguments));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
}

/// A closed pipe, as left by `head`.
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
        notify: std::collections::BTreeMap::new(),
        completes_for: None,
        stdin_is_terminal: false,
        editor: None,
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

/// Runs the program inside the test.
fn inside(arguments: &[&str], stdout: &mut dyn Write, environment: &Environment) -> (Exit, String) {
    let mut stderr = Vec::new();
    let mut streams = Streams { stdin: &mut io::empty(), stdout, stderr: &mut stderr };
    let arguments = ["allclear"].iter().chain(arguments).map(Into::into);
    let exit = run(arguments, &mut streams, environment);
    (exit, String::from_utf8(stderr).expect("UTF-8"))
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let project = Project::new();
    for arguments in [&["build"][..], &["--help"], &["check"], &["build", "--print-next"]] {
        let (exit, stderr) = inside(arguments, &mut Closed, &environment(&project, false, false));
        assert_eq!((exit, stderr.as_str()), (Exit::Done, ""), "{arguments:?}");
    }
    assert!(
        project.path("public/index.html").exists(),
        "the build was completed before its summary was printed"
    );
}

#[test]
fn internal_text_is_shown_only_on_a_terminal() {
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
fn on_a_terminal_the_gate_shows_the_internal_text() {
    let project = Project::new()
        .file("content/owners.toml", "[component.api]\naliases = [\"pay-web-3\"]\n")
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\nWe run pay-web-3 for you.\n");
    let (exit, stderr) = inside(&["build"], &mut Vec::new(), &environment(&project, true, false));
    assert_eq!(exit, Exit::Gate);
    insta::assert_snapshot!(stderr, @r#"
    error[gate-alias]: an internal name would be published in `about/index.html`
     --> content/pages/about.md:4:8
      |
    4 | We run pay-web-3 for you.
      |        ^^^^^^^^^
      |
     ::: content/owners.toml:2:12
      |
    2 | aliases = ["pay-web-3"]
      |            ----------- declared here
      |
      = help: write what customers call it instead

    1 error in 4 files; the gate refused `about/index.html`; nothing was written
    "#);
}

#[test]
fn the_duration_is_printed_only_on_a_terminal() {
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
fn colors_are_used_only_when_enabled() {
    let project = Project::new().file("content/pages/a.md", "");
    let run = project.run(&["check"]);
    assert!(!run.stderr.contains('\u{1b}'));
    let run = project.run(&["check", "--color", "always"]);
    assert!(run.stderr.contains("\u{1b}["));
}

#[test]
fn a_file_at_the_path_of_the_state_folder_exits_with_2() {
    let project = Project::new();
    fs::write(project.path(".allclear"), "").expect("a file");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.ends_with(".allclear` is not a folder\n"), "{}", run.stderr);
}

#[test]
fn verbose_reports_paths_and_counts_on_standard_error_and_no_text() {
    let project = Project::new()
        .file("content/customers/acme.md", "+++\nname = \"Acme Corp\"\naccess = \"gated\"\n+++\n")
        .file("content/snippets/secret.md", "The pooler was full.\n");
    let quiet = project.run(&["build"]).ok();
    assert!(!quiet.stderr.contains("verbose:"), "{}", quiet.stderr);
    let project = project.file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\nWe ship.\n");
    let run = project.run(&["build", "--verbose"]).ok();
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    for line in [
        "verbose: project ",
        "verbose: clock 2026-03-14T12:00:00Z, set by `--now`",
        "verbose: read ",
        "verbose:   content/customers: 1 file",
        "verbose:   wrote about/index.html",
    ] {
        assert!(run.stderr.contains(line), "`{line}` is not in {}", run.stderr);
    }
    for text in ["Acme", "acme", "pooler", "secret"] {
        assert!(!run.stderr.contains(text), "{}", run.stderr);
    }
    assert!(project.run(&["check", "-v"]).ok().stderr.contains("verbose: checked"));
    assert_eq!(project.run(&["build", "-v", "-q"]).code, 2);
}
