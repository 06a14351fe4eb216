//! What arrives, how often, and in which order, whatever the receiver does.

use std::time::{Duration, Instant};

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

use super::{SECRET, assert_discreet, destination, notify_with, project, publish};
use crate::support::{Answer, Git, Receiver, Request, Run};

fn types(receiver: &Receiver) -> Vec<String> {
    receiver
        .requests()
        .iter()
        .map(|request| request.json()["type"].as_str().expect("a type").to_owned())
        .collect()
}

#[test]
fn what_is_new_is_sent_once_and_in_order() {
    let receiver = Receiver::accepting();
    let project = project(&[destination("ops", "webhook", "public", "")]);
    publish(&project);
    let url = receiver.url("/hooks/x");
    let run = notify_with(&project, &[("ops", &url)], &[]).ok();
    assert_eq!(run.stdout, "sent: ops: opened\nsent: ops: updated\n2 messages sent\n");
    assert_eq!(types(&receiver), ["incident.opened", "incident.updated"]);
    assert_discreet(&project, &run, &[&receiver]);
    let again = notify_with(&project, &[("ops", &url)], &[]).ok();
    assert_eq!(again.stdout, "0 messages sent\n");
    assert_eq!(receiver.requests().len(), 2);
}

#[test]
fn a_webhook_is_signed_as_the_specification_says() {
    let receiver = Receiver::accepting();
    let project = project(&[destination("ops", "webhook", "public", "events = [\"opened\"]")]);
    publish(&project);
    notify_with(&project, &[("ops", &receiver.url("/hooks/x"))], &[]).ok();
    let [request] = &receiver.requests()[..] else { panic!("one request") };
    assert_eq!(request.line, "POST /hooks/x HTTP/1.1");
    assert_eq!(request.field("content-type"), "application/json");
    let (id, time) = (request.field("webhook-id"), request.field("webhook-timestamp"));
    let secret = BASE64.decode(SECRET.trim_start_matches("whsec_").as_bytes()).expect("base64");
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret).expect("a key");
    mac.update(format!("{id}.{time}.").as_bytes());
    mac.update(&request.body);
    let expected = format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()));
    assert_eq!(request.field("webhook-signature"), expected);
    assert_eq!(id, format!("msg_{}", request.field("idempotency-key")));
    let age = chrono::Utc::now().timestamp() - time.parse::<i64>().expect("seconds");
    assert!((0..120).contains(&age), "the time is that of the attempt, not of the update: {age}");
}

#[test]
fn only_what_was_published_is_told() {
    let receiver = Receiver::accepting();
    let project = project(&[destination("ops", "webhook", "public", "")]);
    publish(&project);
    let url = receiver.url("/hooks/x");
    notify_with(&project, &[("ops", &url)], &[]).ok();
    let project = project.update(
        "2026-03-14T1000Z-monitoring",
        "status = \"monitoring\"\nnext_update = \"12h\"",
        "Fixed.",
    );
    Git::at(project.root()).commit();
    assert_eq!(
        notify_with(&project, &[("ops", &url)], &[]).ok().stdout,
        "0 messages sent\n",
        "it is committed only"
    );
    publish(&project);
    assert_eq!(
        notify_with(&project, &[("ops", &url)], &[]).ok().stdout,
        "sent: ops: updated\n1 message sent\n"
    );
}

#[test]
fn without_a_published_revision_nothing_is_sent() {
    let project = project(&[destination("ops", "webhook", "public", "")]);
    Git::init(project.root()).commit();
    let run = notify_with(&project, &[("ops", "https://127.0.0.1:9/hooks/x")], &[]).failed(2);
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no git revision `refs/allclear/published`
    help: messages are about what was published; `allclear build --keep-going refs/allclear/published --move-ref` says what that is, or name a revision with `--published`
    ");
}

