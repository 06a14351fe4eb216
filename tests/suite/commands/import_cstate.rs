//! `allclear import cstate`: a whole site with every notation, and the notes about it.

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
fn hidden_text_of_a_component_is_removed_and_noted() {
    let issue = "---\ntitle: x\ndate: 2026-01-13T12:00:00Z\nseverity: down\naffected: [Edge]\nsection: issue\n---\nDown.\n";
    let (_, written, notes) = imported_with(&[
        ("issues/a.md", issue),
        ("affected/api/_index.md", "---\ntitle: API\n---\nIn front. <!-- password:\nhunter2 --> Behind.\n"),
        ("affected/edge/_index.md", "---\ntitle: Edge\ndraft: true\n---\nA secret plan.\n"),
    ]);
    assert!(written.contains("In front.\n Behind."), "{written}");
    assert!(!written.contains("hunter2") && !written.contains("secret plan"), "{written}");
    assert!(written.contains("name = \"Edge\""), "{written}");
    assert!(
        notes.contains("/content/affected/api/_index.md:4: the hidden text `password:\nhunter2` was removed"),
        "{notes}"
    );
    let draft = "/content/affected/edge/_index.md:3: `draft` is set; the text of a component cannot be a draft, so it is left out";
    assert!(notes.contains(draft), "{notes}");
}

#[test]
fn pages_that_hugo_does_not_publish_become_drafts_or_are_left_out() {
    let issue = "title: x\ndate: 2026-01-13T12:00:00Z\nsection: issue\n";
    let hidden = [
        ("publishDate: 2026-11-21", "`publishDate` is in the future"),
        ("pubdate: soon", "`pubdate` cannot be read as a time"),
        ("ExpiryDate: 2026-11-19T00:00:00Z", "`ExpiryDate` is in the past"),
        ("build:\n  render: never", "`build` prevents it from being rendered"),
        ("_build: {list: false}", "`_build` prevents it from being listed"),
        ("build:\n  render: link", "`build` prevents it from being rendered"),
        ("headless: true", "`headless` is set, so Hugo builds no page"),
        ("draft: 1", "`draft` is set"),
        ("published: false", "`published` is false"),
    ];
    for (key, why) in hidden {
        let front = format!("---\n{key}\n{issue}");
        let (_, written, notes) = imported_with(&[
            ("issues/incident.md", &format!("{front}severity: down\n---\nThe secret.\n")),
            ("issues/notice.md", &format!("{front}informational: true\n---\nThe notice.\n")),
            ("pages/page.md", &format!("---\n{key}\n---\nThe page.\n")),
            ("affected/api/_index.md", &format!("---\ntitle: API\n{key}\n---\nThe component.\n")),
        ]);
        assert!(written.contains("draft = true") && written.contains("The secret."), "{key}: {written}");
        for text in ["The notice.", "The page.", "The component."] {
            assert!(!written.contains(text), "{key}: {written}");
            assert!(notes.contains(&format!("Its text:\n{text}")), "{key}: {notes}");
        }
        for line in [
            format!("issues/incident.md:2: {why}, so all its updates become drafts"),
            format!("issues/notice.md:2: {why}; a notice cannot be a draft, so it is left out"),
            format!("pages/page.md:2: {why}; a page cannot be a draft, so it is left out"),
            format!(
                "affected/api/_index.md:3: {why}; the text of a component cannot be a draft, so it is left out"
            ),
        ] {
            // The line of a map is that of its first key.
            let is_noted = notes.contains(&line)
                || notes.contains(&line.replace(":3: ", ":4: ").replace(":2: ", ":3: "));
            assert!(is_noted, "`{line}` is not in\n{notes}");
        }
    }
}

