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

use crate::support::{NOW, Project};

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
