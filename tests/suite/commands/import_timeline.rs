//! `allclear import pagerduty`, `slack`, `alertmanager` and `table`: items of other systems in the timeline of an incident.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Project, Run, property, tree};

const TIMELINE: &str = "content/incidents/2026-03-14-api/timeline";

const LOG: &str = r#"{"log_entries": [
  {"id": "R3", "type": "resolve_log_entry", "summary": "Resolved by Jo Reyes", "created_at": "2026-03-14T10:41:00Z",
   "agent": {"id": "PJO", "type": "user_reference", "summary": "Jo Reyes"}},
  {"id": "R2", "type": "acknowledgement_log_entry", "summary": "Acknowledged by Ana Tamm", "created_at": "2026-03-14T09:16:30Z",
   "agent": {"id": "PANA", "type": "user_reference", "summary": "A. T."}},
  {"id": "R9", "type": "notify_log_entry", "summary": "Notified Ana by SMS", "created_at": "2026-03-14T09:15:40Z"},
  {"id": "R4", "type": "annotate_log_entry", "summary": "Note added", "created_at": "2026-03-14T09:30:10Z",
   "agent": {"id": "PANA", "type": "user_reference"}, "channel": {"type": "note", "summary": "Pooler restarted"}},
  {"id": "R1", "type": "trigger_log_entry", "summary": "Triggered through the API", "created_at": "2026-03-14T09:15:20Z",
   "agent": {"id": "PSVC", "type": "service_reference", "summary": "Ledger"},
   "event_details": {"description": "5xx above 2% on *eu-1*"}}
 ], "limit": 5, "offset": 0, "more": true, "total": 6}"#;

const REST: &str = r#"[{"log_entries": [
  {"id": "R5", "type": "escalate_log_entry", "summary": "Escalated to the second line", "created_at": "2026-03-14T09:20:00Z"}
 ], "limit": 5, "offset": 5, "more": false},
 {"notes": [{"id": "N1", "user": {"summary": "Ana Tamm"}, "content": "Pooler restarted", "created_at": "2026-03-14T11:30:00+02:00"}]},
 {"incident": {"id": "PT1", "incident_number": 7, "title": "5xx", "created_at": "2026-03-14T09:15:20Z", "resolved_at": "2026-03-14T10:41:00Z"}}]"#;

fn project() -> Project {
    Project::new()
        .file(
            "content/people.toml",
            "[person.ana]\nname = \"Ana Tamm\"\nemail = \"ana@test.example\"\nslack = \"U01\"\npagerduty = \"PANA\"\n",
        )
        .file(
            "content/incidents/2026-03-14-api/incident.md",
            "+++\ntitle = \"API errors\"\nseverity = \"P2\"\n+++\nErrors.\n",
        )
        .update(
            "2026-03-14T0920Z-investigating",
            "title = \"API errors\"\nslug = \"2026-03-14-api\"\nstatus = \"investigating\"\nauthor = \"ana\"\n\
             incident_id = \"aaaaaaaaaaaa\"\nid = \"bbbbbbbbbbbb\"\ncomponents = { api = \"partial_outage\" }",
            "About 2% of requests fail since 09:15 UTC. We look into it and will post again at 13:00 UTC.",
        )
}

/// Imports files below the project.
fn import(project: &Project, arguments: &[&str]) -> Run {
    let arguments: Vec<String> = arguments
        .iter()
        .map(|argument| match argument.strip_prefix("@") {
            Some(path) => project.path(path).display().to_string(),
            None => (*argument).to_owned(),
        })
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    project.run(&[&["import"], arguments.as_slice(), &["--into", "api"]].concat())
}

/// The files of the timeline with their texts.
fn entries(project: &Project) -> String {
    let files = tree(&project.path(TIMELINE));
    let files = files.iter().map(|(name, bytes)| format!("{name}\n{}", String::from_utf8_lossy(bytes)));
    files.collect::<Vec<_>>().join("---\n")
}

