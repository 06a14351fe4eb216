//! `--push` when others push too: in every case their commits and the writer's are kept, and so is what is not committed.
#![cfg(unix)]

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::commit::{Team, executable, run};
use crate::support::Git;

/// Nothing is left of a push: no worktree, no operation in progress, no stash.
fn assert_clean(clone: &Path) {
    let git = Git::at(clone);
    assert_eq!(git.run(&["worktree", "list"]).lines().count(), 1);
    assert_eq!(git.run(&["stash", "list"]), "");
    for file in ["MERGE_HEAD", "rebase-merge", "rebase-apply"] {
        assert!(!clone.join(".git").join(file).exists(), "{file}");
    }
}

fn unpushed(clone: &Path) -> String {
    Git::at(clone).run(&["rev-list", "--count", "@{upstream}..HEAD"])
}

#[test]
fn a_conflict_is_left_to_the_writer() {
    let team = Team::new();
    let (ana, lena) = (team.clone("ana"), team.clone("lena"));
    run(&ana, &["log", "api-errors", "--check", "1", "--author", "ana", "--push"]).ok();
    let main = team.bare().run(&["rev-parse", "main"]);
    let refused =
        run(&lena, &["log", "api-errors", "--check", "2", "--author", "lena", "--push"]).failed(2).stderr;
    assert!(
        refused.contains("somebody else has changed `content/incidents/2026-03-14-api/incident.md` since"),
        "{refused}"
    );
    assert!(refused.contains("the commit is only on this machine: run `git pull --rebase`"), "{refused}");
    assert_eq!((unpushed(&lena).as_str(), team.bare().run(&["rev-parse", "main"])), ("1", main));
    assert_eq!(Git::at(&lena).run(&["status", "--porcelain"]), "");
    assert_clean(&lena);
}

#[test]
fn others_who_are_always_faster_end_it_after_three_more_tries() {
    let team = Team::new();
    let (ana, lena) = (team.clone("ana"), team.clone("lena"));
    let tries = team.folder.path().join("tries");
    let hook = format!(
        "#!/bin/sh\nunset $(git rev-parse --local-env-vars)\necho try >> {tries}\ncd {ana}\n\
         git commit --quiet --allow-empty --message faster && git push --quiet --no-verify\n",
        tries = tries.display(),
        ana = ana.display()
    );
    executable(&lena.join(".git/hooks/pre-push"), &hook);
    let refused = run(&lena, &["log", "api-errors", "-m", "Seen.", "--push"]).failed(2).stderr;
    assert!(refused.contains("others pushed before this commit 3 times in a row"), "{refused}");
    assert_eq!(fs::read_to_string(&tries).expect("tries").lines().count(), 4);
    assert_eq!(team.bare().run(&["log", "--format=%s", "-1", "main"]), "faster");
    assert_eq!(Git::at(&lena).run(&["log", "--format=%s", "-1"]), "Log an entry for api-errors");
    assert_clean(&lena);
}

#[test]
fn a_hook_that_refuses_the_push_keeps_the_commit() {
    let team = Team::new();
    let lena = team.clone("lena");
    executable(&lena.join(".git/hooks/pre-push"), "#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n");
    let refused = run(&lena, &["log", "api-errors", "-m", "Seen.", "--push"]).failed(2).stderr;
    assert!(refused.contains("git did not push:") && refused.contains("not on a Friday"), "{refused}");
    assert!(refused.contains("try again with `git push`"), "{refused}");
    assert_eq!(unpushed(&lena), "1");
    assert_clean(&lena);
}

#[test]
fn an_error_that_others_pushed_does_not_hold_back_an_update() {
    let team = Team::new();
    let (ana, lena) = (team.clone("ana"), team.clone("lena"));
    fs::create_dir(ana.join("content/pages")).expect("a folder");
    fs::write(ana.join("content/pages/about.md"), "+++\ntitel = \"About\"\n+++\n").expect("written");
    Git::at(&ana).commit();
    Git::at(&ana).run(&["push", "--quiet"]);
    let pushed = run(&lena, &["post", "-m", "Still at it.", "--push"]).ok().stdout;
    assert!(pushed.contains("pushed to origin/main, on top of what others pushed"), "{pushed}");
    assert_eq!(unpushed(&lena), "0");
    assert!(lena.join("content/pages/about.md").exists());
}

#[test]
fn what_is_not_committed_stays_as_it_is() {
    let team = Team::new();
    let people = "[person.test]\nname = \"Test\"\nemail = \"test@test.example\"\n";
    for (name, stages) in [("lena", false), ("kai", true)] {
        let (ana, clone) = (team.clone(&format!("ana-{name}")), team.clone(name));
        fs::write(clone.join("content/people.toml"), people).expect("written");
        fs::write(clone.join("notes.txt"), "mine\n").expect("written");
        if stages {
            Git::at(&clone).run(&["add", "notes.txt"]);
        }
        run(&ana, &["new", "notice", &format!("For {name}"), "-m", "Hello.", "--push"]).ok();
        let pushed = run(&clone, &["log", "api-errors", "-m", name, "--push"]).ok();
        assert_eq!(fs::read_to_string(clone.join("content/people.toml")).expect("text"), people);
        assert_eq!(fs::read_to_string(clone.join("notes.txt")).expect("text"), "mine\n");
        let status = Git::at(&clone).run(&["status", "--porcelain"]);
        assert_eq!(status.contains("A  notes.txt"), stages, "{status}");
        // The branch follows only if that changes nothing else.
        assert_eq!(
            pushed.stderr.contains("`git pull --rebase` brings it up to date"),
            stages,
            "{}",
            pushed.stderr
        );
        assert_eq!(clone.join(format!("content/notices/for-{name}.md")).exists(), !stages);
        assert_clean(&clone);
    }
    assert_eq!(team.bare().run(&["ls-tree", "-r", "--name-only", "main"]).matches("/timeline/").count(), 2);
}

#[test]
fn a_project_in_a_folder_of_the_repository_is_pushed_from_there() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("first")).expect("a folder");
    run(&path("first"), &["init", "status"]).ok();
    let git = Git::init(&path("first"));
    git.commit();
    git.run(&["clone", "--quiet", "--bare", ".", &path("bare.git").display().to_string()]);
    for name in ["ana", "lena"] {
        Git::at(folder.path()).run(&["clone", "--quiet", "bare.git", name]);
    }
    for name in ["ana", "lena"] {
        run(&path(name).join("status"), &["new", "notice", name, "-m", "Hello.", "--push"]).ok();
    }
    let files = Git::at(&path("bare.git")).run(&["ls-tree", "-r", "--name-only", "main"]);
    assert!(files.contains("status/content/notices/ana.md"), "{files}");
    assert!(files.contains("status/content/notices/lena.md"), "{files}");
    assert!(path("lena").join("status/content/notices/ana.md").exists());
    assert_clean(&path("lena"));
}
