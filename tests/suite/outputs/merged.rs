//! Which record takes over what a merged incident reported: the one with that slug, and never a maintenance.

use std::collections::BTreeSet;

use allclear::check::Verdict;
use allclear::content::{self, PublicContent};
use allclear::release::{Audience, release};
use allclear::source::Snapshot;
use allclear::status::State;
use chrono::{DateTime, Utc};

const SITE: &str = "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n";
const CRANE: &str = "+++\ntitle = \"Crane stuck\"\nslug = \"crane-stuck\"\nstatus = \"investigating\"\n\
                     components = { crane = \"partial_outage\" }\n+++\nIt is stuck.\n";

fn now() -> DateTime<Utc> {
    "2026-03-14T12:00:00Z".parse().expect("a time")
}

/// The public half of a site with the components `crane` and `pier`, the incident `a` about the crane, and other files.
fn content(files: &[(&str, &str)]) -> PublicContent {
    let all = [
        ("content/site.toml", SITE),
        ("content/components/crane.md", "+++\nname = \"Crane\"\n+++\n"),
        ("content/components/pier.md", "+++\nname = \"Pier\"\n+++\n"),
        ("content/incidents/a/comms/2026-03-14T0900Z.md", CRANE),
    ];
    content::load(&Snapshot::of_texts(all.iter().chain(files).copied())).0.public
}

#[test]
fn an_incident_takes_over_by_any_of_its_slugs() {
    let states = |first: &str, slug: &str| {
        let merge = format!("+++\nmerged_into = \"{slug}\"\n+++\nSee there.\n");
        let flood = format!("+++\ntitle = \"Flood\"\nstatus = \"identified\"\n{first}+++\nWater.\n");
        let content = content(&[
            ("content/incidents/a/comms/2026-03-14T0930Z.md", &merge),
            ("content/incidents/b/comms/2026-03-14T0920Z.md", &flood),
            (
                "content/incidents/b/comms/2026-03-14T0925Z.md",
                "+++\ntitle = \"Flood\"\nslug = \"water\"\nstatus = \"identified\"\n+++\nWater.\n",
            ),
        ]);
        let site = release(&content, &Audience::public(), now(), &Verdict::default()).expect("a site");
        site.components.iter().map(|component| component.state).collect::<Vec<_>>()
    };
    let taken_over = [State::PartialOutage, State::Operational];
    assert_eq!(states("slug = \"flood\"\n", "flood"), taken_over);
    assert_eq!(states("slug = \"flood\"\n", "water"), taken_over);
    assert_eq!(states("", "2026-03-14-flood"), taken_over, "the derived slug");
    assert_eq!(states("slug = \"flood\"\n", "fire"), [State::Operational; 2], "nobody continues it");
}

#[test]
fn a_maintenance_with_the_slug_of_the_continuing_incident_takes_over_nothing() {
    let content = content(&[
        ("content/incidents/a/comms/2026-03-14T0930Z.md", "+++\nmerged_into = \"flood\"\n+++\nSee there.\n"),
        (
            "content/incidents/b/comms/2026-03-14T0920Z.md",
            "+++\ntitle = \"Flood\"\nslug = \"flood\"\nstatus = \"identified\"\naudience = [\"customer:globex\"]\n+++\nWater.\n",
        ),
        (
            "content/maintenance/c/comms/2026-03-14T0910Z.md",
            "+++\ntitle = \"Flood exercise\"\nslug = \"flood\"\nstatus = \"scheduled\"\ncomponents = { pier = \"under_maintenance\" }\n\
             window = { from = 2026-03-15T10:00:00Z, to = 2026-03-15T11:00:00Z }\n+++\nWe practise.\n",
        ),
    ]);
    let maintenances = |uses: &str| {
        let acme = Audience::customer("acme", None, Some(BTreeSet::from([uses.to_owned()])));
        release(&content, &acme, now(), &Verdict::default()).expect("a site").maintenances.len()
    };
    assert_eq!(maintenances("pier"), 1);
    assert_eq!(maintenances("crane"), 0, "it does not concern them");
}
