//! Tests of the statuses of incidents, and of what one update changes.

use serde_json::Value;

use super::{Site, list, text};
use crate::support::{NOW, Project};

const FIRST: &str = "title = \"API errors\"\nslug = \"2026-03-14-api\"\nstatus = \"investigating\"\n\
                     components = { api = \"partial_outage\" }";

fn only(site: &Site) -> Value {
    list(&site.api("incidents"), "incidents")[0].clone()
}

#[test]
fn a_merged_incident_is_resolved() {
    let project = Project::new()
        .update("2026-03-14T0900Z", FIRST, "Some requests fail.")
        .update("2026-03-14T0930Z", "merged_into = \"2026-03-14-network\"", "It is the network.")
        .file(
            "content/incidents/network/comms/2026-03-14T0910Z.md",
            "+++\ntitle = \"Network\"\nslug = \"2026-03-14-network\"\nstatus = \"identified\"\n+++\nIt is slow.\n",
        );
    let site = Site::build(project.root(), NOW);
    let file = site.api("incidents");
    let merged =
        list(&file, "incidents").iter().find(|one| one["name"] == "API errors").expect("it is there");
    let statuses: Vec<&str> =
        list(merged, "incident_updates").iter().map(|one| text(one, "status")).collect();
    assert_eq!(
        (text(merged, "status"), statuses.as_slice()),
        ("resolved", &["resolved", "investigating"][..])
    );
    assert_eq!(merged["resolved_at"], "2026-03-14T09:30:00.000Z");
    // The other incident takes the state over, so nothing says that the component works again.
    assert_eq!(list(merged, "incident_updates")[0]["affected_components"], Value::Null);
    assert_eq!(list(&site.api("components"), "components")[0]["status"], "partial_outage");
    let page = site.text("incidents/2026-03-14-api/index.html");
    assert!(!page.contains("Operational"), "{page}");
    assert_eq!(list(&site.api("incidents/unresolved"), "incidents").len(), 1);
}

#[test]
fn a_withdrawn_text_is_replaced_by_the_reason() {
    let project = Project::new().update(
        "2026-03-14T0900Z",
        &format!("{FIRST}\nretracted = {{ at = 2026-03-14T09:40:00Z, note = \"This was wrong.\" }}"),
        "Everything burns.",
    );
    let site = Site::build(project.root(), NOW);
    let incident = only(&site);
    let update = &list(&incident, "incident_updates")[0];
    assert_eq!(
        (text(update, "body"), text(update, "updated_at")),
        ("This was wrong.", "2026-03-14T09:40:00.000Z")
    );
    assert!(!site.text("history.atom").contains("burns"));
}

#[test]
fn an_update_for_one_customer_is_nowhere() {
    let project = Project::new()
        .file("content/customers/acme.md", "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\n+++\n")
        .update("2026-03-14T0900Z", FIRST, "Some requests fail.");
    let before = Site::build(project.root(), NOW);
    let project = project.update(
        "2026-03-14T0930Z",
        "audience = [\"customer:acme\"]\n[imported]\ncustom_tweet = \"Just for you\"\nnames = { api = \"Old API\" }",
        "Your batch was lost.",
    );
    let after = Site::build(project.root(), NOW);
    assert_eq!(before.differences(&after), [""; 0]);
}

#[test]
fn an_update_without_a_state_rewrites_four_files_of_the_api_and_both_feeds() {
    let project = Project::new().update("2026-03-14T0900Z", FIRST, "Some requests fail.");
    let before = Site::build(project.root(), NOW);
    let project = project.update("2026-03-14T0930Z", "status = \"identified\"", "A cable is broken.");
    let after = Site::build(project.root(), NOW);
    let machine = |path: &&str| path.starts_with("api/") || path.starts_with("history.");
    let changed: Vec<&str> = before.differences(&after).into_iter().filter(machine).collect();
    assert_eq!(
        changed,
        [
            "api/v2/incidents.json",
            "api/v2/incidents/unresolved.json",
            "api/v2/status.json",
            "api/v2/summary.json",
            "history.atom",
            "history.rss"
        ]
    );
}

#[test]
fn the_banner_is_that_of_the_components() {
    let banner =
        |state: &str| {
            let project = Project::new()
                .file("content/components/web.md", "+++\nname = \"Web\"\n+++\n")
                .update("2026-03-14T0900Z", &FIRST.replace("partial_outage", state), "Some requests fail.");
            let status = Site::build(project.root(), NOW).api("status")["status"].clone();
            (text(&status, "indicator").to_owned(), text(&status, "description").to_owned())
        };
    for (state, indicator, description) in [
        ("major_outage", "major", "Partial System Outage"),
        ("partial_outage", "minor", "Minor Service Outage"),
        ("degraded_performance", "minor", "Partially Degraded Service"),
        ("under_maintenance", "maintenance", "Service Under Maintenance"),
        ("operational", "none", "All Systems Operational"),
    ] {
        assert_eq!(banner(state), (indicator.to_owned(), description.to_owned()), "{state}");
    }
}

#[test]
fn the_list_of_the_past_ends_at_50_and_the_feeds_at_25() {
    let mut project = Project::new();
    for index in 0..60 {
        project = project.file(
            &format!("content/incidents/{index}/comms/2026-02-01T10{index:02}Z.md"),
            &format!("+++\ntitle = \"Number {index}\"\nslug = \"number-{index}\"\nstatus = \"resolved\"\n+++\nOver.\n"),
        );
    }
    let site = Site::build(project.root(), NOW);
    let file = site.api("incidents");
    let names: Vec<&str> = list(&file, "incidents").iter().map(|one| text(one, "name")).collect();
    assert_eq!((names.len(), names[0], names[49]), (50, "Number 59", "Number 10"));
    assert_eq!(site.text("history.rss").matches("<item>").count(), 25);
    assert_eq!(site.text("history.atom").matches("<entry>").count(), 25);
}
