//! `allclear build`: what it writes, keeps and prints.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{NOW, Project, Run, tree};

fn incident(project: Project) -> Project {
    project.update(
        "2026-03-14T0922Z-investigating",
        "title = \"Checkout errors\"\nslug = \"2026-03-14-checkout\"\nstatus = \"investigating\"\n\
         components = { api = \"partial_outage\" }\nnext_update = 2026-03-14T12:30:00Z\n\
         incident_id = \"k7r3v0n8qw2x\"\nid = \"b6t1m9d4zz0p\"",
        "About 15% of card payments in Europe fail.",
    )
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

#[test]
fn a_build_prints_a_one_line_summary() {
    let project = incident(Project::new());
    let run = project.run(&["build"]).ok();
    let outputs = tree(&project.path("public"));
    let pages = outputs.keys().filter(|path| is_page(path)).count();
    let files = outputs.len();
    assert_eq!(
        run.stdout,
        format!("built {pages} pages, {files} files written · next change 2026-03-14T12:30:00Z\n")
    );
    assert!(project.read("public/index.html").contains("Checkout errors"));
    assert!(project.read("public/incidents/2026-03-14-checkout/index.html").contains("15% of card payments"));
}

#[test]
fn a_second_build_writes_nothing() {
    let project = incident(Project::new());
    let modified = |path: &str| fs::metadata(project.path(path)).expect("a file").modified().expect("a time");
    project.run(&["build"]).ok();
    let before = (tree(&project.path("public")), modified("public/index.html"));
    let run = project.run(&["build"]).ok();
    assert!(run.stdout.contains("nothing changed"), "{}", run.stdout);
    assert_eq!((tree(&project.path("public")), modified("public/index.html")), before);
}

#[test]
fn only_files_without_content_are_removed_from_the_output() {
    let project = incident(Project::new());
    project.run(&["build"]).ok();
    project.write("public/CNAME", b"status.test.example\n");
    fs::remove_dir_all(project.path("content/incidents")).expect("a folder");
    let run = project.run(&["build"]).ok();
    assert!(run.stdout.contains("removed"), "{}", run.stdout);
    assert!(!project.path("public/incidents/2026-03-14-checkout/index.html").exists());
    assert_eq!(project.read("public/CNAME"), "status.test.example\n");
}

#[test]
fn an_error_writes_nothing_and_exits_with_1() {
    let project = incident(Project::new());
    project.run(&["build"]).ok();
    let before = tree(&project.path("public"));
    let project = project.file("content/pages/about.md", "+++\ntitel = \"About\"\n+++\n");
    let run = project.run(&["build"]);
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

    2 errors in 4 files; nothing was written
    "#);
    assert_eq!(tree(&project.path("public")), before);
}

#[test]
fn a_warning_is_printed_and_fails_only_with_strict() {
    let project = incident(Project::new())
        .file("content/incidents/2026-03-14-api/incident.md", "+++\ntitle = \"x\"\nseverity = \"P1\"\n+++\n");
    let late = |arguments: &[&str]| project.run_at("2026-03-14T13:00:00Z", arguments);
    let run = late(&["build"]).ok();
    assert!(run.stderr.contains("warning[promise-broken]"), "{}", run.stderr);
    assert!(run.stdout.starts_with("built "), "{}", run.stdout);
    let strict = late(&["build", "--strict", "--quiet"]);
    assert_eq!((strict.code, strict.stdout.as_str()), (1, ""));
    assert!(
        strict.stderr.contains("warning[promise-broken]"),
        "warnings that fail the build are printed even with `--quiet`"
    );
    assert!(strict.stderr.contains("`--strict` fails on warnings; nothing was written"), "{}", strict.stderr);
    assert_eq!(late(&["build", "--quiet"]).ok().stderr, "");
}

#[test]
fn an_error_in_a_timeline_fails_check_but_not_build() {
    let project = incident(Project::new())
        .file(
            "content/incidents/2026-03-14-api/timeline/2026-03-14T0917Z-monitor.md",
            "+++\nmilstone = 1\n+++\n",
        )
        .file("content/incidents/2026-03-14-api/postmortem.md", "+++\nauthr = \"ana\"\n+++\n");
    assert_eq!(project.run(&["check"]).code, 1);
    let run = project.run(&["build"]).ok();
    assert_eq!(run.stderr.matches("warning[unknown-key]").count(), 2, "{}", run.stderr);
}

#[test]
fn an_unreadable_timeline_fails_the_build_because_the_gate_cannot_read_it() {
    let project = incident(Project::new());
    project.write("content/incidents/2026-03-14-api/timeline/2026-03-14T0917Z-monitor.md", b"\xff\xfe");
    assert_eq!(project.run(&["build"]).code, 1);
}

#[test]
fn json_is_one_document_with_findings_and_changes() {
    let project = incident(Project::new());
    let run = project.run(&["build", "--format", "json"]).ok();
    let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(document["errors"], 0);
    assert_eq!(document["next_change"], "2026-03-14T12:30:00Z");
    assert_eq!(document["removed"], serde_json::json!([]));
    let written: Vec<&str> =
        document["written"].as_array().expect("a list").iter().filter_map(|path| path.as_str()).collect();
    assert_eq!(written, tree(&project.path("public")).keys().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(document["outputs"], written.len());

    project.write("content/pages/about.md", b"+++\ntitel = 1\n+++\n");
    let run = project.run(&["build", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    assert_eq!(document["findings"][0]["path"], "content/pages/about.md");
    assert_eq!(document["findings"][1]["line"], 2);
}

#[test]
fn public_only_builds_the_same_site_without_reading_internal_files() {
    let project = incident(Project::new());
    project.run(&["build"]).ok();
    let whole = tree(&project.path("public"));
    // Reading the pipe would block forever, and `people.toml` is invalid.
    fs::create_dir_all(project.path("content/incidents/2026-03-14-api/timeline")).expect("a folder");
    let pipe = project.path("content/incidents/2026-03-14-api/timeline/2026-03-14T0917Z-ana.md");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    project.write("content/people.toml", b"[person.ana]\nname = 5\nnonsense\n");
    let run = project.run(&["build", "--public-only"]).ok();
    assert!(run.stdout.contains("nothing changed"), "{}{}", run.stdout, run.stderr);
    assert_eq!(tree(&project.path("public")), whole);
    assert_eq!(project.run(&["build"]).code, 1, "the same files are an error when they are read");
}

#[test]
fn dangerous_output_folders_exit_with_2_and_nothing_is_touched() {
    let project = incident(Project::new());
    let before = tree(project.root());
    let outside = project.root().parent().expect("a parent").display().to_string();
    for output in
        ["/", ".", "..", outside.as_str(), "content", "content/public", "themes", ".git", ".allclear"]
    {
        let run = project.run(&["build", "--output", output]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{output}");
        assert!(run.stderr.starts_with("error: the output folder"), "{output}: {}", run.stderr);
    }
    assert_eq!(tree(project.root()), before);
}

#[test]
fn the_home_folder_is_refused_as_output_folder() {
    let project = incident(Project::new());
    let home = tempfile::tempdir().expect("a folder");
    let run = Run::of(project.command().env("HOME", home.path()).arg("build").arg("-o").arg(home.path()));
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("your home folder"), "{}", run.stderr);
}

#[test]
fn foreign_files_are_replaced_only_with_take_over() {
    let project = incident(Project::new()).file("public/index.html", "mine");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: the output folder has files that allclear did not write and would have to replace:
      `index.html`
    help: use `--take-over` to replace them, or `--output` to write to another folder
    ");
    assert_eq!(tree(&project.path("public")).len(), 1);
    project.run(&["build", "--take-over"]).ok();
    assert!(project.read("public/index.html").contains("Checkout errors"));
}

#[test]
fn a_folder_without_content_is_an_error_and_stays_empty() {
    let project = Project::empty();
    let run = project.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("run `allclear init`"), "{}", run.stderr);
    assert!(tree(project.root()).is_empty());
}

#[test]
fn a_build_that_cannot_get_the_lock_exits_with_75() {
    let project = incident(Project::new());
    project.run(&["build"]).ok();
    let lock = fs::File::options().write(true).open(project.path(".allclear/lock")).expect("a lock");
    lock.lock().expect("the lock");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 75);
    insta::assert_snapshot!(run.stderr, @r"
    error: another build is still running after 10 seconds
    help: try again when it is done
    ");
}

/// Kills a build after `delay`, unless it has ended.
fn kill_after(project: &Project, delay: Duration) {
    let mut build = project.command();
    build.args(["--now", NOW, "build"]).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = build.spawn().expect("the program starts");
    thread::sleep(delay);
    child.kill().expect("killed or ended");
    child.wait().expect("ended");
}

#[test]
fn a_killed_build_leaves_complete_pages_and_the_next_build_completes_the_rest() {
    let mut project = Project::new();
    for number in 0..200 {
        let path = format!("content/incidents/2026-01-01-n{number}/comms/2026-01-01T0000Z-resolved.md");
        let text = format!(
            "+++\ntitle = \"Incident {number}\"\nslug = \"n{number}\"\nstatus = \"resolved\"\n+++\nText {number}.\n"
        );
        project = project.file(&path, &text);
    }
    let titled = |title: &str| {
        let site = format!("title = \"{title}\"\nurl = \"https://status.test.example\"\n");
        project.write("content/site.toml", site.as_bytes());
    };
    let started = Instant::now();
    project.run(&["build"]).ok();
    let whole = started.elapsed();
    let mut torn = 0;
    // Steps of the golden ratio cover the time from zero to one and a half builds. How long a build takes, and so how
    // many rounds are needed, depends on the load of the machine.
    for round in 1..=200_u32 {
        if round > 24 && torn >= 3 {
            break;
        }
        titled(&format!("Status {round}"));
        let share = f64::from(round) * 0.618_034 % 1.0 * 1.5;
        kill_after(&project, whole.mul_f64(share));
        let mut pages = tree(&project.path("public"));
        pages.retain(|path, _| is_page(path));
        for (path, bytes) in &pages {
            assert!(bytes.trim_ascii_end().ends_with(b"</html>"), "{path} is incomplete after round {round}");
        }
        let title = format!("Status {round}");
        let new = pages.values().filter(|page| String::from_utf8_lossy(page).contains(&title)).count();
        torn += u32::from(0 < new && new < pages.len());
    }
    assert!(torn >= 3, "only {torn} builds were killed while they wrote");
    project.run(&["build"]).ok();
    let completed = tree(&project.path("public"));
    project.run(&["build", "--output", "fresh"]).ok();
    assert!(completed == tree(&project.path("fresh")), "a completed folder equals a fresh one");
}

#[test]
fn public_only_refuses_what_may_need_an_approval() {
    let policy = "title = \"Test status\"\nurl = \"https://status.test.example\"\n\n[approval]\nsince = 2026-03-01T00:00:00Z\ncomms = [\"P1\"]\n";
    let project = incident(Project::new()).file("content/site.toml", policy);
    let run = project.run(&["build", "--public-only"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("error[approval-unjudged]"), "{}", run.stderr);
    assert!(
        run.stderr.contains("pass `--judged-elsewhere` if another machine has checked"),
        "{}",
        run.stderr
    );
    assert!(!project.path("public").exists());
    assert_eq!(project.run(&["check", "--public-only"]).code, 1);
    project.run(&["build", "--public-only", "--judged-elsewhere"]).ok();
    assert_eq!(
        project.run(&["build", "--judged-elsewhere"]).code,
        2,
        "a build that reads everything judges itself"
    );
    // Updates from before the policy need no approval.
    project.write("content/site.toml", policy.replace("2026-03-01", "2026-04-01").as_bytes());
    project.run(&["build", "--public-only"]).ok();
}

#[test]
fn the_project_is_found_from_a_folder_inside_it() {
    let project = incident(Project::new());
    let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
    command.args(["--now", NOW, "build"]).current_dir(project.path("content/incidents")).env_remove("CI");
    let run = crate::support::Run::of(&mut command).ok();
    assert!(project.path("public/index.html").is_file(), "{}", run.stdout);
    let outside = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
    command.arg("build").current_dir(outside.path()).env_remove("CI");
    assert_eq!(crate::support::Run::of(&mut command).code, 1);
    assert_eq!(project.run(&["build", "-o", "-"]).code, 2);
}
