//! An incident from its declaration to its end, by two people with a clone each, and what git knows about approvals.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::{Git, Project, Run, quiet};

/// A bare repository with a site, and a clone for each of several people.
struct Team {
    folder: TempDir,
}

impl Team {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let site = Project::new().read("content/site.toml");
        let policy = "[severity.P1]\nupdate_every = \"30m\"\n\
                      [approval]\nsince = 2026-01-01T00:00:00Z\ncomms = [\"P1\"]\n";
        let project = Project::new()
            .file(".gitignore", "public/\n.allclear/\n")
            .file("content/site.toml", &format!("{site}{policy}"))
            .file(
                "content/people.toml",
                "[person.lena]\nname = \"Lena Kask\"\nemail = \"lena@test.example\"\n\
                 [person.omar]\nname = \"Omar Haddad\"\nemail = \"omar@test.example\"\n",
            );
        let git = Git::init(project.root());
        git.commit();
        git.run(&["clone", "--quiet", "--bare", ".", &folder.path().join("bare.git").display().to_string()]);
        Self { folder }
    }

    fn clone(&self, name: &'static str) -> Person {
        let bare = self.folder.path().join("bare.git").display().to_string();
        Git::at(self.folder.path()).run(&["clone", "--quiet", &bare, name]);
        Person { name, clone: self.folder.path().join(name) }
    }
}

/// Somebody with a clone.
struct Person {
    name: &'static str,
    clone: PathBuf,
}

impl Person {
    /// Runs the program after the clone has been brought up to date.
    fn run(&self, time: &str, arguments: &[&str]) -> Run {
        Git::at(&self.clone).run(&["pull", "--quiet", "--rebase"]);
        self.run_offline(time, arguments)
    }

    fn run_offline(&self, time: &str, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
        quiet(&mut command);
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_EMAIL"), format!("{}@test.example", self.name));
        }
        command.arg("-C").arg(&self.clone).env_remove("CI").env("NO_COLOR", "1");
        command.args(["--now", &format!("2026-03-14T{time}:00Z")]).args(arguments);
        Run::of(&mut command)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.clone.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

const OPENING: &[&str] = &[
    "new",
    "incident",
    "Card payments fail",
    "-s",
    "P1",
    "-c",
    "api=partial_outage",
    "--observed",
    "5xx on the gateway",
    "--commander",
    "omar",
    "-m",
    "About 30% of card payments fail. You can retry a failed payment.",
    "--push",
];

/// Returns the newest draft, relative to the clone.
fn draft(clone: &Path) -> String {
    let comms = "content/incidents/2026-03-14-card-payments-fail/comms";
    let files = fs::read_dir(clone.join(comms)).expect("a folder");
    let mut drafts: Vec<String> = files
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let is_draft = fs::read_to_string(&path).ok()?.contains("draft = true");
            is_draft.then(|| format!("{comms}/{}", path.file_name().expect("a name").to_string_lossy()))
        })
        .collect();
    drafts.sort();
    drafts.pop().expect("a draft")
}

/// Lets Omar approve and publish the newest draft, and returns its path.
fn approve(omar: &Person, time: &str) -> String {
    Git::at(&omar.clone).run(&["pull", "--quiet", "--rebase"]);
    let path = draft(&omar.clone);
    omar.run(time, &["approve", &path, "--role", "commander", "--publish", "--yes", "--push"]).ok();
    path
}

#[test]
fn an_incident_goes_from_its_declaration_to_its_end_and_a_changed_byte_refuses_the_build() {
    let team = Team::new();
    let (lena, omar) = (team.clone("lena"), team.clone("omar"));
    lena.run("12:00", OPENING).ok();
    let first = approve(&omar, "12:03");
    let seen = ["log", "-m", "The pooler has no connections left", "--milestone", "identified", "--push"];
    omar.run("12:05", &seen).ok();
    let text = "The gateway has no connections left. We restart it, one server after the other.";
    lena.run("12:08", &["post", "-m", text, "--status", "identified", "--push"]).ok();
    approve(&omar, "12:09");
    let end = "All card payments work again since 12:20 UTC. No card was charged twice.";
    lena.run("12:25", &["post", "-m", end, "--status", "resolved", "--push"]).ok();
    let last = approve(&omar, "12:27");

    lena.run("12:30", &["build"]).ok();
    let page = lena.read("public/incidents/2026-03-14-card-payments-fail/index.html");
    for text in ["About 30% of card payments fail.", "no connections left", "No card was charged twice."] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("5xx on the gateway") && !page.contains("pooler"));
    let check = lena.run("12:30", &["check", "--approvals=git"]).ok();
    assert_eq!(check.stderr, "");
    assert_eq!(Git::at(&lena.clone).run(&["status", "--porcelain"]), "");

    for (path, from, to) in [(&first, "30%", "20%"), (&last, "twice.", "twice!")] {
        let approved = lena.read(path);
        fs::write(lena.clone.join(path), approved.replacen(from, to, 1)).expect("written");
        let refused = lena.run_offline("12:31", &["build"]).failed(1);
        assert!(refused.stderr.contains("error[approval-void]"), "{}", refused.stderr);
        assert!(refused.stderr.contains(path.as_str()), "{}", refused.stderr);
        assert!(refused.stderr.contains("[[approval]]\n") && refused.stderr.contains("role = \"commander\""));
        assert_eq!(lena.read("public/incidents/2026-03-14-card-payments-fail/index.html"), page);
        fs::write(lena.clone.join(path), approved).expect("written");
    }
    lena.run("12:32", &["build"]).ok();
}