#[test]
fn text_that_a_browser_hides_is_treated_like_comments() {
    let hidden = [
        "{{% comment %}}The secret.{{% /comment %}}",
        "{{< comment >}}\nThe secret.\n{{< /comment >}}",
        "<template>The secret.</template>",
        "<div hidden>\nThe <b>secret</b>.\n</div>",
        "<input type=hidden value=\"The secret.\">",
    ];
    let front = "title: x\ndate: 2026-01-13T12:00:00Z\nsection: issue\nseverity: down";
    for text in hidden {
        let issue = format!("---\n{front}\n---\nDown.\n{text}\n");
        let (project, written, notes) = imported_with(&[("issues/a.md", &issue)]);
        assert!(notes.contains(": was hidden in the text, so it becomes a draft"), "{notes}");
        assert!(written.contains("secret") && written.contains("draft = true"), "{written}");
        project.run_at(LATER, &["build"]).ok();
        let public = tree(project.root()).into_iter().filter(|(path, _)| path.starts_with("public/"));
        for (path, bytes) in public {
            assert!(!String::from_utf8_lossy(&bytes).contains("secret"), "{path}: {text}");
        }
        let (_, written, notes) = imported_with(&[("pages/page.md", &format!("Shown.\n{text}\n"))]);
        assert!(written.contains("Shown.") && !written.contains("secret"), "{written}");
        assert!(notes.contains("pages/page.md:2: the hidden text `"), "{notes}");
    }
}

#[test]
fn pages_that_hugo_publishes_stay_public() {
    let shown = [
        "publishDate: 2026-11-19",
        "publishDate: \"\"",
        "expiryDate: 2026-11-21",
        "build:\n  render: always\n  list: true",
        "headless: false",
        "published: true",
        "draft: no",
    ];
    for key in shown {
        let front = format!("---\n{key}\ntitle: x\ndate: 2026-01-13T12:00:00Z\nsection: issue\n");
        let (_, written, _) = imported_with(&[
            ("issues/incident.md", &format!("{front}severity: down\n---\nThe news.\n")),
            ("pages/page.md", &format!("---\n{key}\n---\nThe page.\n")),
        ]);
        assert!(written.contains("The page.") && !written.contains("draft = true"), "{key}: {written}");
    }
    let (_, written, _) = imported_with(&[
        ("../config.yml", "title: x\nbuildFuture: true\nbuildExpired: true\n"),
        ("pages/page.md", "---\npublishDate: 2026-11-21\nexpiryDate: 2026-01-01\n---\nThe page.\n"),
    ]);
    assert!(written.contains("The page."), "{written}");
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

#[test]
fn a_time_of_day_belongs_to_the_day_of_its_neighbours() {
    let front =
        "date: 2026-05-04T22:00:00Z\nresolved: true\nresolvedWhen: 2026-05-05T01:00:00Z\nseverity: down";
    let body = "---\n01:00 UTC\n\nLamps burn.\n\n---\n23:30 UTC\n\nFuses arrive.\n\n---\n2026-05-04 22:00 UTC\n\nDark.\n";
    let (_, _, updates) = one_issue(front, body);
    assert_eq!(
        named(&updates),
        [
            ("2026-05-04T2200Z-investigating.md", "Dark."),
            ("2026-05-04T2330Z-update.md", "Fuses arrive."),
            ("2026-05-05T0100Z-resolved.md", "Lamps burn."),
        ]
    );
}

#[test]
fn a_text_without_a_time_at_the_old_end_is_the_first_update() {
    let body = "---\n2026-05-04 10:00 UTC\n\nLamps burn.\n\n---\n2026-05-04 09:15 UTC\n\nFuses arrive.\n\n---\nDark.\n";
    let (_, _, updates) = one_issue(DOWN, body);
    assert_eq!(
        named(&updates),
        [
            ("2026-05-04T0800Z-investigating.md", "Dark."),
            ("2026-05-04T0915Z-update.md", "Fuses arrive."),
            ("2026-05-04T1000Z-resolved.md", "Lamps burn."),
        ]
    );
}

#[test]
fn a_last_paragraph_without_a_time_is_reported_where_it_may_be_the_first_text() {
    let body = "2026-05-04 10:00 UTC\n\nLamps burn.\n\n2026-05-04 09:15 UTC\n\nFuses arrive.\n\nThe lamps are dark.\n";
    let (_, report, updates) = one_issue(DOWN, body);
    assert_eq!(updates.len(), 2, "{updates:?}");
    let line =
        "`The lamps are dark.` has no time of its own and is part of the update of 2026-05-04 09:15 UTC";
    assert!(report.contains(line), "{report}");
    // With an update at the beginning, it cannot be the first text.
    let (_, report, _) = one_issue(DOWN, &body.replace("09:15", "08:00"));
    assert!(!report.contains("has no time of its own"), "{report}");
}

#[test]
fn an_update_of_a_written_day_is_on_this_day() {
    let front =
        "date: 2026-05-04T08:00:00Z\nresolved: true\nresolvedWhen: 2026-05-07T20:00:00Z\nseverity: down";
    let body = "Dark.\n\nUpdate 2026-05-05: Fuses arrive.\n\n### Update - 6th May\nLamps flicker.\n";
    let (_, report, updates) = one_issue(front, body);
    assert_eq!(
        named(&updates),
        [
            ("2026-05-04T0800Z-investigating.md", "Dark."),
            ("2026-05-05T1200Z-update.md", "Fuses arrive."),
            ("2026-05-06T1200Z-update.md", "Lamps flicker."),
            ("2026-05-07T2000Z-resolved.md", "Resolved."),
        ]
    );
    assert!(report.contains("has a day without a time of day, 2026-05-05; it was placed at"), "{report}");
}

#[test]
fn an_impossible_end_is_replaced_by_the_last_known_time() {
    for end in ["2026-04-01T10:00:00Z", "2027-05-04T10:00:00Z"] {
        let front =
            format!("date: 2026-05-04T08:00:00Z\nresolved: true\nresolvedWhen: {end}\nseverity: down");
        let body = "2026-05-04 08:00 UTC - Dark.\n\n2026-05-04 09:40 UTC - Lamps burn.\n";
        let (project, report, updates) = one_issue(&front, body);
        let names: Vec<&str> = updates.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["2026-05-04T0800Z-investigating.md", "2026-05-04T0940Z-resolved.md"]);
        assert!(report.contains("the end was set to the last known time, 2026-05-04 09:40 UTC"), "{report}");
        let last = project.read("content/incidents/lights/comms/2026-05-04T0940Z-resolved.md");
        assert!(!last.contains("interval"), "{last}");
    }
}

