//! `allclear new incident --from` with payloads of Alertmanager, Grafana and PagerDuty, and with plain JSON.

use std::io::Write as _;
use std::process::Stdio;

use proptest::prelude::*;

use crate::support::{NOW, Project, Run, property, tree};

const FOLDER: &str = "content/incidents/2026-03-14-problems-with-api";

const ALERT: &str = r#"{"version": "4", "groupKey": "{}:{alertname=\"HighErrors\"}", "status": "firing",
  "commonLabels": {"alertname": "HighErrors", "severity": "critical", "service": "ledgerd"},
  "commonAnnotations": {"summary": "ledgerd returns too many errors"},
  "alerts": [{"status": "firing", "fingerprint": "f1", "startsAt": "2026-03-14T11:55:30.5Z", "labels": {"alertname": "HighErrors"},
    "annotations": {"description": "15% of requests to ledgerd fail"}, "generatorURL": "https://prom.test.example/g"}]}"#;

const GRAFANA: &str = r#"{"receiver": "hook", "status": "firing", "orgId": 1, "groupKey": "{}:{rule=\"x\"}", "title": "[FIRING:1] ledgerd slow", "state": "alerting",
  "alerts": [{"status": "firing", "labels": {"alertname": "LedgerSlow"}, "annotations": {}, "startsAt": "2026-03-14T11:50:00Z", "endsAt": "0001-01-01T00:00:00Z",
    "fingerprint": "g1", "dashboardURL": "https://grafana.test.example/d/1", "silenceURL": "https://grafana.test.example/s"}]}"#;

const PAGERDUTY: &str = r#"{"event": {"id": "E1", "event_type": "incident.triggered", "resource_type": "incident", "occurred_at": "2026-03-14T11:58:00.123Z",
  "data": {"id": "PT1", "type": "incident", "html_url": "https://test.pagerduty.example/incidents/PT1", "number": 2, "status": "triggered",
    "title": "ledgerd is on fire", "service": {"id": "PS", "summary": "ledgerd"}, "urgency": "high", "priority": {"summary": "P2"}}}}"#;

fn project() -> Project {
    Project::new().file("content/owners.toml", "[component.api]\naliases = [\"ledgerd\"]\n").file(
        "content/customers/acme.md",
        "+++\nname = \"Acme Corp\"\naccess = \"gated\"\ntier = \"gold\"\n+++\n",
    )
}

/// Runs `new incident --from -`.
fn from(project: &Project, text: &str) -> Run {
    let mut command = project.command();
    command.args(["--now", NOW, "new", "incident", "--from", "-"]);
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

/// The files of the incidents with their texts.
fn written(project: &Project) -> String {
    let files = tree(&project.path("content/incidents"));
    let files = files.iter().map(|(name, bytes)| format!("{name}\n{}", String::from_utf8_lossy(bytes)));
    files.collect::<Vec<_>>().join("---\n")
}

/// Fails if a file for customers has a word of an alert.
#[track_caller]
fn assert_internal(project: &Project) {
    for (path, bytes) in tree(&project.path("content/incidents")) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if path.contains("/comms/") {
            for word in ["ledger", "fire", "firing", "errors", "slow", "15%"] {
                assert!(!text.contains(word), "{path} has `{word}`: {text}");
            }
            assert!(text.contains("draft = true"), "{text}");
        }
    }
    project.write_keys();
    project.run(&["check"]).ok();
}

#[test]
fn an_alert_opens_an_incident_whose_title_is_not_written_yet() {
    let project = project();
    let run = from(&project, ALERT).ok();
    insta::assert_snapshot!(run.stdout);
    insta::assert_snapshot!(written(&project));
    assert_internal(&project);
}

#[test]
fn the_draft_is_published_only_with_a_title() {
    let project = project();
    from(&project, ALERT).ok();
    let file = format!("{FOLDER}/comms/2026-03-14T1200Z-investigating.md");
    let draft = project.read(&file);
    project.write(&file, draft.replace("draft = true\n", "").replace("+++\n\n", "+++\n").as_bytes());
    project
        .write(&file, format!("{}Card payments fail for some customers.\n", project.read(&file)).as_bytes());
    let run = project.run(&["check"]).failed(1);
    assert!(run.stderr.contains("error[place-left-open]"), "{}", run.stderr);
    project.write(
        &file,
        project.read(&file).replace("{{ write: the title that customers read }}", "Payments fail").as_bytes(),
    );
    let run = project.run(&["check"]);
    assert!(!run.stderr.contains("place-left-open"), "{}", run.stderr);
}

