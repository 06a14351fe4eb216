//! What is published instead of a broken folder, and when nothing is.

use std::fs;

use super::{break_update, build, incident, page, published, update};
use crate::support::{Git, Project, tree};

#[test]
fn a_broken_incident_stays_as_it_was_and_an_urgent_update_is_published() {
    let (project, git) = published();
    break_update(&project, "old");
    update(&project, "old", "We found the slow query.");
    update(&project, "new", "The card processor is at fault.");
    assert_eq!(project.run(&["build"]).code, 1);
    let run = build(&project);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(page(&project, "new").contains("The card processor is at fault."));
    let old = page(&project, "old");
    assert!(old.contains("Exports take longer than usual.") && !old.contains("We found the slow query."));
    let hash = &git.run(&["rev-parse", "refs/allclear/published"])[..12];
    insta::assert_snapshot!(run.stderr.replace(hash, "<hash>"), @r#"
    error[unknown-value]: unknown status `investigting`
     --> content/incidents/old/comms/2026-03-14T0922Z-investigating.md:4:10
      |
    4 | status = "investigting"
      |          ^^^^^^^^^^^^^^
      |
      = help: did you mean `investigating`?

    stale: `content/incidents/old` has errors; it is published as it was in `refs/allclear/published` (<hash>)
    note: `public` shows the site as of 2026-03-14T12:00:00Z, because `--now` sets the clock
    "#);
    assert!(run.stdout.contains(" · 1 folder stale"), "{}", run.stdout);
}

#[test]
fn without_errors_the_option_changes_nothing() {
    let (project, _) = published();
    update(&project, "new", "The card processor is at fault.");
    let run = build(&project).ok();
    assert!(!run.stdout.contains("stale"), "{}", run.stdout);
    let kept = tree(&project.path("public"));
    project.run(&["build", "--output", "plain"]).ok();
    assert!(kept == tree(&project.path("plain")));
}

#[test]
fn the_result_is_that_of_a_build_of_the_mixed_files() {
    let (project, _) = published();
    break_update(&project, "old");
    update(&project, "new", "The card processor is at fault.");
    assert_eq!(build(&project).code, 4);
    let kept = tree(&project.path("public"));
    let (path, text) = incident("old", "Slow exports", "Exports take longer than usual.");
    project.write(&path, text.as_bytes());
    project.run(&["build", "--output", "mended"]).ok();
    assert!(kept == tree(&project.path("mended")));
}

#[test]
fn a_broken_new_incident_is_left_out() {
    let (project, _) = published();
    let (path, text) = incident("third", "Search is down", "Search gives no results.");
    project.write(&path, text.replace("investigating\"\n", "investigting\"\n").as_bytes());
    let run = build(&project);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(
        run.stderr.contains("stale: `content/incidents/third` has errors and was not in"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("; it is left out"), "{}", run.stderr);
    assert!(!project.path("public/incidents/third").exists());
    assert!(page(&project, "old").contains("Slow exports"));
}

#[test]
fn a_maintenance_is_restored_with_its_images_and_windows_line_ends() {
    let project = Project::new();
    let folder = "content/maintenance/move/comms";
    let first = "\u{feff}+++\r\ntitle = \"Moving\"\r\nslug = \"move\"\r\nstatus = \"scheduled\"\r\n\
                 window = { from = 2026-03-20T10:00:00Z, to = 2026-03-20T12:00:00Z }\r\n+++\r\nWe move. ![plan](plan.png)\r\n";
    project.write(&format!("{folder}/2026-03-14T0900Z-scheduled.md"), first.as_bytes());
    project.write(&format!("{folder}/plan.png"), PICTURE);
    let git = Git::init(project.root());
    git.commit();
    project.run(&["build", "--output", "before"]).ok();
    fs::remove_file(project.path(&format!("{folder}/plan.png"))).expect("an image");
    project.write(&format!("{folder}/2026-03-14T1000Z.md"), b"+++\nstatus = \"off\"\n+++\nx\n");
    let run = project.run(&["build", "--keep-going", "HEAD"]);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(tree(&project.path("public")) == tree(&project.path("before")));
}

/// An image of one pixel.
const PICTURE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63,
    0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60,
    0x82,
];

#[test]
fn errors_outside_of_incidents_publish_nothing() {
    let (project, _) = published();
    build(&project).ok();
    let before = tree(&project.path("public"));
    break_update(&project, "old");
    project.write("content/components/web.md", b"+++\nnmae = \"Web\"\n+++\n");
    let run = build(&project);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(
        run.stderr.ends_with(
            "in 5 files; only the folder of an incident or a maintenance can be taken from a revision; \
             nothing was written\n"
        ),
        "{}",
        run.stderr
    );
    assert!(tree(&project.path("public")) == before);
}

#[test]
fn an_incident_that_is_broken_in_the_revision_too_publishes_nothing() {
    let (project, git) = published();
    build(&project).ok();
    let before = tree(&project.path("public"));
    break_update(&project, "old");
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    for text in ["Broken as it was.", "Broken, and more."] {
        let run = build(&project);
        assert_eq!(run.code, 1);
        assert!(
            run.stderr
                .contains("`content/incidents/old` has errors in that revision too; nothing was written")
        );
        assert!(tree(&project.path("public")) == before);
        update(&project, "old", text);
    }
}

#[test]
fn a_deleted_component_publishes_nothing() {
    let (project, _) = published();
    fs::remove_file(project.path("content/components/api.md")).expect("a component");
    assert_eq!(build(&project).code, 1);
}

#[test]
fn of_two_incidents_with_the_same_slug_the_changed_one_is_replaced() {
    let (project, _) = published();
    // `a` comes before `old`, so the finding points to the unchanged one.
    let (path, text) = incident("a", "Copied", "This was copied from another incident.");
    project.write(&path, text.replace("slug = \"a\"", "slug = \"old\"").as_bytes());
    update(&project, "new", "The card processor is at fault.");
    let run = build(&project);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(run.stderr.contains("stale: `content/incidents/a` has errors and was not in"), "{}", run.stderr);
    assert!(!run.stderr.contains("stale: `content/incidents/old`"));
    assert!(page(&project, "old").contains("Slow exports"));
}

#[test]
fn an_incident_that_depends_on_a_left_out_one_is_restored_too() {
    let (project, _) = published();
    let (path, text) = incident("third", "Search is down", "Search gives no results.");
    project.write(&path, text.replace("investigating\"\n", "investigting\"\n").as_bytes());
    let path = "content/incidents/new/comms/2026-03-14T1000Z-merged.md";
    project.write(path, b"+++\nmerged_into = \"third\"\n+++\nWe go on there.\n");
    let run = build(&project);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert_eq!(run.stderr.matches("stale: ").count(), 2, "{}", run.stderr);
    assert!(page(&project, "new").contains("Some card payments fail."));
    assert!(!page(&project, "new").contains("We go on there."));
}

#[test]
fn a_renamed_incident_with_an_error_stays_published() {
    let (project, _) = published();
    fs::rename(project.path("content/incidents/old"), project.path("content/incidents/renamed"))
        .expect("a folder");
    break_update(&project, "renamed");
    let run = build(&project);
    assert_eq!(run.code, 4, "{}", run.stderr);
    let said =
        "stale: `content/incidents/renamed` has errors; it is published as `content/incidents/old` was in";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert!(page(&project, "old").contains("Slow exports"));
}

#[test]
fn if_a_rename_is_ambiguous_nothing_is_published() {
    let (project, _) = published();
    fs::remove_dir_all(project.path("content/incidents/old")).expect("a folder");
    project.write(
        "content/incidents/other/comms/2026-03-14T1100Z.md",
        b"+++\nstatus = \"nonsense\"\n+++\nText\n",
    );
    let run = build(&project);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("it may be the same under another name; nothing was written"),
        "{}",
        run.stderr
    );
}
