//! `--on-due` with a real command: nothing is lost, whenever the program is killed.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::running::Watching;
use crate::support::Project;

const FOLDER: &str = "content/incidents/2026-03-14-api";

/// An open incident that was detected at a time, with steps that are due `after` so many seconds.
fn project(detected: DateTime<Utc>, after: &[i64]) -> Project {
    let steps = after.iter().enumerate().map(|(number, seconds)| {
        format!(
            "[[escalation.P1]]\nid = \"step-{number}\"\nafter = \"{seconds}s\"\nrole = \"commander\"\naction = \"act\"\n\n"
        )
    });
    Project::new()
        .file("content/response.toml", &steps.collect::<String>())
        .file(&format!("{FOLDER}/incident.md"), "+++\ntitle = \"Pooler\"\nseverity = \"P1\"\n+++\n5xx.\n")
        .file(
            &format!("{FOLDER}/timeline/{}-monitor.md", detected.format("%Y-%m-%dT%H%M%SZ")),
            "+++\nmilestone = \"detected\"\n+++\n5xx\n",
        )
}

/// Writes an executable script into the project.
fn script(project: &Project, text: &str) -> String {
    let path = project.path("page.sh");
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
    path.display().to_string()
}

/// Starts with the real clock.
fn watch(project: &Project, command: &str) -> Child {
    let mut program: Command = project.command();
    program.args(["watch", "--poll", "50", "--on-due", command]);
    program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    program.spawn().expect("the program starts")
}

/// How often the command got each step.
fn got(project: &Project) -> BTreeMap<String, usize> {
    let text = fs::read_to_string(project.path("got")).unwrap_or_default();
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let item: Value = serde_json::from_str(line).expect("whole lines of JSON");
        *counts.entry(item["step"].as_str().expect("a step").to_owned()).or_default() += 1;
    }
    counts
}

/// Numbers that differ from run to run, because a fixed order of kills could miss the wrong moment for ever.
fn random(limit: u64) -> u64 {
    use std::hash::{BuildHasher as _, Hasher as _};
    std::collections::hash_map::RandomState::new().build_hasher().finish() % limit
}

