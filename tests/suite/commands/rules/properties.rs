//! Properties for any input: the rules do not panic, their spans are inside the files, and a second run reports the same.

use allclear::diagnostics::{Disclosure, terminal};
use allclear::source::ScanOptions;
use proptest::prelude::*;

use super::{findings, site};
use crate::support::{NOW, Project, property};

/// Valid and invalid lines of an update. Every line has its own key, or makes the file invalid.
const LINES: &[&str] = &[
    "title = \"API errors\"",
    "slug = \"api-errors\"",
    "status = \"investigating\"",
    "status = \"resolved\"",
    "status = \"scheduled\"",
    "status = \"in_progress\"",
    "components = { api = \"major_outage\", gone = \"partial_outage\" }",
    "components = { api = \"operational\" }",
    "audience = [\"customer:acme\"]",
    "audience = [\"tier:gold\", \"customer:nobody\"]",
    "audience = []",
    "at = 2026-03-14T11:30:00Z",
    "at = 9999-12-31T23:59:59Z",
    "window = { from = 2026-03-14T10:00:00Z }",
    "window = { from = 2026-03-14T10:00:00Z, to = 2026-03-14T11:00:00Z }",
    "window = { to = 2026-03-14T09:00:00Z }",
    "next_update = \"3653d\"",
    "next_update = 2000-01-01T00:00:00Z",
    "edited = [{ at = 9999-12-31T23:59:59Z, note = \"A word.\" }]",
    "corrects = \"2026-03-14T1100Z\"",
    "merged_into = \"api-errors\"",
    "reopened = true",
    "draft = true",
    "author = \"nobody\"",
    "id = \"aaaa\"",
    "incident_id = \"aaaa\"",
];

fn project(updates: &[Vec<usize>], folder: &str, kind: &str) -> Project {
    let root = format!("content/{kind}/{folder}");
    let mut project = site().file(
        "content/customers/acme.md",
        "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\ntier = \"gold\"\n+++\n",
    );
    if kind == "incidents" {
        project = project.file(
            &format!("{root}/incident.md"),
            "+++\ntitle = \"x\"\nseverity = \"P1\"\ncomponents = [\"gone\"]\n+++\n",
        );
    }
    for (index, lines) in updates.iter().enumerate() {
        let lines: Vec<&str> = lines.iter().filter_map(|line| LINES.get(*line).copied()).collect();
        let text = format!("+++\n{}\n+++\nSome requests fail.\n", lines.join("\n"));
        project = project.file(&format!("{root}/comms/2026-03-14T11{index:02}Z.md"), &text);
    }
    project
}

proptest! {
    #![proptest_config(property(48))]

    #[test]
    fn findings_point_into_their_files_and_are_the_same_again(
        updates in prop::collection::vec(prop::sample::subsequence((0..LINES.len()).collect::<Vec<_>>(), 0..6), 0..6),
        folder in prop::sample::select(vec!["2026-03-14-api", "api", "0001-01-01-api", "2026-99-99-api"]),
        kind in prop::sample::select(vec!["incidents", "maintenance"]),
    ) {
        let project = project(&updates, folder, kind);
        let options = ScanOptions { public_only: false };
        let (found, snapshot) = findings(&project, NOW, options);
        for finding in found.iter() {
            let places = finding.span.iter().chain(finding.related.iter().map(|related| &related.span));
            for place in places {
                let length = snapshot.file(place.file).map_or(0, |file| file.text.len());
                prop_assert!(place.start <= place.end && place.end as usize <= length, "{:?}", finding);
            }
        }
        let text = terminal(&found, &snapshot, Disclosure::Full, false);
        let (again, snapshot) = findings(&project, NOW, options);
        prop_assert_eq!(text, terminal(&again, &snapshot, Disclosure::Full, false));
    }
}
