//! Folders that are created, removed and renamed, one at a time and by the hundred.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::matrix::both_ways;
use super::running::{ABOUT, Watching, page, project};
use super::saves::noticed;
use crate::support::Project;

both_ways!(
    a_renamed_folder,
    a_new_folder_with_a_file,
    a_folder_that_is_moved_in,
    a_deleted_folder,
    another_branch,
    content_that_is_moved_away_and_back,
    content_that_is_created_later,
    a_replaced_content_folder,
    a_new_theme,
    a_project_that_is_moved_away_and_back,
    a_project_link_that_changes_its_target,
    two_hundred_files_at_once,
);

const UPDATE: &str = "+++\ntitle = \"Slow pages\"\nslug = \"slow\"\nstatus = \"investigating\"\n\
                      components = { api = \"degraded_performance\" }\n+++\nPages are slow.\n";

fn a_renamed_folder(way: &[&str]) {
    let project = project().file("content/components/payments/card.md", "+++\nname = \"Cards\"\n+++\n");
    let mut watching = Watching::start(&project, way);
    let folder = project.path("content/components");
    fs::rename(folder.join("payments"), folder.join("money")).expect("renamed");
    let (old, new) = ("public/components/payments-card", "public/components/money-card/index.html");
    let events = watching.until(|| project.path(new).exists() && !project.path(old).exists());
    noticed(way, &events);
    project.write("content/components/money/card.md", b"+++\nname = \"Card payments\"\n+++\n");
    let events = watching.until(|| project.read(new).contains("Card payments"));
    noticed(way, &events);
}

fn a_new_folder_with_a_file(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    project.write("content/incidents/2026-03-14-slow/comms/2026-03-14T1000Z.md", UPDATE.as_bytes());
    let slow = "public/incidents/slow/index.html";
    let events = watching.until(|| project.path(slow).exists());
    noticed(way, &events);
    let next = "content/incidents/2026-03-14-slow/comms/2026-03-14T1030Z.md";
    project.write(next, b"+++\nstatus = \"resolved\"\n+++\nAll is fast.\n");
    let events = watching.until(|| project.read(slow).contains("All is fast."));
    noticed(way, &events);
}

fn a_folder_that_is_moved_in(way: &[&str]) {
    let project = project().file("drafts/slow/comms/2026-03-14T1000Z.md", UPDATE);
    let mut watching = Watching::start(&project, way);
    let to = project.path("content/incidents/2026-03-14-slow");
    fs::rename(project.path("drafts/slow"), to).expect("renamed");
    let events = watching.until(|| project.path("public/incidents/slow/index.html").exists());
    noticed(way, &events);
}

fn a_deleted_folder(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    fs::remove_dir_all(project.path("content/incidents/2026-03-14-api")).expect("removed");
    let events = watching.until(|| !project.path("public/incidents/checkout").exists());
    noticed(way, &events);
}

