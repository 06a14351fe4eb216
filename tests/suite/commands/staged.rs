//! `allclear check --staged` and the hook: only what a commit breaks holds it back.

use std::fs;

use crate::support::{Git, NOW, Project, Run};

const FIRST: &str = "title = \"API errors\"\nslug = \"api-errors\"\nstatus = \"investigating\"\nnext_update = \"60m\"\n\
     components = { api = \"degraded_performance\" }\nincident_id = \"api-errors\"\nid = \"first\"";

/// A repository whose newest commit contains a broken incident.
fn with_old_error() -> (Project, Git) {
    let project = Project::new().file(
        "content/incidents/2026-03-13-web/comms/2026-03-13T1100Z.md",
        "+++\ntitle = \"Web errors\"\nstatus = \"investigting\"\n+++\nSome pages fail.\n",
    );
    let git = Git::init(project.root());
    git.commit();
    (project, git)
}

fn staged(project: &Project) -> Run {
    project.run(&["check", "--staged"])
}

#[test]
fn an_old_error_elsewhere_is_a_warning() {
    let (project, git) = with_old_error();
    let project = project.update("2026-03-14T1130Z", FIRST, "Some requests fail.");
    git.run(&["add", "."]);
    assert_eq!(project.run(&["check"]).code, 1);
    let run = staged(&project).ok();
    assert!(run.stderr.contains("warning[unknown-value]"), "{}", run.stderr);
    assert_eq!(project.run(&["check", "--staged", "--strict"]).code, 1);
    // Whoever edits the broken file has to repair it.
    project.write(
        "content/incidents/2026-03-13-web/comms/2026-03-13T1100Z.md",
        b"+++\ntitle = \"Web errors\"\nstatus = \"investigting\"\n+++\nMany pages fail.\n",
    );
    git.run(&["add", "."]);
    assert_eq!(staged(&project).code, 1);
}

#[test]
fn what_counts_is_the_index_and_not_the_folder() {
    let (project, git) = with_old_error();
    let project =
        project.update("2026-03-14T1130Z", &FIRST.replace("tigating", "tigting"), "Some requests fail.");
    git.run(&["add", "."]);
    let project = project.update("2026-03-14T1130Z", FIRST, "Some requests fail.");
    let run = staged(&project);
    assert!(
        run.code == 1 && run.stderr.contains("2026-03-14T1130Z.md"),
        "the repaired file is not staged: {}",
        run.stderr
    );
    git.run(&["add", "."]);
    let project = project.update("2026-03-14T1140Z", "status = \"nonsense\"", "More.");
    staged(&project).ok();
}

#[test]
fn an_error_that_the_commit_causes_in_another_file_is_an_error() {
    let project = Project::new().file("content/components/web.md", "+++\nname = \"Web\"\n+++\n").update(
        "2026-03-14T1130Z",
        &FIRST.replace("api = \"degraded_performance\"", "web = \"partial_outage\""),
        "Some pages fail.",
    );
    let git = Git::init(project.root());
    git.commit();
    staged(&project).ok();
    fs::remove_file(project.path("content/components/web.md")).expect("a file");
    git.run(&["add", "-A"]);
    assert_eq!(staged(&project).code, 1);
}

#[test]
fn the_hook_checks_the_commit_and_says_how_to_skip_it() {
    let (project, git) = with_old_error();
    let hook = include_str!("../../../src/commands/init/pre-commit");
    project.write(".githooks/pre-commit", hook.as_bytes());
    let project =
        project.update("2026-03-14T1130Z", &FIRST.replace("tigating", "tigting"), "Some requests fail.");
    git.run(&["add", "."]);
    // The program runs at the time of the test, which is late for the promise.
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_allclear")).parent().expect("a folder").to_owned();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let run_hook = || {
        let mut command = std::process::Command::new("sh");
        command.arg(project.path(".githooks/pre-commit")).current_dir(project.root()).env("PATH", &path);
        Run::of(command.env_remove("CI").env("NO_COLOR", NOW))
    };
    let run = run_hook();
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("to commit anyway, run `git commit --no-verify`"), "{}", run.stderr);
    project.write(
        "content/incidents/2026-03-14-api/comms/2026-03-14T1130Z.md",
        format!("+++\n{FIRST}\n+++\nSome requests fail.\n").as_bytes(),
    );
    git.run(&["add", "."]);
    run_hook().ok();
}