#[test]
fn what_is_old_or_imported_is_skipped_until_it_is_asked_for() {
    let receiver = Receiver::accepting();
    let project = project(&[destination("ops", "webhook", "public", "")]).file(
        "content/incidents/2026-03-01-old/comms/2026-03-01T0900Z-resolved.md",
        "+++\ntitle = \"Old errors\"\nslug = \"old\"\nstatus = \"resolved\"\n+++\nOver.\n",
    );
    publish(&project);
    let url = receiver.url("/hooks/x");
    let dry = notify_with(&project, &[("ops", &url)], &["--dry-run"]).ok();
    assert_eq!(dry.stdout, "ops: 2 messages (opened 1, updated 1); 1 skipped\n");
    assert!(receiver.requests().is_empty() && !project.path(".allclear/notified.json").exists());
    let run = notify_with(&project, &[("ops", &url)], &[]).ok();
    assert!(run.stdout.ends_with("2 messages sent, 1 skipped\n"), "{}", run.stdout);
    let run = notify_with(&project, &[("ops", &url)], &["--resend"]).ok();
    assert_eq!(run.stdout, "sent: ops: resolved\n1 message sent\n");
    std::fs::remove_file(project.path(".allclear/notified.json")).expect("removed");
    let run = notify_with(&project, &[("ops", &url)], &[]).ok();
    assert!(
        run.stdout.ends_with("2 messages sent, 1 skipped\n"),
        "a lost ledger is a first run: {}",
        run.stdout
    );
    let keys: Vec<String> =
        receiver.requests().iter().map(|request| request.field("webhook-id").to_owned()).collect();
    assert_eq!((&keys[0], &keys[1]), (&keys[3], &keys[4]), "and what is repeated has the same key");
}

#[test]
fn a_damaged_ledger_is_an_error_and_not_a_first_run() {
    let project =
        project(&[destination("ops", "webhook", "public", "")]).file(".allclear/notified.json", "{");
    publish(&project);
    let run = notify_with(&project, &[("ops", "https://127.0.0.1:9/hooks/x")], &[]).failed(2);
    assert!(run.stderr.contains("cannot read `.allclear/notified.json`: it is damaged"), "{}", run.stderr);
}