/// Fails unless a second import changes nothing, and nothing imported is in the output.
#[track_caller]
fn assert_repeatable(project: &Project, arguments: &[&str], secret: &str) {
    let before = tree(project.root());
    let again = import(project, arguments).ok();
    assert!(again.stdout.starts_with("wrote 0 files"), "{}", again.stdout);
    assert_eq!(tree(project.root()), before);
    project.run(&["check"]).ok();
    project.run(&["build"]).ok();
    for (path, bytes) in tree(&project.path("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains(secret), "{path} has `{secret}`");
    }
}

#[test]
fn pagerduty_becomes_entries_with_their_authors() {
    let project = project().file("log.json", LOG).file("rest.json", REST);
    let arguments = ["pagerduty", "@log.json", "@rest.json", "--milestones"];
    let run = import(&project, &arguments).ok();
    insta::assert_snapshot!(run.stderr + &run.stdout);
    insta::assert_snapshot!(entries(&project));
    assert_repeatable(&project, &arguments, "Pooler");
}

#[test]
fn a_milestone_is_set_only_on_request_and_never_twice() {
    let project = project().file("log.json", LOG).file(
        &format!("{TIMELINE}/2026-03-14T0916Z-ana.md"),
        "+++\nmilestone = \"acknowledged\"\n+++\nOn it.\n",
    );
    import(&project, &["pagerduty", "@log.json"]).ok();
    assert_eq!(entries(&project).matches("milestone").count(), 1, "{}", entries(&project));
    import(&project, &["pagerduty", "@log.json", "--milestones"]).ok();
    let all = entries(&project);
    assert_eq!(all.matches("milestone = \"acknowledged\"").count(), 1, "{all}");
    assert_eq!(all.matches("milestone = ").count(), 3, "{all}");
    // Without the option, milestones that are there stay.
    let run = import(&project, &["pagerduty", "@log.json"]).ok();
    assert!(run.stdout.starts_with("wrote 0 files"), "{}", run.stdout);
}

/// What PagerDuty says about an incident, and its log.
const INCIDENT: &str = r#"{"incident": {"id": "PT1", "incident_number": 7, "title": null, "status": "resolved", "created_at": "2026-03-14T09:15:20Z",
  "acknowledgements": [{"at": "2026-03-14T09:16:30Z", "acknowledger": {"id": "PANA", "type": "user_reference"}}],
  "resolved_at": null, "last_status_change_at": "2026-03-14T10:41:00Z"}}"#;
const ITS_LOG: &str = r#"{"log_entries": [
  {"id": "R1", "type": "trigger_log_entry", "summary": "Triggered", "created_at": "2026-03-14T09:15:20Z", "incident": {"id": "PT1"}, "agent": null},
  {"id": "R2", "type": "acknowledge_log_entry", "summary": "On it", "created_at": "2026-03-14T09:16:31Z", "incident": {"id": "PT1"}},
  {"id": "R3", "type": "resolve_log_entry", "summary": "Resolved", "created_at": "2026-03-14T10:41:00+0000", "incident": {"id": "PT1"}},
  {"id": 4, "type": "escalate_log_entry", "summary": "Second line", "created_at": "2026-03-14T09:20:00Z", "incident": {"id": "PT1"}}]}"#;

#[test]
fn an_incident_and_its_log_give_one_entry_for_each_event() {
    for (first, second) in [("@incident.json", "@log.json"), ("@log.json", "@incident.json")] {
        let project = project().file("incident.json", INCIDENT).file("log.json", ITS_LOG);
        import(&project, &["pagerduty", first, "--milestones"]).ok();
        import(&project, &["pagerduty", second, "--milestones"]).ok();
        let all = entries(&project);
        assert_eq!(all.matches("source_id").count(), 4, "{first}: {all}");
        assert_eq!(all.matches("milestone").count(), 3, "{first}: {all}");
        let before = tree(&project.path(TIMELINE));
        import(&project, &["pagerduty", "@incident.json", "@log.json", "--milestones"]).ok();
        assert_eq!(tree(&project.path(TIMELINE)), before, "{first}");
    }
    // Entries of imports that knew them by the ids of the log.
    let project = project().file("log.json", ITS_LOG).file(
        &format!("{TIMELINE}/2026-03-14T0915Z-monitor.md"),
        "+++\nsource_id = \"pagerduty:R1\"\n+++\nOld.\n",
    );
    import(&project, &["pagerduty", "@log.json"]).ok();
    let all = entries(&project);
    assert_eq!(all.matches("source_id").count(), 4, "{all}");
}

