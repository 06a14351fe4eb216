//! `--commit` and `--push`: exactly the written files are committed, others' work is kept, and nothing is written if it
//! cannot be committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use tempfile::TempDir;

use crate::support::{Git, NOW, Project, Run, quiet};

/// A bare repository with a site and an open incident, and a clone for each of several people.
pub(super) struct Team {
    pub(super) folder: TempDir,
}

impl Team {
    pub(super) fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let project = Project::new()
            .file(".gitignore", "public/\n.allclear/\n")
            .file(
                "content/people.toml",
                "[person.test]\nname = \"Test Person\"\nemail = \"test@test.example\"\n[person.ana]\nname = \"Ana Ribeiro\"\n[person.lena]\nname = \"Lena Kask\"\n",
            )
            .update(
                "2026-03-14T1100Z",
                "title = \"API errors\"\nslug = \"api-errors\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }\nnext_update = \"2h\"\nid = \"aaaabbbbcccc\"",
                "Some requests fail.",
            )
            .file(
                "content/incidents/2026-03-14-api/incident.md",
                "+++\ntitle = \"API errors\"\nseverity = \"P3\"\n+++\n- [ ] Page\n- [ ] Tell\n",
            );
        let git = Git::init(project.root());
        git.commit();
        git.run(&["clone", "--quiet", "--bare", ".", &folder.path().join("bare.git").display().to_string()]);
        Self { folder }
    }

    pub(super) fn bare(&self) -> Git {
        Git::at(&self.folder.path().join("bare.git"))
    }

    pub(super) fn clone(&self, name: &str) -> PathBuf {
        let bare = self.folder.path().join("bare.git").display().to_string();
        Git::at(self.folder.path()).run(&["clone", "--quiet", &bare, name]);
        self.folder.path().join(name)
    }
}

/// Runs the program in a clone.
pub(super) fn run(clone: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
    quiet(&mut command);
    command.arg("-C").arg(clone).env_remove("CI").env("NO_COLOR", "1").args(["--now", NOW]).args(arguments);
    Run::of(&mut command)
}

fn log(text: &str) -> [&str; 5] {
    ["log", "api-errors", "-m", text, "--push"]
}

#[test]
fn one_command_takes_a_text_to_the_pushed_commit_and_leaves_everything_else_alone() {
    let team = Team::new();
    let clone = team.clone("lena");
    let git = Git::at(&clone);
    fs::write(clone.join("staged.txt"), "staged\n").expect("written");
    git.run(&["add", "staged.txt"]);
    fs::write(
        clone.join("content/people.toml"),
        "[person.test]\nname = \"Test\"\nemail = \"test@test.example\"\n",
    )
    .expect("written");
    run(&clone, &["post", "-m", "Most requests work again.", "--status", "monitoring", "--push"]).ok();
    let show = team.bare().run(&["show", "--format=%s", "--name-only", "main"]);
    assert_eq!(
        show,
        "Post monitoring for api-errors\n\ncontent/incidents/2026-03-14-api/comms/2026-03-14T1200Z-monitoring.md"
    );
    let status = git.run(&["status", "--porcelain"]);
    assert_eq!(status, " M content/people.toml\nA  staged.txt");
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    let team = Team::new();
    let clones: Vec<PathBuf> = ["ana", "lena"].map(|name| team.clone(name)).into();
    for round in 0..2 {
        thread::scope(|scope| {
            for clone in &clones {
                let name = clone.file_name().expect("a name").to_string_lossy().into_owned();
                scope.spawn(move || {
                    let text = format!("{name} {round}");
                    run(clone, &["log", "api-errors", "-m", &text, "--author", &name, "--push"]).ok();
                });
            }
        });
    }
    let files = team.bare().run(&["ls-tree", "-r", "--name-only", "main"]);
    assert_eq!(files.matches("/timeline/").count(), 4, "{files}");
    for clone in &clones {
        let git = Git::at(clone);
        assert_eq!(git.run(&["status", "--porcelain"]), "");
        assert_eq!(git.run(&["worktree", "list"]).lines().count(), 1);
    }
}

