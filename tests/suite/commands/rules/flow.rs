//! The course of incidents and maintenances.

use super::names::customers;
use super::{Example, FIRST, incident, record, site, then};
use crate::support::Project;

fn first(without: &str) -> Project {
    let kept: Vec<&str> = FIRST.lines().filter(|line| !line.starts_with(without)).collect();
    site().update("2026-03-14T1130Z", &kept.join("\n"), "Some requests fail.")
}

/// An incident that was resolved at 11:40, with an entry after that.
fn afterwards(front_matter: &str) -> Project {
    incident()
        .update(
            "2026-03-14T1140Z",
            "status = \"resolved\"",
            "It is over: every request works again, and none of them was lost.",
        )
        .update(
            "2026-03-14T1145Z",
            front_matter,
            "More is known now: about 2% of the requests fail, in one region.",
        )
}

fn broken() -> Project {
    let front_matter = FIRST.replace("degraded_performance", "major_outage");
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
            &format!("+++\nstatus = \"resolved\"\n{front_matter}\n+++\nIt is over: every request works again, and none of them was lost.\n"),
        )
}

/// A retraction shortly after the entry.
const RETRACTED: &str = "retracted = { at = 2026-03-14T11:50:00Z, note = \"This was wrong.\" }";

/// An incident that is merged at 11:45 into another one, which had this status at 11:40.
fn merged_into_another(status: &str) -> Project {
    let other = "content/incidents/2026-03-14-network/comms";
    then("merged_into = \"network\"")
        .file(
            &format!("{other}/2026-03-14T1125Z.md"),
            "+++\ntitle = \"Network\"\nslug = \"network\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }\nnext_update = \"60m\"\n+++\nThe network is slow.\n",
        )
        .file(
            &format!("{other}/2026-03-14T1140Z.md"),
            &format!("+++\nstatus = \"{status}\"\nnext_update = \"60m\"\n+++\nA switch failed, and the other one did not take over its work.\n"),
        )
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "status-in-name",
        wrong: || {
            incident().update(
                "2026-03-14T1145Z-resolved",
                "next_update = \"60m\"",
                "Every request works again, and none of them was lost on the way.",
            )
        },
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
        rule: "merge-target",
        wrong: || merged_into_another("resolved"),
        right: || merged_into_another("identified"),
    },
    Example {
        rule: "retracted-still-counts",
        wrong: || {
            then(&format!("components = {{ api = \"major_outage\" }}\nnext_update = \"60m\"\n{RETRACTED}"))
        },
        right: || {
            then(&format!("components = {{ api = \"operational\" }}\nnext_update = \"60m\"\n{RETRACTED}"))
        },
    },
    Example {
        rule: "withdrawn-end",
        wrong: || afterwards("corrects = \"2026-03-14T1140Z\""),
        right: || afterwards("corrects = \"2026-03-14T1140Z\"\nstatus = \"resolved\""),
    },
    Example { rule: "no-component", wrong: || first("components"), right: incident },
    Example {
        rule: "closing-state",
        wrong: || {
            let closing = "status = \"resolved\"\ncomponents = { api = \"degraded_performance\" }";
            broken().update(
                "2026-03-14T1145Z",
                closing,
                "It is over: every request works again, and none of them was lost.",
            )
        },
        right: || {
            broken().update(
                "2026-03-14T1145Z",
                "status = \"resolved\"",
                "It is over: every request works again, and none of them was lost.",
            )
        },
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
    let whole = "title = \"API errors\"\nslug = \"api-errors\"\nstatus = \"identified\"";
    assert_eq!(widened(&format!("{whole}\ncomponents = {{ api = \"degraded_performance\" }}")), "");
    assert!(widened(whole).starts_with("warning[no-component]"));
}

#[test]
fn an_entry_without_a_status_may_follow_the_closing_entry() {
    assert_eq!(super::report(&afterwards("author = \"lena\"")), "");
}

