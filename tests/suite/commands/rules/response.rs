//! Rules about the people who respond to an open incident.

use super::{Example, FIRST, incident, record, site};
use crate::support::Project;

/// People with an alternate for the communications lead.
fn people(project: Project) -> Project {
    project.file(
        "content/people.toml",
        "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\nalternate = \"lena\"\n\n\
         [person.ana]\nname = \"Ana Ribeiro\"\n",
    )
}

/// An open incident with an update by `lena` and this communications lead.
fn led_by(person: &str) -> Project {
    people(record(incident(), &format!("severity = \"P2\"\n[roles]\ncommunications_lead = \"{person}\"")))
}

/// Writes an entry of the timeline.
fn entry(project: Project, time: &str, front_matter: &str) -> Project {
    project.file(
        &format!("content/incidents/2026-03-14-api/timeline/2026-03-14T{time}Z-omar.md"),
        &format!("+++\n{front_matter}\n+++\nThe pooler has no connections left.\n"),
    )
}

/// An open incident that customers believe to be identified since 11:40, with a milestone at this time.
fn identified(time: &str) -> Project {
    let project = incident().update(
        "2026-03-14T1140Z",
        "status = \"identified\"\nnext_update = \"60m\"",
        "A supplier is down.",
    );
    entry(project, time, "milestone = \"identified\"")
}

/// A P1 that was noticed at this time, with these roles.
fn grave(time: &str, roles: &str) -> Project {
    let project = site().update(&format!("2026-03-14T{time}Z"), FIRST, "Some requests fail: about 2%.");
    let project = record(project, &format!("severity = \"P1\"\n[roles]\n{roles}"));
    entry(project, time, "milestone = \"detected\"")
}

const ALL: &str = "commander = \"omar\"\ntechnical_lead = \"omar\"\ncommunications_lead = \"lena\"\nscribe = \"lena\"\nstakeholder_liaison = \"omar\"";

pub(super) const EXAMPLES: &[Example] = &[
    Example { rule: "not-communications-lead", wrong: || led_by("ana"), right: || led_by("omar") },
    Example { rule: "identified-too-early", wrong: || identified("1141"), right: || identified("1140") },
    Example {
        rule: "roles-missing",
        wrong: || grave("1149", "communications_lead = \"lena\""),
        right: || grave("1150", "communications_lead = \"lena\""),
    },
];

/// Adds an end to an incident.
fn ended(project: Project) -> Project {
    let text = "All requests work again, and nothing was lost. It took half an hour.";
    project.update("2026-03-14T1155Z", "status = \"resolved\"", text)
}

#[test]
fn only_open_incidents_are_judged() {
    for project in [led_by("ana"), identified("1141"), grave("1130", "")] {
        let report = super::report(&ended(project));
        assert_eq!(report, "");
    }
}

#[test]
fn a_handover_and_the_rota_name_the_communications_lead() {
    let handover = |time| entry(led_by("ana"), time, "roles = { communications_lead = \"lena\" }");
    assert_eq!(super::report(&handover("1130")), "");
    assert!(super::report(&handover("1131")).contains("warning[not-communications-lead]"));
    let rota = |person: &str| {
        let shift = format!(
            "[[rota]]\nrole = \"communications_lead\"\nperson = \"{person}\"\nfrom = 2026-03-14T00:00:00Z\nto = 2026-03-15T00:00:00Z\n"
        );
        let people = site().read("content/people.toml");
        incident().file("content/people.toml", &format!("{people}\n{shift}"))
    };
    assert_eq!(super::report(&rota("lena")), "");
    assert!(super::report(&rota("omar")).contains("warning[not-communications-lead]"));
}

#[test]
fn a_timeline_without_the_milestone_never_identified_the_cause() {
    let project = entry(identified("1135"), "1135", "milestone = \"acknowledged\"");
    let report = super::report(&project);
    assert!(report.contains("no entry of the timeline does"), "{report}");
    let without_timeline = super::then("status = \"identified\"\nnext_update = \"60m\"");
    assert_eq!(super::report(&without_timeline), "", "nothing contradicts the update");
}

#[test]
fn roles_are_missed_from_when_the_incident_became_grave() {
    let raised = |time: &str| {
        let project = site().update("2026-03-14T1100Z", FIRST, "About 2% of requests fail.");
        entry(record(project, "severity = \"P3\""), time, "severity = \"P1\"")
    };
    assert!(
        super::report(&raised("1149"))
            .contains("this P1 has had no commander, no technical lead, no communications lead, no scribe, no stakeholder liaison for 11m")
    );
    assert!(!super::report(&raised("1150")).contains("roles-missing"));
    assert_eq!(super::report(&grave("1130", ALL)), "");
    let handed_over = entry(
        grave("1130", "communications_lead = \"lena\"\nscribe = \"lena\"\nstakeholder_liaison = \"omar\""),
        "1135",
        "roles = { commander = \"omar\", technical_lead = \"lena\" }",
    );
    assert_eq!(super::report(&handed_over), "");
}

/// An update that was withdrawn needs no author who may write.
#[test]
fn a_withdrawn_update_may_be_by_anybody() {
    let by_ana = |keys: &str| {
        super::report(&led_by("lena").update(
            "2026-03-14T1145Z",
            &format!("author = \"ana\"\nnext_update = \"60m\"\n{keys}"),
            "About 2% fail.",
        ))
        .contains("this update is by `ana`")
    };
    assert!(by_ana(""));
    assert!(!by_ana("retracted = { at = 2026-03-14T11:50:00Z, note = \"This was wrong.\" }"));
}