#[test]
fn an_odd_record_is_counted_and_costs_no_other() {
    let project = slack_project()
        .file("odd.json", r#"[{"x": 1}, {"log_entries": [null, {"id": "N1", "content": "Note", "created_at": "2026-03-14T09:20:00Z"}]}]"#)
        .file("none.json", "[]")
        .file("alerts.json", r#"[{"x": 1}, null, {"labels": {"alertname": "Slow"}, "startsAt": "2026-03-14T09:20:00Z"}]"#)
        .file("table.csv", "time,text\n2026-03-14 09:15,one\nyesterday,two\n09:17,three\n");
    let run = import(&project, &["pagerduty", "@odd.json", "@none.json"]).ok();
    assert!(run.stderr.contains("left out: 2: neither an incident nor a log entry"), "{}", run.stderr);
    let run = import(&project, &["alertmanager", "@alerts.json"]).ok();
    assert!(run.stderr.contains("left out: 2: an object that is no alert"), "{}", run.stderr);
    let run = import(&project, &["table", "@table.csv", "--time-zone", "UTC"]).ok();
    let line = "table.csv:3: `yesterday` is not a time; write it as `2026-03-14 09:17`; the row is left out. Its text: two";
    assert!(run.stderr.contains(line), "{}", run.stderr);
    let all = entries(&project);
    for text in ["Note", "Firing: Slow", "one", "three"] {
        assert!(all.contains(text), "{text}: {all}");
    }
}

#[test]
fn files_have_the_same_limits_as_archives() {
    let project = slack_project();
    let large = std::fs::File::create(project.path("export/inc-api/2026-03-15.json")).expect("a file");
    large.set_len((64 << 20) + 1).expect("a size");
    let run = import(&project, &["slack", "@export", "--channel", "inc-api"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let reason = "2026-03-15.json` was refused, because it is larger than 64 MB, the limit for one file";
    assert!(run.stderr.contains(reason), "{}", run.stderr);
    for source in ["pagerduty", "alertmanager", "table"] {
        let run = import(&project, &[source, "@export/inc-api/2026-03-15.json"]);
        assert!(run.code == 1 && run.stderr.contains(reason), "{source}: {}", run.stderr);
    }
    assert!(!project.path(TIMELINE).exists());
}

#[test]
fn a_missing_page_is_reported() {
    let project = project().file("log.json", LOG);
    let run = import(&project, &["pagerduty", "@log.json", "--dry-run"]).ok();
    assert!(run.stderr.contains("a page says that more follow"), "{}", run.stderr);
    assert!(!project.path(TIMELINE).exists());
}

#[test]
fn edited_deleted_and_renamed_entries_stay_as_people_left_them() {
    let project = project().file("log.json", LOG);
    import(&project, &["pagerduty", "@log.json"]).ok();
    let path = |name: &str| format!("{TIMELINE}/{name}.md");
    project.write(&path("2026-03-14T091630Z-ana"), b"+++\nsource_id = \"pagerduty:R2\"\n+++\nMine.\n");
    std::fs::remove_file(project.path(&path("2026-03-14T1041Z-jo-reyes"))).expect("removed");
    std::fs::rename(
        project.path(&path("2026-03-14T091520Z-monitor")),
        project.path(&path("2026-03-14T091400Z-monitor")),
    )
    .expect("renamed");
    let before = tree(&project.path(TIMELINE));
    let run = import(&project, &["pagerduty", "@log.json"]).ok();
    assert!(run.stderr.contains("was not written again: it was deleted"), "{}", run.stderr);
    assert!(run.stderr.contains("1: is in the timeline already"), "{}", run.stderr);
    assert_eq!(tree(&project.path(TIMELINE)), before);
}

#[test]
fn an_unknown_author_is_allowed_only_where_an_import_wrote_the_entry() {
    let project = project().file("log.json", LOG);
    import(&project, &["pagerduty", "@log.json"]).ok();
    project.run(&["check"]).ok();
    project.write(&format!("{TIMELINE}/2026-03-14T1042Z-jo-reyes.md"), b"By hand.\n");
    let run = project.run(&["check"]);
    assert_eq!(run.stderr.matches("error[unknown-person]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("timeline/2026-03-14T1042Z-jo-reyes.md"), "{}", run.stderr);
}

const CHANNELS: &str = r#"[{"id": "C01", "name": "inc-api", "pins": [{"id": "1773480600.000400", "type": "C"}]},
  {"id": "C02", "name": "random"}]"#;
const USERS: &str = r#"[{"id": "U01", "name": "ana", "real_name": "Ana", "profile": {"email": "x@test.example"}},
  {"id": "U02", "name": "jo", "profile": {"real_name": "Jo Reyes", "email": "jo@test.example"}}]"#;
const DAY: &str = r#"[
  {"type": "message", "user": "U01", "text": "rolled back <https://ci.test.example/7|canary> &amp; waiting", "ts": "1773480000.000200",
   "thread_ts": "1773480000.000200", "reply_count": 1, "reactions": [{"name": "stopwatch::skin-tone-2", "users": ["U02"], "count": 1}]},
  {"type": "message", "user": "U02", "text": "todo: check <@U01>'s fix", "ts": "1773480300.000300", "thread_ts": "1773480000.000200"},
  {"type": "message", "user": "U02", "text": "", "ts": "1773480600.000400", "files": [{"name": "graph.png", "url_private": "https://files.test.example/graph.png?t=xoxe-secret"}]},
  {"type": "message", "user": "U02", "text": "lunch?", "ts": "1773480700.000100"},
  {"type": "message", "subtype": "channel_join", "user": "U02", "text": "joined", "ts": "1773480701.000100"},
  {"type": "message", "bot_id": "B1", "text": "TODO: a bot says so", "ts": "1773480702.000100"},
  {"type": "message", "user": "U02", "text": "draft: true", "ts": "1773480000.000201", "reactions": [{"name": "stopwatch", "count": 1}]},
  {"type": "message", "user": "U01", "text": "no time", "ts": "x", "reactions": [{"name": "stopwatch", "count": 1}]}
]"#;

/// The files of an export of Slack. A direct message has the same reaction as what is imported.
fn slack_files() -> Vec<(&'static str, &'static str)> {
    vec![
        ("channels.json", CHANNELS),
        ("users.json", USERS),
        ("dms.json", r#"[{"id": "D01", "members": ["U01", "U02"]}]"#),
        ("groups.json", r#"[{"id": "G01", "name": "mpdm-ana--jo-1", "is_mpim": true}]"#),
        ("inc-api/2026-03-14.json", DAY),
        ("random/2026-03-14.json", "not JSON"),
        ("D01/2026-03-14.json", "not JSON"),
        ("mpdm-ana--jo-1/2026-03-14.json", "not JSON"),
    ]
}

fn slack_project() -> Project {
    slack_files()
        .into_iter()
        .fold(project(), |project, (path, text)| project.file(&format!("export/{path}"), text))
}

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn chosen_messages_of_a_channel_become_entries() {
    let project = slack_project();
    let arguments = ["slack", "@export", "--channel", "#inc-api"];
    let run = import(&project, &arguments).ok();
    insta::assert_snapshot!(run.stderr + &run.stdout);
    let all = entries(&project);
    insta::assert_snapshot!(all);
    assert_repeatable(&project, &arguments, "canary");
    // A zip file with a folder around it gives the same entries.
    let zipped = self::project();
    let files = slack_files().into_iter().map(|(path, text)| (format!("Export Mar 14/{path}"), text));
    let files: Vec<(String, &str)> = files.collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    zipped.write("export.zip", &archive(&files));
    import(&zipped, &["slack", "@export.zip", "--channel", "C01"]).ok();
    assert_eq!(entries(&zipped), all);
}

#[test]
fn other_reactions_and_prefixes_can_be_chosen() {
    let project = slack_project();
    let run = import(
        &project,
        &[
            "slack",
            "@export",
            "--channel",
            "inc-api",
            "--reaction",
            "eyes",
            "--prefix",
            "lunch",
            "--prefix",
            "xyz",
        ],
    )
    .ok();
    assert!(run.stderr.contains("2 of 8 items"), "{}", run.stderr);
    let all = entries(&project);
    assert!(all.contains("lunch?") && all.contains("graph.png") && !all.contains("xoxe"), "{all}");
}

#[test]
fn direct_messages_are_never_read() {
    let project = slack_project();
    for channel in ["D01", "mpdm-ana--jo-1", "G01", "dms", "..", ""] {
        let run = import(&project, &["slack", "@export", "--channel", channel]);
        assert_eq!(run.code, 1, "{channel}: {}", run.stderr);
        assert!(run.stderr.contains("is not in the lists of channels"), "{channel}: {}", run.stderr);
    }
    assert!(!project.path(TIMELINE).exists());
}

#[test]
fn an_unsafe_export_is_refused_as_a_whole() {
    let project = project();
    let mut files = slack_files();
    for name in ["../outside.json", "/etc/x.json"] {
        files.push((name, "[]"));
        project.write("export.zip", &archive(&files));
        let run = import(&project, &["slack", "@export.zip", "--channel", "inc-api"]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(run.stderr.contains("leads outside of it"), "{}", run.stderr);
        files.pop();
    }
    let bomb = " ".repeat(65 << 20);
    files.push(("inc-api/2026-03-15.json", &bomb));
    project.write("export.zip", &archive(&files));
    let run = import(&project, &["slack", "@export.zip", "--channel", "inc-api"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("unpacks to more than 64 MB"), "{}", run.stderr);
    assert!(!project.path(TIMELINE).exists());
}

#[cfg(unix)]
#[test]
fn a_link_in_an_export_is_not_followed() {
    let project = slack_project();
    project.write("elsewhere.json", b"[]");
    let link = project.path("export/inc-api/2026-03-15.json");
    std::os::unix::fs::symlink(project.path("elsewhere.json"), link).expect("a link");
    let run = import(&project, &["slack", "@export", "--channel", "inc-api"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("is a link"), "{}", run.stderr);
}

const ALERTS: &str = r#"{"version": "4", "status": "resolved", "alerts": [
  {"status": "resolved", "fingerprint": "f1", "startsAt": "2026-03-14T09:15:30.5Z", "endsAt": "2026-03-14T10:40:00Z",
   "labels": {"alertname": "HighErrors", "severity": "critical"}, "annotations": {"summary": "5xx above 2%"},
   "generatorURL": "https://prom.test.example/g?x=1"},
  {"status": "firing", "startsAt": "2026-03-14T09:20:00Z", "endsAt": "0001-01-01T00:00:00Z", "labels": {"alertname": "Slow"}},
  {"status": "firing", "labels": {"alertname": "NoTime"}}]}
{"alerts": [{"status": "firing", "fingerprint": "f1", "startsAt": "2026-03-14T09:15:30.5Z", "labels": {"alertname": "HighErrors", "severity": "critical"}, "annotations": {"summary": "5xx above 2%"}}]}"#;

#[test]
fn alerts_become_entries_when_they_begin_and_end() {
    let project = project().file("alerts.json", ALERTS);
    let arguments = ["alertmanager", "@alerts.json", "--milestones"];
    let run = import(&project, &arguments).ok();
    insta::assert_snapshot!(run.stderr + &run.stdout);
    insta::assert_snapshot!(entries(&project));
    assert_repeatable(&project, &arguments, "HighErrors");
}

#[test]
fn a_csv_table_becomes_entries() {
    let table = "When;Who;What;Mark\n2026-03-14 11:15;ana;Alert *fires*;detected\n11:17;Jo Reyes;\"Looks; at it\";\n\
                 11:17;Jo Reyes;\"Looks; at it\";\n23:50;ana;Still here;party\n00:10;;Done;resolved\n01:00;ana;;\n";
    let project = project().file("table.csv", table);
    let arguments = [
        "table",
        "@table.csv",
        "--time-col",
        "when",
        "--text-col",
        "What",
        "--author-col",
        "who",
        "--milestones",
        "mark",
        "--time-zone",
        "Europe/Tallinn",
    ];
    let run = import(&project, &arguments).ok();
    insta::assert_snapshot!(run.stderr + &run.stdout);
    insta::assert_snapshot!(entries(&project));
    assert_repeatable(&project, &arguments, "Looks");
}

#[test]
fn a_markdown_table_becomes_entries() {
    let table = "# Review\n\n| Owner | Due |\n|---|---|\n| ana | soon |\n\n| Time (UTC) | Event |\n| :-- | --- |\n\
                 | 2026-03-14T09:15:00Z | `a \\| b` failed<br>twice |\n| 09:20 | **Restarted** |\n\nText.\n";
    let project = project().file("table.md", table);
    let arguments =
        ["table", "@table.md", "--time-col", "Time (UTC)", "--text-col", "event", "--time-zone", "UTC"];
    import(&project, &arguments).ok();
    insta::assert_snapshot!(entries(&project));
    assert_repeatable(&project, &arguments, "Restarted");
}

#[test]
fn a_wrong_table_is_refused_with_its_lines() {
    let project = project().file("table.csv", "time,text\n2026-03-14 09:15,a\nyesterday,b\n,c\n");
    let run = import(&project, &["table", "@table.csv"]);
    assert_eq!(run.code, 1);
    for line in [
        "table.csv:2: `2026-03-14 09:15` names no zone",
        "table.csv:3: `yesterday` is not a time",
        "table.csv:4: `` is not a time",
        "nothing was written",
    ] {
        assert!(run.stderr.contains(line), "{}", run.stderr);
    }
    let run = import(&project, &["table", "@table.csv", "--time-col", "tiem"]);
    assert!(run.stderr.contains("there is no column `tiem`; did you mean `time`?"), "{}", run.stderr);
}

#[test]
fn only_an_incident_has_a_timeline() {
    let project = project().file("log.json", LOG);
    let file = project.path("log.json").display().to_string();
    let run = project.run(&["import", "pagerduty", &file, "--into", "nothing-like-it"]);
    assert_eq!(run.code, 2);
    let run = project.run(&["import", "pagerduty", &file]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--into"), "{}", run.stderr);
    project.write("log.json", b"{\"title\": \"x\"}");
    let run = import(&project, &["pagerduty", "@log.json"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("is not a file that can be imported"), "{}", run.stderr);
}

proptest! {
    #![proptest_config(property(12))]
    #[test]
    fn a_damaged_file_causes_no_panic_and_what_is_written_passes_check(
        which in 0_usize..4,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec!["\"", "{", "[", "0", "-", "\\u0000", "é", "+++", "<", "`", "", "\\n"])), 0..5),
    ) {
        let (name, text, arguments): (&str, &str, &[&str]) = [
            ("log.json", LOG, &["pagerduty", "@log.json", "--milestones"][..]),
            ("alerts.json", ALERTS, &["alertmanager", "@alerts.json", "--milestones"]),
            ("export/inc-api/2026-03-14.json", DAY, &["slack", "@export", "--channel", "inc-api"]),
            ("table.csv", "time,text\n2026-03-14 09:15,a\n09:17,b\n", &["table", "@table.csv", "--time-zone", "UTC"]),
        ][which];
        let mut characters: Vec<String> = text.chars().map(String::from).collect();
        for (at, new) in changes {
            let at = at.index(characters.len());
            new.clone_into(&mut characters[at]);
        }
        let project = slack_project();
        project.write(name, characters.concat().as_bytes());
        let run = import(&project, arguments);
        prop_assert!([0, 1].contains(&run.code), "{}", run.stderr);
        if run.code == 0 {
            let check = project.run(&["check"]);
            prop_assert!(check.code == 0, "{}\n{}", check.stderr, entries(&project));
        }
    }
}
