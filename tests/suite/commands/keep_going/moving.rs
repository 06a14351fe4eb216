//! `--move-ref`: the ref that names what was published.

use std::fs;
use std::process::Command;

use super::{INVESTIGATING, MOVING, break_update, incident, page, published, update};
use crate::support::{NOW, Project, Run, tree};

#[test]
fn the_first_build_creates_the_ref_and_the_next_moves_it() {
    let (project, git) = published();
    git.run(&["update-ref", "-d", "refs/allclear/published"]);
    project.write(".gitignore", b"public/\n.allclear/\n");
    git.commit();
    project.run(&MOVING).ok();
    assert_eq!(git.run(&["rev-parse", "refs/allclear/published"]), git.run(&["rev-parse", "HEAD"]));
    update(&project, "new", "The card processor is at fault.");
    let run = project.run(&MOVING);
    assert_eq!(run.code, 2, "what is not committed cannot be named");
    assert!(run.stderr.contains("uncommitted changes"), "{}", run.stderr);
    git.commit();
    project.run(&MOVING).ok();
    assert_eq!(git.run(&["rev-parse", "refs/allclear/published"]), git.run(&["rev-parse", "HEAD"]));
}

#[test]
fn without_a_ref_an_error_publishes_nothing_and_creates_none() {
    let (project, git) = published();
    git.run(&["update-ref", "-d", "refs/allclear/published"]);
    break_update(&project, "old");
    git.commit();
    let run = project.run(&MOVING);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("`refs/allclear/published` has nothing to fall back on yet; nothing was written")
    );
    assert_eq!(git.run(&["for-each-ref", "refs/allclear"]), "");
}

#[test]
fn a_ref_from_before_the_project_moved_within_its_repository_still_moves() {
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
fn the_next_build_falls_back_to_what_was_published_next_to_a_stale_folder() {
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
    // Now the third one breaks as well. It was published, so it must stay.
    break_update(&project, "third");
    git.commit();
    let run = project.run(&MOVING);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(page(&project, "third").contains("Search gives no results."));
    assert!(page(&project, "old").contains("Exports take longer than usual."));
    // A build of the revision that the ref names gives the same site.
    let kept = tree(&project.path("public"));
    git.run(&["checkout", "--quiet", "--detach", "refs/allclear/published"]);
    project.run(&["build", "--output", "named"]).ok();
    assert!(kept == tree(&project.path("named")));
}

#[test]
fn the_ref_omits_left_out_folders_and_keeps_renamed_ones() {
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
        assert!(run.stderr.starts_with(&format!("error: `{name}` must not be moved\n")), "{}", run.stderr);
    }
    assert_eq!(project.run(&["build", "--move-ref"]).code, 2);
}

#[test]
fn a_ref_that_another_build_moved_is_not_moved_back() {
    let (project, git) = published();
    project.write(".gitignore", b"public/\n.allclear/\n");
    git.commit();
    // A git hook acts as the other build.
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

#[test]
fn files_that_git_ignores_are_not_committed() {
    let (project, git) = published();
    project.write(".gitignore", b"public/\n.allclear/\n");
    git.commit();
    let path = format!("content/incidents/old/comms/{INVESTIGATING}.md");
    let text = project.read(&path);
    let refused = |project: &Project| {
        let run = project.run(&MOVING);
        assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("uncommitted changes"), "{}", run.stderr);
    };
    for flag in ["skip-worktree", "assume-unchanged"] {
        git.run(&["update-index", &format!("--{flag}"), &path]);
        project.write(&path, format!("{text}More.\n").as_bytes());
        refused(&project);
        project.write(&path, text.as_bytes());
        git.run(&["update-index", &format!("--no-{flag}"), &path]);
    }
    project.write(".git/info/exclude", b"content/notices/\n.DS_Store\n");
    project.write("content/.DS_Store", b"x");
    project.run(&MOVING).ok();
    project.write("content/notices/a.md", b"+++\ntitle = \"A\"\nfrom = 2026-03-14T09:00:00Z\n+++\nText.\n");
    refused(&project);
}
