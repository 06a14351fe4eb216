//! `allclear import upptime` and `incidentio`: histories of other status pages. Damaged histories of all kinds.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::support::{Project, Run, property, tree};

const CONFIGURATION: &str = "owner: harbor\nrepo: status\nsites:\n  - name: IPv6 shop\n    url: https://shop.internal.example\n\
                             \x20 - name: API\n    url: $SECRET_URL\nstatus-website:\n  cname: status.harbor.example\n  name: Harbor\n";

/// As `gh issue list --json …` writes it.
const ISSUES: &str = r#"[
 {"number": 7, "title": "🛑 IPv6 shop is down", "state": "CLOSED", "createdAt": "2026-02-01T10:00:00Z", "closedAt": "2026-02-01T10:40:05Z",
  "labels": [{"name": "status"}, {"name": "i-pv6-shop"}],
  "body": "In [`abc1234`](https://github.example/harbor/status/commit/abc), IPv6 shop was **down**:\n- HTTP code: 503\n- Response time: 12 ms\n<!-- to do: call Ana -->",
  "comments": [
   {"id": "IC_1", "author": {"login": "lena"}, "authorAssociation": "OWNER", "body": "We know why: a *full* disk.", "createdAt": "2026-02-01T10:20:00Z"},
   {"id": "IC_2", "author": {"login": "stranger"}, "authorAssociation": "NONE", "body": "me too", "createdAt": "2026-02-01T10:25:00Z"},
   {"id": "IC_3", "author": {"login": "github-actions"}, "authorAssociation": "NONE", "body": "**Resolved:** IPv6 shop is back up in [`def5678`](https://github.example/harbor/status/commit/def) after 40 minutes.", "createdAt": "2026-02-01T10:40:04Z"}]},
 {"number": 8, "title": "⚠️ API has degraded performance", "state": "OPEN", "createdAt": "2026-03-14T11:30:00Z", "closedAt": null,
  "labels": [{"name": "status"}, {"name": "api"}], "body": "API is slow.", "comments": []},
 {"number": 9, "title": "Move of the database", "state": "CLOSED", "createdAt": "2026-01-10T09:00:00Z", "closedAt": "2026-01-12T22:10:00Z",
  "labels": [{"name": "maintenance"}],
  "body": "<!--\nstart: 2026-01-12T20:00:00Z\nend: 2026-01-12T22:00:00Z\nexpectedDown: i-pv6-shop, old-site\n-->\n\nThe shop does not answer.", "comments": []},
 {"number": 10, "title": "Please add dark mode", "state": "OPEN", "createdAt": "2026-01-01T09:00:00Z", "labels": [], "body": "x", "comments": []}
]"#;

/// The same issue as the REST API writes it, with its comments in a list of their own.
const REST: &str = r#"[[{"number": 7, "title": "🛑 IPv6 shop is down", "state": "closed", "created_at": "2026-02-01T10:00:00Z", "closed_at": "2026-02-01T10:40:05Z",
  "updated_at": "2026-02-01T10:40:05Z", "labels": [{"name": "status"}, {"name": "i-pv6-shop"}], "comments": 2, "user": {"login": "upptime-bot"},
  "body": "In [`abc1234`](https://github.example/harbor/status/commit/abc), IPv6 shop was **down**:\n- HTTP code: 503\n- Response time: 12 ms"}]]"#;
const REST_COMMENTS: &str = r#"[
 {"id": 1, "issue_url": "https://api.github.example/repos/harbor/status/issues/7", "user": {"login": "lena", "type": "User"}, "author_association": "OWNER", "body": "We know why: a *full* disk.", "created_at": "2026-02-01T10:20:00Z"},
 {"id": 3, "issue_url": "https://api.github.example/repos/harbor/status/issues/7", "user": {"login": "up[bot]", "type": "Bot"}, "author_association": "NONE", "body": "**Resolved:** IPv6 shop is back up.", "created_at": "2026-02-01T10:40:04Z"}]"#;

const HISTORY: &str = "url: https://shop.internal.example\nstatus: up\ncode: 200\nresponseTime: 98\nlastUpdated: 2026-03-14T11:00:00.000Z\nstartTime: 2025-08-10T07:54:39.000Z\n";

