//! `allclear status`: what is open, who leads, what is due and what is missing.

use serde_json::Value;

use crate::support::{Git, Project};

const FOLDER: &str = "content/incidents/2026-03-14-api";

fn project() -> Project {
    Project::empty()
        .file(
            "content/site.toml",
            "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
             [severity.P1]\nfirst_update = \"10m\"\nupdate_every = \"30m\"\nacknowledge = \"5m\"\n\
             [severity.P2]\nupdate_every = \"1h\"\n\
             [tier.gold.P1]\nresponse = \"15m\"\nresolution = \"4h\"\n\
             [approval]\nsince = 2026-01-01T00:00:00Z\ncomms = [\"P1\"]\n",
        )
        .file(
            "content/components/api.md",
            "+++\nname = \"API\"\nslug = \"api\"\nid = \"ex3dt0icxdsa\"\n+++\n",
        )
        .file(
            "content/people.toml",
            "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\nalternate = \"ana\"\n\n\
             [person.ana]\nname = \"Ana Rebane\"\n\n\
             [[rota]]\nrole = \"communications_lead\"\nperson = \"lena\"\nfrom = 2026-03-14T08:00:00Z\nto = 2026-03-14T16:00:00Z\n",
        )
        .file(
            "content/customers/acme.md",
            "+++\nname = \"Acmezor\"\naccess = \"gated\"\ntier = \"gold\"\n+++\n",
        )
}

/// A P1 with a handover, an overdue promise, a draft that waits and a missing role.
fn incident() -> Project {
    project()
        .file(
            &format!("{FOLDER}/incident.md"),
            "+++\ntitle = \"Pooler on pg-main-3\"\nseverity = \"P2\"\ncomponents = [\"api\"]\ntiers = [\"gold\"]\n\
             [roles]\ncommander = \"omar\"\n+++\n5xx.\n\n- [x] Page\n- [ ] Call\n- [ ] Tell\n",
        )
        .file(&format!("{FOLDER}/timeline/2026-03-14T0917Z-monitor.md"), "+++\nmilestone = \"detected\"\n+++\n5xx\n")
        .file(
            &format!("{FOLDER}/timeline/2026-03-14T0925Z-omar.md"),
            "+++\nmilestone = \"acknowledged\"\n+++\nMine.\n",
        )
        .file(
            &format!("{FOLDER}/timeline/2026-03-14T1100Z-omar.md"),
            "+++\nseverity = \"P1\"\nroles = { technical_lead = \"ana\" }\n+++\nIt got worse.\n",
        )
        .update(
            "2026-03-14T1030Z-investigating",
            "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\nauthor = \"lena\"\n\
             components = { api = \"partial_outage\" }\nnext_update = \"2h\"",
            "About 15% of the requests fail since 09:05 UTC.",
        )
        .update(
            "2026-03-14T1150Z-identified",
            "status = \"identified\"\nauthor = \"lena\"\ndraft = true",
            "We found the cause and are working on a fix.",
        )
}

#[test]
fn nothing_open_is_one_line() {
    let run = project().run(&["status"]).ok();
    assert_eq!(run.stdout, "nothing is open, as of 2026-03-14 12:00 UTC\n");
}

#[test]
fn an_incident_says_who_leads_what_is_due_and_what_is_missing() {
    insta::assert_snapshot!(incident().run(&["status"]).ok().stdout);
}

#[test]
fn the_document_for_programs_has_the_same_facts() {
    let run = incident().run(&["status", "--format", "json"]).ok();
    insta::assert_snapshot!(run.stdout);
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(document["incidents"][0]["next_updates"][0]["reason"], "severity_raised");
}

#[test]
fn the_past_is_shown_as_it_was() {
    let project = incident();
    let run = project.run_without_keys("2026-03-14T12:00:00Z", &["status", "--format", "json"]).ok();
    assert!(run.stdout.contains("\"severity\": \"P1\""), "{}", run.stdout);
    let mut command = project.command();
    command.args(["--as-of", "2026-03-14T10:45:00Z", "status"]);
    let past = crate::support::Run::of(&mut command).ok();
    assert!(past.stdout.contains("P2  Pooler") && !past.stdout.contains("draft"), "{}", past.stdout);
}

