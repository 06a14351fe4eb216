//! What happens exactly at a time: a promise that falls due now, an update of this second, a post-mortem of the minute in
//! which its incident began. Tests beside these times would not notice a `<` in the place of a `<=`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Project, tree};

const FIRST: &str = "title = \"Slow payments\"\nslug = \"slow\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }\n";

fn project() -> Project {
    Project::new()
        .file("content/components/api.md", "+++\nname = \"API\"\nsince = 2026-03-01T00:00:00Z\n+++\n")
}

/// The public files of a build at `now`.
fn published(project: &Project, now: &str) -> BTreeMap<String, Vec<u8>> {
    project.run_at(now, &["build"]).ok();
    tree(&project.path("public"))
}

/// Whether the home page says that an update is late.
fn says_late(published: &BTreeMap<String, Vec<u8>>) -> bool {
    String::from_utf8_lossy(&published["index.html"]).contains("Update was due by")
}

#[test]
fn a_promise_is_overdue_in_the_second_in_which_it_falls_due() {
    let first = format!("{FIRST}next_update = 2026-03-14T09:30:00Z");
    let project = project().update("2026-03-14T0900Z", &first, "Payments are slow.\n");
    let before = published(&project, "2026-03-14T09:29:59Z");
    let due = published(&project, "2026-03-14T09:30:00Z");
    let after = published(&project, "2026-03-14T09:30:01Z");
    assert!(!says_late(&before) && says_late(&due));
    assert!(due == after, "a second later, nothing changes");
}

#[test]
fn a_promise_of_a_maintenance_is_overdue_in_the_second_in_which_it_falls_due() {
    let project = project()
        .file(
            "content/maintenance/2026-03-14-db/comms/2026-03-13T0900Z.md",
            "+++\ntitle = \"New database\"\nslug = \"db\"\nstatus = \"scheduled\"\ncomponents = { api = \"under_maintenance\" }\n\
             window = { from = 2026-03-14T08:00:00Z, to = 2026-03-14T12:00:00Z }\n+++\nWe move.\n",
        )
        .file(
            "content/maintenance/2026-03-14-db/comms/2026-03-14T0800Z.md",
            "+++\nstatus = \"in_progress\"\nnext_update = 2026-03-14T09:30:00Z\n+++\nWe started.\n",
        );
    let before = published(&project, "2026-03-14T09:29:59Z");
    let due = published(&project, "2026-03-14T09:30:00Z");
    let after = published(&project, "2026-03-14T09:30:01Z");
    assert!(!says_late(&before) && says_late(&due));
    assert!(due == after, "a second later, nothing changes");
}

#[test]
fn an_update_of_this_second_extends_the_outage_that_it_reports() {
    let project = project().update("2026-03-14T0900Z", FIRST, "Payments are slow.\n").update(
        "2026-03-14T1100Z",
        "",
        "Payments are still slow.\n",
    );
    let page = "components/api/index.html";
    let before = published(&project, "2026-03-14T10:59:59Z");
    let at = published(&project, "2026-03-14T11:00:00Z");
    let after = published(&project, "2026-03-14T11:00:01Z");
    assert_ne!(before[page], at[page]);
    assert_eq!(String::from_utf8_lossy(&at[page]), String::from_utf8_lossy(&after[page]));
}

#[test]
fn a_post_mortem_of_the_time_of_the_first_update_is_published() {
    let project = project()
        .update(
            "2026-03-14T0900Z",
            &FIRST.replace("investigating", "resolved").replace("partial_outage", "operational"),
            "Payments were slow.\n",
        )
        .update(
            "postmortem",
            "title = \"Why payments were slow\"\nauthor = \"lena\"\npublished = 2026-03-14T09:00:00Z",
            "A switch failed.\n",
        )
        .file("content/people.toml", "[person.lena]\nname = \"Lena Example\"\n")
        .file(
            "content/site.toml",
            "title = \"Test status\"\nurl = \"https://status.test.example\"\n[approval]\nsince = 2026-04-01T00:00:00Z\n",
        );
    let files = published(&project, "2026-03-14T12:00:00Z");
    assert!(files.contains_key("postmortems/slow/index.html"), "{:?}", files.keys());
}

/// The names of the components that each update changes, by the update's text, in the API.
fn changed(project: &Project) -> BTreeMap<String, Vec<String>> {
    let files = published(project, "2026-03-14T12:00:00Z");
    let api: Value = serde_json::from_slice(&files["api/v2/incidents.json"]).expect("valid JSON");
    let updates = api["incidents"][0]["incident_updates"].as_array().expect("updates").iter();
    let components = |update: &Value| {
        let affected = update["affected_components"].as_array().map(Vec::as_slice).unwrap_or_default();
        affected
            .iter()
            .map(|component| format!("{} to {}", component["old_status"], component["new_status"]))
            .collect()
    };
    updates
        .map(|update| (update["body"].as_str().unwrap_or_default().to_owned(), components(update)))
        .collect()
}

#[test]
fn a_retracted_update_that_repeats_a_state_changes_nothing() {
    let project = project()
        .update("2026-03-14T0900Z", FIRST, "Payments are slow.\n")
        .update(
            "2026-03-14T0930Z",
            "components = { api = \"partial_outage\" }\nretracted = { at = 2026-03-14T10:00:00Z, note = \"Not so.\" }",
            "Still slow.\n",
        );
    let changes = changed(&project);
    assert_eq!(changes["Payments are slow."], ["\"operational\" to \"partial_outage\""]);
    let retracted: Vec<_> = changes.iter().filter(|(text, _)| !text.starts_with("Payments")).collect();
    assert_eq!(retracted.len(), 1, "{changes:?}");
    assert_eq!(retracted[0].1, &Vec::<String>::new());
}

#[test]
fn an_open_interval_that_repeats_a_state_changes_nothing() {
    let project = project().update("2026-03-14T0900Z", FIRST, "Payments are slow.\n").update(
        "2026-03-14T0930Z",
        "[[interval]]\ncomponents = [\"api\"]\nstate = \"partial_outage\"\nfrom = 2026-03-14T08:40:00Z",
        "It began earlier.\n",
    );
    let changes = changed(&project);
    assert_eq!(changes["It began earlier."], Vec::<String>::new(), "{changes:?}");
}
