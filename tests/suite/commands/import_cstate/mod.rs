//! `allclear import cstate`: a whole site with every notation, and the notes about it.

mod again;
mod hidden;
mod kinds;
mod times;

use crate::support::{Project, Run, tree};

const SITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/commands/import_cstate/fixture");

/// The file with the whole report.
const REPORT: &str = "imports/cstate.report.txt";

/// A time after everything in the site.
const LATER: &str = "2026-11-20T00:00:00Z";

fn import(project: &Project, more: &[&str]) -> Run {
    project.run_at(LATER, &[&["import", "cstate", SITE], more].concat())
}

fn imported() -> (Project, String) {
    let project = Project::empty();
    import(&project, &[]).ok();
    let report = project.read(REPORT);
    (project, report)
}

/// Returns the updates in a folder of the imported content: file names and bodies.
fn entries(project: &Project, folder: &str) -> Vec<(String, String)> {
    let folder = format!("content/{folder}/comms/");
    let files = tree(project.root());
    let inside = files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&folder)?, bytes)));
    let body = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        text.splitn(3, "+++\n").nth(2).unwrap_or_default().trim_end().to_owned()
    };
    inside.map(|(name, bytes)| (name.to_owned(), body(bytes))).collect()
}

fn named(entries: &[(String, String)]) -> Vec<(&str, &str)> {
    entries.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

#[test]
fn a_whole_site_builds_and_a_second_import_changes_nothing() {
    let (project, _) = imported();
    let run = project.run_at(LATER, &["build"]).ok();
    assert!(!run.stderr.contains("error"), "{}", run.stderr);
    let before = tree(project.root());
    assert!(before.contains_key("public/incidents/track-after/index.html"));
    assert!(before.contains_key("public/maintenance/brackets/index.html"));
    let again = import(&project, &[]).ok();
    assert!(again.stdout.starts_with("wrote 0 files, "), "{}", again.stdout);
    assert_eq!(tree(project.root()), before);
}

#[test]
fn a_dry_run_has_the_same_notes_and_writes_nothing() {
    let (_, notes) = imported();
    let project = Project::empty();
    let run = import(&project, &["--dry-run"]).ok();
    assert_eq!(run.stderr, notes);
    assert!(tree(project.root()).is_empty());
}

#[test]
fn every_notation_is_split_and_sorted() {
    let (project, _) = imported();
    assert_eq!(
        named(&entries(&project, "incidents/track-after")),
        [
            ("2026-01-13T1354Z-investigating.md", "Guilds are gone."),
            ("2026-01-13T1450Z-monitoring.md", "It recovers."),
            ("2026-01-13T1530Z-resolved.md", "A fix is in place."),
            ("2026-01-13T1531Z-update.md", "**Post-mortem**\n\nA Redis instance failed over."),
        ]
    );
    assert_eq!(
        named(&entries(&project, "incidents/track-before")),
        [
            ("2026-01-14T0800Z-investigating.md", "Uploads are slow."),
            ("2026-01-14T0900Z-resolved.md", "Uploads are fast."),
        ]
    );
    assert_eq!(
        named(&entries(&project, "maintenance/brackets")),
        [
            ("2026-01-20T0630Z-scheduled.md", "Hosts restart one by one."),
            ("2026-01-20T0652Z-update.md", "Half of the hosts are done."),
            ("2026-01-20T0715Z-completed.md", "All hosts run the new kernel."),
        ]
    );
    let stamped = entries(&project, "incidents/stamped");
    assert_eq!(stamped[0].0, "2026-08-13T1600Z-investigating.md");
    assert_eq!(
        (stamped[1].0.as_str(), stamped[1].1.as_str()),
        ("2026-08-13T1754Z-update.md", "Errors are gone.")
    );
    let oldest_first = entries(&project, "incidents/oldest-first");
    let texts: Vec<&str> = oldest_first.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["Quotes vanish.", "Found.", "Quotes are back."]);
}

