//! Rules that depend on the current time.

use super::{Example, FIRST, record, site, then};
use crate::support::Project;

/// People for the roles of an incident.
const ROLES: &str = "[roles]\ncommander = \"omar\"\ntechnical_lead = \"omar\"\ncommunications_lead = \"lena\"\nscribe = \"lena\"\nstakeholder_liaison = \"lena\"";

/// A site with a policy for P1 incidents.
fn policy() -> Project {
    site().file(
        "content/site.toml",
        "title = \"Test status\"\nurl = \"https://status.test.example\"\n\n[severity.P1]\nfirst_update = \"10m\"\nupdate_every = \"20m\"\n",
    )
}

/// An incident without any update, `detected` at this time.
pub(super) fn silent(detected: &str) -> Project {
    record(policy(), &format!("severity = \"SEV-1\"\n{ROLES}")).file(
        &format!("content/incidents/2026-03-14-api/timeline/2026-03-14T{detected}Z-monitor.md"),
        "+++\nmilestone = \"detected\"\n+++\n5xx rate above 5%\n",
    )
}

/// An incident with an update from 11:30, which promises the next one in an hour, and a severity that is raised later.
fn raised(time: &str) -> Project {
    let first = super::FIRST;
    record(policy(), &format!("severity = \"P2\"\n{ROLES}"))
        .update("2026-03-14T1130Z", first, "About 2% of requests fail.")
        .file(
            &format!("content/incidents/2026-03-14-api/timeline/2026-03-14T{time}Z-omar.md"),
            "+++\nseverity = \"P1\"\n+++\nAll regions are affected.\n",
        )
}

fn maintenance(status: &str) -> Project {
    let window = "window = { from = 2026-03-14T10:00:00Z, to = 2026-03-14T11:00:00Z }";
    let folder = "content/maintenance/2026-03-14-database/comms";
    site()
        .file(
            &format!("{folder}/2026-03-13T0900Z.md"),
            &format!("+++\ntitle = \"New database\"\nslug = \"new-database\"\nstatus = \"scheduled\"\n{window}\n+++\nThe API stops for a minute.\n"),
        )
        .file(
            &format!("{folder}/2026-03-14T1010Z.md"),
            &format!("+++\nstatus = \"{status}\"\n+++\nThe old one is copied.\n"),
        )
}

/// An incident with a target, in which somebody above the technical lead can step in or not.
fn with_target(superior: &str) -> Project {
    record(then("next_update = \"60m\""), "severity = \"P1\"\nroles = { commander = \"lena\", technical_lead = \"lena\", communications_lead = \"lena\", scribe = \"lena\", stakeholder_liaison = \"lena\" }")
        .file(
            "content/site.toml",
            "title = \"Test status\"\nurl = \"https://status.test.example\"\n\n[tier.gold.P1]\nresolution = \"4h\"\n",
        )
        .file("content/response.toml", "warn_before = \"30m\"\n")
        .file(
            "content/people.toml",
            &format!("[person.lena]\nname = \"Lena Kask\"\n{superior}\n[person.omar]\nname = \"Omar Haddad\"\n"),
        )
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "nobody-to-warn",
        wrong: || with_target(""),
        right: || with_target("reports_to = \"omar\"\n"),
    },
    Example { rule: "update-overdue", wrong: || silent("1115"), right: || silent("1155") },
    Example {
        rule: "promise-broken",
        wrong: || then("next_update = \"10m\""),
        right: || then("next_update = \"15m\""),
    },
    Example { rule: "severity-raised", wrong: || raised("1149"), right: || raised("1129") },
    Example {
        rule: "maintenance-overrun",
        wrong: || maintenance("in_progress"),
        right: || maintenance("completed"),
    },
];

/// Reports on an incident whose newest update makes no promise, under the policy.
fn unpromised(at: &str) -> String {
    let first = FIRST.replace("\nnext_update = \"60m\"", "");
    super::report(&record(policy(), "severity = \"P1\"").update(
        &format!("2026-03-14T{at}Z"),
        &first,
        "Some requests fail.",
    ))
}

#[test]
fn without_a_promise_the_policy_decides_when_an_update_is_overdue() {
    assert!(unpromised("1139").contains("warning[update-overdue]"));
    let in_time = unpromised("1140");
    assert!(!in_time.contains("update-overdue"), "{in_time}");
    assert!(in_time.contains("warning[no-next-update]"), "{in_time}");
}

#[test]
fn a_change_of_severity_in_the_timeline_changes_the_policy() {
    let entry = "+++\nseverity = \"P3\"\n+++\nFewer requests than thought.\n";
    let lowered =
        silent("1115").file("content/incidents/2026-03-14-api/timeline/2026-03-14T1120Z-lena.md", entry);
    assert_eq!(super::report(&lowered), "");
}

#[test]
fn an_update_for_one_customer_does_not_keep_a_public_promise() {
    let project = then("next_update = \"10m\"")
        .file("content/customers/acme.md", "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\n+++\n")
        .update(
            "2026-03-14T1150Z",
            "audience = [\"customer:acme\"]\nnext_update = \"60m\"",
            "Use the other region.",
        );
    assert!(super::report(&project).contains("warning[promise-broken]"));
}

