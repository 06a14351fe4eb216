//! `allclear check`: what it finds, in each format, and what it explains.

use crate::support::{Project, tree};

fn broken() -> Project {
    Project::new()
        .file("content/pages/about.md", "+++\ntitel = \"About\"\n+++\nWe are here.\n")
        .file("content/people.toml", "[person.ana]\nname = \"Ana Example\"\nmial = \"ana@example.com\"\n")
}

#[test]
fn a_site_in_order_is_said_to_be() {
    let run = Project::new().run(&["check"]).ok();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("no errors, no warnings in 2 files\n", ""));
}

#[test]
fn findings_look_like_those_of_a_compiler_and_hide_internal_text_in_logs() {
    let run = broken().run(&["check"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    insta::assert_snapshot!(run.stderr, @r#"
    error[missing-key]: a page needs the key `title`
    --> content/pages/about.md:1:1
     = help: `title` is its headline

    error[unknown-key]: a page has no key `titel`
     --> content/pages/about.md:2:1
      |
    2 | titel = "About"
      | ^^^^^
      |
      = help: did you mean `title`?

    error[unknown-key]: this key is unknown
    --> content/people.toml:3:1

    3 errors in 4 files
    "#);
}

#[test]
fn github_reads_annotations() {
    let run = broken().run(&["check", "--format", "github"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.stdout, @r"
    ::error file=content/pages/about.md,line=1,col=1,title=missing-key::a page needs the key `title`%0Ahelp: `title` is its headline
    ::error file=content/pages/about.md,line=2,col=1,endColumn=6,title=unknown-key::a page has no key `titel`%0Ahelp: did you mean `title`?
    ::error file=content/people.toml,line=3,col=1,endColumn=5,title=unknown-key::this key is unknown
    ");
}

#[test]
fn scripts_read_json() {
    let run = broken().run(&["check", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    insta::assert_snapshot!(run.stdout, @r#"
    {
      "errors": 3,
      "warnings": 0,
      "findings": [
        {
          "severity": "error",
          "rule": "missing-key",
          "path": "content/pages/about.md",
          "line": 1,
          "column": 1,
          "end_line": 1,
          "end_column": 1,
          "message": "a page needs the key `title`",
          "hint": "`title` is its headline"
        },
        {
          "severity": "error",
          "rule": "unknown-key",
          "path": "content/pages/about.md",
          "line": 2,
          "column": 1,
          "end_line": 2,
          "end_column": 6,
          "message": "a page has no key `titel`",
          "hint": "did you mean `title`?"
        },
        {
          "severity": "error",
          "rule": "unknown-key",
          "path": "content/people.toml",
          "line": 3,
          "column": 1,
          "end_line": 3,
          "end_column": 5,
          "message": "this key is unknown",
          "hint": null
        }
      ],
      "files": 4,
      "refused": []
    }
    "#);
}

#[test]
fn check_writes_nothing() {
    let project = Project::new();
    let before = tree(project.root());
    project.run(&["check"]).ok();
    assert_eq!(tree(project.root()), before);
}

#[test]
fn a_warning_fails_only_when_strict() {
    let project = Project::new().file("content/components/api.md", "+++\nname = \"API\"\n+++\n").update(
        "2026-03-14T0922Z-investigating",
        "title = \"Slow\"\nslug = \"slow\"\nstatus = \"investigating\"",
        "We look into it.",
    );
    let run = project.run(&["check"]).ok();
    assert!(run.stderr.contains("warning[no-next-update]"), "{}", run.stderr);
    assert!(run.stderr.ends_with("1 warning in 3 files\n"), "{}", run.stderr);
    let run = project.run(&["check", "--strict"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.ends_with("1 warning in 3 files; `--strict` fails on warnings\n"), "{}", run.stderr);
}

#[test]
fn a_rule_is_explained() {
    let run = Project::empty().run(&["check", "--explain", "local-time"]).ok();
    insta::assert_snapshot!(run.stdout, @r"
    local-time (error): this time has no offset

    `09:22` in Tallinn, London and New York are three different moments, and twice a year a local time happens twice or never. Every time says its offset, and `Z` stands for UTC.
    ");
}

#[test]
fn an_unknown_rule_is_met_with_the_nearest() {
    let run = Project::empty().run(&["check", "--explain", "update-overdu"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no rule `update-overdu`
    help: did you mean `update-overdue`?
    ");
}

#[test]
fn check_goes_through_the_gate() {
    let project = Project::new()
        .file(
            "content/site.toml",
            "title = \"Test\"\nurl = \"https://status.test.example\"\n[gate]\nforbid = [\"*.internal\"]\n",
        )
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\nAsk db1.internal.\n");
    assert_eq!(project.run(&["check"]).code, 3);
}

#[test]
fn a_pattern_that_is_none_is_an_error_where_it_stands() {
    let run = Project::new()
        .file(
            "content/site.toml",
            "title = \"Test\"\nurl = \"https://status.test.example\"\n[gate]\nforbid = [\"10.0.0.0/99\"]\n",
        )
        .run(&["check"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.stderr, @r#"
    error[invalid-value]: the number after `/` is too large for the address, or not a number
     --> content/site.toml:4:11
      |
    4 | forbid = ["10.0.0.0/99"]
      |           ^^^^^^^^^^^^^

    1 error in 2 files
    "#);
}

#[test]
#[cfg(unix)]
fn the_name_of_a_file_forges_no_line() {
    let project =
        Project::new().file("content/pages/a\n14:09:59Z stopped \u{1b}[31m\u{9b}.md", "no front matter\n");
    for format in ["human", "json", "github"] {
        let run = project.run(&["check", "--format", format]);
        assert_eq!(run.code, 1, "{format}");
        let said = run.stdout + &run.stderr;
        assert!(said.contains("stopped"), "{format}: {said}");
        assert!(!said.lines().any(|line| line.starts_with("14:09:59Z")), "{format}: {said}");
        assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{format}: {said}");
    }
}
