//! Repeated builds give the same as fresh builds: outputs, findings, the time of the next change, the reason of a
//! failure. Random saves, renames and deletions in real folders are reported as a watcher would report them.

mod scanner;
mod shared;
mod site;
mod step;
mod views;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use allclear::diagnostics::{Disclosure, Findings, terminal};
use allclear::pipeline::{Built, Clock, Failed, Reason, Rebuilder, Settings, build};
use allclear::source::{Change, ChangeKind, Project, Scan, ScanOptions, Scanner, Scope, Snapshot, scan};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::support::{self, NOW, property};
use step::Step;

/// Everything that a build reports, with the full text and place of each finding.
#[derive(Debug, PartialEq)]
struct Said {
    outputs: BTreeMap<String, Vec<u8>>,
    findings: String,
    next_change: Option<DateTime<Utc>>,
    now: Option<DateTime<Utc>>,
    reason: Option<Reason>,
}

fn said(result: Result<Built, Failed>, snapshot: &Snapshot) -> Said {
    let printed = |findings: &Findings| terminal(findings, snapshot, Disclosure::Full, false);
    match result {
        Ok(built) => Said {
            outputs: built.outputs.iter().map(|output| (output.path.clone(), output.bytes.clone())).collect(),
            findings: printed(&built.findings),
            next_change: built.next_change,
            now: Some(built.now),
            reason: None,
        },
        Err(failed) => Said {
            outputs: BTreeMap::new(),
            findings: printed(&failed.findings),
            next_change: None,
            now: None,
            reason: Some(failed.reason),
        },
    }
}

/// The texts and images of a snapshot by path. For an unreadable file, the reason.
fn files(snapshot: &Snapshot, found: &Findings) -> BTreeMap<String, Vec<u8>> {
    let texts = snapshot.files().map(|file| {
        let its = found.iter().find(|finding| finding.span.is_some_and(|place| place.file == file.id));
        let text = its.map_or(&*file.text, |finding| &finding.message);
        (file.path.clone(), text.as_bytes().to_vec())
    });
    texts.chain(snapshot.images().map(|image| (image.path.clone(), image.bytes.to_vec()))).collect()
}

fn changes(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<Change> {
    let change = |path: &String, kind| Change { path: path.clone(), kind };
    let there = after.iter().filter_map(|(path, text)| match before.get(path) {
        None => Some(change(path, ChangeKind::Added)),
        Some(old) => (old != text).then(|| change(path, ChangeKind::Changed)),
    });
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let mut changes: Vec<Change> = there.chain(gone.map(|path| change(path, ChangeKind::Removed))).collect();
    changes.sort();
    changes
}

/// Scans and builds both incrementally and from scratch, and fails at the first difference.
struct Twins<'a> {
    root: &'a Path,
    options: ScanOptions,
    scanner: Scanner,
    rebuilder: Rebuilder,
    before: Option<BTreeMap<String, Vec<u8>>>,
}

impl<'a> Twins<'a> {
    fn new(root: &'a Path, options: ScanOptions) -> Self {
        let scanner = Scanner::new(Project::new(root), options);
        Self { root, options, scanner, rebuilder: Rebuilder::new(), before: None }
    }

