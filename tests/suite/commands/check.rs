//! `allclear check`: its findings in each format, and `--explain`.

use crate::support::{NOW, Project, Run, tree};

fn broken() -> Project {
    Project::new()
        .file("content/pages/about.md", "+++\ntitel = \"About\"\n+++\nWe are here.\n")
        .file("content/people.toml", "[person.ana]\nname = \"Ana Example\"\nmial = \"ana@example.com\"\n")
}

#[test]
fn a_site_without_findings_is_reported_as_such() {
    let run = Project::new().run(&["check"]).ok();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("no errors, no warnings in 2 files\n", ""));
}

#[test]
fn findings_look_like_compiler_errors_and_hide_internal_text_in_logs() {
    let run = broken().run(&["check"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    insta::assert_snapshot!(run.stderr, @r#"
    error[missing-key]: a page needs the key `title`
    --> content/pages/about.md:1:1
     = help: `title` is the headline

    error[unknown-key]: a page has no key `titel`
     --> content/pages/about.md:2:1
      |
    2 | titel = "About"
      | ^^^^^
      |
      = help: did you mean `title`?

    error[unknown-key]: unknown key
    --> content/people.toml:3:1

    3 errors in 4 files
    "#);
}

#[test]
fn the_github_format_prints_annotations() {
    let run = broken().run(&["check", "--format", "github"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.stdout, @r"
    ::error file=content/pages/about.md,line=1,col=1,title=missing-key::a page needs the key `title`%0Ahelp: `title` is the headline
    ::error file=content/pages/about.md,line=2,col=1,endColumn=6,title=unknown-key::a page has no key `titel`%0Ahelp: did you mean `title`?
    ::error file=content/people.toml,line=3,col=1,endColumn=5,title=unknown-key::unknown key
    ");
}

#[test]
fn the_json_format_prints_one_document() {
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
          "hint": "`title` is the headline"
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
          "message": "unknown key",
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
    let project = Project::new().update(
        "2026-03-14T0922Z-investigating",
        "title = \"Slow\"\nslug = \"slow\"\nstatus = \"investigating\"\ncomponents = { api = \"degraded_performance\" }\nincident_id = \"slow\"\nid = \"first\"",
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

    `09:22` is a different time in Tallinn, London and New York, and when the clocks change a local time occurs twice or never. Write every time with its offset; `Z` is UTC.
    ");
}

#[test]
fn an_unknown_rule_gets_a_suggestion() {
    let run = Project::empty().run(&["check", "--explain", "update-overdu"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no rule `update-overdu`
    help: did you mean `update-overdue`?
    ");
}

#[test]
fn check_runs_the_gate() {
    let project = Project::new()
        .file(
            "content/site.toml",
            "title = \"Test\"\nurl = \"https://status.test.example\"\n[gate]\nforbid = [\"*.internal\"]\n",
        )
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\nAsk db1.internal.\n");
    assert_eq!(project.run(&["check"]).code, 3);
}

#[test]
fn an_invalid_pattern_is_an_error_with_its_location() {
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
fn a_file_name_cannot_forge_a_line_of_output() {
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

/// Runs the program as a user without privileges, because root can read everything.
#[cfg(unix)]
fn run_without_privileges(project: &Project, arguments: &[&str]) -> Run {
    use std::os::unix::fs::PermissionsExt;
    let open = |path: &std::path::Path| {
        std::fs::set_permissions(path, PermissionsExt::from_mode(0o755)).expect("ours");
    };
    let program = project.path("allclear");
    std::fs::copy(env!("CARGO_BIN_EXE_allclear"), &program).expect("a copy that everybody may run");
    [project.root(), &program].into_iter().for_each(open);
    let user = std::process::Command::new("id").arg("-u").output().expect("id tells who runs");
    let mut command = if user.stdout == b"0\n" {
        let mut nobody = std::process::Command::new("setpriv");
        nobody.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        nobody
    } else {
        std::process::Command::new(&program)
    };
    command
        .arg("-C")
        .arg(project.root())
        .env_remove("CI")
        .env("NO_COLOR", "1")
        .args(["--now", NOW])
        .args(arguments);
    Run::of(&mut command)
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_an_error_and_not_an_empty_site() {
    use std::os::unix::fs::PermissionsExt;
    let keys = "title = \"API slow\"\nslug = \"slow\"\nstatus = \"investigating\"\nnext_update = \"9d\"";
    let project = Project::new().update("2026-03-14T1100Z", keys, "Some calls are slow.");
    project.write("content/maintenance/.keep", b"");
    assert_eq!(run_without_privileges(&project, &["check"]).code, 0, "everything is readable");
    for folder in ["content/incidents", "content/maintenance", "content"] {
        let set = |mode| {
            std::fs::set_permissions(project.path(folder), PermissionsExt::from_mode(mode)).expect("ours");
        };
        set(0o000);
        let run = run_without_privileges(&project, &["check"]);
        set(0o755);
        assert_eq!(run.code, 1, "{folder}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("unreadable") && run.stderr.contains(folder), "{folder}: {}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn two_folders_whose_names_look_the_same_are_an_error() {
    use std::os::unix::ffi::OsStrExt;
    let project = Project::new();
    for (name, slug) in
        [(&b"content/incidents/x\xff/comms"[..], "one"), (b"content/incidents/x\xfe/comms", "two")]
    {
        let folder = project.path("").join(std::ffi::OsStr::from_bytes(name));
        std::fs::create_dir_all(&folder).expect("names are bytes here");
        let text =
            format!("+++\ntitle = \"{slug}\"\nslug = \"{slug}\"\nstatus = \"investigating\"\n+++\nSlow.\n");
        std::fs::write(folder.join("2026-03-14T1100Z.md"), text).expect("a file");
    }
    let runs: Vec<Run> = (0..8).map(|_| project.run(&["check"])).collect();
    let said = &runs[0].stderr;
    assert!(runs[0].code == 1 && said.contains("another folder has a name that looks the same"), "{said}");
    assert!(runs.iter().all(|run| run.stderr == *said), "the result depends on the order of threads");
}
