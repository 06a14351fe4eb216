//! A new update rewrites only a few files, however long the history is, because only the home page shows the state of
//! the whole site.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{NOW, Project};

const INCIDENTS: i64 = 1_000;
/// The number of pages and badges that one change may rewrite.
const LIMIT: usize = 12;
/// The machine-readable outputs about recent events: one file each, whatever the size of the history.
const MACHINE_READABLE: &[&str] = &[
    "api/v2/components.json",
    "api/v2/incidents.json",
    "api/v2/incidents/unresolved.json",
    "api/v2/status.json",
    "api/v2/summary.json",
    "feed.json",
    "feed.xml",
    "history.atom",
    "history.rss",
    "history/search.json",
    "llms.txt",
    "metrics.txt",
    "postmortems/feed.xml",
    "sitemap.xml",
    "stamp.json",
];

/// A site with a long history and one open incident.
fn long_history() -> Project {
    // A file system in memory, where there is one, keeps the disk from dominating the time of this test.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    let mut project = Project::in_folder(folder.expect("a temporary folder"))
        .file("content/site.toml", "title = \"Test status\"\nurl = \"https://status.test.example\"\n[approval]\nsince = 2026-04-01T00:00:00Z\n");
    for component in 0..20 {
        let path = format!("content/components/group-{}/c{component}.md", component % 4);
        project = project.file(&path, &format!("+++\nname = \"Component {component}\"\n+++\n"));
    }
    let now: DateTime<Utc> = NOW.parse().expect("a time");
    for number in 0..INCIDENTS {
        let at = now - TimeDelta::hours(24 + number * 26);
        let folder = format!("content/incidents/{}-n{number}/comms", at.date_naive());
        let first = format!(
            "+++\ntitle = \"Slow {number}\"\nslug = \"slow-{number}\"\nstatus = \"investigating\"\ncomponents = {{ c{} = \"partial_outage\" }}\n+++\nSlow.\n",
            number % 20
        );
        let stem = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H%MZ").to_string();
        project = project.file(&format!("{folder}/{}.md", stem(at)), &first).file(
            &format!("{folder}/{}.md", stem(at + TimeDelta::minutes(30))),
            "+++\nstatus = \"resolved\"\n+++\nOver.\n",
        );
    }
    project.update(
        "2026-03-14T1000Z",
        "title = \"Open\"\nslug = \"open\"\nstatus = \"investigating\"\ncomponents = { c3 = \"partial_outage\" }\nnext_update = \"12h\"",
        "It is slow.",
    )
}

/// Builds the site and returns the files that were written and removed.
fn build(project: &Project) -> (Vec<String>, Vec<String>) {
    let run = project.run(&["build", "--format", "json"]).ok();
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let list = |key: &str| {
        let paths = report[key].as_array().expect("a list").iter();
        paths.map(|path| path.as_str().expect("a path").to_owned()).collect()
    };
    (list("written"), list("removed"))
}

#[test]
fn a_change_rewrites_few_files_however_long_the_history() {
    let project = long_history();
    let (all, _) = build(&project);
    assert!(all.len() > 1_000, "{} files", all.len());
    assert_eq!(build(&project), (vec![], vec![]), "nothing changed");

    let few = |what: &str, expected: &[&str]| {
        let (written, removed) = build(&project);
        let pages = written.iter().filter(|path| {
            // An open incident has a feed of its own.
            let is_feed = path.starts_with("incidents/") && path.ends_with("/feed.xml");
            !is_feed && !MACHINE_READABLE.contains(&path.as_str())
        });
        let pages = pages.count();
        assert!(pages <= LIMIT, "{what} rewrites {pages}: {written:#?}");
        assert_eq!(removed, [""; 0], "{what}");
        for path in expected {
            assert!(written.iter().any(|file| file == path), "{what} does not rewrite {path}: {written:#?}");
        }
    };
    let comms = "content/incidents/2026-03-14-api/comms";
    let update = |name: &str, text: &str| project.write(&format!("{comms}/{name}.md"), text.as_bytes());
    update("2026-03-14T1100Z", "+++\nstatus = \"identified\"\nnext_update = \"12h\"\n+++\nA disk is full.\n");
    few("an update", &["index.html", "incidents/open/index.html"]);
    update(
        "2026-03-14T1130Z",
        "+++\ncomponents = { c3 = \"major_outage\" }\nnext_update = \"12h\"\n+++\nIt is out.\n",
    );
    few(
        "a change of state",
        &["index.html", "incidents/open/index.html", "components/group-3-c3/index.html"],
    );
    update("2026-03-14T1145Z", "+++\nstatus = \"resolved\"\n+++\nIt works again.\n");
    few("the resolution", &["index.html", "incidents/open/index.html", "components/group-3-c3/index.html"]);
    project.write(
        "content/incidents/2026-03-14-new/comms/2026-03-14T1150Z.md",
        b"+++\ntitle = \"New\"\nslug = \"new\"\nstatus = \"investigating\"\ncomponents = { c7 = \"degraded_performance\" }\n+++\nSlow.\n",
    );
    few("a new incident", &["index.html", "incidents/new/index.html", "components/group-3-c7/index.html"]);
    project.write(
        &format!("{comms}/postmortem.md"),
        b"+++\ntitle = \"Why it was slow\"\npublished = 2026-03-14T11:55:00Z\n+++\nA disk was full.\n",
    );
    few(
        "a post-mortem",
        &["postmortems/open/index.html", "postmortems/index.html", "incidents/open/index.html", "index.html"],
    );
    assert_eq!(build(&project), (vec![], vec![]), "nothing changed since");
}