fn upptime() -> Project {
    Project::empty()
        .file("old/.upptimerc.yml", CONFIGURATION)
        .file("old/history/i-pv6-shop.yml", HISTORY)
        .file("old/history/summary.json", "[]")
        .file("old/issues.json", ISSUES)
}

fn import(project: &Project, source: &str, path: &str) -> Run {
    project.run(&["import", source, &project.path(path).display().to_string()])
}

/// The written files with their texts, without the lock.
fn written(project: &Project) -> String {
    let files = tree(&project.path("content"));
    let files = files.iter().map(|(name, bytes)| format!("{name}\n{}", String::from_utf8_lossy(bytes)));
    files.collect::<Vec<_>>().join("---\n")
}

/// Fails unless the project passes `check` and builds, and a second import changes nothing.
#[track_caller]
fn assert_repeatable(project: &Project, source: &str, path: &str) {
    project.run(&["check"]).ok();
    project.run(&["build"]).ok();
    let before = tree(project.root());
    let again = import(project, source, path).ok();
    assert!(again.stdout.starts_with("wrote 0 files"), "{}", again.stdout);
    assert_eq!(tree(project.root()), before);
}

#[test]
fn a_site_of_upptime_becomes_components_incidents_and_maintenances() {
    let project = upptime();
    let run = import(&project, "upptime", "old").ok();
    insta::assert_snapshot!((run.stderr + &run.stdout).replace(&project.root().display().to_string(), ""));
    insta::assert_snapshot!(written(&project));
    assert_repeatable(&project, "upptime", "old");
    let public = tree(&project.path("public"));
    for secret in ["me too", "SECRET_URL", "shop.internal", "call Ana", "dark mode"] {
        for (path, bytes) in &public {
            assert!(!String::from_utf8_lossy(bytes).contains(secret), "{path} has `{secret}`");
        }
    }
}

#[test]
fn gh_and_the_api_of_github_give_the_same_ids() {
    let ids = |project: &Project| -> Vec<String> {
        let lines = written(project);
        let ids =
            lines.lines().filter(|line| line.starts_with("id = ") || line.starts_with("incident_id = "));
        ids.map(str::to_owned).collect()
    };
    let gh = Project::empty().file("old/.upptimerc.yml", CONFIGURATION).file(
        "old/issues.json",
        &serde_json::to_string(&serde_json::from_str::<Vec<serde_json::Value>>(ISSUES).expect("JSON")[..1])
            .expect("JSON"),
    );
    let rest = Project::empty()
        .file("old/.upptimerc.yml", CONFIGURATION)
        .file("old/issues.json", REST)
        .file("old/comments.json", REST_COMMENTS);
    import(&gh, "upptime", "old").ok();
    import(&rest, "upptime", "old").ok();
    assert!(ids(&gh).len() > 5, "{:?}", ids(&gh));
    assert_eq!(ids(&gh), ids(&rest));
}

#[test]
fn a_later_import_updates_what_nobody_edited() {
    let project = upptime();
    import(&project, "upptime", "old").ok();
    let first = |project: &Project, part: &str| -> String {
        let files = tree(&project.path("content/incidents"));
        files.into_keys().find(|path| path.contains(part)).expect("an update")
    };
    let edited = format!("content/incidents/{}", first(&project, "2026-02-01T1020Z"));
    let text = project.read(&edited).replace("disk", "tape");
    project.write(&edited, text.as_bytes());
    let issues =
        ISSUES.replace("a *full* disk", "a full drive").replace("API is slow.", "API answers slowly.");
    project.write("old/issues.json", issues.as_bytes());
    let run = import(&project, "upptime", "old").ok();
    assert!(run.stderr.contains("was kept: it was edited"), "{}", run.stderr);
    assert!(project.read(&edited).contains("a *full* tape"));
    assert!(written(&project).contains("API answers slowly."));
}

#[test]
fn a_folder_without_anything_of_upptime_is_refused() {
    let project = Project::empty().file("old/a.json", "[{\"x\": 1}]");
    let run = import(&project, "upptime", "old").failed(1);
    assert!(run.stderr.contains("is not a file that can be imported"), "{}", run.stderr);
    project.write("old/a.json", b"[{]");
    let run = import(&project, "upptime", "old").failed(1);
    assert!(run.stderr.contains("old/a.json:1:3"), "{}", run.stderr);
    assert!(!project.path("content").exists());
}

