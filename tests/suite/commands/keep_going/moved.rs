//! A public update that was moved to a folder with errors stays published.

use std::fs;

use super::{INVESTIGATING, MOVING, break_update, build, incident, page, published};
use crate::support::Project;

fn rename(project: &Project, from: &str, to: &str) {
    let to = project.path(&format!("content/{to}"));
    fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
    fs::rename(project.path(&format!("content/{from}")), to).expect("renamed");
}

#[track_caller]
fn refused(project: &Project, why: &str) {
    let run = build(project);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains(&format!("{why}; nothing was written")), "{}", run.stderr);
}

#[test]
fn an_open_incident_moved_to_maintenance_by_mistake_stays_as_it_was() {
    let (project, git) = published();
    project.write(".gitignore", b"public/\n.allclear/\n");
    rename(&project, "incidents/old", "maintenance/old");
    git.commit();
    let run = project.run(&MOVING);
    assert_eq!(run.code, 4, "{}", run.stderr);
    let said =
        "stale: `content/maintenance/old` has errors; it is published as `content/incidents/old` was in";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert!(page(&project, "old").contains("Slow exports"));
    let named =
        git.run(&["ls-tree", "-r", "--name-only", "refs/allclear/published", "content/incidents/old"]);
    assert!(named.contains(INVESTIGATING), "{named}");
}

#[test]
fn updates_moved_to_another_incident_publish_nothing_if_their_own_stays() {
    let (project, git) = published();
    let record = b"+++\ntitle = \"t\"\nseverity = \"P1\"\n+++\n";
    project.write("content/incidents/old/incident.md", record);
    rename(
        &project,
        &format!("incidents/new/comms/{INVESTIGATING}.md"),
        "incidents/new/comms/2026-03-14T0930Z-investigating.md",
    );
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    let update = format!("comms/{INVESTIGATING}.md");
    rename(&project, &format!("incidents/old/{update}"), &format!("incidents/new/{update}"));
    break_update(&project, "new");
    refused(
        &project,
        &format!(
            "`{INVESTIGATING}` was moved from `content/incidents/old` to `content/incidents/new`, which has errors, and would \
             be in neither"
        ),
    );
}

#[test]
fn an_incident_whose_name_another_one_takes_publishes_nothing() {
    let (project, _) = published();
    rename(&project, "incidents/old", "incidents/renamed");
    break_update(&project, "renamed");
    let (_, text) = incident("third", "Search is down", "Search gives no results.");
    project.write("content/incidents/old/comms/2026-03-14T1100Z-investigating.md", text.as_bytes());
    refused(&project, "which has errors, and would be in neither");
}

#[test]
fn updates_moved_to_a_folder_without_updates_stay_as_they_were() {
    let (project, git) = published();
    project.write(".gitignore", b"public/\n.allclear/\n");
    let record = b"+++\ntitle = \"t\"\nseverity = \"P1\"\n+++\n";
    project.write("content/incidents/other/incident.md", record);
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    rename(&project, "incidents/old/comms", "incidents/other/comms");
    fs::remove_dir(project.path("content/incidents/old")).expect("an empty folder");
    break_update(&project, "other");
    git.commit();
    let run = project.run(&MOVING);
    assert_eq!(run.code, 4, "{}", run.stderr);
    let said = "stale: `content/incidents/old` was moved to `content/incidents/other`, which has errors; it is published";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert!(page(&project, "old").contains("Slow exports"));
    let named = git.run(&["ls-tree", "-r", "--name-only", "refs/allclear/published", "content/incidents/"]);
    insta::assert_snapshot!(named, @r"
    content/incidents/new/comms/2026-03-14T0922Z-investigating.md
    content/incidents/old/comms/2026-03-14T0922Z-investigating.md
    content/incidents/other/incident.md
    ");
}

#[test]
fn a_moved_draft_was_never_published_and_holds_nothing_back() {
    let (project, git) = published();
    let draft = "comms/2026-03-14T1000Z-draft.md";
    project.write(&format!("content/incidents/old/{draft}"), b"+++\ndraft = true\n+++\nNot yet.\n");
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    rename(&project, &format!("incidents/old/{draft}"), &format!("incidents/new/{draft}"));
    break_update(&project, "new");
    let run = build(&project);
    assert_eq!(run.code, 4, "{}", run.stderr);
}
