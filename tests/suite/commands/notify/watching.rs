//! `watch --notify`: messages after each publication.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::{SECRET, destination, project};
use crate::support::{Answer, NOW, Project, Receiver};

/// How long to wait for messages before a test fails.
const PATIENCE: Duration = Duration::from_mins(1);

/// A program that is killed when the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn watch(project: &Project, receivers: &[(&str, &Receiver)]) -> Running {
    watch_with(project, receivers, &[])
}

fn watch_with(project: &Project, receivers: &[(&str, &Receiver)], arguments: &[&str]) -> Running {
    project.write("ca.pem", Receiver::authority().as_bytes());
    let mut command = project.command();
    for (name, receiver) in receivers {
        command.env(format!("ALLCLEAR_NOTIFY_{}_URL", name.to_uppercase()), receiver.url("/hooks/x"));
        command.env(format!("ALLCLEAR_NOTIFY_{}_SECRET", name.to_uppercase()), SECRET);
    }
    command.args(["--now", NOW, "watch", "--poll", "50", "--notify", "--allow-private", "--ca-file"]);
    command
        .arg(project.path("ca.pem"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Running(command.spawn().expect("the program starts"))
}

#[track_caller]
fn wait_for(receiver: &Receiver, count: usize) {
    let started = Instant::now();
    while receiver.requests().len() < count {
        assert!(started.elapsed() < PATIENCE, "{} of {count} messages", receiver.requests().len());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Waits until the ledger says that so many messages were sent. Whoever kills the program earlier gets a repetition.
#[track_caller]
fn wait_for_ledger(project: &Project, count: usize) {
    let started = Instant::now();
    let sent = || -> Option<usize> {
        let text = std::fs::read_to_string(project.path(".allclear/notified.json")).ok()?;
        let ledger: serde_json::Value = serde_json::from_str(&text).ok()?;
        Some(ledger["sent"].as_object()?.len())
    };
    while sent().unwrap_or_default() < count {
        assert!(started.elapsed() < PATIENCE, "the ledger has {:?} of {count} messages", sent());
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_watch_published_is_sent_and_a_stalled_receiver_delays_neither_builds_nor_others() {
    let (stalled, receiver) = (Receiver::start(|_| Answer::Hang), Receiver::accepting());
    let project = project(&[
        destination("stalled", "webhook", "public", ""),
        destination("ops", "webhook", "public", ""),
    ]);
    let running = watch(&project, &[("stalled", &stalled), ("ops", &receiver)]);
    wait_for(&receiver, 2);
    wait_for(&stalled, 1);
    let started = Instant::now();
    let project = project.update(
        "2026-03-14T1000Z-monitoring",
        "status = \"monitoring\"\nnext_update = \"12h\"",
        "Fixed.",
    );
    wait_for(&receiver, 3);
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
    assert!(project.read("public/incidents/checkout/index.html").contains("Fixed."));
    let broken = project.update("2026-03-14T1010Z-resolved", "status = \"resolvd\"", "Over.");
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(receiver.requests().len(), 3, "what was not published is not told");
    let fixed = broken.update("2026-03-14T1010Z-resolved", "status = \"resolved\"", "Over.");
    wait_for(&receiver, 4);
    assert_eq!(receiver.requests()[3].json()["type"], "incident.resolved");
    wait_for_ledger(&fixed, 4);
    drop(running);
    // A restart repeats nothing.
    let running = watch(&fixed, &[("stalled", &stalled), ("ops", &receiver)]);
    wait_for(&stalled, 2);
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(receiver.requests().len(), 4);
    drop(running);
}

#[test]
fn a_changed_list_of_destinations_is_used_without_a_restart() {
    let (first, later) = (Receiver::accepting(), Receiver::accepting());
    let (ops, late) =
        (destination("ops", "webhook", "public", ""), destination("late", "webhook", "public", ""));
    let project = project(std::slice::from_ref(&ops));
    let secrets = project.path("secrets").display().to_string();
    std::fs::create_dir(project.path("secrets")).expect("a folder");
    let running = watch_with(&project, &[("ops", &first)], &["--secrets", &secrets]);
    wait_for(&first, 2);
    // Without its address, a destination is only a problem of its own.
    project.write("content/notify.toml", [ops.as_str(), &late].concat().as_bytes());
    std::thread::sleep(Duration::from_millis(1500));
    project.write("secrets/late.url", later.url("/hooks/y").as_bytes());
    project.write("secrets/late.secret", SECRET.as_bytes());
    project.write("content/notify.toml", [&late, "\n", &ops].concat().as_bytes());
    wait_for(&later, 2);
    let project = project.update(
        "2026-03-14T1000Z-monitoring",
        "status = \"monitoring\"\nnext_update = \"12h\"",
        "Fixed.",
    );
    wait_for(&later, 3);
    wait_for(&first, 3);
    // A destination that was removed gets nothing more.
    project.write("content/notify.toml", late.as_bytes());
    let _project = project.update("2026-03-14T1010Z-resolved", "status = \"resolved\"", "Over.");
    wait_for(&later, 4);
    std::thread::sleep(Duration::from_millis(1500));
    let types = |receiver: &Receiver| -> Vec<String> {
        receiver.requests().iter().map(|it| it.json()["type"].as_str().expect("a type").to_owned()).collect()
    };
    let all = ["incident.opened", "incident.updated", "incident.updated", "incident.resolved"];
    assert_eq!(types(&first), all[..3]);
    assert_eq!(types(&later), all);
    drop(running);
}

#[test]
fn a_changed_address_is_used_without_a_restart_and_without_a_publication() {
    let (wrong, right) = (Receiver::start(|_| Answer::Status(500, "")), Receiver::accepting());
    let project = project(&[destination("ops", "webhook", "public", "")]);
    let secrets = project.path("secrets").display().to_string();
    std::fs::create_dir(project.path("secrets")).expect("a folder");
    project.write("secrets/ops.url", wrong.url("/hooks/x").as_bytes());
    project.write("secrets/ops.secret", SECRET.as_bytes());
    let running = watch_with(&project, &[], &["--secrets", &secrets]);
    wait_for(&wrong, 1);
    project.write("secrets/ops.url", right.url("/hooks/y").as_bytes());
    wait_for(&right, 2);
    let tries = wrong.requests().len();
    let _project = project.update("2026-03-14T1010Z-resolved", "status = \"resolved\"", "Over.");
    wait_for(&right, 3);
    std::thread::sleep(Duration::from_millis(1500));
    assert!(wrong.requests().len() <= tries + 1, "the old address gets nothing more");
    drop(running);
}

/// The number of threads of a process.
#[cfg(target_os = "linux")]
fn threads(running: &Running) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", running.0.id())).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("Threads:")).expect("a number");
    line.trim().parse().expect("a number")
}

/// 50 destinations, of which one hangs: the others get everything in seconds, with one thread for each destination.
#[cfg(target_os = "linux")]
#[test]
fn one_stalled_receiver_delays_none_of_fifty_and_there_is_a_thread_for_each() {
    const DESTINATIONS: usize = 50;
    let (stalled, quick) = (Receiver::start(|_| Answer::Hang), Receiver::accepting());
    let names: Vec<String> = (0..DESTINATIONS).map(|number| format!("chat-{number}")).collect();
    let destinations: Vec<String> =
        names.iter().map(|name| destination(name, "webhook", "public", "")).collect();
    let project = project(&destinations);
    std::fs::create_dir(project.path("secrets")).expect("a folder");
    for (number, name) in names.iter().enumerate() {
        let receiver = if number == 0 { &stalled } else { &quick };
        project.write(&format!("secrets/{name}.url"), receiver.url(&format!("/hooks/{name}")).as_bytes());
        project.write(&format!("secrets/{name}.secret"), SECRET.as_bytes());
    }
    let secrets = project.path("secrets").display().to_string();
    let running = watch_with(&project, &[], &["--secrets", &secrets]);
    wait_for(&stalled, 1);
    let started = Instant::now();
    wait_for(&quick, 2 * (DESTINATIONS - 1));
    let first = started.elapsed();
    let before = threads(&running);
    // The stalled request is still waiting when the next update is sent to all others.
    let published = Instant::now();
    let _project = project.update(
        "2026-03-14T1000Z-monitoring",
        "status = \"monitoring\"\nnext_update = \"12h\"",
        "Fixed.",
    );
    wait_for(&quick, 3 * (DESTINATIONS - 1));
    let second = published.elapsed();
    println!("98 messages after {first:?}, 49 more after {second:?}, {before} threads");
    // A request may take 20 seconds, so nobody waited for the stalled one.
    assert!(first < Duration::from_secs(15) && second < Duration::from_secs(15), "{first:?} {second:?}");
    assert!(threads(&running) <= before, "{} threads instead of {before}", threads(&running));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    assert!(before <= DESTINATIONS + cores + 10, "{before} threads");
}
