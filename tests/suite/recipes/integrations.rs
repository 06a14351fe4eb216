//! The recipes of `docs/integrations.md`, run as they are written there, with local receivers in place of the services.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use serde_json::Value;

use crate::support::{Git, NOW, Project, tree};

/// A request that a receiver got.
struct Request {
    line: String,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Request {
    fn json(&self) -> Value {
        assert!(self.line.starts_with("POST "), "{}", self.line);
        assert_eq!(self.headers["content-type"], "application/json");
        serde_json::from_str(&self.body).expect("JSON")
    }
}

/// Starts a receiver that answers one request, and returns its address.
fn receiver() -> (String, Receiver<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let (sender, requests) = channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
        let mut line = String::new();
        reader.read_line(&mut line).expect("a request");
        let mut headers = BTreeMap::new();
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).expect("a header");
            let Some((name, value)) = header.trim_end().split_once(':') else { break };
            headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
        let length = headers.get("content-length").and_then(|length| length.parse().ok()).expect("a length");
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("a body");
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
            .expect("an answer");
        let body = String::from_utf8(body).expect("UTF-8");
        sender.send(Request { line: line.trim_end().to_owned(), headers, body }).expect("a test that waits");
    });
    (address, requests)
}

/// Returns the command below a heading of the document.
fn recipe(heading: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/integrations.md");
    let text = fs::read_to_string(path).expect("the document");
    let section = text.split(&format!("\n## {heading}\n")).nth(1).expect("the section");
    let block = section.split("\n## ").next().and_then(|section| section.split("```sh\n").nth(1));
    block.and_then(|block| block.split("```").next()).expect("a command").to_owned()
}

/// A project with the incident that the recipes name, and a folder with `allclear` for the path.
fn project() -> Project {
    let project = Project::new()
        .update(
            "2026-03-14T1100Z",
            "title = \"Payments & <fees> fail\"\nslug = \"2026-03-14-pg-failover\"\nstatus = \"resolved\"\nauthor = \"lena\"\n\
             id = \"aaaaaaaaaaaa\"\nincident_id = \"bbbbbbbbbbbb\"",
            "It is *over*, @everyone. \"Sorry\" for $(touch harm) `x`.",
        )
        .file(
            "content/incidents/2026-03-14-api/postmortem.md",
            "+++\nauthor = \"lena\"\n+++\n## Root cause\n\nThe pool was small.\n",
        );
    let shim = format!("#!/bin/sh\nexec '{}' --now {NOW} \"$@\"\n", env!("CARGO_BIN_EXE_allclear"));
    executable(&project, "bin/allclear", &shim);
    project
}

fn executable(project: &Project, path: &str, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    project.write(path, text.as_bytes());
    fs::set_permissions(project.path(path), fs::Permissions::from_mode(0o755)).expect("permissions");
}

/// Runs a command of the document in a shell.
fn run(project: &Project, command: &str, variables: &[(&str, &str)], input: &str) {
    let path = format!("{}:{}", project.path("bin").display(), std::env::var("PATH").expect("a path"));
    let mut shell = Command::new("sh");
    shell
        .args(["-eu", "-c", command])
        .current_dir(project.root())
        .env("PATH", path)
        .envs(variables.iter().copied());
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = shell.spawn().expect("a shell");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("the input");
    let output = child.wait_with_output().expect("its end");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}\n{errors}");
    assert!(!project.path("harm").exists(), "a text was run");
}

#[test]
#[ignore = "needs curl"]
fn a_summary_reaches_slack_and_teams() {
    let project = project();
    for (heading, variable) in [("Slack", "SLACK_WEBHOOK"), ("Microsoft Teams", "TEAMS_WEBHOOK")] {
        let (address, requests) = receiver();
        run(&project, &recipe(heading), &[(variable, &address)], "");
        let body = requests.recv().expect("a request").json();
        if heading == "Slack" {
            assert_eq!(body["text"], "Payments &amp; &lt;fees&gt; fail");
            assert_eq!(body["blocks"][0]["type"], "header");
        } else {
            assert_eq!(body["type"], "message");
            let card = &body["attachments"][0];
            assert_eq!(card["contentType"], "application/vnd.microsoft.card.adaptive");
            assert_eq!(card["content"]["type"], "AdaptiveCard");
        }
    }
}

#[test]
#[ignore = "needs curl"]
fn a_summary_reaches_discord() {
    let (address, requests) = receiver();
    run(&project(), &recipe("Discord"), &[("DISCORD_WEBHOOK", &address)], "");
    let body = requests.recv().expect("a request").json();
    let content = body["content"].as_str().expect("a text");
    assert!(content.starts_with("Payments & <fees> fail\n") && content.chars().count() <= 2000, "{content}");
    assert_eq!(body["allowed_mentions"]["parse"], Value::Array(Vec::new()));
}