#[test]
fn a_conflict_and_a_new_error_are_not_pushed_and_the_commit_is_kept() {
    let team = Team::new();
    let (ana, lena) = (team.clone("ana"), team.clone("lena"));
    run(&ana, &["post", "-m", "It works again.", "--status", "resolved", "--push"]).ok();
    // Lena does not know yet that it is over.
    let late = run(&lena, &["post", "-m", "Still at it.", "-c", "api=major_outage", "--push"]);
    assert_eq!(late.code, 2, "{}", late.stderr);
    insta::assert_snapshot!(late.stderr);
    assert_eq!(Git::at(&lena).run(&["rev-list", "--count", "@{upstream}..HEAD"]), "1");
    assert_eq!(Git::at(&lena).run(&["status", "--porcelain"]), "");
    assert!(!team.bare().run(&["log", "--format=%s", "main"]).contains("Post update"));
}

#[test]
fn a_protected_branch_is_not_tried_again() {
    let team = Team::new();
    let clone = team.clone("lena");
    let hook = team.folder.path().join("bare.git/hooks/pre-receive");
    let tries = team.folder.path().join("tries");
    let script = format!(
        "#!/bin/sh\nread old new ref\necho $ref >> {}\n[ $ref != refs/heads/main ] || {{ echo 'main is protected' >&2; exit 1; }}\n",
        tries.display()
    );
    executable(&hook, &script);
    let refused = run(&clone, &log("Seen."));
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("main is protected"), "{}", refused.stderr);
    assert!(refused.stderr.contains("--branch NAME"), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(&tries).expect("tries").lines().count(), 1);
    Git::at(&clone).run(&["reset", "--quiet", "--hard", "@{upstream}"]);
    run(&clone, &["log", "api-errors", "-m", "Seen.", "--branch", "incident-api"]).ok();
    assert!(team.bare().run(&["log", "--format=%s", "incident-api"]).starts_with("Log an entry"));
    run(&clone, &log("Seen again.")).ok();
    assert_eq!(team.bare().run(&["rev-list", "--count", "main..incident-api"]), "2");
}

#[cfg(unix)]
pub(super) fn executable(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("written");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("executable");
}

