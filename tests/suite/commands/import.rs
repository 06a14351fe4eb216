//! `allclear import statuspage`: first and repeated imports.

use crate::support::{Project, Run, tree};

const INCIDENTS: &str = r#"{
  "page": { "id": "kctbh9vrtdwd", "name": "Harbor", "url": "https://status.harbor.example", "time_zone": "Etc/UTC" },
  "incidents": [{
    "id": "p31zjtct2jer", "name": "Slow_search *everywhere*", "status": "resolved", "impact": "minor",
    "created_at": "2026-02-01T10:00:00.000Z", "updated_at": "2026-02-01T11:00:00.000Z",
    "started_at": "2026-02-01T10:00:00.000Z", "resolved_at": "2026-02-01T11:00:00.000Z",
    "incident_updates": [
      { "id": "u2", "status": "resolved", "body": "It is over.", "created_at": "2026-02-01T11:00:00.000Z", "display_at": "2026-02-01T11:00:00.000Z" },
      { "id": "u1", "status": "investigating", "body": "We look.", "created_at": "2026-02-01T10:00:00.000Z", "display_at": "2026-02-01T10:00:00.000Z" }
    ]
  }]
}"#;

fn import(project: &Project, more: &[&str]) -> Run {
    let file = project.path("incidents.json").display().to_string();
    project.run(&[&["import", "statuspage", file.as_str()], more].concat())
}

#[test]
fn an_import_passes_check_and_builds_and_a_second_one_changes_nothing() {
    let project = Project::empty().file("incidents.json", INCIDENTS);
    let run = import(&project, &[]).ok();
    assert!(
        run.stdout.starts_with("wrote ") && run.stdout.ends_with("next: run `allclear check`\n"),
        "{}",
        run.stdout
    );
    project.run(&["check"]).ok();
    project.run(&["build"]).ok();
    let before = tree(project.root());
    assert!(before.keys().any(|path| path.starts_with("public/incidents/")));
    let again = import(&project, &[]).ok();
    assert!(again.stdout.starts_with("wrote 0 files, "), "{}", again.stdout);
    assert_eq!(tree(project.root()), before);
}

#[test]
fn a_dry_run_writes_nothing() {
    let project = Project::empty().file("incidents.json", INCIDENTS);
    let run = import(&project, &["--dry-run"]).ok();
    assert!(run.stdout.starts_with("would write "), "{}", run.stdout);
    assert_eq!(tree(project.root()).len(), 1);
}

#[test]
fn a_syntax_error_is_reported_with_line_and_column() {
    let project = Project::empty().file("incidents.json", "{\n  \"incidents\": [,]\n}\n");
    let run = import(&project, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("incidents.json:2:17: "), "{}", run.stderr);
    assert_eq!(tree(project.root()).len(), 1);
}

#[test]
fn a_missing_file_is_a_usage_error() {
    let run = import(&Project::empty(), &[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot read"), "{}", run.stderr);
}

const WITH_POSTMORTEM: &str = r#"{"page":{"id":"abcdefghijkl","name":"Test","url":"https://status.test.example","time_zone":"Etc/UTC"},
"incidents":[{"id":"aaaaaaaaaaaa","name":"Down","status":"postmortem","impact":"none",
"created_at":"2026-03-01T10:00:00.000Z","incident_updates":[
{"id":"cccccccccccc","status":"postmortem","body":"A disk was full of quokkas.","display_at":"2026-03-03T10:00:00.000Z"},
{"id":"bbbbbbbbbbbb","status":"resolved","body":"Over.","display_at":"2026-03-01T11:00:00.000Z"},
{"id":"dddddddddddd","status":"investigating","body":"We look.","display_at":"2026-03-01T10:00:00.000Z"}]}]}"#;

#[test]
fn a_published_post_mortem_stays_published() {
    let project = Project::empty().file("incidents.json", WITH_POSTMORTEM);
    let run = import(&project, &[]).ok();
    assert!(!run.stderr.contains("approval"), "{}", run.stderr);
    assert!(project.read("content/site.toml").contains("[approval]\nsince = 2026-03-03T10:00:01Z\n"));
    assert_eq!(project.run(&["check"]).ok().stderr, "");
    project.run(&["build"]).ok();
    assert!(project.read("public/postmortems/2026-03-01-down/index.html").contains("quokkas"));
    assert!(project.read("public/postmortems/feed.xml").contains("quokkas"));
    assert_eq!(import(&project, &[]).ok().stderr, "", "a second import has no notes");
}

#[test]
fn existing_settings_are_kept_and_the_report_names_what_they_lack() {
    let own = "title = \"Mine\"\nurl = \"https://status.mine.example\"\n";
    let project = Project::empty().file("incidents.json", WITH_POSTMORTEM).file("content/site.toml", own);
    for more in [&["--dry-run"][..], &[]] {
        let run = import(&project, more).ok();
        assert!(
            run.stderr.contains("set `[approval] since` to 2026-03-03T10:00:01Z or later"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(project.read("content/site.toml"), own);
    assert!(project.run(&["build"]).stderr.contains("approval-not-judged"));
    project.write("content/site.toml", format!("{own}[approval]\nsince = 2026-03-03T10:00:01Z\n").as_bytes());
    project.run(&["build"]).ok();
}