/// Sends the two messages of an incident to a receiver that first fails.
#[track_caller]
fn arrives_after(first: Answer) -> Vec<Request> {
    let receiver =
        Receiver::start(move |number| if number == 0 { first.clone() } else { Answer::Status(200, "") });
    let project = project(&[destination("ops", "webhook", "public", "")]);
    publish(&project);
    let run = notify_with(&project, &[("ops", &receiver.url("/hooks/x"))], &[]).ok();
    assert!(
        run.stdout.ends_with("sent: ops: opened\nsent: ops: updated\n2 messages sent\n"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.starts_with("failed: ops: opened: "), "{}", run.stderr);
    assert_discreet(&project, &run, &[&receiver]);
    receiver.requests()
}

#[test]
fn a_message_is_tried_again_with_the_same_key_before_the_next_one() {
    for first in [
        Answer::Status(500, ""),
        Answer::Status(408, ""),
        Answer::Close,
        Answer::CloseHalfway,
        Answer::Late(Duration::from_millis(10), 503),
    ] {
        let requests = arrives_after(first.clone());
        let keys: Vec<&str> = requests.iter().map(|request| request.field("webhook-id")).collect();
        assert_eq!(keys.len(), 3, "{first:?}");
        assert_eq!(keys[0], keys[1], "{first:?}");
        assert_ne!(keys[1], keys[2], "{first:?}");
        assert!(requests[1].at - requests[0].at >= Duration::from_millis(900), "{first:?}: it waits");
        assert_ne!(requests[0].field("webhook-signature"), "");
    }
    assert_eq!(arrives_after(Answer::CloseAtOnce).len(), 2);
}

#[test]
fn retry_after_is_respected_also_by_the_next_run() {
    let requests = arrives_after(Answer::Status(429, "retry-after: 3\r\n"));
    assert!(
        requests[1].at - requests[0].at >= Duration::from_secs(3),
        "{:?}",
        requests[1].at - requests[0].at
    );
    let receiver = Receiver::start(|_| Answer::Status(429, "retry-after: 600\r\n"));
    let project = project(&[destination("ops", "webhook", "public", "")]);
    publish(&project);
    let url = receiver.url("/hooks/x");
    let started = Instant::now();
    for _ in 0..2 {
        let run = notify_with(&project, &[("ops", &url)], &["--wait", "30s"]).failed(2);
        assert!(run.stderr.contains("left: ops: 2 messages for the next run"), "{}", run.stderr);
    }
    assert_eq!(receiver.requests().len(), 1, "the second run does not even ask");
    assert!(started.elapsed() < Duration::from_secs(20), "nobody waits for what comes too late");
}

#[test]
fn what_would_fail_again_is_set_aside_and_the_next_message_is_sent() {
    for (status, reason) in [
        (404, "the receiver answered 404"),
        (410, "the receiver answered 410"),
        (302, "the receiver answered 302: redirects are not followed"),
    ] {
        let elsewhere = Receiver::accepting();
        let location: &'static str = format!("location: {}\r\n", elsewhere.url("/hooks/y")).leak();
        let receiver = Receiver::start(move |number| {
            if number == 0 { Answer::Status(status, location) } else { Answer::Status(200, "") }
        });
        let project = project(&[destination("ops", "slack", "public", "")]);
        publish(&project);
        let url = receiver.url("/hooks/x");
        let run = notify_with(&project, &[("ops", &url)], &[]).failed(2);
        assert_eq!(run.stderr, format!("set aside: ops: opened: {reason}\n"));
        assert_eq!(run.stdout, "sent: ops: updated\n1 message sent\n");
        assert_discreet(&project, &run, &[&receiver, &elsewhere]);
        assert!(elsewhere.requests().is_empty());
        assert_eq!(notify_with(&project, &[("ops", &url)], &[]).ok().stdout, "0 messages sent\n");
        let run = notify_with(&project, &[("ops", &url)], &["--resend"]).ok();
        assert_eq!(run.stdout, "sent: ops: opened\n1 message sent\n");
    }
}

#[test]
fn after_a_day_a_message_is_set_aside() {
    let receiver = Receiver::start(|_| Answer::Status(500, ""));
    let project = project(&[destination("ops", "webhook", "public", "events = [\"opened\"]")]);
    publish(&project);
    let url = receiver.url("/hooks/x");
    let run = notify_with(&project, &[("ops", &url)], &["--wait", "0s"]).failed(2);
    assert!(run.stderr.ends_with("left: ops: 1 message for the next run\n"), "{}", run.stderr);
    let ledger =
        project.read(".allclear/notified.json").replace("2026-03-14T12:00:00Z", "2026-03-13T12:00:00Z");
    project.write(".allclear/notified.json", ledger.as_bytes());
    let run = notify_with(&project, &[("ops", &url)], &["--wait", "0s"]).failed(2);
    assert_eq!(run.stderr, "set aside: ops: opened: the receiver answered 500; it was tried for 24 hours\n");
    assert_eq!(receiver.requests().len(), 2);
}

#[test]
fn a_receiver_that_does_not_answer_delays_no_other() {
    let (stalled, quick) = (Receiver::start(|_| Answer::Hang), Receiver::accepting());
    let refusing = "https://127.0.0.1:9/hooks/x";
    let project = project(&[
        destination("stalled", "webhook", "public", ""),
        destination("refusing", "webhook", "public", ""),
        destination("quick", "webhook", "public", ""),
    ]);
    publish(&project);
    let receivers = [("stalled", stalled.url("/hooks/x")), ("quick", quick.url("/hooks/x"))];
    let mut receivers: Vec<(&str, &str)> =
        receivers.iter().map(|(name, url)| (*name, url.as_str())).collect();
    receivers.push(("refusing", refusing));
    let run = notify_with(&project, &receivers, &["--wait", "2s"]).failed(2);
    let stalled_at = stalled.requests()[0].at;
    let quick: Vec<Duration> =
        quick.requests().iter().map(|request| request.at.saturating_duration_since(stalled_at)).collect();
    assert!(quick.len() == 2 && quick.iter().all(|delay| *delay < Duration::from_secs(10)), "{quick:?}");
    for line in
        ["failed: stalled: opened: no answer in time", "failed: refusing: opened: it refused the connection"]
    {
        assert!(run.stderr.contains(line), "{}", run.stderr);
    }
    assert_discreet(&project, &run, &[&stalled]);
}

#[test]
fn only_public_addresses_and_https_are_used_unless_the_command_line_permits_more() {
    let receiver = Receiver::accepting();
    let project = project(&[destination("ops", "webhook", "public", "events = [\"opened\"]")]);
    publish(&project);
    let run = |url: &str| {
        let mut command = project.command();
        command.env("ALLCLEAR_NOTIFY_OPS_URL", url).env("ALLCLEAR_NOTIFY_OPS_SECRET", SECRET);
        command.args(["--now", crate::support::NOW, "notify", "--wait", "0s"]);
        Run::of(&mut command)
    };
    for url in [receiver.url("/hooks/x"), format!("https://localhost:{}/hooks/x", receiver.port())] {
        std::fs::remove_file(project.path(".allclear/notified.json")).ok();
        let run = run(&url).failed(2);
        assert_eq!(
            run.stderr,
            "set aside: ops: opened: its address is in a private network, which only `--allow-private` permits\n"
        );
        assert_discreet(&project, &run, &[&receiver]);
    }
    let run = run("http://127.0.0.1/hooks/x").failed(2);
    assert_eq!(run.stderr, "error: ops: the address cannot be used: it does not begin with `https://`\n");
    assert!(receiver.requests().is_empty());
}

#[test]
fn an_unknown_certificate_is_refused() {
    let receiver = Receiver::accepting();
    let project = project(&[destination("ops", "slack", "public", "events = [\"opened\"]")]);
    publish(&project);
    let mut command = project.command();
    command.env("ALLCLEAR_NOTIFY_OPS_URL", receiver.url("/hooks/x"));
    command.args(["--now", crate::support::NOW, "notify", "--allow-private", "--wait", "0s"]);
    let run = Run::of(&mut command).failed(2);
    assert!(run.stderr.contains("its certificate is not accepted"), "{}", run.stderr);
    assert_discreet(&project, &run, &[&receiver]);
    assert!(receiver.requests().is_empty());
}

#[test]
fn each_kind_of_chat_gets_its_own_format() {
    for (kind, pointer, expected) in [
        ("slack", "/blocks/0/text/text", "Investigating: Checkout errors"),
        ("teams", "/attachments/0/content/body/0/inlines/0/text", "Investigating: Checkout errors"),
        ("discord", "/embeds/0/title", "Investigating\\: Checkout errors"),
        ("webhook", "/data/title", "Checkout errors"),
    ] {
        let receiver = Receiver::accepting();
        let project = project(&[destination("ops", kind, "public", "events = [\"opened\"]")]);
        publish(&project);
        notify_with(&project, &[("ops", &receiver.url("/hooks/x"))], &[]).ok();
        let body: Value = receiver.requests()[0].json();
        assert_eq!(body.pointer(pointer).and_then(Value::as_str), Some(expected), "{body:#}");
        insta::assert_snapshot!(format!("payload_{kind}"), format!("{body:#}"));
    }
}

#[test]
fn a_busy_receiver_gets_nothing_until_it_is_ready_and_others_go_on() {
    for (status, fields, pause) in [
        (429, "", Duration::from_secs(1)),
        (429, "retry-after: 2\r\n", Duration::from_secs(2)),
        (503, "retry-after: 2\r\n", Duration::from_secs(2)),
    ] {
        let busy = Receiver::start(move |number| {
            if number == 0 { Answer::Status(status, fields) } else { Answer::Status(200, "") }
        });
        let other = Receiver::accepting();
        let project = project(&[
            destination("busy", "webhook", "public", ""),
            destination("other", "webhook", "public", ""),
        ]);
        // Another incident, whose messages need not wait for those of the first.
        let project = project.file(
            "content/incidents/2026-03-14-docs/comms/2026-03-14T0930Z-investigating.md",
            "+++\ntitle = \"Docs are slow\"\nslug = \"docs\"\nstatus = \"investigating\"\nnext_update = \"12h\"\n\
             components = { api = \"degraded_performance\" }\n+++\nThey load slowly.\n",
        );
        publish(&project);
        let urls = [busy.url("/hooks/x"), other.url("/hooks/x")];
        let run = notify_with(&project, &[("busy", &urls[0]), ("other", &urls[1])], &[]).ok();
        assert!(run.stdout.ends_with("6 messages sent\n"), "{}", run.stdout);
        let (requests, others) = (busy.requests(), other.requests());
        assert_eq!((requests.len(), others.len()), (4, 3), "{status} {fields}");
        for later in &requests[1..] {
            let waited = later.at - requests[0].at;
            // The clock of the receiver may be slightly behind.
            assert!(waited + Duration::from_millis(50) >= pause, "{status} {fields}: {waited:?}");
        }
        let done = others.iter().map(|request| request.at.saturating_duration_since(requests[0].at)).max();
        assert!(
            done < Some(pause.max(Duration::from_secs(2))),
            "{status} {fields}: the other waited {done:?}"
        );
    }
    // A failure of another kind delays its own incident only.
    let failing = Receiver::start(|number| Answer::Status(if number == 0 { 500 } else { 200 }, ""));
    let project = project(&[destination("ops", "webhook", "public", "events = [\"opened\"]")]).file(
        "content/incidents/2026-03-14-docs/comms/2026-03-14T0930Z-investigating.md",
        "+++\ntitle = \"Docs are slow\"\nslug = \"docs\"\nstatus = \"investigating\"\nnext_update = \"12h\"\n\
         components = { api = \"degraded_performance\" }\n+++\nThey load slowly.\n",
    );
    publish(&project);
    notify_with(&project, &[("ops", &failing.url("/hooks/x"))], &[]).ok();
    let requests = failing.requests();
    let titles: Vec<Value> = requests.iter().map(|request| request.json()["data"]["title"].clone()).collect();
    assert_eq!(titles, ["Checkout errors", "Docs are slow", "Checkout errors"]);
}
