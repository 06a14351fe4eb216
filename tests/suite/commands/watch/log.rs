//! The log: its format, and that it contains no internal text.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::Value;

use super::running::{Watching, page, project};
use crate::support::{NOW, Project};

/// A word that occurs only in internal files.
const CANARY: &str = "Zephyrine";

fn internal(project: Project) -> Project {
    let title =
        format!("+++\ntitle = \"{CANARY} failed over\"\nseverity = \"P1\"\n+++\n{CANARY} was slow.\n");
    project.file("content/incidents/2026-03-14-api/incident.md", &title)
}

/// Breaks internal files in several ways and fixes them again.
fn break_and_fix(project: &Project, mut wait: impl FnMut()) {
    let record = "content/incidents/2026-03-14-api/incident.md";
    let whole = project.read(record);
    for broken in [
        format!("+++\ntitle = \"{CANARY}\nseverity = \"P1\"\n+++\n"),
        format!("+++\ntitle = \"x\"\nseverity = \"{CANARY}\"\n+++\n"),
        format!("+++\ntitle = \"x\"\n{CANARY} = \"P1\"\n+++\n"),
    ] {
        project.write(record, broken.as_bytes());
        wait();
    }
    project.write(record, whole.as_bytes());
    wait();
    let about = page(&format!("The words {CANARY} was slow and nobody noticed it for an hour."));
    project.write("content/people.toml", format!("[person.z]\nname = \"{CANARY} Oh\"\n").as_bytes());
    wait();
    project.write("content/pages/about.md", about.replace("was slow", "Oh was slow").as_bytes());
    wait();
}

#[test]
fn each_json_line_has_the_documented_keys_and_no_internal_text() {
    let project = internal(project());
    let mut watching = Watching::start(&project, &[]);
    let mut reasons = Vec::new();
    break_and_fix(&project, || {
        loop {
            let event = watching.event();
            let name = event["event"].as_str().map(str::to_owned);
            reasons.extend(event["reason"].as_str().map(str::to_owned));
            if matches!(name.as_deref(), Some("built" | "failed")) {
                break;
            }
        }
    });
    assert_eq!(reasons, ["content", "content", "content", "gate"]);
    watching.signal("TERM");
    watching.ended();
    let log = watching.log();
    assert!(!log.contains(CANARY), "{log}");
    for line in log.lines() {
        let event: Value = serde_json::from_str(line).expect("an object");
        let keys: Vec<&str> = event.as_object().expect("an object").keys().map(String::as_str).collect();
        let more: &[&str] = match event["event"].as_str().expect("a name") {
            "started" => &["output", "poll_ms"],
            "note" => &["message"],
            "findings" => &["errors", "warnings", "findings"],
            "built" => &[
                "cause",
                "changed",
                "changed_count",
                "noticed_by",
                "written",
                "removed",
                "unchanged",
                "views_changed",
                "views_removed",
                "took_ms",
                "next_change",
                "mended",
            ],
            "failed" => &[
                "cause",
                "changed",
                "changed_count",
                "noticed_by",
                "reason",
                "message",
                "errors",
                "warnings",
                "retry_seconds",
            ],
            "stopped" => &[],
            other => panic!("an undocumented event: {other}"),
        };
        assert_eq!(keys, [&["time", "event"], more].concat());
        let time = event["time"].as_str().expect("a time");
        assert!(chrono::DateTime::parse_from_rfc3339(time).is_ok() && time.ends_with('Z'), "{time}");
    }
}

#[test]
fn the_human_log_has_one_line_per_event_and_no_internal_text() {
    let project = internal(project());
    let mut command = project.command();
    command.args(["--now", NOW, "watch"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut said = Vec::new();
    let mut wait_for = |parts: &[&str]| loop {
        let line = lines.next().expect("a line").expect("UTF-8");
        let done = parts.iter().all(|part| line.contains(part));
        said.push(line);
        if done {
            break;
        }
    };
    wait_for(&["Z started · ", " files written in ", " ms · next change 2026-03-14T21:22:00Z"]);
    break_and_fix(&project, || wait_for(&[" · "]));
    assert!(std::process::Command::new("kill").arg(child.id().to_string()).status().expect("kill").success());
    wait_for(&["Z stopped"]);
    let output = child.wait_with_output().expect("ended");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    let untimed = |line: &String| {
        let (time, line) = line.split_once("Z ").expect("a time");
        assert!(chrono::NaiveTime::parse_from_str(time, "%H:%M:%S").is_ok(), "{time}");
        let parts: Vec<&str> = line.split(" in ").collect();
        match parts.as_slice() {
            [before, after] if after.contains(" ms") => {
                format!("{before} in … ms{}", after.split_once(" ms").expect("a time").1)
            }
            _ => line.to_owned(),
        }
    };
    // The number of files of a site is irrelevant for the log.
    let uncounted = |line: String| match line.split_once(" files written") {
        Some((_, after)) if line.starts_with("started · ") => format!("started · … files written{after}"),
        _ => line,
    };
    let said: Vec<String> = said.iter().map(untimed).map(uncounted).collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    watching `content` and `themes`, writing to `public`
    note: `--now` sets the clock, so nothing changes on its own
    started · … files written in … ms · next change 2026-03-14T21:22:00Z
    error[syntax] content/incidents/2026-03-14-api/incident.md:2:19 this is not valid TOML
    changed content/incidents/2026-03-14-api/incident.md · not published: 1 error in 5 files
    error[unknown-severity] content/incidents/2026-03-14-api/incident.md:3:12 unknown severity
    changed content/incidents/2026-03-14-api/incident.md · not published: 1 error in 5 files
    error[missing-key] content/incidents/2026-03-14-api/incident.md:1:1 a required key is missing
    error[unknown-key] content/incidents/2026-03-14-api/incident.md:3:1 unknown key
    changed content/incidents/2026-03-14-api/incident.md · not published: 2 errors in 5 files
    changed content/incidents/2026-03-14-api/incident.md · recovered · nothing changed in … ms · next change 2026-03-14T21:22:00Z
    warning[roles-missing] content/incidents/2026-03-14-api/incident.md:3:12 a P1 has roles that nobody holds after ten minutes
    changed content/people.toml · nothing changed in … ms · next change 2026-03-14T21:22:00Z
    error[gate-person] content/pages/about.md:4:11 a person's name, address or handle would be published in `about/index.html` (help: write the role or the team instead; for people who speak in public, write `public = true` in `people.toml`)
    changed content/pages/about.md · not published: 1 error, 1 warning in 6 files; the gate refused `about/index.html`
    stopped
    ");
}

#[test]
fn quiet_logs_only_errors() {
    let project = project();
    let mut command = project.command();
    command.args(["--now", NOW, "--quiet", "watch", "--format", "json"]);
    let mut watching = Watching::of(command);
    watching.nothing_for(std::time::Duration::from_secs(1));
    project.write("content/pages/about.md", b"+++\n+++\nText.\n");
    assert_eq!(watching.event()["event"], "findings");
    assert_eq!(watching.event()["event"], "failed");
}