#[test]
fn an_end_on_a_wrong_day_keeps_its_time_of_day() {
    for (end, expected) in
        [("2026-04-04T09:30:00Z", "2026-05-04T0930Z"), ("2026-04-04T07:30:00Z", "2026-05-05T0730Z")]
    {
        let front =
            format!("date: 2026-05-04T08:00:00Z\nresolved: true\nresolvedWhen: {end}\nseverity: down");
        let (_, report, updates) = one_issue(&front, "Dark.\n");
        assert_eq!(updates[1].0, format!("{expected}-resolved.md"));
        assert!(
            report.contains("the end was set to this time of day after the start, 2026-05-0"),
            "{report}"
        );
    }
}

#[test]
fn times_in_sentences_stay_there_and_a_report_is_not_dated_before_them() {
    let track = |time: &str| format!("{{{{< track \"2026-05-04 {time}:00\" >}}}}");
    let body = format!("Dark from {} to {}.\n", track("08:05"), track("09:40"));
    let (project, report, updates) = one_issue(DOWN, &body);
    assert_eq!(
        named(&updates),
        [
            ("2026-05-04T0940Z-investigating.md", "Dark from 2026-05-04 08:05 UTC to 2026-05-04 09:40 UTC."),
            ("2026-05-04T1000Z-resolved.md", "Resolved."),
        ]
    );
    assert!(
        report.contains("the only text tells of this time, so it is dated 2026-05-04 09:40 UTC"),
        "{report}"
    );
    let first = project.read("content/incidents/lights/comms/2026-05-04T0940Z-investigating.md");
    assert!(first.contains("started_at = 2026-05-04T08:00:00Z"), "{first}");
}

#[test]
fn a_single_text_that_says_that_all_is_well_is_dated_at_the_end() {
    for (body, name) in [
        ("*Update* - This has been resolved.\n\n__Impact__ All lamps\n", "2026-05-04T1000Z-resolved.md"),
        ("The lamps are\nback online.\n", "2026-05-04T1000Z-resolved.md"),
        ("We will write once this has been resolved.\n", "2026-05-04T0800Z-investigating.md"),
        ("This hasn't been resolved.\n", "2026-05-04T0800Z-investigating.md"),
    ] {
        let (_, _, updates) = one_issue(DOWN, body);
        assert_eq!(updates[0].0, name, "{body}");
    }
}

