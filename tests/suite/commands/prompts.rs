//! Prompts on a real terminal: answers, corrections, an interrupt and the end of input. Until the last answer nothing is
//! written.
#![cfg(target_os = "linux")]

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::support::{NOW, Project, tree};

fn project() -> Project {
    Project::new().file(
        "content/people.toml",
        "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\n",
    )
}

/// Runs the program in a terminal of its own (`script` of util-linux), and types each text once the terminal shows what
/// is expected before it. Returns everything that the terminal showed, and the exit code.
fn typed(project: &Project, arguments: &str, dialogue: &[(&str, &str)]) -> String {
    let program = env!("CARGO_BIN_EXE_allclear");
    let root = project.root().display();
    let command = format!("exec {program} -C {root} --color never --now {NOW} {arguments}");
    let mut terminal = Command::new("script");
    terminal.args(["--quiet", "--flush", "--return", "--command", &command, "/dev/null"]);
    terminal.env_remove("CI").env_remove("EDITOR").env_remove("VISUAL").env("SHELL", "/bin/sh");
    terminal.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let mut child = terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("`script` starts");
    let mut keyboard = child.stdin.take().expect("a pipe");
    let mut screen = child.stdout.take().expect("a pipe");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = screen.read(&mut bytes) {
            if sender.send(bytes[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut shown = Vec::new();
    let mut seen = 0;
    let mut wait_for = |expected: &str, shown: &mut Vec<u8>| {
        loop {
            let text = String::from_utf8_lossy(&shown[seen..]).into_owned();
            if let Some(at) = text.find(expected) {
                seen += at + expected.len();
                return;
            }
            match receiver.recv_timeout(Duration::from_mins(1)) {
                Ok(more) => shown.extend(more),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("the terminal does not show `{expected}`:\n{}", String::from_utf8_lossy(shown))
                }
            }
        }
    };
    for (expected, answer) in dialogue {
        wait_for(expected, &mut shown);
        keyboard.write_all(answer.as_bytes()).expect("typed");
        keyboard.flush().expect("typed");
    }
    // The keyboard stays connected, because `script` would type the end of input.
    let status = child.wait().expect("ended");
    drop(keyboard);
    shown.extend(receiver.iter().flatten());
    let shown = String::from_utf8_lossy(&shown).replace('\r', "");
    format!("{shown}\nexit={}", status.code().unwrap_or(-1))
}

const ANSWERS: [(&str, &str); 9] = [
    ("title that customers read: ", "API errors\n"),
    ("severity (P1 to P4), or ? for three questions: ", "?\n"),
    ("number: ", "most\n"),
    ("number: ", "3\n"),
    ("number: ", "2\n"),
    ("components, such as checkout=partial_outage,api: ", "apii\n"),
    ("components, such as checkout=partial_outage,api: ", "api=partial_outage\n"),
    ("what was observed (internal): ", "5xx on pg-main-3\n"),
    ("who leads, or none: ", "omar\n"),
];

#[test]
fn answers_open_an_incident() {
    let project = project();
    let dialogue = [&ANSWERS[..], &[("what customers read first", "\n")]].concat();
    let shown = typed(&project, "new incident", &dialogue);
    assert!(shown.contains("did you mean `api`?") && shown.contains("this is a P1"), "{shown}");
    assert!(shown.contains("exit=0"), "{shown}");
    insta::assert_snapshot!(project.read("content/incidents/2026-03-14-api-errors/incident.md"), @r#"
    +++
    title = "API errors"
    severity = "P1"
    components = ["api"]

    [roles]
    commander = "omar"
    +++
    5xx on pg-main-3
    "#);
    project.run(&["check"]).ok();
}

#[test]
fn an_interrupt_and_the_end_of_input_write_nothing() {
    // Ctrl-C and Ctrl-D.
    for (key, exit) in [("\u{3}", "exit=130"), ("\u{4}", "exit=2")] {
        for answered in [0, 4, ANSWERS.len() - 1] {
            let project = project();
            let before = tree(project.root());
            let next = ANSWERS[answered].0;
            let dialogue = [&ANSWERS[..answered], &[(next, key)]].concat();
            let shown = typed(&project, "new incident", &dialogue);
            assert!(shown.contains(exit), "{answered}: {shown}");
            assert_eq!(tree(project.root()), before, "{answered}");
        }
    }
}

#[test]
fn an_update_is_shown_and_confirmed() {
    let project = project().update(
        "2026-03-14T1130Z",
        "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }\nnext_update = \"60m\"",
        "Some requests fail.",
    );
    let before = tree(project.root());
    let post = |last: &str| {
        let dialogue = [
            ("number: ", "identified\n"),
            ("what customers read", "We know why.\n\n"),
            ("publish this? (y/n) [y]: ", last),
        ];
        typed(&project, "post", &dialogue)
    };
    let shown = post("n\n");
    assert!(shown.contains("│ We know why.") && shown.contains("cancelled; nothing was written"), "{shown}");
    assert!(post("\u{3}").contains("exit=130"));
    assert_eq!(tree(project.root()), before);
    assert!(post("\n").contains("exit=0"));
    let file = project.read("content/incidents/2026-03-14-api/comms/2026-03-14T1200Z-identified.md");
    assert!(file.contains("We know why."), "{file}");
    project.run(&["check"]).ok();
}

#[test]
fn a_scribe_types_one_entry_per_line() {
    let project = project().file(
        "content/incidents/2026-03-14-api/incident.md",
        "+++\ntitle = \"Pooler\"\nseverity = \"P1\"\n+++\nSlow.\n",
    );
    let shown = typed(
        &project,
        "log --author lena",
        &[("> ", "Impact: 15% fail\n"), ("> ", "Action: restart\n"), ("> ", "\u{4}")],
    );
    assert!(shown.contains("exit=0"), "{shown}");
    let entries = tree(&project.path("content/incidents/2026-03-14-api/timeline"));
    assert_eq!(entries.len(), 2, "{entries:?}");
}
