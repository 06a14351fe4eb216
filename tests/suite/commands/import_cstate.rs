//! `allclear import cstate`: a whole site in every notation, and what the report says of it.

use crate::support::{Project, Run, tree};

const SITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/commands/import_cstate/fixture");
/// After everything in the site.
const LATER: &str = "2026-11-20T00:00:00Z";

fn import(project: &Project, more: &[&str]) -> Run {
    project.run_at(LATER, &[&["import", "cstate", SITE], more].concat())
}

fn imported() -> (Project, String) {
    let project = Project::empty();
    let run = import(&project, &[]).ok();
    (project, run.stderr)
}

/// Names of the files in a folder of the imported content, and their texts below the front matter.
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
fn a_whole_site_is_imported_checked_and_built_and_a_second_import_changes_nothing() {
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
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let (_, told) = imported();
    let project = Project::empty();
    let run = import(&project, &["--dry-run"]).ok();
    assert_eq!(run.stderr, told);
    assert!(tree(project.root()).is_empty());
}

#[test]
fn every_notation_is_split_and_put_in_order() {
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
    let (project, told) = imported();
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
    assert!(told.contains("comment.md:13: was hidden in the text, so it is a draft"), "{told}");
}

/// What an import of a small site with these files writes, as one text, and what it tells.
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
    (project, written, run.stderr)
}

#[test]
fn what_is_hidden_in_the_text_of_a_component_stays_hidden_and_is_told() {
    let issue = "---\ntitle: x\ndate: 2026-01-13T12:00:00Z\nseverity: down\naffected: [Edge]\nsection: issue\n---\nDown.\n";
    let (_, written, told) = imported_with(&[
        ("issues/a.md", issue),
        ("affected/api/_index.md", "---\ntitle: API\n---\nIn front. <!-- password:\nhunter2 --> Behind.\n"),
        ("affected/edge/_index.md", "---\ntitle: Edge\ndraft: true\n---\nA secret plan.\n"),
    ]);
    assert!(written.contains("In front.\n Behind."), "{written}");
    assert!(!written.contains("hunter2") && !written.contains("secret plan"), "{written}");
    assert!(written.contains("name = \"Edge\""), "{written}");
    assert!(
        told.contains("/content/affected/api/_index.md:4: the hidden text `password:\nhunter2` went"),
        "{told}"
    );
    let draft =
        "/content/affected/edge/_index.md:3: `draft` is set: a component has no draft of its text; left out";
    assert!(told.contains(draft), "{told}");
}

#[test]
fn what_hugo_would_not_show_is_a_draft_or_left_out_and_is_told() {
    let issue = "title: x\ndate: 2026-01-13T12:00:00Z\nsection: issue\n";
    let hidden = [
        ("publishDate: 2026-11-21", "`publishDate` is yet to come"),
        ("pubdate: soon", "`pubdate` is no time that can be read"),
        ("ExpiryDate: 2026-11-19T00:00:00Z", "`ExpiryDate` is over"),
        ("build:\n  render: never", "`build` keeps it from being rendered"),
        ("_build: {list: false}", "`_build` keeps it from being listed"),
        ("build:\n  render: link", "`build` keeps it from being rendered"),
        ("headless: true", "`headless` is set, so no page was built"),
        ("draft: 1", "`draft` is set"),
        ("published: false", "`published` says that it is not"),
    ];
    for (key, why) in hidden {
        let front = format!("---\n{key}\n{issue}");
        let (_, written, told) = imported_with(&[
            ("issues/incident.md", &format!("{front}severity: down\n---\nThe secret.\n")),
            ("issues/notice.md", &format!("{front}informational: true\n---\nThe notice.\n")),
            ("pages/page.md", &format!("---\n{key}\n---\nThe page.\n")),
            ("affected/api/_index.md", &format!("---\ntitle: API\n{key}\n---\nThe component.\n")),
        ]);
        assert!(written.contains("draft = true") && written.contains("The secret."), "{key}: {written}");
        for text in ["The notice.", "The page.", "The component."] {
            assert!(!written.contains(text), "{key}: {written}");
        }
        for line in [
            format!("issues/incident.md:2: {why}, so all its updates are drafts"),
            format!("issues/notice.md:2: {why}: an announcement has no drafts here; left out"),
            format!("pages/page.md:2: {why}: a page has no drafts here; left out"),
            format!("affected/api/_index.md:3: {why}: a component has no draft of its text; left out"),
        ] {
            // The line of a map is that of its first key.
            let is_told =
                told.contains(&line) || told.contains(&line.replace(":3: ", ":4: ").replace(":2: ", ":3: "));
            assert!(is_told, "`{line}` is not in\n{told}");
        }
    }
}

