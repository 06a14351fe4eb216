//! Errors while the program runs, after which it continues.

use std::fs::{self, File};
use std::time::Duration;

use super::running::{ABOUT, Watching, page, project};
use crate::support::{NOW, Project, Run, tree};

const SOURCE: &str = "content/pages/about.md";

#[test]
fn watch_waits_for_another_build() {
    let project = project();
    let mut watching = Watching::start(&project, &[]);
    let lock = File::options().write(true).open(project.path(".allclear/lock")).expect("a lock");
    lock.lock().expect("the lock");
    project.write(SOURCE, page("Second words.").as_bytes());
    let failed = watching.expect("failed");
    assert_eq!((&failed["reason"], &failed["retry_seconds"]), (&"locked".into(), &0.5.into()), "{failed}");
    assert_eq!(failed["message"], "another build is running");
    watching.nothing_for(Duration::from_millis(1_500));
    assert!(project.read(ABOUT).contains("First words."));
    lock.unlock().expect("unlocked");
    let built = watching.expect("built");
    assert_eq!((&built["cause"], &built["mended"]), (&"retry".into(), &true.into()), "{built}");
    assert!(project.read(ABOUT).contains("Second words."));
}

#[test]
fn the_lock_is_not_held_between_builds() {
    let project = project();
    let _watching = Watching::start(&project, &[]);
    project.run(&["build"]).ok();
}

#[test]
fn findings_are_reported_when_they_change_and_a_recovery_once() {
    let project = project();
    let mut watching = Watching::start(&project, &[]);
    project.write(SOURCE, b"+++\ntitel = \"About us\"\n+++\nText.\n");
    let findings = watching.event();
    assert_eq!((&findings["event"], &findings["errors"]), (&"findings".into(), &2.into()), "{findings}");
    assert_eq!(findings["findings"][0]["path"], SOURCE);
    assert_eq!(watching.event()["event"], "failed");

    // The same errors three lines further down are not reported again.
    project.write(SOURCE, b"+++\n\n\n\ntitel = \"About us\"\n+++\nText.\n");
    let failed = watching.event();
    assert_eq!((&failed["event"], &failed["errors"]), (&"failed".into(), &2.into()), "{failed}");

    project.write(SOURCE, page("Second words.").as_bytes());
    let findings = watching.event();
    assert_eq!((&findings["event"], &findings["errors"]), (&"findings".into(), &0.into()), "{findings}");
    assert_eq!(watching.event()["mended"], true);
    project.write(SOURCE, page("Third words.").as_bytes());
    let built = watching.event();
    assert_eq!((&built["event"], &built["mended"]), (&"built".into(), &false.into()), "{built}");
}

#[test]
fn watch_continues_after_a_failed_first_build() {
    let project = project().file("content/pages/more.md", "+++\n+++\nNo title.\n");
    let mut command = project.command();
    command.args(["--now", NOW, "watch", "--format", "json"]);
    let mut watching = Watching::of(command);
    let failed = watching.expect("failed");
    assert_eq!(failed["cause"], "start");
    assert!(!project.path("public").exists());
    fs::remove_file(project.path("content/pages/more.md")).expect("removed");
    assert_eq!(watching.expect("built")["mended"], true);
}

#[test]
fn strict_blocks_a_site_with_warnings() {
    let project = project();
    let mut watching = Watching::start(&project, &["--strict"]);
    // The address of an update without `slug` is not fixed.
    let update = "+++\ntitle = \"Slow\"\nstatus = \"investigating\"\n+++\nSlow.\n";
    project.write("content/incidents/2026-03-14-slow/comms/2026-03-14T1000Z.md", update.as_bytes());
    let failed = watching.expect("failed");
    assert_eq!((&failed["reason"], &failed["errors"]), (&"warnings".into(), &0.into()), "{failed}");
    assert!(!project.read("public/index.html").contains("Slow"));
}

#[test]
fn a_removed_output_folder_is_created_again() {
    let project = project();
    let mut watching = Watching::start(&project, &[]);
    let before = tree(&project.path("public"));
    fs::remove_dir_all(project.path("public")).expect("removed");
    let built = watching.expect("built");
    assert_eq!(
        (&built["cause"], &built["written"]),
        (&"output-gone".into(), &before.len().into()),
        "{built}"
    );
    assert!(tree(&project.path("public")) == before);
}

#[test]
fn files_that_somebody_else_changed_or_removed_are_restored() {
    let project = project();
    let mut watching = Watching::start(&project, &[]);
    let before = tree(&project.path("public"));
    fs::remove_file(project.path("public/index.html")).expect("removed");
    project.write("public/feed.xml", b"<rss/>");
    let built = watching.expect("built");
    assert_eq!((&built["cause"], &built["written"]), (&"output-changed".into(), &2.into()), "{built}");
    assert!(tree(&project.path("public")) == before);
}

#[test]
fn writing_the_output_folder_is_retried() {
    let project = project();
    let mut watching = Watching::start(&project, &[]);
    fs::remove_dir_all(project.path("public")).expect("removed");
    fs::write(project.path("public"), "no folder").expect("written");
    let failed = watching.expect("failed");
    assert_eq!((&failed["reason"], &failed["retry_seconds"]), (&"output".into(), &1.0.into()), "{failed}");
    let message = failed["message"].as_str().expect("words");
    assert!(message.contains("public` is not a folder"), "{message}");
    // Retries are not logged.
    watching.nothing_for(Duration::from_millis(1_500));
    fs::remove_file(project.path("public")).expect("removed");
    let built = watching.expect("built");
    assert_eq!((&built["cause"], &built["mended"]), (&"retry".into(), &true.into()), "{built}");
    assert!(project.path(ABOUT).exists());
}

#[test]
fn foreign_files_are_replaced_only_with_take_over() {
    let project = project().file("public/index.html", "mine");
    let mut command = project.command();
    command.args(["--now", NOW, "watch", "--format", "json"]);
    let mut watching = Watching::of(command);
    let failed = watching.expect("failed");
    assert_eq!(failed["reason"], "output", "{failed}");
    assert_eq!(project.read("public/index.html"), "mine");
    assert_eq!(watching.stop(), Some(0));
    let mut watching = Watching::start(&project, &["--take-over"]);
    assert!(project.read("public/index.html").contains("Checkout errors"));
    assert!(watching.is_running());
}

#[test]
fn wrong_usage_ends_watch() {
    let project = project();
    for arguments in [
        &["--output", "content"][..],
        &["--output", "."],
        &["--output", "/"],
        &["--poll", "0"],
        &["--poll", "often"],
        &["--format", "github"],
        &["--print-next"],
    ] {
        let run = Run::of(project.command().arg("watch").args(arguments));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    }
    let nowhere = Project::empty();
    let run = Run::of(nowhere.command().arg("-C").arg(nowhere.path("nowhere")).arg("watch"));
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(tree(nowhere.root()).len(), 0);
}

#[test]
fn public_only_reads_no_internal_file() {
    let project = project();
    project.write("content/people.toml", b"nonsense\n");
    let mut watching = Watching::start(&project, &["--public-only"]);
    project.write("content/owners.toml", b"nonsense\n");
    project.write(SOURCE, page("Second words.").as_bytes());
    let built = watching.expect("built");
    assert_eq!(built["changed"], serde_json::json!([SOURCE]), "{built}");
}