const SUMMARY: &str = r#"{"page_title": "Harbor", "page_url": "https://status.harbor.example",
 "ongoing_incidents": [{"id": "01OPEN", "name": "Slow search", "status": "identified", "url": "https://status.harbor.example/incidents/01OPEN",
   "last_update_at": "2026-03-14T11:40:00Z", "last_update_message": "We found a **slow** query.", "current_worst_impact": "degraded_performance",
   "affected_components": [{"id": "01SEARCH", "name": "Search", "current_status": "degraded_performance"}]}],
 "in_progress_maintenances": [],
 "scheduled_maintenances": [{"id": "01PLAN", "name": "Move", "status": "maintenance_scheduled", "url": "https://status.harbor.example/incidents/01PLAN",
   "last_update_at": "2026-03-10T08:00:00Z", "last_update_message": "We move.", "starts_at": "2026-03-20T20:00:00Z", "ends_at": "2026-03-20T22:00:00Z",
   "affected_components": [{"id": "01API", "name": "API", "current_status": "operational"}]}]}"#;

const PAGE: &str = r#"{"summary": {"id": "01PAGE", "name": "Harbor", "public_url": "https://status.harbor.example",
 "structure": {"items": [{"group": {"id": "01GROUP", "name": "Shop", "components": [
    {"component_id": "01SEARCH", "name": "Search"}, {"component_id": "01HIDDEN", "name": "Quokka", "hidden": true}]}},
   {"component": {"component_id": "01API", "name": "API", "description": "For programs"}}]}}}"#;

const INCIDENTS: &str = r#"{"incidents": [
 {"id": "01DONE", "name": "API errors", "type": "incident", "status": "resolved", "published_at": "2026-02-01T10:00:00Z",
  "component_impacts": [{"component_id": "01API", "status": "full_outage", "start_at": "2026-02-01T10:00:00Z", "end_at": "2026-02-01T10:30:00Z"},
    {"component_id": "01SEARCH", "status": "partial_outage", "start_at": "2026-02-01T10:00:00Z", "end_at": "2026-02-01T11:00:00Z"}],
  "updates": [
   {"id": "01U3", "to_status": "resolved", "message_string": "It is over.", "published_at": "2026-02-01T11:00:00Z"},
   {"id": "01U2", "to_status": "monitoring", "message_string": "The API answers again.", "published_at": "2026-02-01T10:30:00Z"},
   {"id": "01U1", "to_status": "investigating", "published_at": "2026-02-01T10:00:00Z",
    "message": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "We look."}]}]}}]},
 {"name": "no id"}]}"#;

fn incidentio() -> Project {
    Project::empty()
        .file("saved/summary.json", SUMMARY)
        .file("saved/page.json", PAGE)
        .file("saved/incidents.json", INCIDENTS)
}

#[test]
fn a_page_of_incident_io_becomes_components_incidents_and_maintenances() {
    let project = incidentio();
    let run = import(&project, "incidentio", "saved").ok();
    insta::assert_snapshot!((run.stderr + &run.stdout).replace(&project.root().display().to_string(), ""));
    insta::assert_snapshot!(written(&project));
    assert_repeatable(&project, "incidentio", "saved");
}

#[test]
fn a_summary_does_not_replace_what_has_all_updates() {
    let all = r#"{"incidents": [{"id": "01OPEN", "name": "Slow search", "status": "identified", "published_at": "2026-03-14T11:00:00Z", "updates": [
        {"id": "01V2", "to_status": "identified", "message_string": "We found it.", "published_at": "2026-03-14T11:40:00Z"},
        {"id": "01V1", "to_status": "investigating", "message_string": "We look.", "published_at": "2026-03-14T11:00:00Z"}]}]}"#;
    let project = Project::new().file("all.json", all).file("summary.json", SUMMARY);
    import(&project, "incidentio", "all.json").ok();
    let before = tree(&project.path("content/incidents"));
    assert_eq!(before.len(), 2);
    import(&project, "incidentio", "summary.json").ok();
    assert_eq!(tree(&project.path("content/incidents")), before);
}

