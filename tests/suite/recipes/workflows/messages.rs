//! The steps of the workflows that send messages, against a receiver on this machine, with the ledger in a ref of the origin.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use chrono::{TimeDelta, Utc};
use serde_json::Value;

use super::runner::Runner;
use super::{github, gitlab, written_by_init, yaml};
use crate::support::{Receiver, Run};

const LEDGER: &str = "refs/allclear/notified";

/// Lets the runner send messages to a receiver on this machine. Nothing else differs from what the workflow runs.
fn allow(runner: &mut Runner, receiver: &Receiver) {
    let authority = runner.path("ca.pem");
    fs::write(&authority, Receiver::authority()).expect("a file");
    let script = format!(
        "#!/bin/sh\nif [ \"$1\" = notify ]; then\n  shift\n  exec '{0}' notify --allow-private --ca-file '{1}' \"$@\"\nfi\n\
         exec '{0}' \"$@\"\n",
        env!("CARGO_BIN_EXE_allclear"),
        authority.display()
    );
    let path = runner.path("bin/allclear");
    fs::write(&path, script).expect("a program");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
    runner.set("ALLCLEAR_NOTIFY_STATUS_CHAT_URL", &receiver.url("/hooks/secret-path"));
}

/// Pushes a change to the list of destinations and an update that was written just now.
fn push_update(runner: &Runner, minutes_ago: i64, keys: &str, text: &str) {
    let name = (Utc::now() - TimeDelta::minutes(minutes_ago)).format("%Y-%m-%dT%H%M%SZ");
    runner.push(|work| {
        let destination = "[[notify]]\nname = \"status-chat\"\nkind = \"slack\"\naudience = \"public\"\n";
        fs::write(work.join("content/notify.toml"), destination).expect("a file");
        let comms = work.join("content/incidents/2026-slow/comms");
        fs::create_dir_all(&comms).expect("a folder");
        fs::write(comms.join(format!("{name}.md")), format!("+++\n{keys}+++\n{text}\n")).expect("a file");
    });
}

const FIRST: &str =
    "title = \"It is slow\"\nslug = \"slow\"\nstatus = \"investigating\"\nnext_update = \"12h\"\n";
const NEXT: &str = "status = \"monitoring\"\nnext_update = \"12h\"\n";

/// The messages that the receiver got, by their first words.
fn told(receiver: &Receiver) -> Vec<String> {
    let title = |body: &Value| body["blocks"][0]["text"]["text"].as_str().expect("a title").to_owned();
    receiver.requests().iter().map(|request| title(&request.json())).collect()
}

/// Fails if something that was printed has an address or a text.
#[track_caller]
fn assert_discreet(runs: &[Run]) {
    for run in runs {
        for word in ["secret-path", "127.0.0.1", "It is slow", "hooks"] {
            assert!(!run.stdout.contains(word) && !run.stderr.contains(word), "{}{}", run.stdout, run.stderr);
        }
    }
}

/// Runs the steps of the job `publish` on GitHub in their order, up to the first one that fails. An action of somebody else
/// does nothing, apart from the deployment, which may fail. Returns the names of the steps that ran, and what they printed.
fn publish_on_github(runner: &mut Runner, is_deployed: bool) -> (Vec<String>, Vec<Run>) {
    let workflow = yaml(&written_by_init("github", ".github/workflows/allclear.yml"));
    let steps = workflow["jobs"]["publish"]["steps"].as_array().expect("steps").clone();
    runner.checkout();
    for name in ["temp/output", "temp/env", "temp/build.json"] {
        fs::remove_file(runner.path(name)).ok();
    }
    let (mut names, mut runs) = (Vec::new(), Vec::new());
    for step in &steps {
        let name = step["name"].as_str().unwrap_or_default();
        if step["uses"].as_str().is_some_and(|action| action.starts_with("actions/deploy-pages@")) {
            if !is_deployed {
                break;
            }
            names.push(name.to_owned());
        }
        let Some(script) = step["run"].as_str() else { continue };
        // A step runs only if those before it succeeded, unless it says otherwise.
        let condition = step["if"].as_str().unwrap_or_default();
        assert!(!condition.contains("always") && !condition.contains("failure"), "{name}: {condition}");
        let run = runner.run(script);
        let has_failed = run.code != 0;
        names.push(name.to_owned());
        runs.push(run);
        if let Some(code) = runner.read("temp/output").trim().strip_prefix("code=") {
            runner.set("CODE", code);
        }
        if has_failed {
            break;
        }
    }
    (names, runs)
}

