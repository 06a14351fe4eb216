//! Every rule by example: a site that breaks it, with the whole message as a person sees it, and the nearest
//! correct site, which is green.
//!
//! The messages are kept in `snapshots/`; `INSTA_UPDATE=always` writes them anew, and somebody has to read them.

mod boundary;
mod clock;
mod disclosure;
mod files;
mod flow;
mod front_matter;
mod names;
mod properties;
mod sample;
mod text;
mod theme;

use std::collections::BTreeSet;

use allclear::check::check;
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

/// Rules that need a whole build or a theme, and are shown where those are tested.
const ELSEWHERE: &[&str] = &[
    "gate-alias",
    "gate-comment",
    "gate-customer",
    "gate-file-type",
    "gate-forbidden",
    "gate-internal-text",
    "gate-person",
    "template",
];

fn examples() -> Vec<&'static Example> {
    [
        boundary::EXAMPLES,
        clock::EXAMPLES,
        files::EXAMPLES,
        flow::EXAMPLES,
        front_matter::EXAMPLES,
        names::EXAMPLES,
        text::EXAMPLES,
        theme::EXAMPLES,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Everything that reading and checking finds, in the order in which it is shown.
fn findings(project: &Project, now: &str, options: ScanOptions) -> (Findings, Snapshot) {
    let now: DateTime<Utc> = now.parse().expect("a time");
    let (snapshot, mut findings) = scan(&source::Project::new(project.root()), options);
    let (content, loaded) = load(&snapshot);
    findings.extend(loaded);
    findings.extend(check(&content, &snapshot, now));
    if let Some(site) = &content.public.site {
        findings.extend(theme::findings(&snapshot, site));
    }
    findings.sort(&snapshot);
    (findings, snapshot)
}

/// What a person sees on a terminal.
fn report(project: &Project) -> String {
    let (findings, snapshot) = findings(project, NOW, ScanOptions { public_only: false });
    let root = project.root().display().to_string();
    terminal(&findings, &snapshot, Disclosure::Full, false).replace(&root, "/srv/status")
}

/// A site whose people are known, with nothing wrong.
fn site() -> Project {
    Project::new().file(
        "content/people.toml",
        "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\n",
    )
}

/// The first entry of an open incident, with all that it needs.
const FIRST: &str = "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\nauthor = \"lena\"\nnext_update = \"60m\"";

/// A site with an open incident, with nothing wrong.
fn incident() -> Project {
    site().update("2026-03-14T1130Z", FIRST, "Some requests fail.")
}

/// The same, with this entry 15 minutes later.
fn then(front_matter: &str) -> Project {
    incident().update("2026-03-14T1145Z", front_matter, "More is known now.")
}

/// Writes the record of the incident.
fn record(project: Project, front_matter: &str) -> Project {
    project.file(
        "content/incidents/2026-03-14-api/incident.md",
        &format!("+++\ntitle = \"Pooler out of connections\"\n{front_matter}\n+++\n"),
    )
}

#[test]
fn every_rule_says_what_is_wrong_in_the_words_that_were_read_and_approved() {
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
fn the_nearest_correct_site_is_green() {
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
    assert_eq!(examples().len() + ELSEWHERE.len(), all.len(), "one example a rule");
}
