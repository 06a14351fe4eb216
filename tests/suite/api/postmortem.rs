//! A post-mortem is an update of its incident, after the end of which nothing is open.

use serde_json::Value;

use super::{Site, list, text};
use crate::support::{NOW, Project};

const SITE: &str = "title = \"Test status\"\nurl = \"https://status.test.example\"\n[approval]\nsince = 2026-04-01T00:00:00Z\n";
const FIRST: &str = "title = \"API errors\"\nslug = \"2026-03-14-api\"\nstatus = \"investigating\"\n\
                     components = { api = \"partial_outage\" }";

/// An incident of an hour, with a post-mortem that has these keys.
fn explained(keys: &str) -> Project {
    Project::new()
        .file("content/site.toml", SITE)
        .update("2026-03-14T0900Z", FIRST, "Some requests fail.")
        .update("2026-03-14T1000Z", "status = \"resolved\"", "It is over.")
        .file(
            "content/incidents/2026-03-14-api/comms/postmortem.md",
            &format!("+++\ntitle = \"Why it failed\"\n{keys}\n+++\n## Cause\n\nA disk & a\\\ncable.\n"),
        )
}

fn only(site: &Site) -> Value {
    list(&site.api("incidents"), "incidents")[0].clone()
}

/// Status and time of each update, newest first.
fn course(incident: &Value) -> Vec<(&str, &str)> {
    let updates = list(incident, "incident_updates").iter();
    updates.map(|update| (text(update, "status"), &text(update, "display_at")[11..16])).collect()
}

#[test]
fn it_is_the_newest_update_and_the_incident_stays_resolved_when_it_was() {
    let site = Site::build(explained("published = 2026-03-14T11:00:00Z").root(), NOW);
    let incident = only(&site);
    assert_eq!(
        course(&incident),
        [("postmortem", "11:00"), ("resolved", "10:00"), ("investigating", "09:00")]
    );
    assert_eq!(text(&incident, "status"), "postmortem");
    assert_eq!(incident["resolved_at"], "2026-03-14T10:00:00.000Z");
    assert_eq!(incident["updated_at"], "2026-03-14T11:00:00.000Z");
    assert_eq!(site.api("status")["page"]["updated_at"], "2026-03-14T11:00:00.000Z");
    let update = &list(&incident, "incident_updates")[0];
    assert_eq!(text(update, "body"), "Cause<br /><br />A disk & a<br />cable.");
    assert!(update["affected_components"].is_null());
    assert_eq!(list(&site.api("incidents/unresolved"), "incidents").len(), 0);
    // Its id is its own, and stays.
    let again =
        only(&Site::build(explained("published = 2026-03-14T11:00:00Z").root(), "2026-03-15T00:00:00Z"));
    let ids: Vec<&str> =
        list(&incident, "incident_updates").iter().map(|update| text(update, "id")).collect();
    assert!(ids[0] != ids[1] && ids[0].len() == 12, "{ids:?}");
    assert_eq!(list(&again, "incident_updates")[0]["id"], ids[0]);
}

#[test]
fn while_the_incident_goes_on_nobody_takes_it_for_one_that_is_over() {
    // Published while it was looked into.
    let project = explained("published = 2026-03-14T09:30:00Z");
    let ended = only(&Site::build(project.root(), NOW));
    assert_eq!(
        course(&ended),
        [("resolved", "10:00"), ("investigating", "09:30"), ("investigating", "09:00")]
    );
    std::fs::remove_file(project.path("content/incidents/2026-03-14-api/comms/2026-03-14T1000Z.md"))
        .expect("it is there");
    let site = Site::build(project.root(), NOW);
    let open = list(&site.api("incidents/unresolved"), "incidents")[0].clone();
    assert_eq!(course(&open), [("investigating", "09:30"), ("investigating", "09:00")]);
    // Opened again after it.
    let project = explained("published = 2026-03-14T11:00:00Z").update(
        "2026-03-14T1130Z",
        "status = \"identified\"\nreopened = true",
        "It is back.",
    );
    let again = only(&Site::build(project.root(), NOW));
    assert_eq!(text(&again, "status"), "identified");
    assert_eq!(course(&again)[1], ("postmortem", "11:00"));
}

#[test]
fn the_history_feeds_tell_it_as_statuspage_does() {
    let site = Site::build(explained("published = 2026-03-14T11:00:00Z").root(), NOW);
    for path in ["history.atom", "history.rss"] {
        let feed = feed_rs::parser::parse(site.text(path).as_bytes()).expect("a feed");
        let entry = &feed.entries[0];
        let html = entry.content.as_ref().and_then(|content| content.body.clone());
        let html = html.or(entry.summary.as_ref().map(|text| text.content.clone())).expect("a text");
        assert!(
            html.contains("<var data-var='time'>11:00</var> UTC</small><br><strong>Postmortem</strong> - Cause<br /><br />A disk &amp; a<br />cable.</p><p>"),
            "{path}: {html}"
        );
        assert_eq!(entry.published.expect("a time").to_rfc3339(), "2026-03-14T11:00:00+00:00", "{path}");
    }
}

#[test]
fn a_saved_history_with_a_post_mortem_comes_back_as_it_was() {
    let site = Site::build(explained("published = 2026-03-14T11:00:00Z").root(), NOW);
    for path in ["history.atom", "history.rss"] {
        let project = Project::empty().file(path, &site.text(path));
        let file = project.path(path).display().to_string();
        project.run(&["import", "statuspage", &file]).ok();
        let back = only(&Site::build(project.root(), NOW));
        assert_eq!(course(&back), course(&only(&site)), "{path}");
        assert_eq!(
            list(&back, "incident_updates")[0]["body"],
            list(&only(&site), "incident_updates")[0]["body"],
            "{path}"
        );
    }
}

#[test]
fn what_is_not_out_or_not_for_everybody_changes_no_file() {
    let acme = "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\n+++\n";
    let site = |project: Project| Site::build(project.file("content/customers/acme.md", acme).root(), NOW);
    let without = explained("");
    std::fs::remove_file(without.path("content/incidents/2026-03-14-api/comms/postmortem.md"))
        .expect("it is there");
    let without = site(without);
    for keys in [
        "",
        "byline = \"Lena\"\n[[commitment]]\ntext = \"Buy another disk\"",
        "published = 2026-03-14T12:00:01Z",
        "published = 2026-03-14T11:00:00Z\naudience = [\"customer:acme\"]",
    ] {
        assert_eq!(site(explained(keys)).differences(&without), [""; 0], "{keys}");
    }
    let with = site(explained("published = 2026-03-14T12:00:00Z"));
    assert!(with.differences(&without).len() > 10);
}