#[test]
fn no_item_is_lost_in_fifty_restarts_at_random_moments() {
    const KILLS: usize = 50;
    // Sixty steps are due already, and sixty more while the program is killed again and again.
    let now = Utc::now();
    let after: Vec<i64> = (0..60).chain((0..60).map(|number| 600 + number / 3)).collect();
    let project = project(now - TimeDelta::seconds(600), &after);
    let command = script(&project, "item=$(cat); sleep 0.05; echo \"$item\" >> got");
    for _ in 0..KILLS {
        let mut child = watch(&project, &command);
        thread::sleep(Duration::from_millis(50 + random(400)));
        child.kill().expect("killed");
        child.wait().expect("ended");
    }
    let mut child = watch(&project, &command);
    let deadline = Instant::now() + Duration::from_mins(2);
    while got(&project).len() < after.len() {
        assert!(Instant::now() < deadline, "{} of {} items arrived", got(&project).len(), after.len());
        thread::sleep(Duration::from_millis(50));
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    let counts = got(&project);
    let repeated: usize = counts.values().map(|count| count - 1).sum();
    assert!(repeated <= KILLS, "each kill repeats at most the item that was running: {counts:?}");
    assert!(counts.values().all(|count| *count <= KILLS), "{counts:?}");
}

#[test]
fn the_command_gets_no_secrets_and_its_output_is_not_logged() {
    let project = project(Utc::now() - TimeDelta::minutes(2), &[60]);
    let command = script(&project, "echo canary-7; echo canary-8 >&2; env > environment; cat > got");
    let mut program = project.command();
    program.args(["watch", "--format", "json", "--on-due", &command]);
    program.env("ALLCLEAR_KEYS", "allclear-keys.toml").env("OTHER_NAME", "kept");
    let mut watching = Watching::of(program);
    let done = watching.expect("due");
    assert!(
        done["id"].as_str().is_some_and(|id| id.starts_with("incidents/2026-03-14-api/step/P1/step-0/")),
        "{done}"
    );
    let environment = project.read("environment");
    assert!(!environment.contains("ALLCLEAR_") && environment.contains("OTHER_NAME=kept"), "{environment}");
    let item: Value = serde_json::from_str(&project.read("got")).expect("JSON");
    assert_eq!((&item["id"], &item["kind"]), (&done["id"], &"step".into()));
    assert!(!watching.log().contains("canary"), "{}", watching.log());
    assert!(project.read(".allclear/on-due.json").contains("step-0"));
    assert_eq!(watching.stop(), Some(0));
}

#[test]
fn a_command_that_fails_is_logged_and_publishing_goes_on() {
    let project = project(Utc::now() - TimeDelta::minutes(2), &[60]);
    let command = script(&project, "exit 3");
    let mut program = project.command();
    program.args(["watch", "--format", "json", "--on-due", &command]);
    let mut watching = Watching::of(program);
    let failed = watching.expect("due-failed");
    assert_eq!(
        (&failed["message"], &failed["retry_seconds"]),
        (&"exit code 3".into(), &5.0.into()),
        "{failed}"
    );
    project.write("content/pages/about.md", super::running::page("Words.").as_bytes());
    watching.until(|| project.path(super::running::ABOUT).exists());
    fs::remove_file(project.path("page.sh")).expect("removed");
    script(&project, "cat > got");
    watching.expect("due");
    assert_eq!(watching.stop(), Some(0));
}

/// A command that hangs holds back neither publishing nor what was published before it.
#[test]
fn publishing_never_waits_for_the_command() {
    let project = project(Utc::now() - TimeDelta::minutes(2), &[60]);
    let command = script(&project, "touch began; sleep 20");
    let mut program = project.command();
    program.args(["watch", "--format", "json", "--on-due", &command]);
    let mut watching = Watching::of(program);
    let deadline = Instant::now() + Duration::from_mins(1);
    while !project.path("began").exists() {
        assert!(Instant::now() < deadline, "the command does not begin");
        thread::sleep(Duration::from_millis(20));
    }
    project.write("content/pages/about.md", super::running::page("Words.").as_bytes());
    let started = Instant::now();
    watching.until(|| project.path(super::running::ABOUT).exists());
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
}

#[test]
fn what_is_old_at_the_first_start_is_skipped_and_a_wrong_command_is_wrong_usage() {
    let project = project(Utc::now() - TimeDelta::hours(3), &[60, 9_000]);
    let command = script(&project, "item=$(cat); echo \"$item\" >> got");
    let mut child = watch(&project, &command);
    let deadline = Instant::now() + Duration::from_mins(1);
    while got(&project).is_empty() {
        assert!(Instant::now() < deadline, "nothing arrives");
        thread::sleep(Duration::from_millis(20));
    }
    thread::sleep(Duration::from_millis(300));
    child.kill().expect("killed");
    child.wait().expect("ended");
    assert_eq!(got(&project).into_keys().collect::<Vec<_>>(), ["step-1"]);
    let empty = project.run(&["watch", "--on-due", " "]).failed(2);
    assert!(empty.stderr.contains("needs a command"), "{}", empty.stderr);
    let plain = project.path("plain.sh");
    fs::write(&plain, "#!/bin/sh\n").expect("written");
    for (command, why) in [
        ("./no-such-program --now", "there is no such file"),
        ("no-such-program --now", "no folder of `PATH` has a program of this name"),
        ("./content", "it is not a file"),
        (&plain.display().to_string(), "it is not executable"),
    ] {
        let run = project.run(&["watch", "--on-due", command]).failed(2);
        assert!(
            run.stderr.contains(why) && run.stderr.contains("without a shell"),
            "{command}: {}",
            run.stderr
        );
    }
    fs::write(project.path(".allclear/on-due.json"), "{").expect("written");
    let damaged = project.run(&["watch", "--on-due", &command]).failed(2);
    assert!(damaged.stderr.contains("damaged") && damaged.stderr.contains("help:"), "{}", damaged.stderr);
}

/// The library that fakes the clock of a program, as `faketime` preloads it.
fn clock_library() -> String {
    let run =
        Command::new("faketime").args(["-m", "2026-01-01", "sh", "-c", "echo \"$LD_PRELOAD\""]).output();
    let run = run.expect("faketime runs");
    let path = String::from_utf8(run.stdout).expect("UTF-8").trim().to_owned();
    assert!(!path.is_empty(), "faketime preloads a library");
    path
}

/// A program whose clock a test can set at any time.
struct Clocked {
    child: Child,
}

impl Clocked {
    fn start(project: &Project, command: &str, now: &str) -> Self {
        set_clock(project, now);
        let mut program = project.command();
        program.args(["watch", "--poll", "50", "--on-due", command]);
        program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        program.env("LD_PRELOAD", clock_library()).env("TZ", "UTC");
        program.env("FAKETIME_TIMESTAMP_FILE", project.path("clock")).env("FAKETIME_NO_CACHE", "1");
        // Only the clock on the wall jumps, as when somebody sets it or a machine has slept.
        program
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("DONT_FAKE_MONOTONIC", "1")
            .env("NO_FAKE_STAT", "1");
        Self { child: program.spawn().expect("the program starts") }
    }
}

impl Drop for Clocked {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sets the clock of the program; it runs on from there.
fn set_clock(project: &Project, now: &str) {
    let path = project.path("clock");
    fs::write(path.with_extension("new"), format!("@{now}\n")).expect("written");
    fs::rename(path.with_extension("new"), path).expect("replaced");
}

/// Waits until the command got exactly these steps, once each.
#[track_caller]
fn wait_for_steps(project: &Project, steps: &[&str]) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while got(project).len() < steps.len() {
        assert!(Instant::now() < deadline, "{:?} instead of {steps:?}", got(project));
        thread::sleep(Duration::from_millis(50));
    }
    assert_steps(project, steps);
}

/// Waits until the program has recorded that the command got a step.
#[track_caller]
fn wait_until_recorded(project: &Project, step: &str) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !project.read(".allclear/on-due.json").contains(step) {
        assert!(Instant::now() < deadline, "{step} is not recorded");
        thread::sleep(Duration::from_millis(50));
    }
}

