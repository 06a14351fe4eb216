//! Where the text of an update comes from, who sees it, and the planned time that it moves.

use crate::support::{Project, Run, tree};

const INCIDENT: &str = "content/incidents/2026-03-14-api";
const MAINTENANCE: &str = "content/maintenance/2026-03-20-switch";

fn project() -> Project {
    Project::new()
        .file("content/customers/acme.md", "+++\nname = \"Acme Works\"\naccess = \"gated\"\n+++\n")
        .file("content/snippets/progress.md", "{{ title }}: we work on {{ components }}. More by {{ next_update }}.\n")
        .update(
            "2026-03-14T1100Z",
            "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }\nnext_update = \"2h\"\nincident_id = \"iiiibbbbcccc\"\nid = \"aaaabbbbcccc\"",
            "Some requests fail.",
        )
        .file(
            &format!("{MAINTENANCE}/comms/2026-03-14T1000Z.md"),
            "+++\ntitle = \"New switch\"\nslug = \"2026-03-20-new-switch\"\nstatus = \"scheduled\"\ncomponents = { api = \"under_maintenance\" }\nwindow = { from = 2026-03-20T22:00:00Z, to = 2026-03-20T23:00:00Z }\nid = \"mmmmbbbbcccc\"\n+++\nWe replace a switch.\n",
        )
}

fn post(project: &Project, arguments: &[&str]) -> Run {
    project.run(&[&["post"], arguments].concat())
}