#[test]
fn init_enables_its_hook_once_there_is_a_repository() {
    let project = Project::empty();
    project.run(&["init"]).ok();
    assert_eq!(project.run(&["init"]).code, 2);
    let git = Git::init(project.root());
    let run = project.run(&["init"]).ok();
    assert!(run.stdout.contains("git now runs .githooks/pre-commit"), "{}", run.stdout);
    assert_eq!(git.run(&["config", "core.hooksPath"]), ".githooks");
    assert_eq!(project.run(&["init"]).code, 2, "the hook is enabled already");
}

#[test]
fn an_edit_of_a_published_text_needs_a_note() {
    let project = Project::new().update("2026-03-14T1130Z", FIRST, "Some requests fail.");
    let git = Git::init(project.root());
    git.commit();
    project.run(&["check", "--strict"]).ok();
    let project = project.update("2026-03-14T1130Z", FIRST, "All requests fail.");
    project.run(&["check", "--strict"]).ok();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    let run = project.run(&["check"]).ok();
    assert!(run.stderr.contains("warning[edit-not-marked]"), "{}", run.stderr);
    let note = "edited = [{ at = 2026-03-14T12:00:00Z, note = \"what changed\" }]";
    assert!(run.stderr.contains(&format!("write `{note}`")), "{}", run.stderr);
    assert_eq!(project.run(&["check", "--strict"]).code, 1);
    let project = project.update("2026-03-14T1130Z", &format!("{FIRST}\n{note}"), "All requests fail.");
    project.run(&["check", "--strict"]).ok();
}

#[test]
fn a_staged_edit_of_a_published_text_needs_a_note() {
    let project = Project::new().update("2026-03-14T1130Z", FIRST, "Some requests fail.");
    let git = Git::init(project.root());
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    let project = project.update("2026-03-14T1130Z", FIRST, "All requests fail.");
    git.run(&["add", "."]);
    // What counts is the index: the folder has the published text again.
    let project = project.update("2026-03-14T1130Z", FIRST, "Some requests fail.");
    let run = staged(&project).ok();
    assert!(run.stderr.contains("warning[edit-not-marked]"), "{}", run.stderr);
    assert_eq!(project.run(&["check", "--staged", "--strict"]).code, 1);
    project.run(&["check", "--strict"]).ok();
    // Also beside an old error elsewhere.
    let (project, git) = with_old_error();
    let project = project.update("2026-03-14T1130Z", FIRST, "Some requests fail.");
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    let project = project.update("2026-03-14T1130Z", FIRST, "All requests fail.");
    git.run(&["add", "."]);
    let run = staged(&project).ok();
    assert!(run.stderr.contains("warning[edit-not-marked]"), "{}", run.stderr);
}

#[test]
fn an_edit_of_what_the_last_build_published_needs_a_note() {
    let project = Project::new().update("2026-03-14T1130Z", FIRST, "Some requests fail.");
    project.run(&["build", "--strict"]).ok();
    project.run(&["build", "--strict"]).ok();
    project.run(&["check", "--strict"]).ok();
    let project = project.update("2026-03-14T1130Z", FIRST, "All requests fail.");
    let run = project.run(&["check"]).ok();
    assert!(run.stderr.contains("warning[edit-not-marked]"), "{}", run.stderr);
    assert_eq!(project.run(&["build", "--strict"]).code, 1);
    let run = project.run(&["build"]).ok();
    assert!(run.stderr.contains("warning[edit-not-marked]"), "{}", run.stderr);
    // A retitled update is edited too; a draft or a new update is not.
    let project =
        project.update("2026-03-14T1130Z", &FIRST.replace("API errors", "Errors"), "All requests fail.");
    let project = project.update("2026-03-14T1140Z", "draft = true\nid = \"second\"", "Draft.");
    let run = project.run(&["check"]).ok();
    assert_eq!(run.stderr.matches("warning[edit-not-marked]").count(), 1, "{}", run.stderr);
    let note = "edited = [{ at = 2026-03-14T12:00:00Z, note = \"what changed\" }]";
    let project = project.update("2026-03-14T1130Z", &format!("{FIRST}\n{note}"), "Every request fails.");
    project.run(&["build", "--strict"]).ok();
    let project = project.update("2026-03-14T1140Z", "id = \"second\"\nnext_update = \"60m\"", "Published.");
    project.run(&["build", "--strict"]).ok();
    // A withdrawal says so itself.
    let gone = "id = \"second\"\nnext_update = \"60m\"\nretracted = { at = 2026-03-14T12:00:00Z, note = \"Wrong.\" }";
    let project = project.update("2026-03-14T1140Z", gone, "Withdrawn.");
    project.run(&["check", "--strict"]).ok();
}
