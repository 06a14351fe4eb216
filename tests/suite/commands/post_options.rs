//! The rare cases of `allclear post`, `new incident` from files and alerts, and the property that `check` is clean after
//! whatever `post` accepted.

use std::io::Write as _;
use std::process::Stdio;

use proptest::prelude::*;

use crate::support::{NOW, Project, Run};

const FOLDER: &str = "content/incidents/2026-03-14-api";

fn project() -> Project {
    Project::new()
        .file(
            "content/site.toml",
            "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
             [severity.P2]\nupdate_every = \"45m\"\nfirst_update = \"20m\"\nacknowledge = \"5m\"\n",
        )
        .file("content/components/web.md", "+++\nname = \"Web\"\nslug = \"web\"\nid = \"webwebwebweb\"\n+++\n")
        .file(&format!("{FOLDER}/incident.md"), "+++\ntitle = \"Pooler\"\nseverity = \"P2\"\n+++\n")
        .update(
            "2026-03-14T1100Z",
            "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }\nnext_update = \"2h\"\nincident_id = \"iiiibbbbcccc\"\nid = \"aaaabbbbcccc\"",
            "Some requests fail.",
        )
}

fn post(project: &Project, arguments: &[&str]) -> Run {
    project.run(&[&["post"], arguments].concat())
}

