//! A record that was checked is not checked again while the passing of time can change nothing about it. What is said
//! at any later time is what a first check would say then.

use allclear::check::{Checker, check};
use allclear::content::{Content, load};
use allclear::diagnostics::Findings;
use allclear::source::{self, ScanOptions, Snapshot, scan};
use chrono::{DateTime, Utc};

use super::clock::silent;
use super::{FIRST, incident, site};
use crate::support::Project;

/// Before, at and after the time of the examples: minutes, hours and months later.
const TIMES: [&str; 6] = [
    "2026-03-14T09:30:00Z",
    "2026-03-14T11:50:00Z",
    "2026-03-14T12:00:00Z",
    "2026-03-14T12:31:00Z",
    "2026-03-20T09:00:00Z",
    "2027-04-01T09:00:00Z",
];

fn read(project: &Project) -> (Content, Snapshot) {
    let (snapshot, _) = scan(&source::Project::new(project.root()), ScanOptions { public_only: false });
    let (content, _) = load(&snapshot);
    (content, snapshot)
}

fn said(findings: &Findings) -> Vec<(&'static str, String)> {
    findings.iter().map(|finding| (finding.rule.name, finding.message.clone())).collect()
}

/// Checks a project at all times with one checker. Returns how often what is said changed.
#[track_caller]
fn changes(project: &Project) -> usize {
    let (content, snapshot) = read(project);
    let mut checker = Checker::default();
    let mut said_before = None;
    let mut changes = 0;
    for time in TIMES {
        let now: DateTime<Utc> = time.parse().expect("a time");
        let again = said(&checker.check(&content, &snapshot, now));
        assert_eq!(again, said(&check(&content, &snapshot, now)), "{time}");
        changes += usize::from(said_before.as_ref().is_some_and(|before| *before != again));
        said_before = Some(again);
    }
    changes
}

#[test]
fn every_example_is_judged_at_any_time_as_if_it_was_never_checked_before() {
    let changed = super::examples().into_iter().flat_map(|example| [(example.wrong)(), (example.right)()]);
    let changed = changed.filter(|project| changes(project) > 0).count();
    assert!(changed > 100, "the time has to matter in most of them, but it did in {changed}");
}

/// An incident that is over, with these keys in an update and this text of a post-mortem.
fn over(keys: &str, postmortem: &str) -> Project {
    let project = incident()
        .update("2026-03-14T1140Z", keys, "About 2% of the requests fail, in one region.")
        .update("2026-03-14T1145Z", "status = \"resolved\"", "All requests work again since 11:44.");
    if postmortem.is_empty() {
        return project;
    }
    project.file("content/incidents/2026-03-14-api/comms/postmortem.md", postmortem)
}

/// What is dated after the first checks is reported only until then, even if nothing else is open.
#[test]
fn a_date_to_come_is_judged_again() {
    let postmortem = |keys: &str| {
        format!(
            "+++\ntitle = \"Why\"\npublished = 2026-03-14T11:50:00Z\nauthor = \"lena\"\n{keys}\n+++\nA cable broke in 3 places.\n"
        )
    };
    let commitment = "[[commitment]]\ntext = \"We test the cable\"\ndone = 2026-05-01";
    for project in [
        over("edited = [{ at = 2026-03-14T12:30:00Z, note = \"A number\" }]", ""),
        over("retracted = { at = 2026-03-14T12:30:00Z, reason = \"It was wrong\" }", ""),
        over("added = 2026-03-14T12:30:00Z", ""),
        over("", &postmortem("edited = [{ at = 2026-03-14T12:30:00Z, note = \"A number\" }]")),
        over("", &postmortem(commitment)),
        over("", &postmortem("").replace("11:50", "12:30")),
    ] {
        assert!(changes(&project) > 0, "{:?}", project.path("content"));
    }
}

/// An incident and a maintenance of which everything is to come.
#[test]
fn a_record_that_has_not_begun_is_judged_again() {
    let later = site()
        .update("2026-03-14T1210Z", &FIRST.replace("next_update = \"60m\"\n", ""), "Some requests fail.")
        .update("2026-03-14T1220Z", "status = \"resolved\"", "All requests work again since 12:18.");
    let window = "window = { from = 2026-03-14T12:10:00Z, to = 2026-03-14T12:20:00Z }";
    let planned = site().file(
        "content/maintenance/2026-03-14-database/comms/2026-03-13T0900Z.md",
        &format!("+++\ntitle = \"New database\"\nslug = \"new-database\"\nstatus = \"scheduled\"\n{window}\n+++\nThe API stops for a minute.\n"),
    );
    let running = site()
        .file(
            "content/maintenance/2026-03-14-database/comms/2026-03-13T0900Z.md",
            &format!("+++\ntitle = \"New database\"\nslug = \"new-database\"\nstatus = \"scheduled\"\n{window}\n+++\nThe API stops for a minute.\n"),
        )
        .file(
            "content/maintenance/2026-03-14-database/comms/2026-03-14T1211Z.md",
            "+++\nstatus = \"in_progress\"\n+++\nIt began.\n",
        );
    assert!(changes(&later) > 0);
    assert_eq!(changes(&planned), 0, "the clock begins and ends it");
    assert!(changes(&running) > 0);
    assert!(changes(&silent("1155")) > 0);
}