#[test]
fn a_merged_incident_is_closed() {
    let merged = |front_matter: &str| {
        super::report(&merged_into_another("identified").update(
            "2026-03-14T1150Z",
            front_matter,
            "See there.",
        ))
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
        let last = "+++\nstatus = \"resolved\"\n+++\nIt is over: every request works again, and none of them was lost.\n";
        super::report(&project.file(&format!("{folder}/2026-02-27T0830Z.md"), last))
    };
    assert_eq!(
        weekly(&[8, 15, 22]),
        "",
        "the first is seven days less three hours and a half after noon of the folder"
    );
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

#[test]
fn a_problem_reported_after_the_end_is_an_error_whatever_the_entry_looks_like() {
    let after = |front_matter: &str| super::report(&afterwards(front_matter));
    for lost in [
        "components = { api = \"under_maintenance\" }",
        "components = { api = \"degraded_performance\" }\nimpact = \"minor\"",
        "title = \"API down\"\ncomponents = { api = \"major_outage\" }\nnext_update = \"10m\"",
        "[[interval]]\ncomponents = [\"api\"]\nstate = \"major_outage\"\nfrom = 2026-03-14T11:30:00Z\nto = 2026-03-14T11:50:00Z",
    ] {
        let text = after(lost);
        assert!(text.contains("error[after-closing]"), "{lost}: {text}");
    }
    let since = |from: &str| {
        after(&format!(
            "[[interval]]\ncomponents = [\"api\"]\nstate = \"major_outage\"\nfrom = 2026-03-14T{from}:00Z"
        ))
    };
    for from in ["11:40", "11:41"] {
        let text = since(from);
        let message = format!(
            "`api` is `major_outage` since 2026-03-14 {from} UTC, but the record was closed at 2026-03-14 11:40 UTC"
        );
        assert!(text.contains(&message), "{text}");
    }
    assert!(!since("11:39").contains("error[after-closing]"), "{}", since("11:39"));
    for fine in [
        "components = { api = \"operational\" }",
        "[[interval]]\ncomponents = [\"api\"]\nstate = \"major_outage\"\nfrom = 2026-03-14T11:20:00Z\nto = 2026-03-14T11:41:00Z",
        "components = { api = \"major_outage\" }\nreopened = true\nnext_update = \"60m\"",
    ] {
        assert_eq!(after(fine), "", "{fine}");
    }
    let merged = merged_into_another("identified").update(
        "2026-03-14T1150Z",
        "components = { api = \"major_outage\" }",
        "It is worse.",
    );
    insta::assert_snapshot!(super::report(&merged));
}

#[test]
fn a_problem_reported_after_a_maintenance_is_an_error() {
    let window = "window = { from = 2026-03-14T10:00:00Z, to = 2026-03-14T11:00:00Z }\ncomponents = { api = \"under_maintenance\" }";
    let after = |end: Option<&str>, front_matter: &str| {
        let folder = "content/maintenance/2026-03-20-database/comms";
        let project = maintenance(window);
        let project = end.into_iter().fold(project, |project, status| {
            project.file(
                &format!("{folder}/2026-03-14T1030Z.md"),
                &format!("+++\nstatus = \"{status}\"\n+++\nDone.\n"),
            )
        });
        super::report(&project.file(
            &format!("{folder}/2026-03-14T1110Z.md"),
            &format!("+++\n{front_matter}\n+++\nThe copy is still running.\n"),
        ))
    };
    for end in [Some("completed"), Some("cancelled")] {
        assert!(
            after(end, "components = { api = \"major_outage\" }").contains("error[after-closing]"),
            "{end:?}"
        );
        assert_eq!(after(end, "author = \"lena\""), "", "{end:?}");
    }
    insta::assert_snapshot!(after(None, "author = \"lena\""));
    assert_eq!(after(None, "status = \"completed\""), "");
    assert_eq!(after(None, "window = { to = 2026-03-14T13:00:00Z }"), "");
    assert!(after(None, "reopened = true").starts_with("warning[maintenance-overrun]"));
}

#[test]
fn a_merge_that_hides_what_was_reported_is_an_error() {
    let other = |front_matter: &str| {
        then("merged_into = \"network\"").file(
            "content/incidents/2026-03-14-network/comms/2026-03-14T1125Z.md",
            &format!("+++\ntitle = \"Network\"\nslug = \"network\"\nstatus = \"identified\"\ncomponents = {{ api = \"partial_outage\" }}\nnext_update = \"60m\"\n{front_matter}\n+++\nThe network is slow.\n"),
        )
    };
    let acme = "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\n+++\n";
    assert_eq!(super::report(&other("")), "");
    let back = "+++\nmerged_into = \"2026-03-14-api-errors\"\n+++\nSee there.\n";
    let cases = [
        then("merged_into = \"2026-03-14-api-errors\""),
        other("draft = true"),
        other("audience = [\"customer:acme\"]").file("content/customers/acme.md", acme),
        other("").file("content/incidents/2026-03-14-network/comms/2026-03-14T1150Z.md", back),
        maintenance("window = { from = 2026-03-20T22:00:00Z, to = 2026-03-20T23:00:00Z }")
            .file("content/maintenance/2026-03-20-database/comms/2026-03-14T1000Z.md", back)
            .update("2026-03-14T1130Z", FIRST, "Some requests fail."),
    ];
    let messages: Vec<String> = cases
        .iter()
        .map(super::report)
        .inspect(|text| assert!(text.contains("error[merge-target]"), "{text}"))
        .flat_map(|text| {
            text.lines().filter(|line| line.starts_with("error")).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_retracted_end_opens_the_incident_again() {
    let closed = format!("status = \"resolved\"\n{RETRACTED}");
    assert_eq!(super::report(&then(&closed)), "", "the first entry promised an update within the hour");
    let twice = then("status = \"resolved\"").update(
        "2026-03-14T1146Z",
        &closed,
        "It is over: every request works again, and none of them was lost.",
    );
    assert!(super::report(&twice).contains("warning[withdrawn-end]"));
}

/// An incident of these readers that is merged at 11:45, for these readers, into an incident of these.
fn merged_for([own, merge, other]: [&str; 3]) -> Project {
    let audience = |tag: &str| format!("audience = [\"{tag}\"]");
    customers()
        .update("2026-03-14T1130Z", &format!("{FIRST}\n{}", audience(own)), "Some requests fail.")
        .update("2026-03-14T1145Z", &format!("merged_into = \"network\"\n{}", audience(merge)), "See there.")
        .file(
            "content/incidents/2026-03-14-network/comms/2026-03-14T1125Z.md",
            &format!("+++\ntitle = \"Network\"\nslug = \"network\"\nstatus = \"identified\"\ncomponents = {{ api = \"partial_outage\" }}\nnext_update = \"60m\"\n{}\n+++\nThe network is slow.\n", audience(other)),
        )
}

/// Only those who read that an incident was merged have to see the other one.
#[test]
fn readers_who_do_not_read_of_a_merge_need_not_see_its_target() {
    let refused =
        |audiences| super::report(&merged_for(audiences)).contains("not everybody who reads this entry");
    assert!(refused(["public", "public", "customer:acme"]));
    assert!(!refused(["public", "customer:acme", "customer:acme"]));
    assert!(!refused(["public", "public", "public"]));
}

/// A merge into an incident that is merged into a third one later is no circle.
#[test]
fn merges_may_follow_each_other() {
    let network = "content/incidents/2026-03-14-network/comms";
    let chain = |last: &str| {
        then("merged_into = \"network\"")
            .file(
                &format!("{network}/2026-03-14T1125Z.md"),
                "+++\ntitle = \"Network\"\nslug = \"network\"\nstatus = \"identified\"\ncomponents = { api = \"partial_outage\" }\nnext_update = \"60m\"\n+++\nThe network is slow.\n",
            )
            .file(&format!("{network}/2026-03-14T1150Z.md"), "+++\nmerged_into = \"power\"\n+++\nSee there.\n")
            .file(
                "content/incidents/2026-03-14-power/comms/2026-03-14T1120Z.md",
                "+++\ntitle = \"Power\"\nslug = \"power\"\nstatus = \"identified\"\ncomponents = { api = \"partial_outage\" }\nnext_update = \"60m\"\n+++\nThe power failed.\n",
            )
            .file("content/incidents/2026-03-14-power/comms/2026-03-14T1155Z.md", &format!("+++\n{last}\n+++\nMore.\n"))
    };
    let report = super::report(&chain("next_update = \"60m\""));
    assert!(!report.contains("is itself merged into this incident"), "{report}");
    let report = super::report(&chain("merged_into = \"2026-03-14-api-errors\""));
    assert_eq!(report.matches("is itself merged into this incident").count(), 3, "{report}");
}

/// An incident begins within a week of the date of its folder, a maintenance is announced up to 90 days before it.
#[test]
fn a_maintenance_may_be_announced_long_before_its_folder() {
    let announced = |date: &str| {
        let first = "title = \"New database\"\nslug = \"new-database\"\nstatus = \"scheduled\"\nwindow = { from = 2026-03-20T22:00:00Z, to = 2026-03-20T23:00:00Z }";
        let path = format!("content/maintenance/2026-03-20-database/comms/{date}T1200Z.md");
        super::report(&site().file(&path, &format!("+++\n{first}\n+++\nThe API stops for a minute.\n")))
    };
    assert_eq!(announced("2026-01-10"), "");
    assert_eq!(announced("2025-12-20"), "", "90 days before noon");
    assert!(announced("2025-12-19").contains("warning[far-from-folder]"));
    let earlier = |days: &[u32]| {
        let keys = "title = \"API errors\"\nslug = \"api-errors\"\nstatus = \"resolved\"";
        let path = |day: &u32| format!("content/incidents/2026-02-20-api/comms/2026-02-{day:02}T1200Z.md");
        let project = days.iter().fold(site(), |project, day| {
            project.file(&path(day), &format!("+++\n{keys}\n+++\nIt is over: no request was lost.\n"))
        });
        super::report(&project).matches("[far-from-folder]").count()
    };
    assert_eq!(earlier(&[8, 14, 20]), 0);
    assert_eq!(earlier(&[8, 20]), 1);
    let begun = |date: &str| {
        let path = format!("content/incidents/2026-03-14-api/comms/{date}.md");
        super::report(&site().file(&path, &format!("+++\n{FIRST}\n+++\nSome requests fail.\n")))
    };
    assert!(!begun("2026-03-07T1200Z").contains("[far-from-folder]"));
    assert!(begun("2026-03-07T1159Z").contains("warning[far-from-folder]"));
}

/// Clocks differ by some minutes.
#[test]
fn a_time_is_at_most_ten_minutes_ahead() {
    let edited = |time: &str| {
        let keys =
            format!("next_update = \"60m\"\nedited = [{{ at = 2026-03-14T{time}Z, note = \"A number\" }}]");
        super::report(&then(&keys)).contains("this edit is dated")
    };
    let update = |time: &str| {
        super::report(&incident().update(
            &format!("2026-03-14T{time}Z"),
            "next_update = \"60m\"",
            "More is known.",
        ))
        .contains("this entry is dated")
    };
    assert!(!update("1210"));
    assert!(update("1211"));
    assert!(!edited("12:10:00"));
    assert!(edited("12:10:01"));
    let postmortem = |time: &str| {
        let text = format!(
            "+++\ntitle = \"Why\"\npublished = 2026-03-14T11:50:00Z\nedited = [{{ at = 2026-03-14T{time}Z, note = \"A number\" }}]\n+++\nIt took 3 hours.\n"
        );
        let path = "content/incidents/2026-03-14-api/comms/postmortem.md";
        super::report(&incident().file(path, &text)).contains("this edit is dated")
    };
    assert!(!postmortem("12:10:00"));
    assert!(postmortem("12:10:01"));
}

/// What was withdrawn counts as long as the page would look better without it.
#[test]
fn a_withdrawn_update_that_only_stated_something_better_does_not_count() {
    let counts = |keys: &str| {
        super::report(&then(&format!("{keys}\nnext_update = \"60m\"\n{RETRACTED}")))
            .contains("[retracted-still-counts]")
    };
    assert!(counts("components = { api = \"major_outage\" }"));
    assert!(!counts("components = { api = \"degraded_performance\" }"));
    assert!(!counts("status = \"monitoring\""));
    let back = |to: &str| {
        let project = then("status = \"monitoring\"\nnext_update = \"60m\"");
        let keys = format!("status = \"{to}\"\nnext_update = \"60m\"\n{RETRACTED}");
        super::report(&project.update("2026-03-14T1147Z", &keys, "It fails again."))
            .contains("[retracted-still-counts]")
    };
    assert!(back("identified"));
    assert!(!back("monitoring"));
    let begun = |from: &str| {
        let window = format!("window = {{ from = 2026-03-14T{from}:00Z, to = 2026-03-14T14:00:00Z }}");
        let path = "content/maintenance/2026-03-20-database/comms/2026-03-14T1010Z.md";
        let update = format!("+++\nstatus = \"in_progress\"\n{RETRACTED}\n+++\nIt began.\n");
        super::report(&maintenance(&window).file(path, &update)).contains("[retracted-still-counts]")
    };
    assert!(begun("13:00"));
    assert!(!begun("11:00"), "it is running by its clock in any case");
}

/// An `[[interval]]` counts as an outage, like a state in `components`.
#[test]
fn an_incident_whose_outage_is_an_interval_is_not_left_open_by_its_components() {
    let interval = "[[interval]]\ncomponents = [\"api\"]\nstate = \"major_outage\"\nfrom = 2026-03-14T11:20:00Z\nto = 2026-03-14T11:25:00Z";
    let first = FIRST.replace("components = { api = \"degraded_performance\" }", interval);
    let report =
        |first: &str| super::report(&site().update("2026-03-14T1130Z", first, "Some requests failed."));
    assert!(report(&first).contains("[operational-too-early]"), "{}", report(&first));
    assert!(!report(&first.replace(interval, "")).contains("[operational-too-early]"));
}

#[test]
fn a_correction_of_an_earlier_entry_withdraws_no_end() {
    let corrected = |stem: &str| {
        super::report(&afterwards(&format!("corrects = \"{stem}\""))).contains("[withdrawn-end]")
    };
    assert!(corrected("2026-03-14T1140Z"));
    assert!(!corrected("2026-03-14T1130Z"));
}