#[test]
fn a_hook_that_fails_keeps_the_file() {
    let team = Team::new();
    let clone = team.clone("lena");
    executable(&clone.join(".git/hooks/pre-commit"), "#!/bin/sh\necho 'the hook says no' >&2\nexit 1\n");
    let refused = run(&clone, &["log", "api-errors", "-m", "Seen.", "--commit"]);
    assert_eq!(refused.code, 2);
    insta::assert_snapshot!(refused.stderr, @r"
    error: git did not commit:
    the hook says no
    help: the files are written and added; fix this, then run `git commit`
    ");
    assert!(clone.join("content/incidents/2026-03-14-api/timeline/2026-03-14T1200Z-test.md").exists());
}

/// The name of a clone, what is done to it, the options, and the message.
type Attempt = (&'static str, fn(&Path), &'static [&'static str], &'static str);

#[test]
fn what_cannot_be_committed_is_not_written() {
    let team = Team::new();
    let attempts: [Attempt; 10] = [
        (
            "merge",
            |clone| {
                fs::write(clone.join(".git/MERGE_HEAD"), Git::at(clone).run(&["rev-parse", "HEAD"]) + "\n")
                    .expect("written");
            },
            &["--commit"],
            "a merge is in progress",
        ),
        (
            "rebase",
            |clone| fs::create_dir(clone.join(".git/rebase-merge")).expect("created"),
            &["--commit"],
            "a rebase is in progress",
        ),
        (
            "detached",
            |clone| {
                Git::at(clone).run(&["switch", "--quiet", "--detach"]);
            },
            &["--commit"],
            "no branch is checked out",
        ),
        (
            "dirty",
            |clone| {
                fs::write(
                    clone.join("content/incidents/2026-03-14-api/incident.md"),
                    "+++\ntitle = \"API\"\nseverity = \"P3\"\n+++\n- [ ] Page\n",
                )
                .expect("written");
            },
            &["--check", "1", "--commit"],
            "uncommitted changes in",
        ),
        (
            "upstream",
            |clone| {
                Git::at(clone).run(&["switch", "--quiet", "--create", "other"]);
            },
            &["--push"],
            "has no upstream",
        ),
        (
            "unpushed",
            |clone| {
                Git::at(clone).commit();
            },
            &["--push"],
            "another commit is not pushed yet",
        ),
        (
            "cherry-pick",
            |clone| {
                fs::write(
                    clone.join(".git/CHERRY_PICK_HEAD"),
                    Git::at(clone).run(&["rev-parse", "HEAD"]) + "\n",
                )
                .expect("written");
            },
            &["--push"],
            "a cherry-pick is in progress",
        ),
        (
            "ignored",
            |clone| fs::write(clone.join(".gitignore"), "timeline/\n").expect("written"),
            &["--commit"],
            "git ignores `content/incidents/2026-03-14-api/timeline/",
        ),
        (
            "branch",
            |clone| {
                Git::at(clone).run(&["branch", "incident"]);
            },
            &["--branch", "incident"],
            "there is already a branch `incident`",
        ),
        (
            "remote",
            |clone| {
                Git::at(clone).run(&["remote", "remove", "origin"]);
            },
            &["--branch", "incident"],
            "the repository has no remote to push to",
        ),
    ];
    for (name, prepare, arguments, message) in attempts {
        let clone = team.clone(name);
        prepare(&clone);
        let refused = run(&clone, &[&["log", "api-errors", "-m", "Seen."], arguments].concat());
        assert_eq!(refused.code, 2, "{name}: {}", refused.stdout);
        assert!(refused.stderr.contains(message), "{name}: {}", refused.stderr);
        assert!(refused.stderr.contains("nothing was written"), "{name}: {}", refused.stderr);
        assert!(!clone.join("content/incidents/2026-03-14-api/timeline").exists(), "{name}");
    }
}

#[test]
fn without_a_repository_nothing_is_written() {
    let project = Project::new();
    let refused = run(project.root(), &["new", "notice", "New prices", "-m", "From May.", "--commit"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("not in a git repository; nothing was written"), "{}", refused.stderr);
    assert!(!project.path("content/notices").exists());
}

#[test]
fn an_import_is_committed_with_its_lock_and_report() {
    let team = Team::new();
    let clone = team.clone("lena");
    let list = team.folder.path().join("customers.csv");
    let rows = |rows: &str| {
        fs::write(&list, format!("id,name,tier,components,access\n{rows}")).expect("written");
        let list = list.display().to_string();
        run(&clone, &["import", "customers", &list, "--push"]).ok();
        let git = Git::at(&clone);
        assert_eq!(git.run(&["status", "--porcelain"]), "");
        assert_eq!(git.run(&["rev-list", "--count", "@{upstream}..HEAD"]), "0");
        team.bare().run(&["show", "--format=%s", "--name-only", "main"])
    };
    let first = rows("acme,Acme Corp,,api,sealed\nzeta,Zeta Corp,,api,sealed\n");
    assert!(first.starts_with("Import from customers\n"), "{first}");
    for path in ["content/customers/acme.md", "content/customers/zeta.md", "imports/customers.lock"] {
        assert!(first.contains(path), "{first}");
    }
    assert!(rows("acme,Acme Corp,,,sealed\n").contains("content/customers/acme.md"));
    // What changes nothing makes no commit, and does not stand in the way of the next import.
    let before = team.bare().run(&["rev-parse", "main"]);
    rows("acme,Acme Corp,,,sealed\n");
    assert_eq!(team.bare().run(&["rev-parse", "main"]), before);
    rows("acme,Acme Corp,,api,sealed\n");
}

#[test]
fn new_records_and_ids_are_committed_too() {
    let team = Team::new();
    let clone = team.clone("lena");
    run(&clone, &["new", "notice", "New prices", "-m", "From May.", "--commit"]).ok();
    run(&clone, &["check", "--fix", "--commit"]).ok();
    assert_eq!(Git::at(&clone).run(&["status", "--porcelain"]), "");
    let log = Git::at(&clone).run(&["log", "--format=%s", "-2"]);
    assert_eq!(log, "Write ids into the content\nAdd notice New prices");
}
