//! The program is killed at random moments. Nothing is lost, nothing overtakes, and what is repeated has the same key.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use super::{command, destination, notify_with, publish};
use crate::support::{Answer, Project, Receiver};

/// How often the program is killed.
const KILLS: usize = 200;

/// Incidents with three updates each, in the round with this number.
fn project(round: usize) -> Project {
    let destinations =
        [destination("one", "webhook", "public", ""), destination("two", "webhook", "public", "")];
    let mut project = Project::new().file("content/notify.toml", &destinations.concat());
    for incident in 0..10 {
        for (number, status) in ["investigating", "identified", "monitoring"].into_iter().enumerate() {
            let head = if number == 0 {
                format!(
                    "title = \"Errors {incident}\"\nslug = \"errors-{round}-{incident}\"\ncomponents = {{ api = \"partial_outage\" }}\n"
                )
            } else {
                String::new()
            };
            project = project.file(
                &format!(
                    "content/incidents/2026-03-14-x{incident}/comms/2026-03-14T0{incident}0{number}Z.md"
                ),
                &format!("+++\n{head}status = \"{status}\"\nnext_update = \"12h\"\n+++\nText {number}.\n"),
            );
        }
    }
    publish(&project);
    project
}

/// Numbers that look random, from a seed.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn nothing_is_lost_and_nothing_overtakes_whenever_the_program_is_killed() {
    let (mut kills, mut round, mut state) = (0, 0, 0x5eed_u64);
    while kills < KILLS {
        round += 1;
        // Every fifth request fails in some way.
        let answer = |number: usize| match number % 25 {
            5 => Answer::Status(500, ""),
            10 => Answer::Close,
            15 => Answer::Late(Duration::from_millis(30), 200),
            20 => Answer::CloseAtOnce,
            _ => Answer::Late(Duration::from_millis(5), 200),
        };
        let receivers = [Receiver::start(answer), Receiver::start(answer)];
        let urls = [receivers[0].url("/hooks/x"), receivers[1].url("/hooks/x")];
        let addresses = [("one", urls[0].as_str()), ("two", urls[1].as_str())];
        let project = project(round);
        for _ in 0..50 {
            let mut program = command(&project, &addresses);
            program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = program.spawn().expect("the program starts");
            thread::sleep(Duration::from_millis(random(&mut state) % 250));
            if child.try_wait().expect("it is there").is_none() {
                kills += 1;
            }
            child.kill().expect("killed");
            child.wait().expect("ended");
        }
        notify_with(&project, &addresses, &[]).ok();
        assert_eq!(notify_with(&project, &addresses, &[]).ok().stdout, "0 messages sent\n");
        for receiver in &receivers {
            let mut order: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
            for request in receiver.requests() {
                let body = request.json();
                let text = |pointer: &str| {
                    body.pointer(pointer).and_then(|it| it.as_str()).expect("a text").to_owned()
                };
                let key = request.field("webhook-id").to_owned();
                order.entry(text("/data/id")).or_default().push((text("/data/text"), key));
            }
            assert_eq!(order.len(), 10);
            for mut arrived in order.into_values() {
                assert!(arrived.is_sorted_by(|a, b| a.0 <= b.0), "in order: {arrived:?}");
                arrived.dedup();
                let texts: Vec<&str> = arrived.iter().map(|(text, _)| text.as_str()).collect();
                assert_eq!(
                    texts,
                    ["Text 0.", "Text 1.", "Text 2."],
                    "each once with the same key: {arrived:?}"
                );
            }
        }
    }
}