fn git(project: &Project, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.arg("-C").arg(project.root()).args(["-c", "user.name=Ana", "-c", "user.email=ana@test.example"]);
    let ran = git.args(["-c", "commit.gpgsign=false"]).args(arguments).output().expect("git");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

fn another_branch(way: &[&str]) {
    let project = project().file(".gitignore", "public/\n.allclear/\n");
    git(&project, &["init", "--quiet", "--initial-branch", "main"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "--quiet", "--message", "The beginning"]);
    git(&project, &["checkout", "--quiet", "-b", "other"]);
    fs::remove_dir_all(project.path("content/incidents")).expect("removed");
    project.write("content/incidents/2026-03-14-slow/comms/2026-03-14T1000Z.md", UPDATE.as_bytes());
    project.write("content/pages/about.md", page("Second words.").as_bytes());
    git(&project, &["add", "."]);
    git(&project, &["commit", "--quiet", "--message", "Another incident"]);
    git(&project, &["checkout", "--quiet", "main"]);
    let mut watching = Watching::start(&project, way);
    let (slow, checkout) = (project.path("public/incidents/slow"), project.path("public/incidents/checkout"));
    for _ in 0..2 {
        git(&project, &["checkout", "--quiet", "other"]);
        let events = watching
            .until(|| slow.exists() && !checkout.exists() && project.read(ABOUT).contains("Second words."));
        noticed(way, &events);
        git(&project, &["checkout", "--quiet", "main"]);
        let events = watching
            .until(|| !slow.exists() && checkout.exists() && project.read(ABOUT).contains("First words."));
        noticed(way, &events);
    }
}

/// Changes a page to check that the folders are still watched.
#[track_caller]
fn still_watched(project: &Project, watching: &mut Watching, way: &[&str], words: &str) {
    project.write("content/pages/about.md", page(words).as_bytes());
    let events = watching.until(|| project.read(ABOUT).contains(words));
    noticed(way, &events);
}

fn content_that_is_moved_away_and_back(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    let (content, aside) = (project.path("content"), project.path("aside"));
    for words in ["Second words.", "Third words."] {
        fs::rename(&content, &aside).expect("renamed");
        let failed = watching.expect("failed");
        assert_eq!(failed["reason"], "content", "{failed}");
        fs::rename(&aside, &content).expect("renamed");
        assert_eq!(watching.expect("built")["mended"], true);
        still_watched(&project, &mut watching, way, words);
    }
}

fn content_that_is_created_later(way: &[&str]) {
    let project = project();
    fs::rename(project.path("content"), project.path("aside")).expect("renamed");
    let mut command = project.command();
    command.args(["--now", crate::support::NOW, "watch", "--format", "json"]).args(way);
    let mut watching = Watching::of(command);
    assert_eq!(watching.expect("failed")["cause"], "start");
    fs::rename(project.path("aside"), project.path("content")).expect("renamed");
    let events = watching.until(|| project.path(ABOUT).exists());
    noticed(way, &events);
    still_watched(&project, &mut watching, way, "Second words.");
}

fn a_replaced_content_folder(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    let copied = Command::new("cp").arg("-r").args(["content", "next"]).current_dir(project.root()).status();
    assert!(copied.expect("cp").success());
    project.write("next/pages/about.md", page("Second words.").as_bytes());
    fs::rename(project.path("content"), project.path("before")).expect("renamed");
    fs::rename(project.path("next"), project.path("content")).expect("renamed");
    let events = watching.until(|| project.read(ABOUT).contains("Second words."));
    noticed(way, &events);
    still_watched(&project, &mut watching, way, "Third words.");
    project.write("before/pages/about.md", page("Old words.").as_bytes());
    watching.nothing_for(std::time::Duration::from_millis(700));
}

fn a_new_theme(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    let site = project.read("content/site.toml") + "theme = \"own\"\n";
    project.write("content/site.toml", site.as_bytes());
    assert_eq!(watching.expect("failed")["reason"], "content");
    project.write("themes/own/theme.toml", b"");
    project.write("themes/own/templates/footer.html", b"<footer>Our own foot</footer>\n");
    let events = watching.until(|| project.read(ABOUT).contains("Our own foot"));
    noticed(way, &events);
    project.write("themes/own/templates/footer.html", b"<footer>Our other foot</footer>\n");
    let events = watching.until(|| project.read(ABOUT).contains("Our other foot"));
    noticed(way, &events);
}

fn a_project_that_is_moved_away_and_back(way: &[&str]) {
    let project = Project::in_folder(tempfile::tempdir().expect("a folder"));
    let inner = moved(&project, "here");
    let mut watching = watch(&inner, way);
    watching.expect("built");
    fs::rename(&inner, project.path("there")).expect("renamed");
    assert_eq!(watching.expect("failed")["reason"], "content");
    fs::rename(project.path("there"), &inner).expect("renamed");
    watching.until(|| inner.join(ABOUT).exists());
    fs::write(inner.join("content/pages/about.md"), page("Second words.")).expect("written");
    let shows = |words: &str| fs::read_to_string(inner.join(ABOUT)).is_ok_and(|page| page.contains(words));
    let events = watching.until(|| shows("Second words."));
    noticed(way, &events);
}

/// Deployment by changing the target of a link.
fn a_project_link_that_changes_its_target(way: &[&str]) {
    let project = Project::in_folder(tempfile::tempdir().expect("a folder"));
    let (first, second) = (moved(&project, "first"), moved(&project, "second"));
    fs::write(second.join("content/pages/about.md"), page("Second words.")).expect("written");
    let link = project.path("current");
    std::os::unix::fs::symlink(&first, &link).expect("a link");
    let mut command = watch_command(&link, way);
    // Each of the two folders has its own manifest.
    command.arg("--take-over").arg("--output").arg(project.path("out"));
    let mut watching = Watching::of(command);
    watching.expect("built");
    std::os::unix::fs::symlink(&second, project.path("next")).expect("a link");
    fs::rename(project.path("next"), &link).expect("turned");
    let shows = |words: &str| project.read("out/about/index.html").contains(words);
    watching.until(|| shows("Second words."));
    fs::write(second.join("content/pages/about.md"), page("Third words.")).expect("written");
    let events = watching.until(|| shows("Third words."));
    noticed(way, &events);
}

/// A project inside another folder, so that a test can move it.
fn moved(project: &Project, name: &str) -> std::path::PathBuf {
    let path = project.path(name);
    let whole = super::running::project();
    let copied = Command::new("cp").arg("-r").arg(whole.root()).arg(&path).status().expect("cp");
    assert!(copied.success());
    path
}

fn watch_command(root: &Path, way: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
    command.arg("-C").arg(root).args(["--now", crate::support::NOW, "watch", "--format", "json"]).args(way);
    command.env_remove("CI");
    command
}

fn watch(root: &Path, way: &[&str]) -> Watching {
    Watching::of(watch_command(root, way))
}

fn two_hundred_files_at_once(way: &[&str]) {
    let project = project();
    let mut watching = Watching::start(&project, way);
    let path = |number: usize| format!("content/pages/page-{number}.md");
    for number in 0..200 {
        project.write(&path(number), page(&format!("Page {number}.")).as_bytes());
    }
    let last = project.path("public/page-199/index.html");
    let events = watching.until(|| last.exists());
    noticed(way, &events);
    // Writing them may take longer than debouncing.
    assert!(events.len() < 20, "{} builds", events.len());
    assert_eq!(
        (0..200).filter(|n| project.path(&format!("public/page-{n}/index.html")).exists()).count(),
        200
    );
}
