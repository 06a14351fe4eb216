//! Rules about runbooks.

use super::{Example, incident, record, site};
use crate::support::Project;

/// A runbook with this front matter.
fn runbook(front_matter: &str) -> Project {
    site().file("content/runbooks/api-down.md", &format!("+++\n{front_matter}\n+++\nRestart the pooler.\n"))
}

/// An incident of this severity on a site that names runbooks, but none for its component.
fn without(severity: &str) -> Project {
    record(incident(), &format!("severity = \"{severity}\"\ncomponents = [\"api\"]"))
        .file("content/runbooks/web-down.md", "+++\ncomponents = [\"web\"]\n+++\nRestart it.\n")
        .file("content/components/web.md", "+++\nname = \"Web\"\n+++\n")
}

/// Owners that name this runbook.
fn named(id: &str) -> Project {
    runbook("").file("content/owners.toml", &format!("[component.api]\nrunbook = \"{id}\"\n"))
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "runbook-stale",
        // It may be reviewed until the end of 14 March.
        wrong: || runbook("reviewed = 2026-02-11\nreview_every = \"30d\""),
        right: || runbook("reviewed = 2026-02-12\nreview_every = \"30d\""),
    },
    Example { rule: "runbook-missing", wrong: || without("P2"), right: || without("P3") },
    Example { rule: "unknown-runbook", wrong: || named("api-dwn"), right: || named("api-down") },
];

#[test]
fn a_runbook_that_nobody_ever_reviewed_is_stale_only_if_it_should_be() {
    assert!(super::report(&runbook("review_every = \"30d\"")).contains("warning[runbook-stale]"));
    assert_eq!(super::report(&runbook("owner = \"lena\"")), "");
}

#[test]
fn a_missing_runbook_is_reported_where_the_component_has_its_owner() {
    let with_owner = without("P1").file("content/owners.toml", "[component.api]\naliases = [\"apid\"]\n");
    let report = super::report(&with_owner);
    assert!(
        report.contains("warning[runbook-missing]") && report.contains("content/owners.toml:1"),
        "{report}"
    );
    // A site that names no runbook at all does not use them.
    assert_eq!(super::report(&record(incident(), "severity = \"P2\"\ncomponents = [\"api\"]")), "");
}

#[test]
fn a_drill_needs_no_runbook_and_a_severity_in_the_timeline_counts() {
    let drill = site().file("content/runbooks/web-down.md", "Restart it.\n").file(
        "content/incidents/2026-03-10-drill/incident.md",
        "+++\ntitle = \"Drill\"\nkind = \"drill\"\nseverity = \"P1\"\ncomponents = [\"api\"]\n+++\nThe pager works.\n",
    );
    assert_eq!(super::report(&drill), "");
    let raised = without("P3").file(
        "content/incidents/2026-03-14-api/timeline/2026-03-14T1135Z-omar.md",
        "+++\nseverity = \"P1\"\n+++\nIt is all regions.\n",
    );
    assert!(super::report(&raised).contains("warning[runbook-missing]"));
}

#[test]
fn an_action_names_the_runbook_that_it_changes() {
    let action = |runbook: &str| {
        incident()
            .file("content/runbooks/api-down.md", "+++\ncomponents = [\"api\"]\n+++\nRestart it.\n")
            .file(
                "content/incidents/2026-03-14-api/postmortem.md",
                &format!(
                    "+++\n[[action]]\nid = \"API-1\"\ntitle = \"Write down how to drain a host\"\nstatus = \"dropped\"\nupdates_runbook = \"{runbook}\"\n+++\n"
                ),
            )
    };
    let report = super::report(&action("api"));
    assert!(report.contains("warning[unknown-runbook]"), "{report}");
    assert!(!super::report(&action("api-down")).contains("unknown-runbook"));
    assert!(!super::report(&action("https://wiki.test.example/api")).contains("unknown-runbook"));
}

#[test]
fn a_path_is_no_id_of_a_runbook() {
    let report = super::report(&named("runbooks/api-down.md"));
    assert!(report.contains("error[invalid-name]") && report.contains("`api-down`"), "{report}");
}

/// The newest of several grave incidents is named, whatever their severity.
#[test]
fn a_missing_runbook_is_reported_for_the_newest_incident() {
    let earlier = without("P2").file(
        "content/incidents/2026-03-02-api/incident.md",
        "+++\ntitle = \"Disk full\"\nseverity = \"P1\"\ncomponents = [\"api\"]\n+++\n",
    );
    let report = super::report(&earlier);
    assert_eq!(report.matches("[runbook-missing]").count(), 1, "{report}");
    assert!(report.contains("`api` had a P2 and has no runbook: `2026-03-14-api`"), "{report}");
}

#[test]
fn a_component_that_is_retired_needs_no_runbook() {
    let retired = |time: &str| {
        let component = format!("+++\nname = \"API\"\nretired = 2026-03-14T{time}Z\n+++\n");
        super::report(&without("P2").file("content/components/api.md", &component))
            .contains("[runbook-missing]")
    };
    assert!(!retired("11:59:59"));
    assert!(!retired("12:00:00"));
    assert!(retired("12:00:01"));
}
