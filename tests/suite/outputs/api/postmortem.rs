//! Tests that a post-mortem is an update of its incident, and that the incident stays closed.

use allclear::check::{Verdict, judge};
use allclear::content;
use allclear::release::{Audience, ReleaseError, release};
use allclear::source::Snapshot;
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

/// The smallest PNG there is: one black dot.
const DOT: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\x60\x00\x00\x00\x02\x00\x01\x48\xaf\xa4\x71\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

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
    assert_eq!(incident["postmortem_body"], update["body"]);
    assert_eq!(incident["postmortem_published_at"], "2026-03-14T11:00:00.000Z");
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
    // Published while the incident was under investigation.
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
fn the_history_feeds_have_the_form_of_statuspage() {
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
fn a_saved_history_with_a_post_mortem_survives_import_and_export() {
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
        assert_eq!(site(with_picture(explained(keys))).differences(&without), [""; 0], "{keys}");
    }
    let with = site(with_picture(explained("published = 2026-03-14T12:00:00Z")));
    let changed = with.differences(&without);
    assert!(changed.len() > 10 && changed.iter().any(|path| path.contains("picture-")), "{changed:?}");
}

/// The post-mortem has an image.
fn with_picture(project: Project) -> Project {
    let path = "content/incidents/2026-03-14-api/comms/postmortem.md";
    let text = project.read(path) + "\n![The disk](disk.png)\n";
    project.write("content/incidents/2026-03-14-api/comms/disk.png", DOT);
    project.file(path, &text)
}

#[test]
fn release_itself_withholds_what_needs_an_approval() {
    let first = format!("+++\n{FIRST}\n+++\nSome requests fail.\n");
    let postmortem = "+++\ntitle = \"Why\"\npublished = 2026-03-14T11:00:00Z\n+++\nA disk.\n";
    let released = |site: &str| {
        let snapshot = Snapshot::of_texts([
            ("content/site.toml", site),
            ("content/incidents/a/comms/2026-03-14T0900Z.md", first.as_str()),
            ("content/incidents/a/comms/postmortem.md", postmortem),
        ]);
        let (content, _) = content::load(&snapshot);
        let now = NOW.parse().expect("a time");
        let of_verdict = |verdict: &Verdict| {
            let site = release(&content.public, &Audience::public(), now, verdict);
            site.map(|site| site.postmortems.len())
        };
        // Neither a negative verdict nor one that does not know the post-mortem releases anything.
        let outcome = of_verdict(&judge(&content, &snapshot, Some(now)).0);
        assert_eq!(of_verdict(&Verdict::default()).is_ok(), outcome.is_ok());
        outcome.map_err(|error| assert!(matches!(error, ReleaseError::Unapproved(_)), "{error:?}"))
    };
    assert_eq!(released(SITE), Ok(1));
    assert_eq!(released(&SITE.replace("2026-04-01T00:00:00Z", "2026-03-14T11:00:00Z")), Err(()));
    assert_eq!(released(&SITE.replace("since", "postmortem = [\"commander\"] #")), Err(()));
    assert_eq!(released("title = \"Test\"\nurl = \"https://status.test.example\"\n"), Err(()));
}

#[test]
fn a_post_mortem_outside_of_its_incident_belongs_to_the_one_that_a_released_entry_names() {
    const CALM: &str = "+++\ntitle = \"Calm\"\nstatus = \"resolved\"\nslug = \"calm\"\n+++\nOver.\n";
    const DERIVED: &str = "+++\ntitle = \"Slow exports\"\nstatus = \"resolved\"\n+++\nOver.\n";
    // A later draft of another name, as for a wider audience, does not name the incident.
    const DRAFT: &str =
        "+++\ntitle = \"Storm\"\nslug = \"storm\"\nstatus = \"resolved\"\ndraft = true\n+++\nOver.\n";
    let released = |slug: &str| {
        let postmortem = format!(
            "+++\ntitle = \"Why\"\npublished = 2026-03-14T11:00:00Z\nincidents = [\"{slug}\"]\n+++\nA cable.\n"
        );
        let (content, _) = content::load(&Snapshot::of_texts([
            ("content/site.toml", SITE),
            ("content/incidents/2026-03-12-calm/comms/2026-03-12T0900Z.md", CALM),
            ("content/incidents/2026-03-12-calm/comms/2026-03-12T1000Z.md", DRAFT),
            ("content/incidents/2026-03-13-slow/comms/2026-03-13T0900Z.md", DERIVED),
            ("content/incidents/2026-03-14-why/comms/postmortem.md", postmortem.as_str()),
        ]));
        let site =
            release(&content.public, &Audience::public(), NOW.parse().expect("a time"), &Verdict::default())
                .expect("a site");
        site.postmortems.into_iter().map(|postmortem| postmortem.slug).collect::<Vec<_>>()
    };
    assert_eq!(released("calm"), ["calm"]);
    assert_eq!(released("2026-03-13-slow-exports"), ["2026-03-13-slow-exports"]);
    assert!(released("storm").is_empty(), "only a draft has this slug");
    assert!(released("2026-03-12-storm").is_empty() && released("2026-03-12-calm").is_empty());
}

#[test]
fn a_joint_post_mortem_is_an_update_of_each_incident_with_an_id_of_its_own() {
    let other = "+++\ntitle = \"Slow exports\"\nslug = \"slow\"\nstatus = \"resolved\"\n+++\nOver.\n";
    let keys = "published = 2026-03-14T11:00:00Z\nincidents = [\"slow\"]";
    let project = |keys: &str| {
        explained(keys).file("content/incidents/2026-03-13-slow/comms/2026-03-13T0900Z.md", other)
    };
    let site = Site::build(project(keys).root(), NOW);
    let document = site.api("incidents");
    let incidents = list(&document, "incidents");
    assert_eq!(incidents.len(), 2);
    let mut ids = Vec::new();
    for incident in incidents {
        assert_eq!((text(incident, "status"), course(incident)[0]), ("postmortem", ("postmortem", "11:00")));
        assert_eq!(incident["postmortem_body"], incidents[0]["postmortem_body"]);
        let update = &list(incident, "incident_updates")[0];
        assert_eq!(update["incident_id"], incident["id"]);
        ids.push(text(update, "id").to_owned());
    }
    assert!(ids[0] != ids[1] && ids.iter().all(|id| id.len() == 12), "{ids:?}");
    // The id in its own incident is the one that it had alone.
    let document = Site::build(project("published = 2026-03-14T11:00:00Z").root(), NOW).api("incidents");
    let alone = list(&document, "incidents");
    assert_eq!(list(&alone[0], "incident_updates")[0]["id"], ids[0]);
    assert_eq!(text(&alone[1], "status"), "resolved");
    // An incident has one post-mortem: its own comes first.
    let own = "+++\ntitle = \"Why exports were slow\"\npublished = 2026-03-14T10:30:00Z\n+++\nAn index.\n";
    let both = project(keys).file("content/incidents/2026-03-13-slow/comms/postmortem.md", own);
    let document = Site::build(both.root(), NOW).api("incidents");
    let both = list(&document, "incidents");
    assert_eq!(both[1]["postmortem_body"], "An index.");
}
