//! `allclear audit`: who did what with the files of an incident, according to git.

use serde_json::Value;

use crate::support::{Git, Project, Run};

const FOLDER: &str = "content/incidents/2026-03-14-api";
const UPDATE: &str = "content/incidents/2026-03-14-api/comms/2026-03-14T1100Z.md";

/// A word of the texts, which no audit prints.
const CANARY: &str = "zqcanary";

struct Repository {
    project: Project,
    git: Git,
    minute: u32,
}

impl Repository {
    fn new() -> Self {
        let project = Project::new().file(
            "content/people.toml",
            "[person.lena]\nname = \"Lena Kask\"\nemail = \"lena@test.example\"\n\n\
             [person.omar]\nname = \"Omar Haddad\"\nemail = \"omar@test.example\"\n",
        );
        let git = Git::init(project.root());
        let mut repository = Self { project, git, minute: 0 };
        repository.commit("Test", "test@test.example");
        repository
    }

    /// Writes a file and commits it.
    fn write(&mut self, path: &str, text: &str, who: &str) {
        self.project.write(path, text.as_bytes());
        self.commit(who, &format!("{who}@test.example"));
    }

    fn commit(&mut self, name: &str, email: &str) {
        self.git.run(&["add", "--all"]);
        let at = format!("2026-03-14T11:{:02}:00Z", self.minute);
        self.minute += 1;
        let mut command = self.git.command();
        command.args(["commit", "--quiet", "--allow-empty", "--message", "commit"]);
        command.env("GIT_AUTHOR_NAME", name).env("GIT_AUTHOR_EMAIL", email);
        command.env("GIT_AUTHOR_DATE", &at).env("GIT_COMMITTER_DATE", &at);
        assert!(command.status().expect("git runs").success());
    }

    fn audit(&self, arguments: &[&str]) -> Run {
        self.project.run(&[&["audit"], arguments].concat())
    }
}

fn update(keys: &str, text: &str) -> String {
    format!(
        "+++\ntitle = \"API errors {CANARY}\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\nauthor = \"lena\"\n\
         id = \"aaaaaaaaaaaa\"\nincident_id = \"bbbbbbbbbbbb\"\n{keys}+++\n{text} {CANARY}\n"
    )
}

const APPROVAL: &str = "[[approval]]\nby = \"omar\"\nrole = \"commander\"\nat = 2026-03-14T11:02:30Z\ndigest = \"0000000000000000000000000000000000000000000000000000000000000000\"\n";

/// A whole story: a draft is written, approved, published, edited, moved with its folder, and withdrawn.
fn story() -> Repository {
    let mut repository = Repository::new();
    repository.write(
        &format!("{FOLDER}/incident.md"),
        &format!("+++\ntitle = \"{CANARY}\"\nseverity = \"P1\"\n+++\n"),
        "omar",
    );
    repository.write(UPDATE, &update("draft = true\n", "Some requests fail."), "lena");
    repository.write(UPDATE, &update(&format!("draft = true\n{APPROVAL}"), "Some requests fail."), "omar");
    repository.write(UPDATE, &update(APPROVAL, "Some requests fail."), "lena");
    let note = "edited = [{ at = 2026-03-14T11:05:00Z, note = \"clearer\" }]\n";
    repository.write(UPDATE, &update(&format!("{note}{APPROVAL}"), "Many requests fail."), "lena");
    let moved = "content/incidents/2026-03-14-renamed";
    repository.git.run(&["mv", FOLDER, moved]);
    repository.commit("lena", "lena@test.example");
    let retracted = format!("{note}retracted = {{ at = 2026-03-14T11:07:00Z }}\n{APPROVAL}");
    repository.write(&UPDATE.replace(FOLDER, moved), &update(&retracted, "Many requests fail."), "=cmd()");
    // Another incident, which is none of this one's business.
    repository.write(
        "content/incidents/2026-03-15-other/incident.md",
        "+++\ntitle = \"Other\"\nseverity = \"P3\"\n+++\n",
        "omar",
    );
    repository
}

/// Replaces hashes, which depend on the version of git.
fn without_hashes(text: &str) -> String {
    let is_hash = |word: &str| word.len() >= 10 && word.chars().all(|c| c.is_ascii_hexdigit());
    let mut shown = String::new();
    for part in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        if is_hash(word) {
            shown += &part.replace(word, "[hash]");
        } else {
            shown += part;
        }
    }
    shown
}

fn events(run: &Run) -> Vec<(String, String, String)> {
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let text = |event: &Value, key: &str| event[key].as_str().unwrap_or_default().to_owned();
    let events = document["events"].as_array().expect("events");
    events
        .iter()
        .map(|event| (text(event, "what"), text(event, "detail"), text(&event["author"], "person")))
        .collect()
}

