//! Changes by the clock, which is the real one in these tests.

use chrono::{DateTime, Days, NaiveTime, SecondsFormat, SubsecRound as _, TimeDelta, Utc};

use super::running::{Watching, project};
use crate::support::{NOW, Project};

fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn stem(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H%MZ").to_string()
}

fn watch(project: &Project) -> Watching {
    let mut command = project.command();
    command.args(["watch", "--format", "json"]);
    Watching::of(command)
}

/// The time, at least a minute before the end of a day, which is a change by the clock too.
fn now_within_a_day() -> DateTime<Utc> {
    let now = Utc::now();
    let end = end_of_day(now);
    if end - now > TimeDelta::minutes(1) {
        return now;
    }
    std::thread::sleep((end - now).to_std().expect("in the future"));
    Utc::now()
}

fn end_of_day(time: DateTime<Utc>) -> DateTime<Utc> {
    (time.date_naive() + Days::new(1)).and_time(NaiveTime::MIN).and_utc()
}

#[test]
fn a_maintenance_is_published_when_it_starts() {
    let now = now_within_a_day();
    // Long enough for the first build on a busy machine.
    let from = (now + TimeDelta::seconds(15)).trunc_subsecs(0);
    let to = from + TimeDelta::hours(1);
    let told = now - TimeDelta::hours(1);
    let window = format!("{{ from = {}, to = {} }}", text(from), text(to));
    let update = format!(
        "+++\ntitle = \"New servers\"\nslug = \"servers\"\nstatus = \"scheduled\"\nwindow = {window}\n\
         components = {{ api = \"under_maintenance\" }}\n+++\nThe servers are replaced.\n"
    );
    let project =
        Project::new().file(&format!("content/maintenance/servers/comms/{}.md", stem(told)), &update);
    let summary = || {
        let status = project.read("public/api/v2/status.json");
        let status: serde_json::Value = serde_json::from_str(&status).expect("JSON");
        status["status"]["indicator"].as_str().map(str::to_owned)
    };
    let mut watching = watch(&project);
    let started = watching.expect("built");
    assert_eq!(started["next_change"], text(from), "{started}");
    assert_eq!(summary().as_deref(), Some("none"));
    let built = watching.expect("built");
    assert_eq!(built["cause"], "clock", "{built}");
    assert_eq!(built["next_change"], text(to.min(end_of_day(from))), "{built}");
    assert!(Utc::now() >= from, "not too early");
    assert_eq!(summary().as_deref(), Some("maintenance"));
    assert_eq!(watching.stop(), Some(0));
}

#[test]
fn a_set_clock_does_not_run_and_is_noted_once() {
    let project = project();
    let mut command = project.command();
    // A second before midnight: the next change is the end of the day.
    command.args(["--now", "2026-03-14T23:59:59Z", "watch", "--format", "json"]);
    let mut watching = Watching::of(command);
    watching.expect("started");
    let note = watching.expect("note");
    assert_eq!(note["message"], "`--now` sets the clock, so nothing changes on its own");
    assert_eq!(watching.expect("built")["next_change"], "2026-03-15T00:00:00Z");
    watching.nothing_for(std::time::Duration::from_secs(2));
    project.write("content/pages/more.md", b"+++\ntitle = \"More\"\n+++\nMore.\n");
    assert_eq!(watching.event()["event"], "built", "the note is not repeated");
}

#[test]
fn the_clock_in_the_settings_can_be_added_and_removed() {
    let project = project();
    let site = project.read("content/site.toml");
    project.write("content/site.toml", format!("{site}clock = {NOW}\n").as_bytes());
    let mut watching = watch(&project);
    let note = watching.expect("note");
    assert_eq!(
        note["message"],
        "`clock` in `content/site.toml` sets the clock, so nothing changes on its own"
    );
    assert_eq!(watching.expect("built")["next_change"], "2026-03-14T21:22:00Z");
    project.write("content/site.toml", site.as_bytes());
    let next = watching.expect("built")["next_change"].as_str().map(str::to_owned);
    let next: DateTime<Utc> = next.expect("a time").parse().expect("a time");
    assert!(next > Utc::now() - TimeDelta::minutes(1), "the real clock runs again: {next}");
}