#[test]
fn grafana_and_pagerduty_open_incidents_too() {
    for (payload, severity) in [(GRAFANA, "P1"), (PAGERDUTY, "P2")] {
        let project = project();
        let run = from(&project, payload).ok();
        insta::assert_snapshot!(run.stdout);
        insta::assert_snapshot!(written(&project));
        assert!(written(&project).contains(&format!("severity = \"{severity}\"")));
        assert_internal(&project);
    }
}

#[test]
fn a_repeated_alert_becomes_an_entry_and_never_a_second_incident() {
    let project = project();
    from(&project, ALERT).ok();
    let before = tree(project.root());
    let run = from(&project, ALERT).ok();
    assert!(run.stdout.contains("which says nothing new; nothing was written"), "{}", run.stdout);
    assert_eq!(tree(project.root()), before);
    let resolved = ALERT
        .replace("firing", "resolved")
        .replace("\"labels\": {\"al", "\"endsAt\": \"2026-03-14T11:59:00Z\", \"labels\": {\"al");
    let run = from(&project, &resolved).ok();
    assert!(run.stdout.contains("is already open for this alert"), "{}", run.stdout);
    let entry = project.read(&format!("{FOLDER}/timeline/2026-03-14T1159Z-monitor.md"));
    assert!(
        entry.contains("source_id = \"alertmanager:f1:") && entry.contains("Over: HighErrors"),
        "{entry}"
    );
    assert_eq!(tree(&project.path("content/incidents")).len(), 4);
    assert_internal(&project);
}

#[test]
fn an_event_of_pagerduty_becomes_an_entry_of_its_incident() {
    let project = project();
    from(&project, PAGERDUTY).ok();
    let acknowledged =
        PAGERDUTY.replace("E1", "E2").replace("triggered", "acknowledged").replace("11:58:00", "11:59:00");
    from(&project, &acknowledged).ok();
    let all = written(&project);
    assert!(all.contains("source_id = \"pagerduty:E2\"") && all.contains("PagerDuty: acknowledged"), "{all}");
    assert_eq!(all.matches("milestone = ").count(), 1, "{all}");
    from(&project, &PAGERDUTY.replace("E1", "E3").replace("PT1", "PT2")).ok();
    assert!(project.path("content/incidents/2026-03-14-problems-with-api-2/incident.md").exists());
}

#[test]
fn an_alert_that_is_over_opens_nothing() {
    let project = project();
    for payload in [ALERT.replace("firing", "resolved"), PAGERDUTY.replace("triggered", "resolved")] {
        let run = from(&project, &payload).ok();
        assert_eq!(run.stdout, "the alert is resolved; nothing was written\n");
    }
    assert!(!project.path("content/incidents").exists());
}

#[test]
fn plain_json_may_lack_everything() {
    let project = project();
    let run = from(&project, "{\"source_key\": \"probe:7\", \"observed\": \"No answer\"}").ok();
    assert_eq!(run.stdout.matches("missing: ").count(), 5, "{}", run.stdout);
    let all = written(&project);
    assert!(all.contains("source_key = \"probe:7\"") && all.contains("{{ write: the title"), "{all}");
    let again = from(&project, "{\"source_key\": \"probe:7\", \"observed\": \"Still no answer\"}").ok();
    assert!(again.stdout.contains("is already open for this alert"), "{}", again.stdout);
    assert!(written(&project).contains("Still no answer"));
    project.write_keys();
    project.run(&["check"]).ok();
}

proptest! {
    #![proptest_config(property(12))]
    #[test]
    fn a_damaged_payload_causes_no_panic_and_no_error(
        which in 0_usize..3,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec!["\"", "{", "[", "0", "-", "\\u0007", "é", ""])), 0..4),
    ) {
        let text = [ALERT, GRAFANA, PAGERDUTY][which];
        let mut characters: Vec<String> = text.chars().map(String::from).collect();
        for (at, new) in changes {
            let at = at.index(characters.len());
            new.clone_into(&mut characters[at]);
        }
        let project = project();
        let run = from(&project, &characters.concat());
        prop_assert!([0, 1].contains(&run.code), "{}", run.stderr);
        project.write_keys();
        let check = project.run(&["check"]);
        prop_assert!(check.code == 0, "{}\n{}", check.stderr, written(&project));
    }
}