#[test]
fn odd_issues_are_counted_or_repaired_and_every_window_is_found() {
    let project = upptime().file(
        "old/more.json",
        r#"[null, 7, {"name": "x"},
          {"number": "20", "title": null, "state": "OPEN", "createdAt": "2026-03-01T10:00:00Z", "labels": ["status", "api"], "body": null,
           "comments": [{"authorAssociation": "OWNER", "body": "When?", "createdAt": null}]},
          {"number": 21, "title": "Lamps", "state": "OPEN", "createdAt": "2026-03-01T10:00:00Z", "labels": ["maintenance"],
           "body": "<!-- for us -->\n<!--\nstart: 2026-04-05 13:00 UTC\nend: 2026-04-05T14:00:00.5+00:00\n-->\nNew lamps."}]"#,
    );
    let run = import(&project, "upptime", "old").ok();
    assert!(run.stderr.contains("left out: 3: neither an issue nor a comment"), "{}", run.stderr);
    assert!(
        run.stderr.contains("issue 20: a comment has no time that can be read; left out. Its text: When?"),
        "{}",
        run.stderr
    );
    let all = written(&project);
    assert!(all.contains("title = \"Issue 20\""), "{all}");
    assert!(all.contains("window = { from = 2026-04-05T13:00:00Z, to = 2026-04-05T14:00:00.500Z }"), "{all}");
    assert!(!all.contains("for us"), "{all}");
    assert_repeatable(&project, "upptime", "old");
}