#[test]
fn an_issue_is_over_only_when_its_end_says_so() {
    // Some lamps burn earlier than the others.
    let body = "*Resolved (hall)* - Burning. {{< track \"2026-05-04 10:00:00\" >}}\n\n*Resolved (attic)* - Burning. {{< track \"2026-05-04 09:00:00\" >}}\n\n*Investigating* - Dark. {{< track \"2026-05-04 08:00:00\" >}}\n";
    let (_, report, updates) = one_issue(DOWN, body);
    let names: Vec<&str> = updates.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "2026-05-04T0800Z-investigating.md",
            "2026-05-04T0900Z-monitoring.md",
            "2026-05-04T1000Z-resolved.md"
        ]
    );
    assert!(
        report.contains("says that the issue is over, but it goes on; the update does not close it"),
        "{report}"
    );
    // The closing update is earlier than the end.
    let body = "*Investigating* - Dark. {{< track \"2026-05-04 08:00:00\" >}}\n\n*Resolved* - Burning. {{< track \"2026-05-04 09:10:00\" >}}\n";
    let (_, _, updates) = one_issue(DOWN, body);
    let names: Vec<&str> = updates.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "2026-05-04T0800Z-investigating.md",
            "2026-05-04T0910Z-monitoring.md",
            "2026-05-04T1000Z-resolved.md"
        ]
    );
    // The end lacks the seconds of the closing update.
    let (project, _, updates) = one_issue(DOWN, &body.replace("09:10:00", "09:59:31"));
    assert_eq!(updates.len(), 2);
    let last = project.read("content/incidents/lights/comms/2026-05-04T0959Z-resolved.md");
    assert!(!last.contains("interval"), "{last}");
}

#[test]
fn updates_after_the_end_leave_a_record_that_check_accepts() {
    // The work goes on after its planned end.
    let front = DOWN.replace("down", "notice");
    let body = "2026-05-04 11:00 UTC - Planned, and it goes on.\n\n2026-05-04 12:30 UTC - New lamps burn.\n";
    let (project, _, updates) = one_issue(&front, &format!("2026-05-04 08:00 UTC - Planned.\n\n{body}"));
    assert_eq!(
        updates.last().map(|(name, _)| name.as_str()),
        Some("maintenance 2026-05-04T1230Z-completed.md")
    );
    let first = project.read("content/maintenance/lights/comms/2026-05-04T0800Z-scheduled.md");
    assert!(first.contains("to = 2026-05-04T12:30:00Z"), "{first}");
    // Marks that contradict the end.
    let body = "[Initial message]\nDark.\n\n[Final message]\nBurning.\n\n[Initial message]\nDark again.\n";
    let (_, _, updates) = one_issue(DOWN, body);
    let names: Vec<&str> = updates.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["2026-05-04T0800Z-investigating.md", "2026-05-04T1000Z-resolved.md", "2026-05-04T1001Z-update.md"]
    );
}

#[test]
fn the_update_at_the_end_closes_an_issue_that_has_later_ones() {
    let body = "Dark.\n\nUpdates:\n\n- Mon May 4 09:00:00 UTC: Fuses arrive.\n  They are red.\n    - and blue\n- Mon May 4 10:00:36 UTC: Lamps burn.\n- Tue May 5 08:00:00 UTC: They still burn.\n";
    let (_, report, updates) = one_issue(DOWN, body);
    assert_eq!(
        named(&updates),
        [
            ("2026-05-04T0800Z-investigating.md", "Dark.\n\nUpdates:"),
            ("2026-05-04T0900Z-update.md", "Fuses arrive.\nThey are red.\n  - and blue"),
            ("2026-05-04T1000Z-resolved.md", "Lamps burn."),
            ("2026-05-05T0800Z-update.md", "They still burn."),
        ]
    );
    assert!(report.contains("the update at its end closes it"), "{report}");
}

#[test]
fn a_date_that_is_no_time_still_has_its_day() {
    let front = "date: 2026-05-04T011:00:00Z\nresolved: false\nseverity: down";
    let (_, report, updates) = one_issue(front, "Dark.\n");
    assert_eq!(updates[0].0, "2026-05-04T0000Z-investigating.md");
    assert!(report.contains("it has no readable `date`; its day is used instead"), "{report}");
}

#[test]
fn a_hidden_update_keeps_its_time() {
    let body =
        "<!--\n*Monitoring* - Burning. {{< track \"2026-05-04 09:00:00\" >}}\n-->\n*Investigating* - Dark.\n";
    let (_, _, updates) = one_issue(DOWN, body);
    assert!(updates.iter().any(|(name, _)| name == "2026-05-04T0900Z-monitoring.md"), "{updates:?}");
}

