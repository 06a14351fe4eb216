//! `allclear log` and `allclear who`: the timeline, and who is responsible.

use std::io::Write as _;
use std::process::Stdio;
use std::thread;

use crate::support::{NOW, Project, Run};

const FOLDER: &str = "content/incidents/2026-03-14-api";

fn project() -> Project {
    Project::new()
        .file(
            "content/people.toml",
            "[person.lena]\nname = \"Lena Kask\"\nemail = \"lena@test.example\"\nalternate = \"omar\"\n\n\
             [person.omar]\nname = \"Omar Haddad\"\n\n[team.core]\nname = \"Core\"\nlead = \"lena\"\nmembers = [\"lena\"]\n\n\
             [[rota]]\nrole = \"on_call\"\nteam = \"core\"\nperson = \"omar\"\nfrom = 2026-03-09T08:00:00Z\nto = 2026-03-16T08:00:00Z\n",
        )
        .file("content/owners.toml", "[component.api]\nowner = \"core\"\nrunbook = \"https://wiki.test.example/api\"\n")
        .file("content/runbooks/api.md", "+++\ncomponents = [\"api\"]\nowner = \"core\"\n+++\nRestart it.\n")
        .file(
            &format!("{FOLDER}/incident.md"),
            "+++\ntitle = \"Pooler\"\nseverity = \"P1\"\n+++\nSlow.\n\n- [ ] Page\n- [x] Call\n- [ ] Tell\n",
        )
}

fn log(project: &Project, arguments: &[&str]) -> Run {
    project.run(&[&["log", "--author", "lena"], arguments].concat())
}

#[test]
fn an_entry_has_what_the_options_say() {
    let project = project();
    log(
        &project,
        &[
            "--impact",
            "15% fail",
            "--action",
            "restarted the pooler",
            "--next",
            "watch it",
            "--outcome",
            "helped",
            "--milestone",
            "mitigated",
            "-s",
            "sev2",
            "--role",
            "commander=omar",
            "--evidence",
            "https://graphs.test.example/1",
            "--check",
            "3",
            "-m",
            "More to come.",
        ],
    )
    .ok();
    insta::assert_snapshot!(project.read(&format!("{FOLDER}/timeline/2026-03-14T1200Z-lena.md")), @r#"
    +++
    milestone = "mitigated"
    severity = "P2"
    roles = { commander = "omar" }
    outcome = "helped"
    evidence = ["https://graphs.test.example/1"]
    +++
    Impact: 15% fail
    Action: restarted the pooler
    Next: watch it
    Checked: Tell
    More to come.
    "#);
    assert!(project.read(&format!("{FOLDER}/incident.md")).ends_with("- [ ] Page\n- [x] Call\n- [x] Tell\n"));
    let check = project.run(&["check"]).ok();
    assert!(!check.stderr.contains("timeline"), "{}", check.stderr);
}

#[test]
fn a_wrong_entry_is_refused_with_the_nearest_word() {
    let project = project();
    let messages: Vec<String> = [
        &["--role", "comander=omar"][..],
        &["--role", "commander=oma"],
        &["--severity", "P9"],
        &["--evidence", "graph 1"],
        &["--check", "2"],
        &["--check", "4"],
        &["-m", " "],
    ]
    .iter()
    .map(|arguments| {
        let run = log(&project, arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        run.stderr
    })
    .collect();
    insta::assert_snapshot!(messages.join("\n"));
    assert!(!project.path(&format!("{FOLDER}/timeline")).exists());
}

#[test]
fn each_line_of_input_is_an_entry() {
    let project = project();
    let mut command = project.command();
    command.args(["--now", NOW, "log", "--author", "lena"]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all("Seen: é.\n\nAction: restart\nlast".as_bytes())
        .expect("written");
    assert!(child.wait().expect("ended").success());
    let read = |name: &str| project.read(&format!("{FOLDER}/timeline/{name}-lena.md"));
    assert_eq!(read("2026-03-14T1200Z"), "Seen: é.\n");
    assert_eq!(read("2026-03-14T120000Z"), "Action: restart\n");
    assert_eq!(read("2026-03-14T120001Z"), "last\n");
}

#[test]
fn writers_at_the_same_time_never_collide() {
    let project = project();
    thread::scope(|scope| {
        for number in 0..6 {
            let project = &project;
            scope.spawn(move || log(project, &["-m", &format!("entry {number}")]).ok());
        }
    });
    let timeline = project.path(&format!("{FOLDER}/timeline"));
    let mut texts: Vec<String> = std::fs::read_dir(timeline)
        .expect("a folder")
        .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("a text"))
        .collect();
    texts.sort();
    assert_eq!(texts, (0..6).map(|number| format!("entry {number}\n")).collect::<Vec<_>>());
}

#[test]
fn the_author_is_the_git_identity() {
    let project = project();
    let identity = |name: &str, email: &str| {
        let mut command = project.command();
        crate::support::quiet(&mut command);
        command.env("GIT_AUTHOR_NAME", name).env("GIT_AUTHOR_EMAIL", email);
        Run::of(command.args(["--now", NOW, "log", "-m", "Seen."]))
    };
    let run = identity("L", "LENA@test.example").ok();
    assert!(run.stdout.contains("-lena.md"), "{}", run.stdout);
    let run = identity("Omar Haddad", "o@private.example").ok();
    assert!(run.stdout.contains("-omar.md"), "{}", run.stdout);
    let run = identity("Somebody", "x@test.example");
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: nobody in `people.toml` has your git identity
    help: add your e-mail address to your entry there, or say who you are with `--author`
    ");
}

#[test]
fn who_names_the_owner_at_any_time() {
    insta::assert_snapshot!(project().run(&["who", "api"]).ok().stdout, @r"
    API (api)
      owner:   Core: Lena Kask <lena@test.example>, or else Omar Haddad
      on call: Omar Haddad until 2026-03-16T08:00:00Z
      runbook: https://wiki.test.example/api
      runbook: content/runbooks/api.md, never reviewed
    ");
}
