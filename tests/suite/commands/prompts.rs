//! Prompts on a real terminal: answers, corrections, an interrupt and the end of input. Until the last answer nothing is
//! written.
#![cfg(target_os = "linux")]

use crate::support::{Project, tree, typed};

fn project() -> Project {
    Project::new().file(
        "content/people.toml",
        "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\n",
    )
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
