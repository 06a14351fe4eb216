//! What `--keep-going` never does: publish internal text, follow links, run without git, or disclose too much.

use std::fs;
use std::process::Command;

use super::{INVESTIGATING, break_update, build, incident, published};
use crate::support::{Git, NOW, Project, Run};

#[test]
fn words_of_an_internal_file_of_either_version_in_an_address_do_not_stop_a_fallback() {
    // A public file contains them, so the public half alone gives the same outputs.
    let secret = "the pooler ran out of file handles";
    for (then, now) in [(secret, "nothing to see in this one"), ("nothing to see in this one", secret)] {
        let (project, git) = published();
        let record = |text: &str| format!("+++\ntitle = \"t\"\nseverity = \"P1\"\n+++\n{text}\n");
        project.write("content/incidents/old/incident.md", record(then).as_bytes());
        git.commit();
        git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
        build(&project).ok();
        project.write("content/incidents/old/incident.md", record(now).as_bytes());
        break_update(&project, "old");
        let (path, text) = incident(&secret.replace(' ', "-"), "Slow", "Everything is slow.");
        project.write(&path, text.as_bytes());
        let run = build(&project);
        assert_eq!(run.code, 4, "{}{}", run.stdout, run.stderr);
        assert!(!run.stderr.contains("pooler") && !run.stderr.contains("handles"), "{}", run.stderr);
    }
}

#[test]
fn an_unreadable_internal_file_publishes_nothing() {
    let (project, _) = published();
    project.write("content/incidents/old/timeline/2026-03-14T0917Z-ana.md", b"\xff\xfe");
    let run = build(&project);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("so nothing could prove that none of it is published"), "{}", run.stderr);
}

#[test]
fn an_error_in_an_internal_file_is_reported_without_its_text() {
    let (project, _) = published();
    let words = "severty = \"the secret word is xylophone\"";
    project.write("content/incidents/old/incident.md", format!("+++\n{words}\n+++\n").as_bytes());
    for format in ["human", "json", "github"] {
        let run = project.run(&["build", "--keep-going", "refs/allclear/published", "--format", format]);
        assert_eq!(run.code, 4, "{}", run.stderr);
        let said = run.stdout + &run.stderr;
        assert!(said.contains("content/incidents/old/incident.md"), "{said}");
        assert!(!said.contains("severty") && !said.contains("xylophone"), "{said}");
    }
}

#[test]
fn json_has_the_errors_and_the_stale_folders() {
    let (project, _) = published();
    break_update(&project, "old");
    let (path, text) = incident("third", "Search is down", "Search gives no results.");
    project.write(&path, text.as_bytes());
    break_update(&project, "third");
    let run = project.run(&["build", "--keep-going", "refs/allclear/published", "--format", "json"]);
    assert_eq!(run.code, 4);
    assert!(!run.stderr.contains("stale"), "it is all in the document: {}", run.stderr);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(document["errors"], 2);
    assert_eq!(document["findings"][0]["path"], format!("content/incidents/old/comms/{INVESTIGATING}.md"));
    assert_eq!(document["findings"][0]["line"], 4);
    let stale = serde_json::json!([
        { "folder": "content/incidents/old", "instead": "content/incidents/old" },
        { "folder": "content/incidents/third", "instead": null },
    ]);
    assert_eq!(document["stale"], stale);
}

#[test]
fn public_only_falls_back_to_public_files_alone() {
    let (project, git) = published();
    project.write("content/incidents/old/incident.md", b"+++\nthis is no TOML\n+++\n");
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    break_update(&project, "old");
    let arguments = ["build", "--public-only", "--keep-going", "refs/allclear/published"];
    assert_eq!(project.run(&arguments).code, 4);
    assert_eq!(build(&project).code, 1, "the internal file was broken then too");
}

#[test]
fn a_link_in_the_revision_is_not_followed() {
    let (project, git) = published();
    let link = project.path("content/incidents/old/comms/2026-03-14T0930Z.md");
    std::os::unix::fs::symlink("2026-03-14T0922Z-investigating.md", &link).expect("a link");
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    fs::remove_file(&link).expect("a link");
    break_update(&project, "old");
    let run = build(&project);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("has errors in that revision too"), "{}", run.stderr);
}

#[test]
fn a_project_may_be_below_the_root_of_its_repository_and_a_hook_may_run_it() {
    let project = Project::empty();
    let (path, text) = incident("old", "Slow exports", "Exports take longer than usual.");
    project.write("status/page/content/site.toml", b"title = \"T\"\nurl = \"https://status.test.example\"\n");
    project.write("status/page/content/components/api.md", b"+++\nname = \"API\"\n+++\n");
    project.write(&format!("status/page/{path}"), text.as_bytes());
    // Another file of the repository has the same path.
    project.write(&path, b"not this one");
    let git = Git::init(project.root());
    git.commit();
    project.write(&format!("status/page/{path}"), b"+++\nstatus = 7\n+++\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
    command.args(["--now", NOW, "-C"]).arg(project.path("status/page")).env_remove("CI");
    command
        .args(["build", "--keep-going", "HEAD"])
        .env("GIT_DIR", "/nowhere")
        .env("GIT_WORK_TREE", "/nowhere");
    let run = Run::of(&mut command);
    assert_eq!(run.code, 4, "{}", run.stderr);
    let page = project.read("status/page/public/incidents/old/index.html");
    assert!(page.contains("Exports take longer than usual."));
}

#[test]
fn a_wrong_revision_no_repository_and_no_git_end_with_2_before_anything_is_written() {
    let (project, git) = published();
    let run = |name: &str| project.run(&["build", "--keep-going", name]);
    for name in ["nowhere", "", "--help", "-h", "--output=/tmp", "HEAD:content", "HEAD~99"] {
        let run = project.run(&["build", &format!("--keep-going={name}")]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{name}: {}", run.stderr);
        assert!(
            run.stderr.starts_with(&format!("error: there is no git revision `{name}`\n")),
            "{}",
            run.stderr
        );
    }
    git.run(&["checkout", "--quiet", "--orphan", "empty"]);
    git.run(&["reset", "--quiet"]);
    git.run(&["commit", "--quiet", "--allow-empty", "--message", "empty"]);
    insta::assert_snapshot!(run("empty").stderr, @r"
    error: there is no folder `content` in revision `empty`
    help: `content` must be a folder in that revision
    ");
    assert_eq!(run("empty").code, 2);
    let bare = Project::new();
    let run = bare.run(&["build", "--keep-going", "HEAD"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: this project is not in a git repository
    help: `--keep-going` takes broken files from the git history
    ");
    let mut command = project.command();
    let run = Run::of(command.env("PATH", "/nowhere").args(["build", "--keep-going", "HEAD"]));
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: `git` is not installed\n"), "{}", run.stderr);
    assert!(!project.path("public").exists() && !bare.path("public").exists());
}

#[test]
fn strict_and_keep_going_contradict_each_other() {
    let (project, _) = published();
    assert_eq!(project.run(&["build", "--strict", "--keep-going", "HEAD"]).code, 2);
}

#[test]
fn print_next_prints_the_next_change_of_the_mixed_site() {
    let (project, git) = published();
    let path = "content/incidents/new/comms/2026-03-14T1000Z.md";
    project.write(path, b"+++\nnext_update = 2026-03-14T12:30:00Z\n+++\nMore soon.\n");
    git.commit();
    break_update(&project, "old");
    let run = project.run(&["build", "--print-next", "--keep-going", "HEAD"]);
    assert_eq!((run.code, run.stdout.as_str()), (4, "2026-03-14T12:30:00Z\n"));
}