    fn compare(&mut self, scope: &Scope, settings: Settings) -> Result<Said, TestCaseError> {
        let again = self.scanner.scan(scope);
        let (snapshot, found) = scan(&Project::new(self.root), self.options);
        let now = files(&snapshot, &found);
        prop_assert_eq!(
            files(&again.snapshot, &again.findings),
            now.clone(),
            "the files differ, named as {:?}",
            scope
        );
        if let Some(before) = &self.before {
            prop_assert_eq!(&again.changed, &changes(before, &now), "the changes differ");
        }
        self.before = Some(now);
        let printed = |mut findings: Findings, snapshot: &Snapshot| {
            findings.sort(snapshot);
            terminal(&findings, snapshot, Disclosure::Full, false)
        };
        prop_assert_eq!(printed(again.findings.clone(), &again.snapshot), printed(found.clone(), &snapshot));
        let fresh = said(build(&snapshot, found, settings), &snapshot);
        let rebuilt = self.rebuild(&again, settings);
        prop_assert_eq!(&rebuilt.findings, &fresh.findings, "the findings differ");
        prop_assert_eq!(
            rebuilt.outputs.keys().collect::<Vec<_>>(),
            fresh.outputs.keys().collect::<Vec<_>>(),
            "the names of outputs differ"
        );
        for (path, bytes) in &rebuilt.outputs {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            prop_assert_eq!(text(bytes), text(&fresh.outputs[path]), "`{}` differs", path);
        }
        prop_assert_eq!(&rebuilt, &fresh);
        Ok(rebuilt)
    }

    fn rebuild(&mut self, scan: &Scan, settings: Settings) -> Said {
        said(self.rebuilder.build(scan, settings), &scan.snapshot)
    }
}

fn now() -> DateTime<Utc> {
    NOW.parse().expect("a time")
}

fn settings(clock: Clock) -> Settings {
    Settings { clock, strict_internal: false, strict: false, judged_elsewhere: false }
}

fn clock() -> impl Strategy<Value = Clock> {
    let minutes = prop::sample::select(vec![-60_i64 * 24 * 3, -90, 0, 1, 45, 60 * 5, 60 * 36, 60 * 24 * 40]);
    (minutes, 0..8_u8).prop_map(|(minutes, kind)| {
        let at = now() + TimeDelta::minutes(minutes);
        match kind {
            0 => Clock::AsOf(at),
            1..3 => Clock::Real(at),
            _ => Clock::Now(at),
        }
    })
}

proptest! {
    #![proptest_config(property(32))]

    #[test]
    fn repeated_builds_give_the_same_as_fresh_builds(
        public_only in prop::bool::weighted(0.1),
        strict in prop::bool::weighted(0.1),
        rounds in prop::collection::vec((prop::collection::vec(Step::strategy(), 0..4), clock(), any::<bool>()), 4..14),
    ) {
        let project = site::project();
        let mut twins = Twins::new(project.root(), ScanOptions { public_only });
        twins.compare(&Scope::Everything, settings(Clock::Now(now())))?;
        for (steps, clock, everything) in rounds {
            let mut scope = if everything { Scope::Everything } else { Scope::Folders([].into()) };
            for step in &steps {
                scope.widen(Scope::Folders(step.take(project.root())));
            }
            twins.compare(&scope, Settings { strict, ..settings(clock) }).map_err(|error| {
                TestCaseError::fail(format!("after {steps:?}, {clock:?}: {error}"))
            })?;
        }
    }
}

/// The generator must reach every kind of failure, or the property would prove little.
#[test]
fn the_generated_site_builds_has_its_image_and_can_fail_in_every_way() {
    let project = site::project();
    let mut twins = Twins::new(project.root(), ScanOptions { public_only: false });
    let scope = Scope::Everything;
    let clock = settings(Clock::Now(now()));
    let said = twins.compare(&scope, clock).expect("the same");
    assert_eq!(said.reason, None, "{}", said.findings);
    assert!(said.outputs.keys().any(|path| path.starts_with("assets/picture-")), "{:?}", said.outputs.keys());
    let mut reasons = Vec::new();
    for role in 0..site::ROLES.len() {
        for text in 0..site::ROLES[role].texts.len() {
            drop(Step::Write { role, text }.take(project.root()));
            let said = twins.compare(&scope, clock).expect("the same");
            let reason = match said.reason {
                Some(Reason::Gate { .. }) => "gate",
                Some(_) => "content",
                None if said.findings.is_empty() => "nothing",
                None => "warnings",
            };
            reasons.push(reason);
            drop(Step::Write { role, text: 0 }.take(project.root()));
        }
    }
    for reason in ["gate", "content", "nothing", "warnings"] {
        assert!(reasons.contains(&reason), "{reason} in {reasons:?}");
    }
}