#[track_caller]
fn assert_steps(project: &Project, steps: &[&str]) {
    let expected: BTreeMap<String, usize> = steps.iter().map(|step| ((*step).to_owned(), 1)).collect();
    assert_eq!(got(project), expected);
}

/// Longer than the program ever waits before it looks at the clock again.
const LONGER_THAN_A_LOOK: Duration = Duration::from_secs(12);

#[test]
#[ignore = "needs faketime"]
fn a_clock_that_jumps_loses_no_item_and_repeats_none() {
    const HOUR: i64 = 3_600;
    let detected = "2026-03-14T09:00:00Z".parse().expect("a time");
    // Due at 09:01, 10:30, 12:00, 15:00, 21:00 and on the next day at 09:00.
    let project = project(detected, &[60, HOUR * 3 / 2, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR]);
    let command = script(&project, "item=$(cat); echo \"$item\" >> got");

    // The first start: what is older than an hour is skipped.
    let running = Clocked::start(&project, &command, "2026-03-14 11:00:00");
    wait_for_steps(&project, &["step-1"]);
    // Forwards by hours: everything that fell due in between, although it is older than an hour now.
    set_clock(&project, "2026-03-14 18:30:00");
    wait_for_steps(&project, &["step-1", "step-2", "step-3"]);
    // Back by hours, before anything was due, and forwards again: nothing is repeated, and nothing is early.
    set_clock(&project, "2026-03-14 09:30:00");
    thread::sleep(LONGER_THAN_A_LOOK);
    assert_steps(&project, &["step-1", "step-2", "step-3"]);
    set_clock(&project, "2026-03-14 20:00:00");
    thread::sleep(LONGER_THAN_A_LOOK);
    assert_steps(&project, &["step-1", "step-2", "step-3"]);
    set_clock(&project, "2026-03-14 21:00:01");
    wait_for_steps(&project, &["step-1", "step-2", "step-3", "step-4"]);
    // A program that is killed before it has recorded a step may repeat it.
    wait_until_recorded(&project, "step-4");
    drop(running);

    // A restart with a clock that is behind, and one with a clock that is a day ahead.
    let running = Clocked::start(&project, &command, "2026-03-14 08:00:00");
    thread::sleep(LONGER_THAN_A_LOOK);
    assert_steps(&project, &["step-1", "step-2", "step-3", "step-4"]);
    drop(running);
    let running = Clocked::start(&project, &command, "2026-03-15 21:00:00");
    wait_for_steps(&project, &["step-1", "step-2", "step-3", "step-4", "step-5"]);
    thread::sleep(LONGER_THAN_A_LOOK);
    assert_steps(&project, &["step-1", "step-2", "step-3", "step-4", "step-5"]);
    assert!(project.read(".allclear/on-due.json").contains("step-0"), "what was skipped is recorded");
    drop(running);
}