#[test]
fn a_summary_is_a_mail_for_a_mailing_list() {
    let project = project();
    executable(&project, "bin/sendmail", "#!/bin/sh\n[ \"$*\" = -t ] && cat > mail\n");
    run(&project, &recipe("Mailing lists"), &[], "");
    let mail = project.read("mail");
    let (head, body) = mail.split_once("\n\n").expect("a header and a text");
    let names: Vec<&str> = head.lines().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
    assert_eq!(names, ["From", "To", "Subject", "MIME-Version", "Content-Type", "Auto-Submitted"]);
    assert!(body.starts_with("Payments & <fees> fail\n"), "{body}");
}

#[test]
#[ignore = "needs curl"]
fn what_falls_due_is_an_event_of_pagerduty() {
    let project = project();
    project.write("key", b"0123456789abcdef0123456789abcdef\n");
    let (address, requests) = receiver();
    let command = recipe("PagerDuty")
        .replace("/etc/allclear/pagerduty-key", "key")
        .replace("https://events.pagerduty.com/v2/enqueue", &address);
    let item = "{\"id\":\"a/1\",\"due\":\"2026-03-14T12:00:00Z\",\"kind\":\"step\",\"what\":\"page the \\\"lead\\\"\",\
                \"incident\":\"2026-03-14-pg-failover\",\"role\":\"commander\",\"severity\":\"P1\",\"settled_by\":null}\n";
    run(&project, &command, &[], item);
    let event = requests.recv().expect("a request").json();
    assert_eq!(event["routing_key"], "0123456789abcdef0123456789abcdef");
    assert_eq!((&event["event_action"], &event["dedup_key"]), (&"trigger".into(), &"a/1".into()));
    assert_eq!(event["payload"]["summary"], "2026-03-14-pg-failover: page the \"lead\"");
    for required in ["summary", "source", "severity"] {
        assert!(event["payload"][required].is_string(), "{event}");
    }
}

#[test]
#[ignore = "needs curl"]
fn a_post_mortem_becomes_a_page_of_confluence() {
    let (address, requests) = receiver();
    let variables =
        [("CONFLUENCE_URL", &*address), ("CONFLUENCE_USER", "lena"), ("CONFLUENCE_TOKEN", "secret")];
    run(&project(), &recipe("Confluence"), &variables, "");
    let request = requests.recv().expect("a request");
    assert!(request.line.starts_with("POST /rest/api/content "), "{}", request.line);
    assert_eq!(request.headers["authorization"], "Basic bGVuYTpzZWNyZXQ=");
    let page = request.json();
    assert_eq!((&page["type"], &page["space"]["key"]), (&"page".into(), &"OPS".into()));
    assert!(page["title"].is_string() && page["body"]["storage"]["representation"] == "storage", "{page}");
}

/// The headings with commands that a test here runs as they are written.
const RUN: [&str; 8] = [
    "Slack",
    "Microsoft Teams",
    "Discord",
    "Mailing lists",
    "PagerDuty",
    "Alerts",
    "The timeline",
    "Confluence",
];

/// The services that are reached without a command, each of which says so.
const NOT_TRIED: [&str; 1] = ["Zapier, Make, Power Automate"];

#[test]
fn every_recipe_is_run_by_a_test_or_says_that_nobody_tried_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = fs::read_to_string(path.join("docs/integrations.md")).expect("the document");
    let own = fs::read_to_string(path.join(file!())).expect("this file");
    let mut headings = Vec::new();
    for section in document.split("\n## ").skip(1) {
        let (heading, text) = section.split_once('\n').expect("a heading");
        headings.push(heading);
        let commands = text.matches("```sh\n").count();
        if NOT_TRIED.contains(&heading) {
            assert!(commands == 0 && text.contains("(Not tried"), "{heading}");
            continue;
        }
        assert_eq!(commands, 1, "a test runs the command below `{heading}`");
        let runs = own.matches(&format!("recipe(\"{heading}\")")).count();
        let is_run = runs > 0 || own.contains(&format!("(\"{heading}\", "));
        assert!(is_run, "no test runs the recipe for `{heading}`");
        // What needs no command is not tried by a test.
        for paragraph in text.split("\n\n").filter(|paragraph| paragraph.starts_with("Without a program")) {
            assert!(paragraph.contains("(Not tried"), "{heading}: {paragraph}");
        }
    }
    let known: Vec<&str> = headings.iter().copied().filter(|heading| !NOT_TRIED.contains(heading)).collect();
    assert_eq!(known, RUN);
}

