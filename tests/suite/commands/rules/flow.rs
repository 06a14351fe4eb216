//! The course of incidents and maintenances.

use super::{Example, FIRST, incident, record, site, then};
use crate::support::Project;

fn first(without: &str) -> Project {
    let kept: Vec<&str> = FIRST.lines().filter(|line| !line.starts_with(without)).collect();
    site().update("2026-03-14T1130Z", &kept.join("\n"), "Some requests fail.")
}

/// An incident that was resolved at 11:40, with an entry after that.
fn afterwards(front_matter: &str) -> Project {
    incident().update("2026-03-14T1140Z", "status = \"resolved\"", "It is over.").update(
        "2026-03-14T1145Z",
        front_matter,
        "More is known now.",
    )
}

fn broken() -> Project {
    let front_matter = format!("{FIRST}\ncomponents = {{ api = \"major_outage\" }}");
    site().update("2026-03-14T1130Z", &front_matter, "All requests fail.")
}

fn maintenance(front_matter: &str) -> Project {
    site().file(
        "content/maintenance/2026-03-20-database/comms/2026-03-14T0900Z.md",
        &format!("+++\ntitle = \"New database\"\nslug = \"new-database\"\nstatus = \"scheduled\"\n{front_matter}\n+++\nThe API stops for a minute.\n"),
    )
}

fn timeline(acknowledged: &str) -> Project {
    let entry = |milestone| format!("+++\nmilestone = \"{milestone}\"\n+++\nSeen.\n");
    let folder = "content/incidents/2026-03-14-api/timeline";
    incident()
        .file(&format!("{folder}/2026-03-14T1120Z-monitor.md"), &entry("detected"))
        .file(&format!("{folder}/2026-03-14T{acknowledged}Z-omar.md"), &entry("acknowledged"))
}

fn days_later(front_matter: &str) -> Project {
    let folder = "content/incidents/2026-02-14-api/comms";
    site()
        .file(
            &format!("{folder}/2026-02-14T0830Z.md"),
            "+++\ntitle = \"API errors\"\nslug = \"2026-02-14-api-errors\"\nstatus = \"investigating\"\n+++\nSome fail.\n",
        )
        .file(
            &format!("{folder}/2026-03-14T0930Z.md"),
            &format!("+++\nstatus = \"resolved\"\n{front_matter}\n+++\nIt is over.\n"),
        )
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "status-in-name",
        wrong: || incident().update("2026-03-14T1145Z-resolved", "next_update = \"60m\"", "It works again."),
        right: || {
            incident().update("2026-03-14T1145Z-investigating", "next_update = \"60m\"", "We still look.")
        },
    },
    Example {
        rule: "status-family",
        wrong: || then("status = \"in_progress\"\nnext_update = \"60m\""),
        right: || then("status = \"identified\"\nnext_update = \"60m\""),
    },
    Example { rule: "first-status", wrong: || first("status"), right: incident },
    Example { rule: "first-title", wrong: || first("title"), right: incident },
    Example {
        rule: "after-closing",
        wrong: || afterwards("status = \"monitoring\"\nnext_update = \"60m\""),
        right: || afterwards("status = \"monitoring\"\nnext_update = \"60m\"\nreopened = true"),
    },
    Example {
        rule: "closing-state",
        wrong: || {
            let closing = "status = \"resolved\"\ncomponents = { api = \"degraded_performance\" }";
            broken().update("2026-03-14T1145Z", closing, "It is over.")
        },
        right: || broken().update("2026-03-14T1145Z", "status = \"resolved\"", "It is over."),
    },
    Example {
        rule: "no-window",
        wrong: || maintenance("window = { from = 2026-03-20T22:00:00Z }"),
        right: || maintenance("window = { from = 2026-03-20T22:00:00Z, to = 2026-03-20T23:00:00Z }"),
    },
    Example {
        rule: "reversed-span",
        wrong: || maintenance("window = { from = 2026-03-20T22:00:00Z, to = 2026-03-20T21:00:00Z }"),
        right: || maintenance("window = { from = 2026-03-20T22:00:00Z, to = 2026-03-21T01:00:00Z }"),
    },
    Example {
        rule: "dated-ahead",
        wrong: || incident().update("2026-03-14T2145Z", "next_update = \"60m\"", "More is known now."),
        right: || incident().update("2026-03-14T1209Z", "next_update = \"60m\"", "More is known now."),
    },
    Example {
        rule: "operational-too-early",
        wrong: || {
            let mended = "components = { api = \"operational\" }\nnext_update = \"60m\"";
            broken().update("2026-03-14T1145Z", mended, "All requests succeed.")
        },
        right: || {
            let mended =
                "status = \"monitoring\"\ncomponents = { api = \"operational\" }\nnext_update = \"60m\"";
            broken().update("2026-03-14T1145Z", mended, "All requests succeed.")
        },
    },
    Example { rule: "milestone-order", wrong: || timeline("1112"), right: || timeline("1121") },
    Example {
        rule: "far-from-folder",
        wrong: || days_later(""),
        right: || days_later("added = 2026-03-14T09:30:00Z"),
    },
    Example {
        rule: "no-next-update",
        wrong: || then("status = \"identified\""),
        right: || then("status = \"identified\"\nnext_update = \"60m\""),
    },
];