#[test]
fn a_notice_is_an_incident_unless_something_says_that_it_was_planned() {
    let front = |date: &str| {
        format!("date: {date}\nresolved: true\nresolvedWhen: 2026-05-09T10:00:00Z\nseverity: notice")
    };
    let cases = [
        (
            "2026-05-09T08:00:00Z",
            "Lamps flicker.\n",
            "an incident, because nothing says that it was planned",
            "",
        ),
        ("2026-05-09T08:00:00Z", "Planned work on lamps.\n", "its text says `planned`", "maintenance "),
        (
            "2026-05-09T08:00:00Z",
            "*Scheduled* - New lamps.\n",
            "an update is marked `scheduled`",
            "maintenance ",
        ),
        (
            "2026-05-09T08:00:00Z",
            "2026-05-02 08:00 UTC - New lamps come.\n",
            "its date is later than its publication, 2026-05-02 08:00 UTC",
            "maintenance ",
        ),
    ];
    for (date, body, reason, kind) in cases {
        let (project, report, updates) = one_issue(&front(date), body);
        assert!(
            report.contains("lights.md:6: severity `notice`: it becomes ") && report.contains(reason),
            "{report}"
        );
        assert!(
            updates.iter().all(|(name, _)| name.starts_with("maintenance ") != kind.is_empty()),
            "{updates:?}"
        );
        if kind.is_empty() {
            let first = project.read("content/incidents/lights/comms/2026-05-09T0800Z-investigating.md");
            assert!(first.contains("components = { api = \"degraded_performance\" }"), "{first}");
        }
    }
}

#[test]
fn a_notice_whose_date_lies_ahead_is_a_maintenance() {
    let front =
        "date: 2027-02-05T10:00:00Z\nresolved: false\nresolvedWhen: 2027-02-05T12:00:00Z\nseverity: notice";
    let (project, report, updates) = one_issue(front, "We move to another room.\n");
    assert_eq!(updates[0].0, "maintenance 2026-11-20T0000Z-scheduled.md");
    assert!(
        report.contains("it becomes a maintenance, because its date lies ahead, 2027-02-05 10:00 UTC"),
        "{report}"
    );
    let first = project.read("content/maintenance/lights/comms/2026-11-20T0000Z-scheduled.md");
    assert!(first.contains("window = { from = 2027-02-05T10:00:00Z, to = 2027-02-05T12:00:00Z }"), "{first}");
}

#[test]
fn an_announcement_that_is_over_stays_readable() {
    let issue = |pin: &str, date: &str| {
        format!(
            "---\ntitle: News of {date}\ndate: {date}\ninformational: true\n{pin}section: issue\n---\nLamps are blue.\n"
        )
    };
    let (project, _, report) = imported_with(&[
        ("issues/old.md", &issue("pin: true\n", "2026-01-05")),
        ("issues/new.md", &issue("", "2026-11-15")),
    ]);
    let page = project.read("content/pages/announcements.md");
    assert!(page.contains("## News of 2026-01-05\n\n2026-01-05\n\nLamps are blue."), "{page}");
    let notice = project.read("content/notices/new.md");
    assert!(notice.contains("to = 2026-11-29T00:00:00Z"));
    assert!(notice.contains("aliases = [\"/issues/new/\"]"), "{notice}");
    assert!(page.contains("aliases = [\"/issues/old/\"]"), "{page}");
    assert!(!project.path("content/notices/old.md").exists());
    assert!(
        report.contains("old.md:4: is over since 2026-04-05 00:00 UTC, so it is on the page"),
        "{report}"
    );
    project.run_at(LATER, &["build"]).ok();
    assert!(project.read("public/announcements/index.html").contains("Lamps are blue."));
    assert!(project.read("public/issues/old/index.html").contains("/announcements/"));
    assert!(project.read("public/issues/new/index.html").contains("http-equiv=\"refresh\""));
}

/// Writes one issue over that of an earlier import and imports again; returns the standard output and the names of the
/// updates.
fn again(project: &Project, body: &str) -> (Run, Vec<String>) {
    let issue = format!("---\ntitle: Lights out\n{DOWN}\naffected: [API]\nsection: issue\n---\n{body}");
    project.write("old/content/issues/lights.md", issue.as_bytes());
    let old = project.path("old").display().to_string();
    let run = project.run_at(LATER, &["import", "cstate", &old, "--time-zone", "UTC"]).ok();
    let names =
        tree(project.root()).into_keys().filter_map(|path| Some(path.split_once("/comms/")?.1.to_owned()));
    (run, names.collect())
}