#[test]
fn a_maintenance_ended_by_the_clock_breaks_no_promise() {
    let folder = "content/maintenance/2026-03-14-database/comms";
    let project = site().file(
        &format!("{folder}/2026-03-13T0900Z.md"),
        "+++\ntitle = \"New database\"\nslug = \"new-database\"\nstatus = \"scheduled\"\nnext_update = \"60m\"\nwindow = { from = 2026-03-14T10:00:00Z, to = 2026-03-14T11:00:00Z }\n+++\nThe API stops for a minute.\n",
    );
    assert_eq!(super::report(&project), "");
}

#[test]
fn a_silent_incident_is_late_with_or_without_a_timeline() {
    let draft = |time: &str| {
        record(policy(), "severity = \"P1\"").update(
            &format!("2026-03-14T{time}Z"),
            &format!("{FIRST}\ndraft = true"),
            "Some fail.",
        )
    };
    assert!(super::report(&record(policy(), "severity = \"P1\"")).contains("warning[update-overdue]"));
    assert!(super::report(&draft("1149")).contains("warning[update-overdue]"));
    assert_eq!(super::report(&draft("1150")), "");
    assert_eq!(super::report(&record(policy(), "severity = \"P2\"")), "", "P2 has no policy");
}

#[test]
fn an_entry_within_the_window_keeps_the_maintenance_open() {
    let folder = "content/maintenance/2026-03-14-database/comms";
    let project = maintenance("scheduled").file(
        &format!("{folder}/2026-03-14T1050Z.md"),
        "+++\nauthor = \"lena\"\n+++\nThe copy takes longer.\n",
    );
    assert!(super::report(&project).contains("warning[maintenance-overrun]"));
}

#[test]
fn a_local_time_of_a_zone_behind_utc_is_noticed_where_it_precedes_the_first_entry() {
    let project = |zone: &str| {
        let site = format!(
            "title = \"Test status\"\nurl = \"https://status.test.example\"\ntime_zone = \"{zone}\"\n"
        );
        super::incident().file("content/site.toml", &site).update(
            "2026-03-14T0745Z",
            "status = \"identified\"\nauthor = \"lena\"",
            "We know why.",
        )
    };
    let report = super::report(&project("America/New_York"));
    let hint =
        "`Z` is UTC; if 07:45 is the time in America/New_York, rename the file to `2026-03-14T1145Z.md`";
    assert!(report.contains(hint), "{report}");
    let report = super::report(&project("Europe/Tallinn"));
    assert!(report.contains("describe what customers notice") && !report.contains("`Z` is UTC"), "{report}");
}

/// The report of rules at a time of 14 March.
fn reports(project: &Project, time: &str, rule: &str) -> bool {
    let now = format!("2026-03-14T{time}Z");
    let (findings, _) = super::findings(project, &now, allclear::source::ScanOptions { public_only: false });
    findings.iter().any(|finding| finding.rule.name == rule)
}

/// An update of the minute in which the severity is raised knows of it, and the policy's time has to be over.
#[test]
fn a_raised_severity_overtakes_older_updates_only() {
    assert!(!reports(&raised("1130"), "12:00:00", "severity-raised"));
    assert!(reports(&raised("1131"), "12:00:00", "severity-raised"));
    assert!(!reports(&raised("1149"), "11:50:00", "severity-raised"));
    assert!(reports(&raised("1149"), "11:50:01", "severity-raised"));
}

/// A severity that was lowered overtakes no promise. Severities of the site are compared by their policies.
#[test]
fn only_a_graver_severity_is_raised() {
    let changed = |from: &str, to: &str| {
        let site = "title = \"Test status\"\nurl = \"https://status.test.example\"\n\
             [severity.P1]\nupdate_every = \"20m\"\n[severity.P2]\nupdate_every = \"25m\"\n\
             [severity.red]\nfirst_update = \"10m\"\nupdate_every = \"20m\"\n\
             [severity.scarlet]\nfirst_update = \"10m\"\nupdate_every = \"20m\"\n\
             [severity.amber]\nfirst_update = \"30m\"\nupdate_every = \"20m\"\n[severity.white]\n";
        let project =
            record(super::site().file("content/site.toml", site), &format!("severity = \"{from}\"\n{ROLES}"))
                .update("2026-03-14T1130Z", super::FIRST, "About 2% of requests fail.")
                .file(
                    "content/incidents/2026-03-14-api/timeline/2026-03-14T1149Z-omar.md",
                    &format!("+++\nseverity = \"{to}\"\n+++\nAll regions are affected.\n"),
                );
        reports(&project, "12:00:00", "severity-raised")
    };
    assert!(changed("P2", "P1"));
    assert!(!changed("P1", "P2"));
    assert!(changed("amber", "red"));
    assert!(!changed("red", "amber"));
    assert!(!changed("red", "scarlet"));
    assert!(changed("white", "amber"));
    assert!(!changed("amber", "white"));
}

/// What counts is when the incident was detected, even if something was logged before.
#[test]
fn an_incident_is_noticed_when_it_is_detected() {
    let project = silent("1140").file(
        "content/incidents/2026-03-14-api/timeline/2026-03-14T1120Z-monitor.md",
        "The rate of errors rises.\n",
    );
    assert!(!reports(&project, "11:49:59", "update-overdue"));
    assert!(reports(&project, "11:50:01", "update-overdue"));
    let (findings, _) =
        super::findings(&project, crate::support::NOW, allclear::source::ScanOptions { public_only: false });
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(messages.iter().any(|message| message.contains("no update for 20m")), "{messages:?}");
}
