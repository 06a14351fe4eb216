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

/// Fails if `check` reports anything but that the last text is short: those of the fixtures are.
#[track_caller]
fn assert_only_short(project: &Project) {
    let report = project.run(&["check"]).ok().stderr;
    let (all, short) =
        (report.matches("warning[").count(), report.matches("warning[short-resolution]").count());
    assert_eq!(all, short, "{report}");
}

#[test]
fn an_import_passes_check_and_builds_and_a_second_one_changes_nothing() {
    let project = Project::empty().file("incidents.json", INCIDENTS);
    let run = import(&project, &[]).ok();
    assert!(
        run.stdout.starts_with("wrote ")
            && run.stdout.ends_with("check: no errors, no warnings in 3 files\n"),
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
{"id":"cccccccccccc","status":"postmortem","body":"A disk was full of 12 quokkas.","display_at":"2026-03-03T10:00:00.000Z"},
{"id":"bbbbbbbbbbbb","status":"resolved","body":"Over.","display_at":"2026-03-01T11:00:00.000Z"},
{"id":"dddddddddddd","status":"investigating","body":"We look.","display_at":"2026-03-01T10:00:00.000Z"}]}]}"#;

#[test]
fn a_published_post_mortem_stays_published() {
    let project = Project::empty().file("incidents.json", WITH_POSTMORTEM);
    let run = import(&project, &[]).ok();
    assert!(!run.stderr.contains("approval"), "{}", run.stderr);
    assert!(project.read("content/site.toml").contains("[approval]\nsince = 2026-03-03T10:00:01Z\n"));
    assert_only_short(&project);
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
    assert!(project.run(&["build"]).stderr.contains("approval-unjudged"));
    project.write("content/site.toml", format!("{own}[approval]\nsince = 2026-03-03T10:00:01Z\n").as_bytes());
    project.run(&["build"]).ok();
}

/// Imports a changed copy of [`INCIDENTS`] over it.
fn imported_again(changes: &[(&str, &str)]) -> (Project, Run) {
    let project = Project::empty().file("incidents.json", INCIDENTS);
    import(&project, &[]).ok();
    let export = changes.iter().fold(INCIDENTS.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    project.write("incidents.json", export.as_bytes());
    let run = import(&project, &[]).ok();
    (project, run)
}

const FOLDER: &str = "content/incidents/2026-02-01-slow-search-everywhere";

#[test]
fn an_incident_keeps_its_folder_and_slug_after_a_new_title() {
    let (project, run) = imported_again(&[("Slow_search *everywhere*", "Slow search in Europe")]);
    let first = project.read(&format!("{FOLDER}/comms/2026-02-01T1000Z-investigating.md"));
    assert!(
        first.contains("title = \"Slow search in Europe\"\nslug = \"2026-02-01-slow-search-everywhere\""),
        "{first}"
    );
    assert!(run.stdout.starts_with("wrote 1 file, 2 unchanged, 0 kept"), "{}", run.stdout);
    assert_eq!(tree(project.root()).keys().filter(|path| path.contains("/comms/")).count(), 2);
}

#[test]
fn an_update_moves_with_its_time_and_its_status() {
    let changes = [
        ("\"display_at\": \"2026-02-01T10:00:00.000Z\"", "\"display_at\": \"2026-02-01T09:40:00.000Z\""),
        ("\"u1\", \"status\": \"investigating\"", "\"u1\", \"status\": \"identified\""),
    ];
    let (project, run) = imported_again(&changes);
    assert!(run.stdout.starts_with("wrote 1 file, 1 file removed, "), "{}", run.stdout);
    let first = project.read(&format!("{FOLDER}/comms/2026-02-01T0940Z-identified.md"));
    assert!(first.contains("id = \"u1\""), "{first}");
    assert_only_short(&project);
}

#[test]
fn an_update_that_is_gone_is_removed_but_not_an_older_incident() {
    let update = "{ \"id\": \"u2\"";
    let (before, after) = INCIDENTS.split_once(update).unwrap();
    let (removed, rest) = after.split_once("},\n").unwrap();
    assert!(before.len() + rest.len() > 100);
    let (project, run) = imported_again(&[(&format!("{update}{removed}}},\n"), "")]);
    assert_eq!(
        tree(project.root()).keys().filter(|path| path.contains("/comms/")).count(),
        1,
        "{}",
        run.stderr
    );
    let newer = INCIDENTS.replace("p31zjtct2jer", "newer0000001").replace("2026-02-01", "2026-03-01");
    project.write("incidents.json", newer.replace("\"u", "\"v").as_bytes());
    let run = import(&project, &[]).ok();
    assert!(run.stderr.contains("1 of earlier imports are not in these files; left alone"), "{}", run.stderr);
    assert!(project.path(FOLDER).exists());
    // A list that begins earlier has everything since.
    let older = newer.replace("2026-03-01", "2026-01-15");
    project.write("incidents.json", older.replace("\"u", "\"v").as_bytes());
    import(&project, &[]).ok();
    assert!(!project.path(FOLDER).exists());
}

const COMPONENTS: &str = r#"{
  "page": { "id": "kctbh9vrtdwd", "name": "Harbor", "url": "https://status.harbor.example", "updated_at": "2026-02-02T00:00:00Z" },
  "components": [
    { "id": "g1", "name": "Coast", "group": true, "position": 1 }, { "id": "g2", "name": "River", "group": true, "position": 2 },
    { "id": "c1", "name": "Pier", "group": false, "group_id": "g1", "position": 1, "created_at": "2025-05-01T00:00:00.000Z" },
    { "id": "c2", "name": "Lock", "group": false, "group_id": "g2", "position": 1, "created_at": "2025-06-01T00:00:00.000Z" }
  ]
}"#;

#[test]
fn a_component_keeps_its_name_in_the_path_in_another_group() {
    let project = Project::empty().file("incidents.json", COMPONENTS);
    import(&project, &[]).ok();
    let changed = COMPONENTS.replace(
        "\"Pier\", \"group\": false, \"group_id\": \"g1\"",
        "\"Quay\", \"group\": false, \"group_id\": \"g2\"",
    );
    project.write("incidents.json", changed.as_bytes());
    import(&project, &[]).ok();
    let quay = project.read("content/components/river/pier.md");
    assert!(quay.contains("name = \"Quay\"") && quay.contains("since = 2025-05-01T00:00:00Z"), "{quay}");
    assert!(!project.path("content/components/coast").exists());
}

#[test]
fn links_and_feed_ids_lead_to_the_same_things_as_before() {
    let body = "As <a href=\\\"https://status.harbor.example/incidents/p31zjtct2jer\\\">before</a>,<br />see <a href=\\\"https://x.example/a\\\">this</a>.\\nBye.";
    let project = Project::empty().file("incidents.json", &INCIDENTS.replace("It is over.", body));
    import(&project, &[]).ok();
    let last = project.read(&format!("{FOLDER}/comms/2026-02-01T1100Z-resolved.md"));
    let text = "As [before](</incidents/2026-02-01-slow-search-everywhere/>),\\\nsee [this](<https://x.example/a>).\\\nBye.\n";
    assert!(last.ends_with(text), "{last}");
    project.run(&["build"]).ok();
    let rss = project.read("public/history.rss");
    assert!(rss.contains("<guid>https://status.harbor.example/incidents/p31zjtct2jer</guid>"), "{rss}");
    let page = project.read("public/incidents/2026-02-01-slow-search-everywhere/index.html");
    assert!(!page.contains("&lt;a href"), "{page}");
}