#[test]
fn only_what_changes_is_written_and_the_promise_follows_the_policy() {
    let project = project();
    let run = post(&project, &["-c", "api=partial_outage,web", "-m", "Web pages are slow too."]).ok();
    insta::assert_snapshot!(run.stdout);
    insta::assert_snapshot!(project.read(&format!("{FOLDER}/comms/2026-03-14T1200Z-update.md")), @r#"
    +++
    components = { web = "degraded_performance" }
    next_update = "45m"
    id = "5dcyq15y6sok"
    +++
    Web pages are slow too.
    "#);
}

#[test]
fn a_summary_stays_on_top_until_an_empty_one_clears_it() {
    let project = project();
    let page = |project: &Project| {
        project.run_at("2026-03-14T12:30:00Z", &["build"]).ok();
        project.read("public/incidents/2026-03-14-api-errors/index.html")
    };
    post(&project, &["--summary", "Card payments fail. Pay by transfer.", "-m", "We look further."]).ok();
    let summary = "<div class=\"text summary\"";
    assert!(page(&project).contains(summary) && page(&project).contains("Pay by transfer."));
    project.run_at("2026-03-14T12:10:00Z", &["post", "-m", "We look even further."]).ok();
    assert!(page(&project).contains(summary));
    project.run_at("2026-03-14T12:20:00Z", &["post", "--summary", "", "-m", "Cards work again."]).ok();
    let update = project.read(&format!("{FOLDER}/comms/2026-03-14T1220Z-update.md"));
    assert!(update.contains("summary = \"\"\n"), "{update}");
    // It is still a part of the update that set it, and stands above no update any more.
    let page = page(&project);
    assert!(!page.contains(summary) && page.contains("Cards work again."), "{page}");
}

#[test]
fn a_draft_changes_nothing_until_it_is_published() {
    let project = project();
    post(
        &project,
        &[
            "--draft",
            "--status",
            "resolved",
            "-m",
            "All requests work again since 11:58 UTC, and nothing was lost.",
        ],
    )
    .ok();
    project.run(&["build"]).ok();
    assert!(!project.read("public/index.html").contains("work again"));
    let path = format!("{FOLDER}/comms/2026-03-14T1200Z-resolved.md");
    project.run_at("2026-03-14T12:07:00Z", &["post", "--publish", &path]).ok();
    insta::assert_snapshot!(project.read(&path), @r#"
    +++
    status = "resolved"
    id = "88uuy9pngpwk"
    at = 2026-03-14T12:07:00Z
    +++
    All requests work again since 11:58 UTC, and nothing was lost.
    "#);
    project.run_at("2026-03-14T12:08:00Z", &["check", "--strict"]).ok();
}

#[test]
fn a_retraction_keeps_the_comments_and_says_why() {
    let project = project();
    post(&project, &["-s", "resolved", "-m", "All requests work again since 11:58 UTC, as before."]).ok();
    let run =
        post(&project, &["api", "--retract", "2026-03-14T1200Z-resolved", "-m", "It was\ntoo early."]).ok();
    assert!(run.stderr.contains("which is open again now"), "{}", run.stderr);
    let file = project.read(&format!("{FOLDER}/comms/2026-03-14T1200Z-resolved.md"));
    assert!(
        file.contains("retracted = { at = 2026-03-14T12:00:00Z, note = \"It was too early.\" }"),
        "{file}"
    );
    project.run(&["check"]).ok();
}

#[test]
fn a_retraction_without_a_note_says_only_that_the_text_was_withdrawn() {
    let project = project();
    post(&project, &["-m", "Only one region is affected.", "--next-update", "60m"]).ok();
    let run = post(&project, &["api", "--retract", "2026-03-14T1200Z-update"]).ok();
    assert!(run.stderr.contains("and not why") || run.stdout.contains("and not why"), "{run:?}");
    let file = project.read(&format!("{FOLDER}/comms/2026-03-14T1200Z-update.md"));
    assert!(file.contains("retracted = { at = 2026-03-14T12:00:00Z }\n"), "{file}");
    project.run(&["build"]).ok();
    let page = project.read("public/incidents/2026-03-14-api-errors/index.html");
    assert!(page.contains("Withdrawn") && !page.contains("Only one region"), "{page}");
    let feed = project.read("public/feed.xml");
    assert!(feed.contains("Withdrawn 14 March 2026") || feed.contains("Withdrawn"), "{feed}");
    assert!(!feed.contains("Withdrawn: ") && !page.contains(": </"), "no empty note");
    assert!(project.read("public/api/v2/incidents.json").contains("This update was withdrawn."));
    let site = project.read("content/site.toml");
    for (language, words) in
        [("de", "Zurückgezogen am"), ("fr", "Retiré le"), ("es", "Retirada el"), ("ja", "に取り下げ")]
    {
        project.write(
            "content/site.toml",
            format!("{site}\n").replacen("title", &format!("language = \"{language}\"\ntitle"), 1).as_bytes(),
        );
        project.run(&["build"]).ok();
        assert!(
            project.read("public/incidents/2026-03-14-api-errors/index.html").contains(words),
            "{language}"
        );
    }
}

#[test]
fn corrections_reopenings_and_merges_are_written_as_such() {
    let project = project();
    post(&project, &["--correct", "2026-03-14T1100Z", "-m", "Only writing requests fail."]).ok();
    let at = |now, arguments: &[&str]| project.run_at(now, &[&["post"], arguments].concat()).ok();
    at(
        "2026-03-14T12:10:00Z",
        &["-s", "resolved", "-m", "All requests work again since 12:05 UTC, and nothing was lost."],
    );
    at("2026-03-14T12:20:00Z", &["api-errors", "--reopen", "-m", "Requests fail again since 12:15 UTC."]);
    let file = project.read(&format!("{FOLDER}/comms/2026-03-14T1220Z-investigating.md"));
    assert!(file.contains("reopened = true\ncomponents = { api = \"partial_outage\" }\n"), "{file}");
    let new = [
        "new",
        "incident",
        "All is down",
        "-s",
        "P2",
        "-c",
        "web",
        "--observed",
        "x",
        "--commander",
        "none",
        "-m",
        "Nothing works.",
    ];
    project.run_at("2026-03-14T12:25:00Z", &new).ok();
    at(
        "2026-03-14T12:30:00Z",
        &["api-errors", "--merge-into", "all-is-down", "-m", "See the other incident."],
    );
    let file = project.read(&format!("{FOLDER}/comms/2026-03-14T1230Z-merged.md"));
    assert!(file.contains("merged_into = \"2026-03-14-all-is-down\"\n"), "{file}");
    project.run_at("2026-03-14T12:31:00Z", &["check", "--strict"]).ok();
}

#[test]
fn an_old_error_elsewhere_does_not_hold_back_an_update_and_a_new_one_does() {
    let project = project().file("content/pages/old.md", "+++\ntitel = \"Old\"\n+++\n");
    let run = post(&project, &["-m", "Still at it."]).ok();
    assert!(run.stderr.contains("the content has 2 errors elsewhere"), "{}", run.stderr);
    let refused = post(&project, &["-m", "See <b>this</b>."]);
    assert_eq!(refused.code, 1, "{}", refused.stdout);
    assert!(refused.stderr.contains("nothing was written"), "{}", refused.stderr);
}

#[test]
fn the_former_command_says_what_replaced_it() {
    let run = project().run(&["new", "update", "api", "--status", "resolved", "-m", "It is over."]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r#"
    error: `allclear new update` is now `allclear post`
    help: run `allclear post api --status resolved -m "…"`
    "#);
}

#[test]
fn an_incomplete_incident_is_refused() {
    let project = project().file(
        "content/customers/acme.md",
        "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\ntier = \"gold\"\n+++\n",
    );
    let run = project.run(&["new", "incident", "Slow"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: the incident is incomplete: it lacks the severity, the components, the affected tiers, what was observed, who leads
    help: add `--severity P2 --components api=partial_outage --tiers all --observed TEXT --commander PERSON`
    ");
}

/// Runs `new incident --from -`.
fn from(project: &Project, text: &str, more: &[&str]) -> Run {
    let mut command = project.command();
    command.args(["--now", NOW, "new", "incident", "--from", "-"]).args(more);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("ended");
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

#[test]
fn an_incident_can_come_from_toml_or_json() {
    let project = project();
    let toml = "title = \"Web is slow\"\nseverity = \"P2\"\ncomponents = { web = \"partial_outage\" }\nobserved = \"p99 is 9 s\"\ncommander = \"none\"\n";
    from(&project, toml, &[]).ok();
    let json = "{\"title\": \"API is slow\", \"severity\": \"P3\", \"components\": [\"api\"], \"observed\": \"slow\", \"commander\": \"none\"}";
    from(&project, json, &["--severity", "P2"]).ok();
    assert!(
        project.read("content/incidents/2026-03-14-api-is-slow/incident.md").contains("severity = \"P2\"")
    );
    let wrong = from(&project, "titel = \"x\"", &[]);
    assert_eq!(wrong.code, 1);
    insta::assert_snapshot!(wrong.stderr, @r"
    error: `-`: unknown key `titel`
    help: did you mean `title`?
    ");
}

#[test]
fn an_alert_opens_one_incident_and_its_words_stay_internal() {
    let project = project().file("content/owners.toml", "[component.api]\naliases = [\"ledgerd\"]\n");
    let alert = r#"{"version": "4", "groupKey": "{}:{alertname=\"HighErrors\"}", "status": "firing",
        "commonLabels": {"alertname": "HighErrors", "severity": "critical", "service": "ledgerd"},
        "commonAnnotations": {"summary": "ledgerd returns too many errors"},
        "externalURL": "https://alerts.test.example",
        "alerts": [{"status": "firing", "startsAt": "2026-03-14T11:55:30.5Z", "labels": {},
            "annotations": {"description": "15% of requests to ledgerd fail"}, "generatorURL": "https://prom.test.example/g"}]}"#;
    let run = from(&project, alert, &["--commander", "none"]).ok();
    insta::assert_snapshot!(run.stdout);
    let folder = "content/incidents/2026-03-14-problems-with-api";
    let record = project.read(&format!("{folder}/incident.md"));
    assert!(
        record.contains("severity = \"P1\"\ncomponents = [\"api\"]\nreported_by = \"monitoring\"\n"),
        "{record}"
    );
    assert!(record.contains("15% of requests to ledgerd fail"), "{record}");
    let draft = project.read(&format!("{folder}/comms/2026-03-14T1200Z-investigating.md"));
    assert!(
        draft.contains("title = \"{{ write: the title that customers read }}\"")
            && !draft.contains("ledgerd"),
        "{draft}"
    );
    let entry = project.read(&format!("{folder}/timeline/2026-03-14T115530.500Z-monitor.md"));
    assert!(entry.contains("milestone = \"detected\""), "{entry}");
    let again = from(&project, alert, &["--commander", "none"]).ok();
    assert!(again.stdout.contains("is already open for this alert"), "{}", again.stdout);
    project.run(&["check"]).ok();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn check_is_clean_after_whatever_post_accepted(
        posts in prop::collection::vec(
            (
                prop::option::of(prop::sample::select(vec!["investigating", "identified", "monitoring", "resolved"])),
                prop::collection::vec((prop::sample::select(vec!["api", "web"]), prop::sample::select(vec!["operational", "degraded_performance", "major_outage"])), 0..3),
                prop::sample::select(vec!["Text with numbers: 15% at 11:58 UTC.", "# Not a heading\n\nb", "+++\ndraft = true\n+++", "<i>x</i>", "…", "- [ ] a {{ title }}"]),
                prop::sample::select(vec!["", "--reopen", "--draft", "--title=New \"title\" \\ é"]),
                0_u32..3,
            ),
            1..5,
        )
    ) {
        let project = project();
        let mut minute = 0;
        for (status, components, text, option, later) in posts {
            minute += later;
            let now = format!("2026-03-14T12:{minute:02}:00Z");
            let mut arguments = vec!["post".to_owned(), "api-errors".to_owned(), "-m".to_owned(), text.to_owned()];
            arguments.extend(status.map(|status| format!("--status={status}")));
            arguments.extend(Some(option.to_owned()).filter(|option| !option.is_empty()));
            if !components.is_empty() {
                let states: Vec<String> = components.iter().map(|(name, state)| format!("{name}={state}")).collect();
                arguments.push(format!("--components={}", states.join(",")));
            }
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let run = project.run_at(&now, &arguments);
            prop_assert!([0, 1, 2].contains(&run.code), "{}", run.stderr);
            let check = project.run_at(&now, &["check", "--strict"]);
            prop_assert!(
                check.code == 0 || !check.stderr.contains("error["),
                "{arguments:?}\n{}\n{}", run.stderr, check.stderr
            );
        }
    }
}
