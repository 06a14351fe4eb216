//! `allclear build --keep-going REF`: a broken incident never holds back another, nothing that was public goes away by a
//! slip, and nothing internal gets out on this way either.

use std::fs;
use std::process::Command;

use proptest::prelude::*;

use crate::support::{Git, NOW, Project, Run, tree};

const INVESTIGATING: &str = "2026-03-14T0922Z-investigating";

/// An incident with its first update.
fn incident(folder: &str, title: &str, text: &str) -> (String, String) {
    let front = format!(
        "title = \"{title}\"\nslug = \"{folder}\"\nstatus = \"investigating\"\n\
         components = {{ api = \"partial_outage\" }}\nnext_update = 2026-03-14T13:00:00Z"
    );
    (format!("content/incidents/{folder}/comms/{INVESTIGATING}.md"), format!("+++\n{front}\n+++\n{text}\n"))
}

/// A repository in which two incidents were published.
fn published() -> (Project, Git) {
    let project = Project::new();
    let (path, text) = incident("old", "Slow exports", "Exports take longer than usual.");
    project.write(&path, text.as_bytes());
    let (path, text) = incident("new", "Checkout errors", "Some card payments fail.");
    project.write(&path, text.as_bytes());
    let git = Git::init(project.root());
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    (project, git)
}

/// Breaks the first update of an incident.
fn break_update(project: &Project, folder: &str) {
    let path = format!("content/incidents/{folder}/comms/{INVESTIGATING}.md");
    let text = project.read(&path).replace("investigating\"\n", "investigting\"\n");
    project.write(&path, text.as_bytes());
}

fn update(project: &Project, folder: &str, text: &str) {
    let path = format!("content/incidents/{folder}/comms/2026-03-14T1000Z-identified.md");
    project.write(
        &path,
        format!("+++\nstatus = \"identified\"\nnext_update = \"3h\"\n+++\n{text}\n").as_bytes(),
    );
}

fn build(project: &Project) -> Run {
    project.run(&["build", "--keep-going", "refs/allclear/published"])
}

fn page(project: &Project, slug: &str) -> String {
    project.read(&format!("public/incidents/{slug}/index.html"))
}