#[test]
fn a_comment_becomes_a_draft_and_a_resolved_incident_is_closed() {
    let (project, notes) = imported();
    assert_eq!(
        named(&entries(&project, "incidents/comment")),
        [
            ("2026-03-01T1000Z-investigating.md", "The gateway restarts."),
            ("2026-03-01T1045Z-resolved.md", "Resolved."),
            ("2026-03-01T1046Z-resolved.md", "The gateway is back."),
        ]
    );
    let draft = project.read("content/incidents/comment/comms/2026-03-01T1046Z-resolved.md");
    assert!(draft.contains("draft = true"), "{draft}");
    assert!(notes.contains("comment.md:13: was hidden in the text, so it becomes a draft"), "{notes}");
}

/// Imports a small site with these files; returns all written files as one text, and the notes.
fn imported_with(files: &[(&str, &str)]) -> (Project, String, String) {
    let config = "title: x\nbaseURL: https://status.x.example\nparams:\n  systems:\n    - name: API\n";
    let mut project = Project::empty().file("old/config.yml", config);
    for (path, text) in files {
        project = project.file(&format!("old/content/{path}"), text);
    }
    let old = project.path("old").display().to_string();
    let run = project.run_at(LATER, &["import", "cstate", &old, "--time-zone", "UTC"]).ok();
    let mut written = String::new();
    for (path, text) in tree(project.root()).iter().filter(|(path, _)| path.starts_with("content/")) {
        written += &[path.as_str(), "\n", &String::from_utf8_lossy(text), "\n"].concat();
    }
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report = project.read(REPORT);
    (project, written, report)
}

#[test]
fn html_and_shortcodes_become_markdown() {
    let (project, notes) = imported();
    let text = &entries(&project, "incidents/stamped")[0].1;
    assert_eq!(
        text,
        "We see \\<ID> errors, see [the other](</maintenance/brackets/>) and [here](<https://harbor.example/x>).\\\n\n\
         [graph](<https://status.harbor.example/graph.png>)"
    );
    assert!(notes.contains("the shortcode `{{< tweet 1 >}}` was removed"), "{notes}");
    let legal = project.read("content/pages/legal.md");
    assert!(legal.ends_with("## Imprint\n\nHarbor Ltd.\n"), "{legal}");
}

#[test]
fn systems_become_components_in_groups_and_undeclared_names_are_kept() {
    let (project, notes) = imported();
    let group = project.read("content/components/north-coast/_group.toml");
    assert!(group.contains("name = \"North Coast\"") && group.contains("collapsed = true"), "{group}");
    let api = project.read("content/components/north-coast/public-api.md");
    assert!(api.contains("name = \"API\"") && api.ends_with("<https://api.harbor.example/>\n"), "{api}");
    let gateway = project.read("content/components/north-coast/gateway.md");
    assert!(gateway.ends_with("All traffic comes in here.\n"), "{gateway}");
    assert!(project.read("content/components/website.md").contains("description = \"The web frontend.\""));
    let proxy = project.read("content/components/media-proxy.md");
    assert!(proxy.contains("retired = 2026-01-14T15:30:00Z"), "{proxy}");
    assert!(notes.contains("track-after.md:7: `Media Proxy` is named once, but not declared"), "{notes}");
    let other_case = "`gateway` is named once, but not declared in the configuration; treated as `Gateway`";
    assert!(notes.contains(other_case), "{notes}");
}