#[test]
fn git_tells_who_added_an_approval() {
    let team = Team::new();
    let (lena, omar) = (team.clone("lena"), team.clone("omar"));
    lena.run("12:00", OPENING).ok();
    let path = draft(&lena.clone);
    let by_omar = ["approve", &path, "--by", "omar", "--role", "commander", "--publish", "--yes"];
    lena.run_offline("12:03", &by_omar).ok();
    let run = lena.run_offline("12:04", &["check", "--approvals=git"]).ok();
    assert_eq!(run.stderr, "note: 1 approval not committed yet, so git does not say who added it\n");

    let git = Git::at(&lena.clone);
    git.run(&["-c", "user.name=Lena", "-c", "user.email=lena@test.example", "add", "--all"]);
    let mut commit = git.command();
    commit.env("GIT_AUTHOR_EMAIL", "lena@test.example").args([
        "commit",
        "--quiet",
        "-m",
        "Approved by phone",
    ]);
    assert!(commit.status().expect("git runs").success());
    git.run(&["push", "--quiet"]);
    let run = omar.run("12:05", &["check", "--approvals=git", "--strict"]).failed(1);
    let place = format!(
        "warning[approval-not-by-approver]: an approval was committed by somebody other than the approver\n--> {path}:"
    );
    assert!(run.stderr.starts_with(&place), "{}", run.stderr);
    assert!(
        !run.stderr.contains("lena@") && !run.stderr.contains("`omar`"),
        "a log quotes nobody: {}",
        run.stderr
    );
    assert_eq!(omar.run("12:05", &["check"]).ok().stderr, "", "without the option, git is not asked");

    // A renamed folder changes nothing about who approved, and a later change of another line neither.
    Git::at(&omar.clone).run(&[
        "mv",
        "content/incidents/2026-03-14-card-payments-fail",
        "content/incidents/2026-03-14-cards",
    ]);
    Git::at(&omar.clone).commit();
    let run = omar.run_offline("12:05", &["check", "--approvals=git"]).ok();
    assert!(run.stderr.contains("approval-not-by-approver"), "{}", run.stderr);
}

#[test]
fn a_shallow_clone_says_what_it_cannot_judge() {
    let team = Team::new();
    let (lena, omar) = (team.clone("lena"), team.clone("omar"));
    lena.run("12:00", OPENING).ok();
    approve(&omar, "12:03");
    let bare = format!("file://{}", team.folder.path().join("bare.git").display());
    Git::at(team.folder.path()).run(&["clone", "--quiet", "--depth=1", &bare, "shallow"]);
    let shallow = Person { name: "lena", clone: team.folder.path().join("shallow") };
    let run = shallow.run_offline("12:05", &["check", "--approvals=git"]).ok();
    assert_eq!(
        run.stderr,
        "note: the clone is shallow, so it is not known who added 1 approval\n\
         help: fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow\n"
    );
}

#[test]
fn the_history_is_needed_only_if_it_is_asked_for() {
    let project = Project::new();
    project.run(&["check"]).ok();
    project.run(&["check", "--approvals=git"]).ok();
    let team = Team::new();
    let lena = team.clone("lena");
    lena.run("12:00", OPENING).ok();
    let path = draft(&lena.clone);
    lena.run_offline("12:03", &["approve", &path, "--by", "omar", "--role", "commander", "--yes"]).ok();
    fs::remove_dir_all(lena.clone.join(".git")).expect("removed");
    let run = lena.run_offline("12:04", &["check", "--approvals=git"]).failed(2);
    assert!(run.stderr.starts_with("error: `--approvals=git` cannot read the history: "), "{}", run.stderr);
}
