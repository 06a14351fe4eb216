//! The rules about post-mortems, tried on three well-known ones; see `tests/postmortems/`.

use std::fmt::Write as _;

use allclear::source::ScanOptions;

use super::{findings, incident};
use crate::support::{NOW, Project};

const PEOPLE: &str = "[person.lena]\nname = \"Lena Kask\"\n[person.mara]\nname = \"Mara Lind\"\n[person.jonas]\nname = \"Jonas Ek\"\n[person.nils]\nname = \"Nils Berg\"\nuntil = 2026-03-01T00:00:00Z\n[team.infrastructure]\nname = \"Infrastructure\"\nmembers = [\"mara\", \"jonas\"]\n";

/// Returns each finding as its rule, the side of its file and the text that it points at.
fn reported(internal: &str, public: &str) -> String {
    let site = "title = \"Test status\"\nurl = \"https://status.test.example\"\n[approval]\nsince = 2026-03-14T12:00:00Z\n";
    let folder = "content/incidents/2026-03-14-api";
    let project: Project = incident()
        .file("content/site.toml", site)
        .file("content/people.toml", PEOPLE)
        .file(&format!("{folder}/postmortem.md"), internal)
        .file(&format!("{folder}/comms/postmortem.md"), public);
    let (findings, snapshot) = findings(&project, NOW, ScanOptions { public_only: false });
    let mut text = String::new();
    for finding in findings.iter() {
        let span = finding.span.expect("each finding has a place");
        let file = snapshot.file(span.file).expect("the file");
        let half = if file.path.contains("/comms/") { "public" } else { "internal" };
        let quoted = file.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let quoted = quoted.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(text, "{half} {}: {quoted}", finding.rule.name).expect("a string");
    }
    text
}

#[test]
fn a_deleted_database() {
    insta::assert_snapshot!(reported(
        include_str!("../../../postmortems/deleted-database/postmortem.md"),
        include_str!("../../../postmortems/deleted-database/public.md"),
    ), @r#"
    public commitment-without-action: [[commitment]]
    internal cause-without-evidence: "confirmed"
    internal person-as-cause: "Jonas was logged in on both database servers and ran the command on the wrong one."
    internal action-without-category: "Improve the documentation of replication"
    internal action-without-date: "Improve the documentation of replication"
    internal action-without-person: "Improve the documentation of replication"
    internal action-without-proof: "Improve the documentation of replication"
    internal vague-action: "Improve the documentation of replication"
    internal action-without-date: "Show the name and the role of a server in the prompt, in red on production"
    internal action-without-proof: "Show the name and the role of a server in the prompt, in red on production"
    internal action-without-person: "infrastructure"
    internal action-dependency: 2026-02-20
    internal action-overdue: 2026-02-20
    internal blame: operator error
    internal counterfactual: should have
    internal be-more-careful: be more careful
    internal empty-section: ## Unresolved risks
    "#);
}

#[test]
fn removed_capacity() {
    insta::assert_snapshot!(reported(
        include_str!("../../../postmortems/removed-capacity/postmortem.md"),
        include_str!("../../../postmortems/removed-capacity/public.md"),
    ), @r#"
    public commitment-without-action: [[commitment]]
    public impact-without-number: On the morning of 28 February, requests to our object store failed in one region. An authorised member of
    public copied-text: The index had not been restarted as a whole for years, and
    public empty-section: ## Apology
    internal few-whys: "Who removed the servers?"
    internal person-as-cause: "Who removed the servers?"
    internal action-overdue: 2026-03-07
    internal action-verification: "jonas"
    internal action-owner-left: "nils"
    internal action-dependency: 2026-06-30
    internal action-dependency: "IDX-4"
    internal impact-without-number: Clients saw high error rates in one region, and many other services depend on it. The status page could not
    internal counterfactual: could have
    internal be-more-careful: Pay attention
    "#);
}

#[test]
fn a_file_of_twice_the_size() {
    insta::assert_snapshot!(reported(
        include_str!("../../../postmortems/doubled-file/postmortem.md"),
        include_str!("../../../postmortems/doubled-file/public.md"),
    ), @r#"
    internal vague-action: "Hardening the reading of our own configuration like that of users"
    internal vague-action: "Reviewing what each proxy module does when it fails"
    internal action-owner-left: "nils"
    internal counterfactual: If only
    "#);
}
