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
    project.write("ca.pem", Receiver::authority().as_bytes());
    let mut command = project.command();
    for (name, receiver) in receivers {
        command.env(format!("ALLCLEAR_NOTIFY_{}_URL", name.to_uppercase()), receiver.url("/hooks/x"));
        command.env(format!("ALLCLEAR_NOTIFY_{}_SECRET", name.to_uppercase()), SECRET);
    }
    command.args(["--now", NOW, "watch", "--poll", "50", "--notify", "--allow-private", "--ca-file"]);
    command.arg(project.path("ca.pem")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
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
    drop(running);
    // A restart repeats nothing.
    let running = watch(&fixed, &[("stalled", &stalled), ("ops", &receiver)]);
    wait_for(&stalled, 2);
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(receiver.requests().len(), 4);
    drop(running);
}