#[test]
fn what_a_browser_would_not_show_goes_where_comments_go() {
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
        let (project, written, told) = imported_with(&[("issues/a.md", &issue)]);
        assert!(told.contains(": was hidden in the text, so it is a draft"), "{told}");
        assert!(written.contains("secret") && written.contains("draft = true"), "{written}");
        project.run_at(LATER, &["build"]).ok();
        let public = tree(project.root()).into_iter().filter(|(path, _)| path.starts_with("public/"));
        for (path, bytes) in public {
            assert!(!String::from_utf8_lossy(&bytes).contains("secret"), "{path}: {text}");
        }
        let (_, written, told) = imported_with(&[("pages/page.md", &format!("Shown.\n{text}\n"))]);
        assert!(written.contains("Shown.") && !written.contains("secret"), "{written}");
        assert!(told.contains("pages/page.md:2: the hidden text `"), "{told}");
    }
}

#[test]
fn what_hugo_shows_stays_public() {
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
fn what_hugo_took_and_allclear_does_not_is_turned_into_markdown() {
    let (project, told) = imported();
    let text = &entries(&project, "incidents/stamped")[0].1;
    assert_eq!(
        text,
        "We see \\<ID> errors, see [the other](</maintenance/brackets/>) and [here](<https://harbor.example/x>).\\\n\n\
         [graph](<https://status.harbor.example/graph.png>)"
    );
    assert!(told.contains("the shortcode `{{< tweet 1 >}}` went"), "{told}");
    let legal = project.read("content/pages/legal.md");
    assert!(legal.ends_with("## Imprint\n\nHarbor Ltd.\n"), "{legal}");
}

#[test]
fn systems_are_components_in_their_groups_and_undeclared_names_are_kept() {
    let (project, told) = imported();
    let group = project.read("content/components/north-coast/_group.toml");
    assert!(group.contains("name = \"North Coast\"") && group.contains("collapsed = true"), "{group}");
    let api = project.read("content/components/north-coast/public-api.md");
    assert!(api.contains("name = \"API\"") && api.ends_with("<https://api.harbor.example/>\n"), "{api}");
    let gateway = project.read("content/components/north-coast/gateway.md");
    assert!(gateway.ends_with("All traffic comes in here.\n"), "{gateway}");
    assert!(project.read("content/components/website.md").contains("description = \"The web frontend.\""));
    let proxy = project.read("content/components/media-proxy.md");
    assert!(proxy.contains("retired = 2026-01-14T15:30:00Z"), "{proxy}");
    assert!(told.contains("track-after.md:7: `Media Proxy` is named once, but not declared"), "{told}");
    let other_case = "`gateway` is named once, but not declared in the configuration; taken for `Gateway`";
    assert!(told.contains(other_case), "{told}");
}

#[test]
fn contradictions_are_repaired_and_told_with_their_line() {
    let (project, told) = imported();
    for line in [
        "oldest-first.md:5: ends at 2026-01-01 11:00 UTC before it begins at 2026-02-01 10:00 UTC; set to one minute",
        "stamped.md:5: has an end although it is not resolved: taken as planned, so it stays open",
        "stamped.md:6: `monitoring` is no severity of cState; its impact is `none`",
        "track-after.md:3: `2026-01-13 15:54:00` has no zone; read as Europe/Tallinn",
        "comment.md:10: `author` has no place here; left out",
        "not-an-issue.md:1: has no `section: issue`",
        "config.yml:15: no system is in the category `Nothing in it`; left out",
        "content/posts/old.adoc: is neither Markdown nor HTML; left out",
        "/static: 1 file about looks or workings; left out",
        "note: issues: 7 read: 5 incidents, 1 maintenances, 1 notices",
        "note: components: 3 declared, 2 that only issues name (2 times)",
        "note: times: 1 ends before their beginning",
    ] {
        assert!(told.contains(line), "`{line}` is not in\n{told}");
    }
    let first = project.read("content/incidents/stamped/comms/2026-08-13T1600Z-investigating.md");
    assert!(first.contains("impact = \"none\""), "{first}");
}

#[test]
fn the_zone_of_the_command_line_counts_before_that_of_the_configuration() {
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
fn an_edited_file_stays_as_it_is() {
    let (project, _) = imported();
    let path = "content/incidents/track-before/comms/2026-01-14T0900Z-resolved.md";
    let edited = project.read(path).replace("fast", "very fast");
    project.write(path, edited.as_bytes());
    let run = import(&project, &[]).ok();
    assert!(run.stderr.contains(&format!("`{path}` stays as it is")), "{}", run.stderr);
    assert_eq!(project.read(path), edited);
}

#[test]
fn a_folder_that_is_no_site_and_a_file_that_cannot_be_read_are_named() {
    let project = Project::empty().file("old/readme.md", "x");
    let old = project.path("old").display().to_string();
    let run = project.run(&["import", "cstate", &old]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .contains("old` is not a file that this import knows; expected the folder of a cState site")
    );
    let project = Project::empty()
        .file("old/config.toml", "title = \"x\"\n")
        .file("old/content/issues/a.md", "---\ntitle: [\n---\n")
        .file("old/content/issues/b.md", "---\ntitle: x\nsection: issue\n---\n");
    let old = project.path("old").display().to_string();
    let run = project.run(&["import", "cstate", &old]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("old/content/issues/a.md:"), "{}", run.stderr);
    assert!(run.stderr.contains("old/content/issues/b.md`: this issue has no `date`"), "{}", run.stderr);
    assert!(!project.path("content").exists());
}