#[test]
fn a_wider_audience_needs_a_title_and_a_status_of_its_own() {
    let customers = "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\n+++\n";
    let widened = |front_matter: &str| {
        let front_matter = format!("audience = [\"public\"]\nnext_update = \"60m\"\n{front_matter}");
        super::report(
            &site()
                .file("content/customers/acme.md", customers)
                .update(
                    "2026-03-14T1130Z",
                    &format!("{FIRST}\naudience = [\"customer:acme\"]"),
                    "Some requests fail.",
                )
                .update("2026-03-14T1145Z", &front_matter, "Some requests fail."),
        )
    };
    let bare = widened("");
    assert!(bare.contains("error[first-title]") && bare.contains("error[first-status]"), "{bare}");
    assert_eq!(widened("title = \"API errors\"\nslug = \"api-errors\"\nstatus = \"identified\""), "");
}

#[test]
fn an_entry_without_a_status_may_follow_the_closing_entry() {
    assert_eq!(super::report(&afterwards("author = \"lena\"")), "");
}

#[test]
fn a_merged_incident_is_closed() {
    let merged = |front_matter: &str| {
        let other = "+++\ntitle = \"Network\"\nslug = \"network\"\nstatus = \"resolved\"\n+++\nIt is over.\n";
        super::report(
            &then("merged_into = \"network\"")
                .file("content/incidents/2026-03-14-network/comms/2026-03-14T1100Z.md", other)
                .update("2026-03-14T1150Z", front_matter, "See there."),
        )
    };
    assert_eq!(merged(""), "");
    assert!(merged("status = \"monitoring\"").contains("error[after-closing]"));
}

#[test]
fn entries_of_a_record_that_lasts_for_weeks_are_not_far_from_its_folder() {
    let weekly = |days: &[u32]| {
        let folder = "content/incidents/2026-02-01-api/comms";
        let first = "title = \"API errors\"\nslug = \"2026-02-01-api-errors\"\nstatus = \"identified\"";
        let project = site()
            .file(&format!("{folder}/2026-02-01T0830Z.md"), &format!("+++\n{first}\n+++\nSome fail.\n"));
        let project = days.iter().fold(project, |project, day| {
            project.file(&format!("{folder}/2026-02-{day:02}T0830Z.md"), "+++\n+++\nSome still fail.\n")
        });
        let last = "+++\nstatus = \"resolved\"\n+++\nIt is over.\n";
        super::report(&project.file(&format!("{folder}/2026-02-27T0830Z.md"), last))
    };
    assert_eq!(weekly(&[7, 14, 21]), "");
    assert!(weekly(&[7, 14]).contains("warning[far-from-folder]"));
}

#[test]
fn moving_one_end_of_a_window_past_the_other_is_an_error() {
    let moved = maintenance("window = { from = 2026-03-20T22:00:00Z, to = 2026-03-20T23:00:00Z }").file(
        "content/maintenance/2026-03-20-database/comms/2026-03-14T1000Z.md",
        "+++\nwindow = { to = 2026-03-20T21:00:00Z }\n+++\nA little sooner.\n",
    );
    assert!(super::report(&moved).contains("error[reversed-span]"));
}

#[test]
fn mitigation_may_come_before_identification() {
    let entry = |milestone| format!("+++\nmilestone = \"{milestone}\"\n+++\nSeen.\n");
    let folder = "content/incidents/2026-03-14-api/timeline";
    let project = timeline("1121")
        .file(&format!("{folder}/2026-03-14T1125Z-omar.md"), &entry("mitigated"))
        .file(&format!("{folder}/2026-03-14T1135Z-omar.md"), &entry("identified"));
    assert_eq!(super::report(&project), "");
}

#[test]
fn two_errors_of_one_record_are_reported_together() {
    let text = super::report(&record(then("status = \"scheduled\""), "severity = \"P9\""));
    assert!(text.contains("error[status-family]") && text.contains("error[unknown-severity]"), "{text}");
}