#[test]
fn an_audit_says_who_did_what_and_what_is_not_proved() {
    let repository = story();
    let human = repository.audit(&["api-errors"]).ok();
    insta::assert_snapshot!("human", without_hashes(&human.stdout));
    let json = repository.audit(&["api-errors", "--format", "json"]).ok();
    let expected = [
        ("wrote", "record", "omar"),
        ("wrote", "update", "lena"),
        ("approved", "commander", "omar"),
        ("published", "", "lena"),
        ("edited", "with a note for readers", "lena"),
        ("renamed", "", "lena"),
        ("renamed", "", "lena"),
        ("withdrew", "retracted", ""),
    ];
    let expected = expected.map(|(what, detail, who)| (what.to_owned(), detail.to_owned(), who.to_owned()));
    assert_eq!(events(&json), expected);
    let csv = repository.audit(&["api-errors", "--format", "csv"]).ok();
    assert!(csv.stdout.contains(",'=cmd(),"), "{}", csv.stdout);
    assert!(csv.stderr.contains("does not prove"), "{}", csv.stderr);
    for run in [human, json, csv] {
        assert!(!run.stdout.contains(CANARY) && !run.stderr.contains(CANARY), "{}", run.stdout);
    }
}

#[test]
fn a_deleted_incident_is_found_in_the_history() {
    let mut repository = story();
    std::fs::remove_dir_all(repository.project.path("content/incidents/2026-03-15-other")).expect("a folder");
    repository.commit("omar", "omar@test.example");
    let run = repository.audit(&["2026-03-15-other", "--format", "json"]).ok();
    let whats: Vec<String> = events(&run).into_iter().map(|(what, ..)| what).collect();
    assert_eq!(whats, ["wrote", "deleted"]);
    let unknown = repository.audit(&["2026-03-17-none"]).failed(2);
    assert!(unknown.stderr.contains("2026-03-17-none"), "{}", unknown.stderr);
}

#[test]
fn a_history_that_is_cut_off_is_refused() {
    let repository = story();
    let clone = Project::in_folder(tempfile::TempDir::new().expect("a folder"));
    let from = format!("file://{}", repository.project.root().display());
    let to = clone.root().display().to_string();
    Git::at(repository.project.root()).run(&["clone", "--quiet", "--depth", "1", &from, &to]);
    let refused = clone.run(&["audit", "api-errors"]).failed(2);
    insta::assert_snapshot!(refused.stderr, @"
    error: cannot read the history: this clone does not have the whole history
    help: fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow
    ");
    assert_eq!(refused.stdout, "");
    let outside = Project::new().run(&["audit", "api"]).failed(2);
    assert!(outside.stderr.contains("not in a git repository"), "{}", outside.stderr);
}

#[test]
fn a_replaced_commit_hides_nothing() {
    let repository = story();
    let before = repository.audit(&["api-errors", "--format", "json"]).ok().stdout;
    let hash = |name: &str| repository.git.run(&["rev-parse", name]);
    repository.git.run(&["replace", &hash("HEAD~2"), &hash("HEAD~3")]);
    assert_eq!(repository.audit(&["api-errors", "--format", "json"]).ok().stdout, before);
}

#[test]
fn a_signature_that_cannot_be_checked_is_there_and_the_published_ref_is_compared() {
    let repository = story();
    let git = &repository.git;
    let document = |run: Run| -> Value { serde_json::from_str(&run.ok().stdout).expect("JSON") };
    let audit = || document(repository.audit(&["api-errors", "--format", "json"]));
    assert_eq!(
        (&audit()["published_ref"], &audit()["events"][0]["signature"]),
        (&Value::Null, &"none".into())
    );
    // The same commit with a signature that nobody can check.
    let commit = git.run(&["cat-file", "commit", "HEAD"]);
    let (head, message) = commit.split_once("\n\n").expect("a message");
    let signed = format!(
        "{head}\ngpgsig -----BEGIN SSH SIGNATURE-----\n U1NIU0lH\n -----END SSH SIGNATURE-----\n\n{message}\n"
    );
    repository.project.write("signed", signed.as_bytes());
    let signed = git.run(&["hash-object", "-t", "commit", "-w", "signed"]);
    git.run(&["reset", "--soft", &signed]);
    git.run(&["update-ref", "refs/allclear/published", "HEAD~1"]);
    let other: Value = document(repository.audit(&["2026-03-15-other", "--format", "json"]));
    assert_eq!(
        (&other["events"][0]["signature"], &other["events"][0]["in_published_ref"]),
        (&"unchecked".into(), &false.into())
    );
    assert_eq!(audit()["events"][0]["in_published_ref"], true);
}