#[test]
fn an_override_is_reported_after_the_incident_and_a_maintenance_while_it_runs() {
    let project = project()
        .file(
            &format!("{FOLDER}/incident.md"),
            "+++\ntitle = \"Pooler\"\nseverity = \"P1\"\n[roles]\ncommander = \"omar\"\n+++\n",
        )
        .file(
            &format!("{FOLDER}/timeline/2026-03-14T0917Z-omar.md"),
            "+++\nmilestone = \"detected\"\n+++\n5xx\n",
        );
    let post = |arguments: &[&str]| {
        project
            .run_at("2026-03-14T10:00:00Z", &[&["post", "--author", "lena", "--yes"], arguments].concat())
            .ok()
    };
    post(&[
        "--title",
        "API errors",
        "-c",
        "api=partial_outage",
        "-m",
        "About 15% of the requests fail.",
        "--override",
        "nobody is awake",
    ]);
    post(&[
        "--status",
        "resolved",
        "-m",
        "All requests work again since 09:50 UTC, and we keep watching.",
        "--override",
        "nobody is awake",
    ]);
    let project = project
        .file(
            "content/maintenance/upgrade/comms/2026-03-13T0900Z-scheduled.md",
            "+++\ntitle = \"Upgrade\"\nslug = \"upgrade\"\nstatus = \"scheduled\"\n\
             components = { api = \"under_maintenance\" }\nwindow = { from = 2026-03-14T10:00:00Z, to = 2026-03-14T11:30:00Z }\n+++\nWe upgrade.\n",
        )
        .file(
            "content/maintenance/upgrade/comms/2026-03-14T1010Z-in-progress.md",
            "+++\nstatus = \"in_progress\"\nnext_update = 2026-03-14T12:30:00Z\n+++\nWe began.\n",
        );
    insta::assert_snapshot!(project.run(&["status"]).ok().stdout);
}

#[test]
fn links_open_the_next_update_in_the_browser() {
    let project = incident();
    let none = project.run(&["status", "--links"]).ok();
    assert!(none.stdout.contains("no links"), "{}", none.stdout);
    let git = Git::init(project.root());
    git.run(&["checkout", "--quiet", "-B", "main"]);
    git.run(&["remote", "add", "origin", "git@github.com:acme/status.git"]);
    let run = project.run(&["status", "--links"]).ok();
    let link = run.stdout.lines().find(|line| line.contains("https://")).expect("a link").to_owned();
    let address = "https://github.com/acme/status/new/main/content/incidents/2026-03-14-api/comms\
                   ?filename=2026-03-14T1200Z-investigating.md&value=";
    assert!(link.contains(address), "{link}");
    let text = percent_encoding::percent_decode_str(link.split("&value=").nth(1).expect("a text"));
    insta::assert_snapshot!(text.decode_utf8().expect("UTF-8"), @r#"
    +++
    status = "investigating"
    author = "lena"
    components = { api = "partial_outage" }
    next_update = "30m"
    id = "enoalvj8nf8i"
    +++
    "#);
}

/// The screen follows the clock and the files, and an interrupt ends it without a trace.
#[test]
#[cfg(target_os = "linux")]
fn a_terminal_is_redrawn_until_it_is_interrupted() {
    let project = incident();
    let shown = crate::support::typed(&project, "status --watch", &[("checklist:", "\u{3}")]);
    assert!(shown.ends_with("exit=0"), "{shown}");
    assert!(shown.contains("\u{1b}[H") && shown.contains("\u{1b}[J"), "{shown}");
    assert!(!shown.contains("\u{1b}[?"), "no mode of the terminal is changed: {shown}");
}

/// Elsewhere, the text has no control characters and comes again only when files change.
#[test]
#[cfg(unix)]
fn a_pipe_gets_the_status_again_when_a_file_changes() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};

    let project = incident();
    let mut command = project.command();
    command.args(["--now", crate::support::NOW, "status", "--watch"]).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let mut lines =
        BufReader::new(child.stdout.take().expect("a pipe")).lines().map(|line| line.expect("UTF-8"));
    let first: Vec<String> = lines.by_ref().take_while(|line| !line.contains("text:")).collect();
    assert!(first[0].starts_with("1 open incident"), "{first:?}");
    project.write(&format!("{FOLDER}/timeline/2026-03-14T1159Z-ana.md"), b"Failing over.\n");
    let second: Vec<String> = lines.by_ref().take_while(|line| !line.contains("text:")).collect();
    assert!(second.iter().any(|line| line.contains("newest entry 11:59 UTC, 1m ago by ana")), "{second:?}");
    assert!(first.iter().chain(&second).all(|line| !line.contains('\u{1b}')), "{first:?} {second:?}");
    let stopped = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(stopped.success());
    assert_eq!(child.wait().expect("ended").code(), Some(0));
}