/// Long enough for the scanner to rely on file times.
const SETTLED: Duration = Duration::from_millis(2_200);

fn folders<const N: usize>(names: [&str; N]) -> Scope {
    Scope::Folders(names.map(str::to_owned).into())
}

fn empty_project() -> support::Project {
    support::Project::new()
}

/// Customers can only be checked if at least one internal file was read.
#[test]
fn the_first_internal_file_enables_checks_of_customers() {
    let project = empty_project().update(
        "2026-03-14T1100Z",
        "title = \"Errors\"\nslug = \"errors\"\nstatus = \"resolved\"\naudience = [\"customer:acme\"]",
        "It is over.",
    );
    let mut twins = Twins::new(project.root(), ScanOptions { public_only: false });
    let clock = settings(Clock::Now(now()));
    let first = twins.compare(&Scope::Everything, clock).expect("the same");
    assert_eq!(first.findings, "");
    project.write("content/incidents/2026-03-13-b/timeline/2026-03-13T0900Z-monitor.md", b"Slow.\n");
    let second = twins.compare(&folders(["content/incidents/2026-03-13-b"]), clock).expect("the same");
    assert!(second.findings.contains("unknown customer"), "{}", second.findings);
}

#[test]
fn a_record_is_checked_again_when_a_record_that_it_names_changes() {
    let project = empty_project().update(
        "2026-03-14T1100Z",
        "title = \"Errors\"\nslug = \"errors\"\nstatus = \"resolved\"\nfollows = \"before\"",
        "It is over.",
    );
    let before = |slug: &str| {
        let path = "content/incidents/2026-03-13-b/comms/2026-03-13T0900Z.md";
        let text = format!("+++\ntitle = \"Before\"\nslug = \"{slug}\"\nstatus = \"resolved\"\n+++\nOver.\n");
        project.write(path, text.as_bytes());
    };
    before("before");
    let mut twins = Twins::new(project.root(), ScanOptions { public_only: false });
    let clock = settings(Clock::Now(now()));
    assert_eq!(twins.compare(&Scope::Everything, clock).expect("the same").findings, "");
    before("renamed");
    let said = twins.compare(&folders(["content/incidents/2026-03-13-b"]), clock).expect("the same");
    assert!(said.findings.contains("no incident has the slug `before`"), "{}", said.findings);
}

#[test]
fn a_record_is_checked_again_when_an_incident_that_it_does_not_repeat_is_gone() {
    let folder = "content/incidents/2026-03-13-b";
    let project = empty_project()
        .update(
            "2026-03-14T1100Z",
            "title = \"Errors\"\nslug = \"errors\"\nstatus = \"resolved\"",
            "It is over.",
        )
        .file(
            "content/incidents/2026-03-14-api/incident.md",
            "+++\ntitle = \"Errors\"\nseverity = \"P4\"\nnot_repeat_of = [\"2026-03-13-b\"]\n+++\n",
        )
        .file(&format!("{folder}/incident.md"), "+++\ntitle = \"Before\"\nseverity = \"P4\"\n+++\n")
        .file(
            &format!("{folder}/comms/2026-03-13T0900Z.md"),
            "+++\ntitle = \"Before\"\nslug = \"before\"\nstatus = \"resolved\"\n+++\nOver.\n",
        );
    let mut twins = Twins::new(project.root(), ScanOptions { public_only: false });
    let clock = settings(Clock::Now(now()));
    let said = twins.compare(&Scope::Everything, clock).expect("the same").findings;
    assert!(!said.contains("not_repeat_of"), "{said}");
    std::fs::remove_dir_all(project.path(folder)).expect("the folder");
    let said = twins.compare(&folders([folder]), clock).expect("the same").findings;
    assert!(said.contains("2026-03-13-b"), "{said}");
}