fn id_of(project: &Project, name: &str) -> String {
    let text = project.read(&format!("content/incidents/lights/comms/{name}"));
    text.lines().find_map(|line| line.strip_prefix("id = ")).unwrap_or_default().to_owned()
}

#[test]
fn an_import_after_a_change_replaces_what_nobody_edited() {
    let first = "*Resolved* - Lamps burn.\n\n*Identified* - A fuse.\n\n*Investigating* - Dark.\n";
    let (project, _, _) = one_issue(DOWN, first);
    let id = id_of(&project, "2026-05-04T0900Z-identified.md");
    let more = "*Resolved* - Lamps burn.\n\n*Monitoring* - New fuse.\n\n*Identified* - A fuse.\n\n*Investigating* - Dark.\n";
    let (run, names) = again(&project, more);
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(run.stdout.starts_with("wrote 2 files, 1 file removed, "), "{}", run.stdout);
    assert_eq!(id_of(&project, "2026-05-04T0840Z-identified.md"), id, "an update keeps its id");
    project.run_at(LATER, &["check"]).ok();
    let (run, _) = again(&project, more);
    assert!(run.stdout.starts_with("wrote 0 files, "), "{}", run.stdout);
}

#[test]
fn an_import_after_a_change_leaves_edited_files_alone() {
    let first = "*Resolved* - Lamps burn.\n\n*Identified* - A fuse.\n\n*Investigating* - Dark.\n";
    let (project, _, _) = one_issue(DOWN, first);
    let path = "content/incidents/lights/comms/2026-05-04T0900Z-identified.md";
    let edited = project.read(path).replace("A fuse", "Two fuses");
    project.write(path, edited.as_bytes());
    let (run, names) = again(&project, "*Resolved* - Lamps burn.\n\n*Investigating* - Dark.\n");
    assert_eq!((names.len(), project.read(path)), (3, edited));
    assert!(
        run.stderr.contains(&format!("`{path}` was kept although the original has no such object")),
        "{}",
        run.stderr
    );
}

#[test]
fn every_word_of_a_history_is_in_the_content_or_in_the_report() {
    let issues: [(&str, &str); 8] = [
        (
            DOWN,
            "[Final message - quokka]\nAardvark.\n\n---\n[Update, badger]\nCamel <b>dingo</b>.\n\n[Initial message]\nEland\n",
        ),
        (
            DOWN,
            "**Ferret back (2026-05-04 10:00 UTC)**\n\nGibbon.\n\n**Update on hyena**: Ibis.\n\n*Investigating* - Jackal.\n",
        ),
        (
            DOWN,
            "Koala {{< track \"2026-05-04 10:00:00\" >}}\n\nLemur\n\n**Marmot**:\nNewt {{< track \"2026-05-04 09:00:00\" >}}\n\nOcelot\n",
        ),
        (DOWN, "10:00 UTC\n\nPanda.\n\n---\n\n09:00 UTC - Quail\n\n---\n\nRabbit.\n\n---\n\nStoat.\n"),
        (
            DOWN,
            "Update 2026-05-04 09:00 UTC: Tapir.\n\nEdit 2026-05-03 - Urial.\n\n<!-- Vole -->\n\n{{< tweet wombat >}}\n",
        ),
        (DOWN, "### Update\n\n### Resolved xerus\n\nYak.\n\n[Update]\n\n## Zebra 2026-05-04 11:00 UTC\n"),
        (
            "date: 2026-05-04\nseverity: odd alpaca\nauthor: bison",
            "See <a href=\"https://caracal.example\">it</a> <script>dhole</script>\n",
        ),
        (
            "date: 2026-05-04\ninformational: true",
            "Ermine\n\n- fossa\n- genet\n\n| hare | impala |\n| --- | --- |\n| jerboa | kudu |\n",
        ),
    ];
    for (front, body) in issues {
        let extra = front.split_once("odd").map_or("", |(_, extra)| extra);
        let source = format!("Lights out\n{extra}\n{body}");
        let (project, report, _) = one_issue(front, body);
        let mut found = report.to_lowercase();
        for (path, bytes) in tree(project.root()) {
            if path.starts_with("content/") {
                found += &String::from_utf8_lossy(&bytes).to_lowercase();
            }
        }
        for word in source.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2) {
            assert!(found.contains(&word.to_lowercase()), "`{word}` of\n{source}\nis not in\n{found}");
        }
    }
}