#[test]
fn a_broken_old_incident_is_published_as_it_was_and_the_urgent_update_gets_out() {
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
fn without_errors_it_is_a_build_like_any_other() {
    let (project, _) = published();
    update(&project, "new", "The card processor is at fault.");
    let run = build(&project).ok();
    assert!(!run.stdout.contains("stale"), "{}", run.stdout);
    let kept = tree(&project.path("public"));
    project.run(&["build", "--output", "plain"]).ok();
    assert!(kept == tree(&project.path("plain")));
}

#[test]
fn what_is_published_instead_is_what_a_build_of_mixed_files_gives() {
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
fn a_broken_incident_that_is_new_is_left_out() {
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
fn a_maintenance_is_taken_like_an_incident_with_its_pictures_and_windows_line_ends() {
    let project = Project::new();
    let folder = "content/maintenance/move/comms";
    let first = "\u{feff}+++\r\ntitle = \"Moving\"\r\nslug = \"move\"\r\nstatus = \"scheduled\"\r\n\
                 window = { from = 2026-03-20T10:00:00Z, to = 2026-03-20T12:00:00Z }\r\n+++\r\nWe move. ![plan](plan.png)\r\n";
    project.write(&format!("{folder}/2026-03-14T0900Z-scheduled.md"), first.as_bytes());
    project.write(&format!("{folder}/plan.png"), PICTURE);
    let git = Git::init(project.root());
    git.commit();
    project.run(&["build", "--output", "before"]).ok();
    fs::remove_file(project.path(&format!("{folder}/plan.png"))).expect("a picture");
    project.write(&format!("{folder}/2026-03-14T1000Z.md"), b"+++\nstatus = \"off\"\n+++\nx\n");
    let run = project.run(&["build", "--keep-going", "HEAD"]);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(tree(&project.path("public")) == tree(&project.path("before")));
}

/// A picture of one pixel.
const PICTURE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63,
    0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60,
    0x82,
];

#[test]
fn errors_outside_of_incidents_still_publish_nothing() {
    let (project, _) = published();
    build(&project).ok();
    let before = tree(&project.path("public"));
    break_update(&project, "old");
    project.write("content/components/web.md", b"+++\nnmae = \"Web\"\n+++\n");
    let run = build(&project);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(
        run.stderr.ends_with(
            "in 5 files; only what lies in the folder of an incident or a maintenance can be taken from a revision; \
             nothing was written\n"
        ),
        "{}",
        run.stderr
    );
    assert!(tree(&project.path("public")) == before);
}

#[test]
fn an_incident_that_was_broken_then_too_is_no_help_and_publishes_nothing() {
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
fn a_component_that_history_names_and_that_is_gone_is_not_for_an_old_incident_to_mend() {
    let (project, _) = published();
    fs::remove_file(project.path("content/components/api.md")).expect("a component");
    assert_eq!(build(&project).code, 1);
}

#[test]
fn of_two_that_share_a_slug_the_one_that_changed_gives_way() {
    let (project, _) = published();
    // `a` comes before `old`, so the finding points at the innocent one.
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
fn whoever_depends_on_one_that_is_left_out_is_taken_as_it_was_too() {
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
fn a_renamed_incident_with_an_error_does_not_go_away() {
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
fn where_nobody_can_tell_whether_an_incident_was_renamed_nothing_is_published() {
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

#[test]
fn internal_words_of_both_texts_are_kept_in() {
    // A text that somebody wrote for customers is public, but an address is not written for anybody.
    let secret = "the pooler ran out of file handles";
    for (then, now) in [(secret, "nothing to see in this one"), ("nothing to see in this one", secret)] {
        let (project, git) = published();
        let record = |text: &str| format!("+++\ntitle = \"t\"\nseverity = \"P1\"\n+++\n{text}\n");
        project.write("content/incidents/old/incident.md", record(then).as_bytes());
        git.commit();
        git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
        build(&project).ok();
        let before = tree(&project.path("public"));
        project.write("content/incidents/old/incident.md", record(now).as_bytes());
        break_update(&project, "old");
        let (path, text) = incident(&secret.replace(' ', "-"), "Slow", "Everything is slow.");
        project.write(&path, text.as_bytes());
        let run = build(&project);
        assert_eq!(run.code, 3, "{}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("content/incidents/old/incident.md"), "{}", run.stderr);
        assert!(!run.stderr.contains("pooler") && !run.stderr.contains("handles"), "{}", run.stderr);
        assert!(tree(&project.path("public")) == before, "nothing was written");
    }
}

#[test]
fn an_internal_file_that_cannot_be_read_publishes_nothing_because_the_gate_cannot_read_it() {
    let (project, _) = published();
    project.write("content/incidents/old/timeline/2026-03-14T0917Z-ana.md", b"\xff\xfe");
    let run = build(&project);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("so nothing could prove that none of it gets out"), "{}", run.stderr);
}

#[test]
fn an_error_in_an_internal_file_is_told_without_its_text() {
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
fn a_build_machine_without_internal_files_falls_back_on_public_ones_alone() {
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
fn a_project_may_lie_below_the_root_of_its_repository_and_a_hook_may_run_it() {
    let project = Project::empty();
    let (path, text) = incident("old", "Slow exports", "Exports take longer than usual.");
    project.write("status/page/content/site.toml", b"title = \"T\"\nurl = \"https://status.test.example\"\n");
    project.write("status/page/content/components/api.md", b"+++\nname = \"API\"\n+++\n");
    project.write(&format!("status/page/{path}"), text.as_bytes());
    // Elsewhere in the repository something has the same path.
    project.write(&path, b"not this one");
    let git = Git::init(project.root());
    git.commit();
    project.write(&format!("status/page/{path}"), b"+++\nbroken\n+++\n");
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
            run.stderr.starts_with(&format!("error: git knows no revision `{name}`\n")),
            "{}",
            run.stderr
        );
    }
    git.run(&["checkout", "--quiet", "--orphan", "empty"]);
    git.run(&["reset", "--quiet"]);
    git.run(&["commit", "--quiet", "--allow-empty", "--message", "empty"]);
    insta::assert_snapshot!(run("empty").stderr, @r"
    error: there is no folder `content` in the revision `empty`
    help: `content` must be a folder of this repository in that revision
    ");
    assert_eq!(run("empty").code, 2);
    let bare = Project::new();
    let run = bare.run(&["build", "--keep-going", "HEAD"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: this project lies in no git repository
    help: `--keep-going` takes what is broken from the history of git
    ");
    let mut command = project.command();
    let run = Run::of(command.env("PATH", "/nowhere").args(["build", "--keep-going", "HEAD"]));
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: there is no program `git` here\n"), "{}", run.stderr);
    assert!(!project.path("public").exists() && !bare.path("public").exists());
}

#[test]
fn strict_and_keep_going_contradict_each_other() {
    let (project, _) = published();
    assert_eq!(project.run(&["build", "--strict", "--keep-going", "HEAD"]).code, 2);
}

#[test]
fn the_next_change_is_that_of_what_would_be_published() {
    let (project, git) = published();
    let path = "content/incidents/new/comms/2026-03-14T1000Z.md";
    project.write(path, b"+++\nnext_update = 2026-03-14T12:30:00Z\n+++\nMore soon.\n");
    git.commit();
    break_update(&project, "old");
    let run = project.run(&["build", "--print-next", "--keep-going", "HEAD"]);
    assert_eq!((run.code, run.stdout.as_str()), (4, "2026-03-14T12:30:00Z\n"));
}

const MOVING: [&str; 4] = ["build", "--keep-going", "refs/allclear/published", "--move-ref"];

#[test]
fn the_ref_is_made_by_the_first_build_and_moved_by_the_next() {
    let (project, git) = published();
    git.run(&["update-ref", "-d", "refs/allclear/published"]);
    project.write(".gitignore", b"public/\n.allclear/\n");
    git.commit();
    project.run(&MOVING).ok();
    assert_eq!(git.run(&["rev-parse", "refs/allclear/published"]), git.run(&["rev-parse", "HEAD"]));
    update(&project, "new", "The card processor is at fault.");
    let run = project.run(&MOVING);
    assert_eq!(run.code, 2, "what is not committed cannot be named");
    assert!(run.stderr.contains("changes that are not committed"), "{}", run.stderr);
    git.commit();
    project.run(&MOVING).ok();
    assert_eq!(git.run(&["rev-parse", "refs/allclear/published"]), git.run(&["rev-parse", "HEAD"]));
}

#[test]
fn without_a_ref_yet_an_error_publishes_nothing_and_makes_none() {
    let (project, git) = published();
    git.run(&["update-ref", "-d", "refs/allclear/published"]);
    break_update(&project, "old");
    git.commit();
    let run = project.run(&MOVING);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .contains("`refs/allclear/published` holds nothing to fall back on yet; nothing was written")
    );
    assert_eq!(git.run(&["for-each-ref", "refs/allclear"]), "");
}

#[test]
fn a_ref_from_before_the_project_moved_within_its_repository_moves_along() {
    let (project, git) = published();
    project.write(".gitignore", b"public/\n.allclear/\n");
    fs::create_dir(project.path("page")).expect("a folder");
    fs::rename(project.path("content"), project.path("page/content")).expect("moved");
    let head = git.commit();
    let build = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
        Run::of(command.arg("-C").arg(project.path("page")).args(["--now", NOW]).args(more))
    };
    assert_eq!(build(&MOVING[..3]).code, 2, "there is nothing to fall back on");
    build(&MOVING).ok();
    assert_eq!(git.run(&["rev-parse", "refs/allclear/published"]), head);
}

#[test]
fn what_was_published_beside_a_stale_folder_is_what_the_next_build_falls_back_on() {
    let (project, git) = published();
    project.write(".gitignore", b"public/\n.allclear/\n");
    break_update(&project, "old");
    let (path, text) = incident("third", "Search is down", "Search gives no results.");
    project.write(&path, text.as_bytes());
    let head = git.commit();
    assert_eq!(project.run(&MOVING).code, 4);
    let now = git.run(&["rev-parse", "refs/allclear/published"]);
    assert_ne!(now, head);
    assert_eq!(git.run(&["rev-parse", "refs/allclear/published^"]), head);
    assert_eq!(
        git.run(&["diff", "--name-only", &head, &now]),
        format!("content/incidents/old/comms/{INVESTIGATING}.md")
    );
    // Now the third breaks as well: it was published, so it must not go away.
    break_update(&project, "third");
    git.commit();
    let run = project.run(&MOVING);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(page(&project, "third").contains("Search gives no results."));
    assert!(page(&project, "old").contains("Exports take longer than usual."));
    // And what the ref names builds by itself to the same site.
    let kept = tree(&project.path("public"));
    git.run(&["checkout", "--quiet", "--detach", "refs/allclear/published"]);
    project.run(&["build", "--output", "named"]).ok();
    assert!(kept == tree(&project.path("named")));
}

#[test]
fn the_ref_leaves_out_what_was_left_out_and_keeps_what_was_renamed() {
    let (project, git) = published();
    project.write(".gitignore", b"public/\n.allclear/\n");
    fs::rename(project.path("content/incidents/old"), project.path("content/incidents/renamed"))
        .expect("a folder");
    break_update(&project, "renamed");
    project
        .write("content/maintenance/m/comms/2026-03-14T1100Z.md", b"+++\nstatus = \"nonsense\"\n+++\nText\n");
    git.commit();
    assert_eq!(project.run(&MOVING).code, 4);
    let files = git.run(&["ls-tree", "-r", "--name-only", "refs/allclear/published", "content/"]);
    insta::assert_snapshot!(files, @r"
    content/components/api.md
    content/incidents/new/comms/2026-03-14T0922Z-investigating.md
    content/incidents/old/comms/2026-03-14T0922Z-investigating.md
    content/site.toml
    ");
}

#[test]
fn branches_and_tags_are_never_moved() {
    let (project, _) = published();
    for name in [
        "main",
        "HEAD",
        "refs/heads/main",
        "refs/stash",
        "refs/notes/commits",
        "refs/replace/d9a9fbb0c1c1e1f3a5b7c9d1e3f5a7b9c1d3e5f7",
        "refs/tags/x",
        "refs/remotes/origin/main",
        "refs/a..b",
        "refs/x y",
    ] {
        let run = project.run(&["build", "--keep-going", name, "--move-ref"]);
        assert_eq!(run.code, 2, "{name}");
        assert!(run.stderr.starts_with(&format!("error: `{name}` may not be moved\n")), "{}", run.stderr);
    }
    assert_eq!(project.run(&["build", "--move-ref"]).code, 2);
}

#[test]
fn a_ref_that_was_moved_meanwhile_is_not_turned_back() {
    let (project, git) = published();
    project.write(".gitignore", b"public/\n.allclear/\n");
    git.commit();
    // A hook of git stands for whoever moves it in between.
    let hook = "#!/bin/sh\n[ \"$1\" = prepared ] && exit 1\nexit 0\n";
    project.write(".git/hooks/reference-transaction", hook.as_bytes());
    let mut rights =
        fs::metadata(project.path(".git/hooks/reference-transaction")).expect("a hook").permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut rights, 0o755);
    fs::set_permissions(project.path(".git/hooks/reference-transaction"), rights).expect("rights");
    let before = git.run(&["rev-parse", "refs/allclear/published"]);
    let run = project.run(&MOVING);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("error: git failed: "), "{}", run.stderr);
    assert_eq!(git.run(&["rev-parse", "refs/allclear/published"]), before);
}

/// What happened to an incident since it was published.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Since {
    Nothing,
    Updated,
    Broken,
    UpdatedAndBroken,
    Deleted,
    BrokenInside,
    /// It was not there yet.
    New,
    NewAndBroken,
}

fn since() -> impl Strategy<Value = Since> {
    use Since::{Broken, BrokenInside, Deleted, New, NewAndBroken, Nothing, Updated, UpdatedAndBroken};
    prop::sample::select(vec![
        Nothing,
        Updated,
        Broken,
        UpdatedAndBroken,
        Deleted,
        BrokenInside,
        New,
        NewAndBroken,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happened to each incident: what is published is what a build gives of the files that were mixed by hand,
    /// and the ref names just that.
    #[test]
    fn what_is_published_is_a_mixture_of_whole_folders(all in prop::collection::vec(since(), 1..5)) {
        let is_new = |since: Since| matches!(since, Since::New | Since::NewAndBroken);
        let is_broken = |since: Since| matches!(since, Since::Broken | Since::UpdatedAndBroken | Since::BrokenInside | Since::NewAndBroken);
        // An update's name is its identity, so each incident has another minute.
        let first = |name: &str| format!("content/incidents/{name}/comms/2026-03-14T090{}Z-investigating.md", &name[1..]);
        let write = |project: &Project, name: &str| {
            let (_, text) = incident(name, &format!("Title of {name}"), &format!("Text of {name}."));
            project.write(&first(name), text.as_bytes());
        };
        let (working, mixed) = (Project::new(), Project::new());
        working.write(".gitignore", b"public/\n.allclear/\n");
        let names: Vec<(String, Since)> = all.iter().enumerate().map(|(n, since)| (format!("n{n}"), *since)).collect();
        for (name, _) in names.iter().filter(|(_, since)| !is_new(*since)) {
            write(&working, name);
        }
        let git = Git::init(working.root());
        git.commit();
        git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
        for (name, since) in &names {
            write(&working, name);
            if matches!(since, Since::Updated | Since::UpdatedAndBroken) {
                update(&working, name, "More about it.");
            }
            match since {
                Since::Broken | Since::UpdatedAndBroken | Since::NewAndBroken => working.write(&first(name), b"+++\nstatus = 7\n+++\nText\n"),
                Since::BrokenInside => working.write(&format!("content/incidents/{name}/incident.md"), b"+++\nx\n+++\n"),
                Since::Deleted => fs::remove_dir_all(working.path(&format!("content/incidents/{name}"))).expect("gone"),
                Since::Nothing | Since::Updated | Since::New => {}
            }
            if !matches!(since, Since::NewAndBroken | Since::Deleted) {
                write(&mixed, name);
            }
            if *since == Since::Updated {
                update(&mixed, name, "More about it.");
            }
        }
        git.commit();
        let run = working.run(&MOVING);
        // Nobody could tell whether the one that is gone is the one that is new.
        if all.contains(&Since::Deleted) && all.contains(&Since::NewAndBroken) {
            prop_assert_eq!(run.code, 1, "{}", run.stderr);
            return Ok(());
        }
        let broken = all.iter().any(|since| is_broken(*since));
        prop_assert_eq!(run.code, if broken { 4 } else { 0 }, "{}", run.stderr);
        mixed.run(&["build"]).ok();
        prop_assert!(tree(&working.path("public")) == tree(&mixed.path("public")));
        git.run(&["checkout", "--quiet", "--detach", "refs/allclear/published"]);
        prop_assert!(tree(&working.path("content")) == tree(&mixed.path("content")));
    }
}