#[test]
fn bare_lists_are_read_and_other_files_of_a_folder_cost_nothing() {
    let event = |id: &str, kind: &str| {
        format!(
            r#"{{"id": "{id}", "name": "{id}", "status": "resolved", "impact": "{kind}", "created_at": "2026-02-01T10:00:00Z", "scheduled_for": null,
              "incident_updates": [{{"id": "u1", "status": "resolved", "body": "It is over.", "created_at": "2026-02-01T10:00:00Z"}}]}}"#
        )
    };
    let list = format!("[{}, {}]", event("one", "minor"), event("two", "none"));
    let project = Project::new()
        .file("old/incidents-1.json", &list)
        .file("old/incidents-2.json", "[]")
        .file("old/package.json", r#"{"name": "x"}"#)
        .file("saved/follow-ups.json", r#"{"follow_ups": []}"#)
        .file("saved/incidents.json", &format!("{{\"incidents\": {list}}}"));
    let run = import(&project, "statuspage", "old").ok();
    assert!(
        run.stderr.contains("old/package.json: is not a file of the status page; left out"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("update `u1` of `two`: has the `id` of an update of another event"),
        "{}",
        run.stderr
    );
    assert_repeatable(&project, "statuspage", "old");
    let run = import(&Project::new(), "statuspage", "old");
    assert_eq!(run.code, 2, "{}", run.stderr);
    let run = import(&project, "incidentio", "saved").ok();
    assert!(
        run.stderr.contains("follow-ups.json: is not a file of the status page; left out"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_statuspage_api_of_such_a_page_is_read_too() {
    let project = Project::new().file(
        "incidents.json",
        r#"{"incidents": [{"id": "01X", "name": "Down", "status": "resolved", "impact": "none", "created_at": "2026-02-01T10:00:00Z",
           "incident_updates": [{"id": "01Y", "status": "resolved", "body": "It is over.", "created_at": "2026-02-01T10:00:00Z"}]}]}"#,
    );
    import(&project, "incidentio", "incidents.json").ok();
    assert!(written(&project).contains("incident_id = \"01x\""), "{}", written(&project));
    project.write("incidents.json", b"{\"x\": 1}");
    let run = import(&project, "incidentio", "incidents.json").failed(1);
    assert!(run.stderr.contains("is not a file that can be imported"), "{}", run.stderr);
}

/// An export of Statuspage, whose texts are HTML.
const EXPORT: &str = r#"{"page": {"id": "p1", "name": "Harbor", "url": "https://status.harbor.example", "time_zone": "Etc/UTC", "updated_at": "2026-03-15T00:00:00Z"},
  "components": [{"id": "c1", "name": "API", "description": "For programs", "group": false, "position": 1, "start_date": "2025-01-01", "created_at": "2025-01-01T00:00:00Z"},
    {"id": "c2", "name": "Crane", "group_id": "g1", "position": 1}, {"id": "g1", "name": "Quay", "group": true, "position": 2}],
  "incidents": [{"id": "i1", "name": "Slow", "status": "resolved", "impact": "minor", "created_at": "2026-03-01T10:00:00Z", "shortlink": "https://stspg.io/x",
    "incident_updates": [
      {"id": "u2", "status": "resolved", "body": "<p>It is <b>over</b>.</p><ul><li>one</li></ul>", "created_at": "2026-03-01T11:00:00Z",
       "affected_components": [{"code": "c1", "name": "API", "old_status": "partial_outage", "new_status": "operational"}]},
      {"id": "u1", "status": "identified", "body": "See <a href=\"https://harbor.example/a?b=1&amp;c\">here</a>.<br />We look.", "created_at": "2026-03-01T10:00:00Z",
       "custom_tweet": "Slow", "affected_components": [{"code": "c1", "name": "API", "old_status": "operational", "new_status": "partial_outage"}]}]}]}"#;

const OLD_CONFIGURATION: &str = "title: Harbor\nbaseURL: https://status.harbor.example\nlanguageCode: en\nparams:\n  description: \"The _port_\"\n  categories:\n  - name: Quay\n\
                                 \x20 systems:\n  - name: API\n    category: Quay\n    description: For programs\n    link: https://api.harbor.example\n";

const OLD_ISSUE: &str = "---\ntitle: Slow\ndate: 2026-03-01 10:00:00\nresolved: true\nresolvedWhen: 2026-03-01 11:00:00\nseverity: down\n\
                         affected:\n- API\n- Crane\nsection: issue\n---\n*Resolved* - See [here](https://harbor.example) and <https://harbor.example>. {{< track \"2026-03-01 11:00:00\" >}}\n\n\
                         *Investigating* - ![it](/a.png) `code` <b>We</b> look. {{< track \"2026-03-01 10:00:00\" >}}\n";

fn cstate() -> Project {
    Project::empty()
        .file("old/config.yml", OLD_CONFIGURATION)
        .file("old/content/issues/2026-03-01-slow.md", OLD_ISSUE)
}

proptest! {
    #![proptest_config(property(14))]
    #[test]
    fn a_damaged_history_causes_no_panic_and_what_is_written_passes_check(
        which in 0_usize..7,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec!["\"", "{", "[", "0", "-", "é", "+", "<", "`", "", "\\n", "\\u0007", "\\u202e", "+++", "\\ndraft = true\\n"])), 0..5),
    ) {
        let (project, source, file, text) = match which {
            0 => (upptime(), "upptime", "old/issues.json", ISSUES),
            1 => (upptime(), "upptime", "old/.upptimerc.yml", CONFIGURATION),
            2 => (incidentio(), "incidentio", "saved/incidents.json", INCIDENTS),
            3 => (incidentio(), "incidentio", "saved/summary.json", SUMMARY),
            4 => (Project::empty().file("export/history.json", EXPORT), "statuspage", "export/history.json", EXPORT),
            5 => (cstate(), "cstate", "old/config.yml", OLD_CONFIGURATION),
            _ => (cstate(), "cstate", "old/content/issues/2026-03-01-slow.md", OLD_ISSUE),
        };
        let mut characters: BTreeMap<usize, String> = text.chars().map(String::from).enumerate().collect();
        for (at, new) in changes {
            characters.insert(at.index(text.chars().count()), new.to_owned());
        }
        let text: String = characters.into_values().collect();
        project.write(file, text.as_bytes());
        let folder = file.split('/').next().unwrap_or_default();
        let run = import(&project, source, folder);
        prop_assert!([0, 1].contains(&run.code), "{}", run.stderr);
        if run.code == 0 && project.path("content/site.toml").exists() {
            let check = project.run(&["check"]);
            prop_assert!(check.code == 0, "{}\n{}", check.stderr, written(&project));
        }
    }
}