#[test]
fn an_alert_opens_an_incident_and_pushes_it() {
    let project = project();
    let remote = tempfile::TempDir::new().expect("a folder");
    let address = remote.path().display().to_string();
    project.write(".gitignore", b"/bin/\n");
    let git = Git::init(project.root());
    git.commit();
    git.run(&["init", "--quiet", "--bare", "--initial-branch=main", &address]);
    git.run(&["remote", "add", "origin", &address]);
    git.run(&["push", "--quiet", "--set-upstream", "origin", "main"]);
    let command = recipe("Alerts").replace("/srv/status", &project.root().display().to_string());
    let alert = r#"{"version": "4", "groupKey": "{}:{alertname=\"HighErrors\"}", "status": "firing",
        "commonLabels": {"alertname": "HighErrors", "severity": "critical"}, "commonAnnotations": {"summary": "xylophone returns errors"},
        "alerts": [{"status": "firing", "fingerprint": "f1", "startsAt": "2026-03-14T11:55:30Z", "labels": {"alertname": "HighErrors"},
        "annotations": {}, "generatorURL": "https://prom.test.example/g"}]}"#;
    run(&project, &command, &[], alert);
    let pushed = |path: &str| {
        let files = Git::at(remote.path()).run(&["ls-tree", "-r", "--name-only", "main"]);
        let found = files.lines().filter(|file| file.contains(path)).map(str::to_owned);
        found.collect::<Vec<String>>()
    };
    let records = pushed("/incident.md");
    assert_eq!(records.len(), 1, "{records:?}");
    let folder = records[0].trim_end_matches("incident.md").to_owned();
    let show = |path: &str| Git::at(remote.path()).run(&["show", &format!("main:{path}")]);
    assert!(show(&records[0]).contains("xylophone"));
    let drafts = pushed(&format!("{folder}comms/"));
    assert_eq!(drafts.len(), 1, "{drafts:?}");
    assert!(show(&drafts[0]).contains("draft = true") && !show(&drafts[0]).contains("xylophone"));
    // The same alert again is an entry of the timeline.
    let before = pushed(&format!("{folder}timeline/")).len();
    run(&project, &command, &[], &alert.replace("11:55:30Z", "11:58:00Z"));
    assert_eq!(pushed("/incident.md").len(), 1);
    assert!(pushed(&format!("{folder}timeline/")).len() > before);
}

#[test]
fn what_people_wrote_elsewhere_gets_into_the_timeline() {
    let project = project();
    for (path, text) in [
        (
            "incident.json",
            r#"{"incident": {"id": "PT1", "incident_number": 7, "title": "5xx", "created_at": "2026-03-14T09:15:20Z", "resolved_at": "2026-03-14T10:41:00Z"}}"#,
        ),
        (
            "log-entries.json",
            r#"{"log_entries": [{"id": "R1", "type": "trigger_log_entry", "summary": "Triggered", "created_at": "2026-03-14T09:15:20Z",
            "agent": {"id": "PSVC", "type": "service_reference", "summary": "Ledger"}}], "limit": 5, "offset": 0, "more": false}"#,
        ),
        (
            "notes.json",
            r#"{"notes": [{"id": "N1", "user": {"summary": "Ana"}, "content": "Pooler restarted", "created_at": "2026-03-14T09:30:00Z"}]}"#,
        ),
    ] {
        project.write(path, text.as_bytes());
    }
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, text) in [
        ("channels.json", r#"[{"id": "C01", "name": "inc-pg-failover"}]"#),
        ("users.json", r#"[{"id": "U01", "name": "ana", "real_name": "Ana"}]"#),
        (
            "inc-pg-failover/2026-03-14.json",
            r#"[{"type": "message", "user": "U01", "text": "rolled back", "ts": "1773480000.000200",
            "reactions": [{"name": "stopwatch", "users": ["U01"], "count": 1}]}]"#,
        ),
    ] {
        archive.start_file(path, zip::write::SimpleFileOptions::default()).expect("a file");
        archive.write_all(text.as_bytes()).expect("written");
    }
    project.write("export.zip", &archive.finish().expect("an archive").into_inner());
    for _ in 0..2 {
        run(&project, &recipe("The timeline"), &[], "");
        let entries = tree(&project.path("content/incidents/2026-03-14-api/timeline"));
        let text: String =
            entries.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
        for (word, count) in [("Pooler restarted", 1), ("rolled back", 1), ("milestone = \"detected\"", 1)] {
            assert_eq!(text.matches(word).count(), count, "{word}: {text}");
        }
    }
}
