//! What a second release takes from the first one: nothing that has changed since, with the files, the time or the
//! audience.

use std::collections::BTreeSet;
use std::sync::Arc;

use allclear::check::Verdict;
use allclear::content::{self, PublicContent};
use allclear::release::{Audience, Releaser, Site, SlaRecords, release};
use allclear::source::Snapshot;
use allclear::status::State;

const SITE: &str = "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n";
const CRANE: &str = "+++\ntitle = \"Crane stuck\"\nslug = \"crane-stuck\"\nstatus = \"investigating\"\n\
                     components = { crane = \"partial_outage\" }\n+++\nIt is stuck.\n";
const FLOOD: &str =
    "+++\ntitle = \"Flood\"\nslug = \"flood\"\nstatus = \"identified\"\n+++\nThe quay is under water.\n";

/// The public half of a site with two incidents; `news` is the second entry of the first one.
fn content(news: &str) -> PublicContent {
    with(news, &[])
}

/// The same, with more files.
fn with(news: &str, more: &[(&str, &str)]) -> PublicContent {
    let files = [
        ("content/site.toml", SITE),
        ("content/components/crane.md", "+++\nname = \"Crane\"\n+++\n"),
        ("content/components/pier.md", "+++\nname = \"Pier\"\n+++\n"),
        ("content/incidents/a/comms/2026-03-14T0900Z.md", CRANE),
        ("content/incidents/a/comms/2026-03-14T0930Z.md", news),
        ("content/incidents/b/comms/2026-03-14T0920Z.md", FLOOD),
    ];
    content::load(&Snapshot::of_texts(files.iter().chain(more).copied())).0.public
}

/// Releases one after the other, and compares each with a release of its own. Returns the last site.
fn released(requests: &[(&PublicContent, &Audience, &str)]) -> Site {
    let mut releaser = Releaser::default();
    let sites = requests.iter().map(|(content, audience, now)| {
        let now = now.parse().expect("a time");
        let (none, verdict) = (SlaRecords::default(), Verdict::default());
        let site = releaser.release(content, audience, &none, now, &verdict).expect("a site");
        assert!(site == release(content, audience, now, &verdict).expect("a site"), "{now}");
        site
    });
    sites.last().expect("a request")
}

#[test]
fn a_merge_that_was_taken_back_is_forgotten() {
    let merged = content("+++\nmerged_into = \"flood\"\n+++\nSee there.\n");
    let alone = content("+++\n+++\nStill stuck.\n");
    // Only the first incident was edited, so the record of the other one is the same as before.
    let edited =
        PublicContent { records: vec![alone.records[0].clone(), merged.records[1].clone()], ..alone };
    let (public, now) = (Audience::public(), "2026-03-14T10:00:00Z");
    let hits = |site: &Site| {
        let flood = site.incidents.iter().find(|incident| incident.event.slug == "flood").expect("it");
        flood.event.hits.iter().map(|hit| hit.state).collect::<Vec<_>>()
    };
    assert_eq!(hits(&released(&[(&merged, &public, now)])), [State::PartialOutage]);
    assert_eq!(hits(&released(&[(&merged, &public, now), (&edited, &public, now)])), []);
}

#[test]
fn a_promise_becomes_overdue_without_an_edit() {
    let content = content("+++\nnext_update = 2026-03-14T11:00:00Z\n+++\nStill stuck.\n");
    let public = Audience::public();
    let site =
        released(&[(&content, &public, "2026-03-14T10:59:59Z"), (&content, &public, "2026-03-14T11:00:00Z")]);
    assert!(site.incidents.iter().any(|incident| incident.promise.is_some_and(|promise| promise.overdue)));
}

#[test]
fn another_audience_gets_nothing_that_was_released_to_the_first_one() {
    let content = content("+++\n+++\nStill stuck.\n");
    let acme = Audience::customer("acme", None, Some(BTreeSet::from(["pier".to_owned()])));
    let now = "2026-03-14T10:00:00Z";
    let site = released(&[(&content, &Audience::public(), now), (&content, &acme, now)]);
    assert_eq!(site.incidents.iter().map(|incident| &incident.event.slug).collect::<Vec<_>>(), ["flood"]);
}

#[test]
fn a_past_incident_names_a_component_once_it_exists() {
    let content = with(
        "+++\n+++\nStill stuck.\n",
        &[
            ("content/components/dock.md", "+++\nname = \"Dock\"\nsince = 2026-03-14T11:00:00Z\n+++\n"),
            (
                "content/incidents/c/comms/2026-03-14T0940Z.md",
                "+++\ntitle = \"Dry dock\"\nslug = \"dry\"\nstatus = \"resolved\"\ncomponents = { dock = \"operational\" }\n+++\nIt was dry.\n",
            ),
        ],
    );
    let public = Audience::public();
    let named = |requests: &[(&PublicContent, &Audience, &str)]| {
        let site = released(requests);
        let dry = site.incidents.iter().find(|incident| incident.event.slug == "dry").expect("it");
        dry.event.hits.len()
    };
    let before = (&content, &public, "2026-03-14T10:59:59Z");
    assert_eq!(named(&[before]), 0);
    assert_eq!(named(&[before, (&content, &public, "2026-03-14T11:00:00Z")]), 1);
}

#[test]
fn what_is_equal_in_an_earlier_site_is_shared_and_nothing_else() {
    let content = content("+++\nnext_update = 2026-03-14T11:00:00Z\n+++\nStill stuck.\n");
    let public = Audience::public();
    let at = |now: &str| released(&[(&content, &public, now)]);
    let (earlier, alone) = (at("2026-03-14T10:59:59Z"), at("2026-03-14T11:00:00Z"));
    let mut later = alone.clone();
    later.share_with(&earlier);
    assert!(later == alone, "it says the same as before");
    let shared = later.incidents.iter().zip(&earlier.incidents).map(|(a, b)| Arc::ptr_eq(a, b));
    let slugs = later.incidents.iter().map(|incident| incident.event.slug.as_str());
    assert_eq!(slugs.zip(shared).collect::<Vec<_>>(), [("flood", true), ("crane-stuck", false)]);
}