#[test]
fn contradictions_are_repaired_and_noted_with_their_line() {
    let (project, notes) = imported();
    for line in [
        "oldest-first.md:5: ends at 2026-01-01 11:00 UTC before it begins at 2026-02-01 10:00 UTC; the end was set to this time of day after the start, 2026-02-01 11:00 UTC",
        "stamped.md:5: has an end but is not resolved; the end is treated as planned, so the incident stays open",
        "stamped.md:6: `monitoring` is not a severity of cState; the impact is `none`",
        "track-after.md:3: `2026-01-13 15:54:00` has no zone; read as Europe/Tallinn",
        "comment.md:10: `author: jo` has no counterpart; left out",
        "not-an-issue.md:1: `section: issue` is missing",
        "config.yml:15: the category `Nothing in it` contains no system; left out",
        "content/posts/old.adoc: is neither Markdown nor HTML; left out",
        "/static: 1 file without content; left out",
        "note: issues: 7 converted: 5 incidents, 1 maintenances, 1 notices",
        "note: components: 3 declared, 2 only named in issues (2 times)",
        "note: times: 1 ends before the start",
    ] {
        assert!(notes.contains(line), "`{line}` is not in\n{notes}");
    }
    let first = project.read("content/incidents/stamped/comms/2026-08-13T1600Z-investigating.md");
    assert!(first.contains("impact = \"none\""), "{first}");
}

#[test]
fn the_zone_of_the_command_line_overrides_the_configuration() {
    let project = Project::empty();
    import(&project, &["--time-zone", "UTC"]).ok();
    assert!(
        project
            .read("content/incidents/track-after/comms/2026-01-13T1554Z-investigating.md")
            .contains("Guilds")
    );
    let run = import(&project, &["--time-zone", "Harbor"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}

#[test]
fn an_edited_file_is_kept() {
    let (project, _) = imported();
    let path = "content/incidents/track-before/comms/2026-01-14T0900Z-resolved.md";
    let edited = project.read(path).replace("fast", "very fast");
    project.write(path, edited.as_bytes());
    let run = import(&project, &[]).ok();
    assert!(run.stderr.contains(&format!("`{path}` was kept")), "{}", run.stderr);
    assert_eq!(project.read(path), edited);
}

#[test]
fn a_folder_without_a_site_is_refused_and_a_file_that_cannot_be_read_is_left_out() {
    let project = Project::empty().file("old/readme.md", "x");
    let old = project.path("old").display().to_string();
    let run = project.run(&["import", "cstate", &old]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("old` is not a file that can be imported; expected the folder of a cState site")
    );
    let project = Project::empty()
        .file("old/config.toml", "title = \"x\"\n")
        .file("old/content/issues/a.md", "---\ntitle: [\n---\n")
        .file("old/content/issues/b.md", "---\ntitle: x\nsection: issue\n---\n");
    let old = project.path("old").display().to_string();
    let run = project.run(&["import", "cstate", &old]).ok();
    assert!(run.stderr.contains("old/content/issues/a.md:"), "{}", run.stderr);
    let left_out = "old/content/issues/b.md`: this issue has no readable `date`, and none in its file name; write one, such as `date: 2026-03-14T09:22:00Z`, and import again: left out. Its text:";
    assert!(run.stderr.contains(left_out), "{}", run.stderr);
    assert!(project.path("content/site.toml").exists());
}

/// Imports one issue of a site with the component `API`; returns the project, the report, and the paths of the updates
/// with their texts.
fn one_issue(front: &str, body: &str) -> (Project, String, Vec<(String, String)>) {
    let issue = format!("---\ntitle: Lights out\n{front}\naffected: [API]\nsection: issue\n---\n{body}");
    let (project, _, report) = imported_with(&[("issues/lights.md", &issue)]);
    let mut updates = Vec::new();
    for (path, bytes) in tree(project.root()) {
        if let Some((_, name)) = path.split_once("/comms/") {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let body = text.splitn(3, "+++\n").nth(2).unwrap_or_default().trim_end().to_owned();
            let kind = if path.contains("/maintenance/") { "maintenance " } else { "" };
            updates.push((format!("{kind}{name}"), body));
        }
    }
    let check = project.run_at(LATER, &["check"]);
    assert_eq!(check.code, 0, "{}", check.stderr);
    (project, report, updates)
}

const DOWN: &str =
    "date: 2026-05-04T08:00:00Z\nresolved: true\nresolvedWhen: 2026-05-04T10:00:00Z\nseverity: down";
