//! An example of every rule: a site that breaks it, with the complete message as a terminal shows it, and the most
//! similar site that passes.
//!
//! The messages are in `snapshots/`. Update them with `INSTA_UPDATE=always` and review the diff.

mod actions;
mod addresses;
mod analysis;
mod approvals;
mod boundary;
mod clock;
mod disclosure;
mod files;
mod flow;
mod front_matter;
mod levels;
mod names;
mod postmortems;
mod properties;
mod repeats;
mod response;
mod runbooks;
mod sample;
mod settled;
mod text;
mod theme;
mod tone;
mod wording;

use std::collections::BTreeSet;

use allclear::check::{check, judge, likely_repeat_findings};
use allclear::content::load;
use allclear::diagnostics::{Disclosure, Findings, rules, terminal};
use allclear::source::{self, ScanOptions, Snapshot, scan};
use chrono::{DateTime, Utc};

use crate::support::{NOW, Project};

/// A rule, a site that breaks it, and the nearest site that does not.
struct Example {
    rule: &'static str,
    wrong: fn() -> Project,
    right: fn() -> Project,
}

/// Rules that need a complete build or a command, and are tested with it.
const ELSEWHERE: &[&str] = &[
    "address-gone",
    "approval-not-by-approver",
    "approval-unjudged",
    "edit-not-marked",
    "gate-address",
    "gate-alias",
    "gate-comment",
    "gate-customer",
    "gate-file-type",
    "gate-forbidden",
    "gate-internal-text",
    "gate-person",
    "id-not-fixed",
    "gate-withheld-text",
    "template",
    "too-many-findings",
];

fn examples() -> Vec<&'static Example> {
    [
        actions::EXAMPLES,
        analysis::EXAMPLES,
        boundary::EXAMPLES,
        clock::EXAMPLES,
        files::EXAMPLES,
        flow::EXAMPLES,
        front_matter::EXAMPLES,
        names::EXAMPLES,
        repeats::EXAMPLES,
        response::EXAMPLES,
        runbooks::EXAMPLES,
        text::EXAMPLES,
        theme::EXAMPLES,
        tone::EXAMPLES,
        wording::EXAMPLES,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns all findings of scanning, loading and checking, in the order in which they are shown.
fn findings(project: &Project, now: &str, options: ScanOptions) -> (Findings, Snapshot) {
    let now: DateTime<Utc> = now.parse().expect("a time");
    let (snapshot, mut findings) = scan(&source::Project::new(project.root()), options);
    let (content, loaded) = load(&snapshot);
    findings.extend(loaded);
    findings.extend(check(&content, &snapshot, now));
    findings.extend(likely_repeat_findings(&content));
    findings.extend(judge(&content, &snapshot, Some(now)).1);
    if let Some(site) = &content.public.site {
        findings.extend(theme::findings(&snapshot, site));
    }
    findings.sort(&snapshot);
    (findings, snapshot)
}

/// Returns the report as a terminal shows it.
fn report(project: &Project) -> String {
    let (findings, snapshot) = findings(project, NOW, ScanOptions { public_only: false });
    let root = project.root().display().to_string();
    terminal(&findings, &snapshot, Disclosure::Full, false).replace(&root, "/srv/status")
}

/// A valid site with two people.
fn site() -> Project {
    Project::new().file(
        "content/people.toml",
        "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\n",
    )
}

/// A valid first entry of an open incident.
const FIRST: &str = "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\nauthor = \"lena\"\nnext_update = \"60m\"\ncomponents = { api = \"degraded_performance\" }";

/// A first entry with other components.
fn first_affecting(components: &str) -> String {
    FIRST.replace("components = { api = \"degraded_performance\" }", components)
}

/// A valid site with an open incident.
fn incident() -> Project {
    site().update("2026-03-14T1130Z", FIRST, "Some requests fail.")
}

/// The same, with another entry 15 minutes later.
fn then(front_matter: &str) -> Project {
    incident().update(
        "2026-03-14T1145Z",
        front_matter,
        "More is known now: about 2% of the requests fail, in one region.",
    )
}

/// Writes the record of the incident.
fn record(project: Project, front_matter: &str) -> Project {
    project.file(
        "content/incidents/2026-03-14-api/incident.md",
        &format!("+++\ntitle = \"Pooler out of connections\"\n{front_matter}\n+++\n"),
    )
}

#[test]
fn the_message_of_every_rule_matches_its_snapshot() {
    for example in examples() {
        let text = report(&(example.wrong)());
        assert!(text.contains(&format!("[{}]", example.rule)), "{} is not reported:\n{text}", example.rule);
        insta::with_settings!({
            snapshot_path => "snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(example.rule, text);
        });
    }
}

#[test]
fn the_most_similar_valid_site_has_no_findings() {
    for example in examples() {
        let text = report(&(example.right)());
        assert_eq!(text, "", "{}", example.rule);
    }
}

#[test]
fn every_rule_has_an_example() {
    let shown: BTreeSet<&str> =
        examples().iter().map(|example| example.rule).chain(ELSEWHERE.iter().copied()).collect();
    let all: BTreeSet<&str> = rules::all().iter().map(|rule| rule.name).collect();
    assert_eq!(shown, all);
    assert_eq!(examples().len() + ELSEWHERE.len(), all.len(), "one example per rule");
}