/// The first lines of the only update that is newer than the first.
fn newest(project: &Project, folder: &str) -> String {
    let updates = tree(&project.path(&format!("{folder}/comms")));
    let (_, bytes) = updates.iter().next_back().expect("an update");
    assert_eq!(updates.len(), 2);
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_window_moves_as_a_whole_at_its_end_or_by_a_span() {
    for (window, written, shown) in [
        ("/30m", "window = { to = 2026-03-20T23:30:00Z }", "2026-03-20 22:00 to 2026-03-20 23:30 UTC"),
        (
            "/2026-03-20T23:15Z",
            "window = { to = 2026-03-20T23:15:00Z }",
            "2026-03-20 22:00 to 2026-03-20 23:15 UTC",
        ),
        (
            "2026-03-21T01:00+02:00/1h",
            "window = { from = 2026-03-20T23:00:00Z, to = 2026-03-21T00:00:00Z }",
            "2026-03-20 23:00 to 2026-03-21 00:00 UTC",
        ),
    ] {
        let project = project();
        let run = post(&project, &["switch", "--window", window, "-m", "It takes longer."]).ok();
        assert!(newest(&project, MAINTENANCE).contains(written), "{}", newest(&project, MAINTENANCE));
        assert!(run.stdout.contains(&format!("planned for {shown}")), "{}", run.stdout);
        project.run(&["check"]).ok();
    }
}

#[test]
fn a_window_that_cannot_be_meant_is_refused() {
    let project = project();
    let before = tree(&project.path("content"));
    for (window, message) in [
        ("tomorrow", "`tomorrow` is not a planned time"),
        ("30m/", "`30m` is not a time"),
        ("/soon", "`soon`: write a duration"),
        ("/2026-03-20T23:15", "it has no offset"),
    ] {
        let run = post(&project, &["switch", "--window", window, "-m", "Later."]).failed(2);
        assert!(run.stderr.contains(message) && run.stderr.contains("to extend it"), "{}", run.stderr);
    }
    // It would end before it begins.
    post(&project, &["switch", "--window", "/2026-03-20T21:00Z", "-m", "Earlier."]).failed(1);
    assert_eq!(tree(&project.path("content")), before);
}

#[test]
fn an_update_for_one_customer_is_seen_by_nobody_else() {
    let project = project();
    let run =
        post(&project, &["api", "--audience", "customer:acme", "-m", "Your batch of 11:40 is safe."]).ok();
    assert!(newest(&project, INCIDENT).contains("audience = [\"customer:acme\"]"));
    assert!(run.stdout.contains("the public page stays as it is"), "{}", run.stdout);
    // Who the customers are is internal.
    assert!(!format!("{}{}", run.stdout, run.stderr).contains("Acme Works"), "{}", run.stdout);
    project.run(&["build"]).ok();
    let holds = |folder: &str| {
        tree(&project.path(folder))
            .values()
            .any(|bytes| String::from_utf8_lossy(bytes).contains("batch of 11:40"))
    };
    assert!(!holds("public") && holds("private"));
    let before = tree(&project.path(INCIDENT));
    let refused =
        project.run_at("2026-03-14T12:05:00Z", &["post", "api", "--audience", "acme", "-m", "Hello."]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    let refused =
        project.run_at("2026-03-14T12:05:00Z", &["post", "api", "--audience", "tier:gold", "-m", "Hello."]);
    assert_eq!(refused.code, 1, "{}", refused.stderr);
    assert_eq!(tree(&project.path(INCIDENT)), before);
}

#[test]
fn a_snippet_is_filled_in() {
    let project = project();
    post(&project, &["api", "--snippet", "progress", "--next-update", "30m"]).ok();
    let update = newest(&project, INCIDENT);
    assert!(update.ends_with("\nAPI errors: we work on API. More by 2026-03-14 12:30 UTC.\n"), "{update}");
    project.run(&["check"]).ok();
}

#[test]
fn a_snippet_that_is_missing_is_refused() {
    let project = project();
    let before = tree(&project.path("content"));
    let unknown = post(&project, &["api", "--snippet", "progres"]).failed(2);
    assert!(unknown.stderr.contains("did you mean `progress`?"), "{}", unknown.stderr);
    post(&project, &["api", "--snippet", "progress", "-m", "Both."]).failed(2);
    assert_eq!(tree(&project.path("content")), before);
}

#[cfg(target_os = "linux")]
mod editor {
    use super::super::commit::executable;
    use super::*;
    use crate::support::typed_with;

    const SCRATCH: &str = ".allclear/POST_EDITMSG.md";

    /// Runs `post` on a terminal with an editor that is a script, and answers that the update may be published.
    fn edited(project: &Project, arguments: &str, script: &str, dialogue: &[(&str, &str)]) -> String {
        let editor = project.path("editor");
        executable(&editor, &format!("#!/bin/sh\n{script}\n"));
        // An editor may have arguments.
        let editor = format!("{} --wait", editor.display());
        typed_with(Some(&editor), project, &format!("post api --status identified {arguments}"), dialogue)
    }

    const YES: (&str, &str) = ("publish this? (y/n) [y]: ", "y\n");

    #[test]
    fn it_begins_with_a_snippet_and_notes_are_not_published() {
        let project = project();
        // `$1` is `--wait`.
        let script = "sed -i 's/we work on/we have repaired/' \"$2\"";
        let shown = edited(&project, "--snippet progress --next-update 30m", script, &[YES]);
        assert!(shown.contains("exit=0") && shown.contains("│ API errors: we have repaired API."), "{shown}");
        let update = newest(&project, INCIDENT);
        assert!(
            update.ends_with("+++\nAPI errors: we have repaired API. More by 2026-03-14 12:30 UTC.\n"),
            "{update}"
        );
        project.run(&["check"]).ok();
    }

    #[test]
    fn without_a_text_or_an_answer_nothing_is_written() {
        let project = project();
        let written = |project: &Project| tree(&project.path("content"));
        let before = written(&project);
        let shown = edited(&project, "", ":", &[]);
        assert!(shown.contains("exit=2") && shown.contains("nothing was written"), "{shown}");
        let shown = edited(&project, "", "exit 3", &[]);
        assert!(shown.contains("exit=2") && shown.contains("failed; nothing was written"), "{shown}");
        let shown =
            edited(&project, "", "echo 'We know why.' > \"$2\"", &[("publish this? (y/n) [y]: ", "n\n")]);
        assert!(shown.contains("cancelled; nothing was written"), "{shown}");
        assert_eq!(written(&project), before);
    }

    #[test]
    fn a_text_that_is_refused_is_kept() {
        let project = project();
        let shown = edited(&project, "", "echo 'It is <b>over</b>.' > \"$2\"", &[]);
        assert!(shown.contains("exit=1") && shown.contains("nothing was written"), "{shown}");
        assert!(project.read(SCRATCH).contains("<b>over</b>"));
        assert_eq!(tree(&project.path(&format!("{INCIDENT}/comms"))).len(), 1);
    }
}