#[test]
#[ignore = "needs jq"]
fn github_sends_messages_once_and_only_after_publication() {
    let receiver = Receiver::accepting();
    let mut runner = github::new_runner();
    allow(&mut runner, &receiver);
    push_update(&runner, 10, FIRST, "Answers take long.");

    // Nothing is out yet.
    let (names, runs) = publish_on_github(&mut runner, false);
    assert!(!names.iter().any(|name| name == "Send messages" || name == "Deploy"), "{names:?}");
    assert_discreet(&runs);
    assert!(told(&receiver).is_empty());
    assert!(runner.origin().run(&["for-each-ref", "refs/allclear"]).is_empty(), "nothing is remembered");

    let (names, runs) = publish_on_github(&mut runner, true);
    let place = |name: &str| names.iter().position(|own| own == name).unwrap_or_else(|| panic!("{names:?}"));
    assert!(place("Deploy") < place("Remember what was published"));
    assert!(place("Remember what was published") < place("Send messages"));
    assert_eq!(told(&receiver), ["Investigating: It is slow"]);
    assert_discreet(&runs);
    assert!(!runner.origin().run(&["rev-parse", LEDGER]).is_empty());

    // The schedule runs again and again.
    for _ in 0..2 {
        let (names, _) = publish_on_github(&mut runner, true);
        assert!(names.iter().any(|name| name == "Send messages"), "{names:?}");
    }
    assert_eq!(told(&receiver).len(), 1, "nothing is sent twice");

    // An update that cannot be published, because of an error for which no earlier revision helps.
    push_update(&runner, 8, NEXT, "It is better.");
    let site = fs::read_to_string(runner.path("work/content/site.toml")).expect("the settings");
    runner.push(|work| fs::write(work.join("content/site.toml"), "titel = 1\n").expect("a file"));
    let (names, _) = publish_on_github(&mut runner, true);
    assert!(!names.iter().any(|name| name == "Send messages"), "{names:?}");
    assert_eq!(told(&receiver).len(), 1);

    // Once it is repaired, the message follows.
    runner.push(|work| fs::write(work.join("content/site.toml"), &site).expect("a file"));
    publish_on_github(&mut runner, true);
    assert_eq!(told(&receiver), ["Investigating: It is slow", "Monitoring: It is slow"]);
}

#[test]
fn github_passes_secrets_to_no_other_step() {
    let text = written_by_init("github", ".github/workflows/allclear.yml");
    let step = text.split("- name: Send messages").nth(1).expect("the step");
    assert!(
        step.contains("# ALLCLEAR_NOTIFY_STATUS_CHAT_URL: ${{ secrets.ALLCLEAR_NOTIFY_STATUS_CHAT_URL }}")
    );
    assert_eq!(text.matches("ALLCLEAR_NOTIFY_").count(), 2, "only this step names them");
}

#[test]
#[ignore = "needs jq"]
fn gitlab_sends_messages_once_and_only_after_publication() {
    let pipeline = yaml(&written_by_init("gitlab", ".gitlab-ci.yml"));
    let stages: Vec<&str> =
        pipeline["stages"].as_array().expect("stages").iter().filter_map(Value::as_str).collect();
    let place = |job: &str| {
        let stage = pipeline[job]["stage"].as_str().expect("a stage");
        stages.iter().position(|own| *own == stage).expect("a place")
    };
    // A job of a later stage runs only if all jobs before it succeeded, unless it says otherwise.
    assert!(place("pages") < place("messages"), "{stages:?}");
    for key in ["needs", "when", "allow_failure"] {
        assert!(pipeline["messages"][key].is_null() && pipeline["pages"][key].is_null(), "{key}");
    }
    let rules = pipeline["messages"]["rules"].to_string();
    assert!(!rules.contains("always"), "{rules}");

    let receiver = Receiver::accepting();
    let mut runner = gitlab::new_runner();
    allow(&mut runner, &receiver);
    push_update(&runner, 10, FIRST, "Answers take long.");
    let run = |runner: &Runner| {
        runner.checkout();
        let published = gitlab::job(runner, "pages");
        if published.code != 0 {
            return (published.code, vec![published]);
        }
        // Another machine runs the next job.
        runner.checkout();
        let messages = gitlab::job(runner, "messages").ok();
        (0, vec![published, messages])
    };
    let (_, runs) = run(&runner);
    assert_eq!(told(&receiver), ["Investigating: It is slow"]);
    assert_discreet(&runs);
    for run in &runs {
        assert!(!run.stdout.contains("token-of-the-test") && !run.stderr.contains("token-of-the-test"));
    }
    assert!(!runner.origin().run(&["rev-parse", LEDGER]).is_empty());
    run(&runner);
    assert_eq!(told(&receiver).len(), 1, "nothing is sent twice");

    push_update(&runner, 8, NEXT, "It is better.");
    let site = fs::read_to_string(runner.path("work/content/site.toml")).expect("the settings");
    runner.push(|work| fs::write(work.join("content/site.toml"), "titel = 1\n").expect("a file"));
    assert_eq!(run(&runner).0, 1);
    assert_eq!(told(&receiver).len(), 1);
    runner.push(|work| fs::write(work.join("content/site.toml"), &site).expect("a file"));
    run(&runner);
    assert_eq!(told(&receiver), ["Investigating: It is slow", "Monitoring: It is slow"]);

    // Without the token there is no ledger, so nothing is sent.
    push_update(&runner, 6, NEXT, "It is much better.");
    runner.checkout();
    gitlab::job(&runner, "pages").ok();
    runner.set("ALLCLEAR_TOKEN", "");
    let quiet = gitlab::job(&runner, "messages").ok();
    assert!(quiet.stdout.contains("no messages are sent"), "{}", quiet.stdout);
    assert_eq!(told(&receiver).len(), 2);
}
