//! Approvals at their edges: who may give one, when it counts, and what waits for it.

use allclear::check::Waiting;
use allclear::content::{AudienceTag, text_to_approve};
use allclear::source::Snapshot;

use super::boundary::{PUBLISHED, approved, approved_with, digest, postmortem, with_since};
use super::{incident, site};
use crate::support::Project;

/// A person approves until they leave, and not in the moment in which they do.
#[test]
fn an_approver_had_not_left_yet() {
    let void = |until: &str| {
        let people = format!(
            "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\nuntil = 2026-03-14T{until}Z\n"
        );
        let project = approved_with(&digest(), "").file("content/people.toml", &people);
        super::report(&project).contains("`omar` had left by then")
    };
    assert!(void("11:28:59"));
    assert!(void("11:29:00"));
    assert!(!void("11:29:01"));
}

/// What somebody approves in another role says nothing about the one that is missing.
#[test]
fn a_void_approval_of_another_role_does_not_hide_that_one_is_missing() {
    let policy = with_since("since = 2026-01-01T00:00:00Z\npostmortem = [\"commander\", \"service_owner\"]");
    let table =
        "[[approval]]\nby = \"omar\"\nrole = \"commander\"\nat = 2026-03-14T11:45:00Z\ndigest = \"0\"\n";
    let keys = format!("author = \"lena\"\n{PUBLISHED}\n{table}");
    let report = super::report(&postmortem(&keys).file("content/site.toml", &policy));
    assert!(report.contains("error[approval-void]"), "{report}");
    assert!(
        report.contains("error[approval-missing]: this post-mortem needs the approval of a service owner"),
        "{report}"
    );
}

/// An override stands for the roles that are required; where none is, it is judged like any other approval.
#[test]
fn an_override_that_nobody_needs_is_judged() {
    let table = |policy: &str| {
        let zeros = "0".repeat(64);
        let project = approved(&format!(
            "[[approval]]\nby = \"lena\"\nrole = \"override\"\nat = 2026-03-14T11:29:00Z\ndigest = \"{zeros}\"\nreason = \"nobody was there\"\n"
        ));
        let site = project.read("content/site.toml").replace("comms = [\"P1\"]", policy);
        super::report(&project.file("content/site.toml", &site))
    };
    let unneeded = table("comms = []");
    assert!(unneeded.contains("warning[approval-void]"), "{unneeded}");
    let needed = table("comms = [\"P1\"]");
    assert!(
        needed.contains("error[approval-void]") && !needed.contains("warning[approval-void]"),
        "{needed}"
    );
}

/// An update is dated after its approval, unless it was published before and changed since.
#[test]
fn only_a_changed_update_may_be_older_than_its_approval() {
    let path = "content/incidents/2026-03-14-api/comms/2026-03-14T1130Z.md";
    let report = |edited: &str| {
        let project = approved(edited);
        let text = project.read(path);
        let snapshot = Snapshot::of_texts([(path, text.clone())]);
        let digest = text_to_approve(snapshot.at(path).expect("the update"), &[])
            .expect("valid front matter")
            .digest(&[AudienceTag::Public]);
        let table = format!(
            "[[approval]]\nby = \"omar\"\nrole = \"commander\"\nat = 2026-03-14T11:50:00Z\ndigest = \"{digest}\"\n+++\nSome"
        );
        super::report(&project.file(path, &text.replace("+++\nSome", &table)))
    };
    let early = "this update is dated before its approval";
    assert!(report("").contains(early), "{}", report(""));
    let edited = report("edited = [{ at = 2026-03-14T11:55:00Z, note = \"A number\" }]");
    assert!(!edited.contains(early), "{edited}");
}

/// An approval that was void may stay beside the one that replaces it.
#[test]
fn a_void_approval_is_not_reported_if_its_role_has_approved_again() {
    let void = format!(
        "[[approval]]\nby = \"omar\"\nrole = \"commander\"\nat = 2026-03-14T11:28:00Z\ndigest = \"{}\"\n",
        "0".repeat(64)
    );
    let path = "content/incidents/2026-03-14-api/comms/2026-03-14T1130Z.md";
    let project = approved_with(&digest(), "");
    let text = project.read(path).replacen("[[approval]]", &format!("{void}\n[[approval]]"), 1);
    assert_eq!(super::report(&project.file(path, &text)), "");
}

/// If the incident of a post-mortem has no commander, that of another one that it covers may approve it.
#[test]
fn a_post_mortem_is_approved_by_the_people_of_any_of_its_incidents() {
    let path = "content/incidents/2026-03-14-api/comms/postmortem.md";
    let led_by =
        |id: &str, person: &str| format!("+++\ntitle = \"{id}\"\nseverity = \"P3\"\n{person}\n+++\n");
    let void = |covered: &str, own: &str| {
        let keys = format!("author = \"ana\"\n{PUBLISHED}\nincidents = [\"2026-03-14-api-errors\"{covered}]");
        let text = format!("+++\ntitle = \"API errors\"\n{keys}\n+++\nIt was over after 20 minutes.\n");
        let snapshot = Snapshot::of_texts([(path, text.clone())]);
        let digest = text_to_approve(snapshot.at(path).expect("the text"), &[])
            .expect("valid front matter")
            .digest(&[AudienceTag::Public]);
        let approval = format!(
            "{keys}\n[[approval]]\nby = \"lena\"\nrole = \"commander\"\nat = 2026-03-14T11:45:00Z\ndigest = \"{digest}\"\n"
        );
        let people = site().read("content/people.toml") + "\n[person.ana]\nname = \"Ana Lu\"\n";
        let policy = with_since("since = 2026-01-01T00:00:00Z\npostmortem = [\"commander\"]");
        let project = incident()
            .file("content/people.toml", &people)
            .file("content/site.toml", &policy)
            .file("content/incidents/2026-03-14-api/incident.md", &led_by("API", own))
            .file("content/incidents/2026-03-14-lamps/incident.md", &led_by("Lamps", "[roles]\ncommander = \"lena\""))
            .file(
                "content/incidents/2026-03-14-lamps/comms/2026-03-14T1120Z.md",
                "+++\ntitle = \"Lamps off\"\nslug = \"lamps-off\"\nstatus = \"investigating\"\nnext_update = \"60m\"\ncomponents = { api = \"partial_outage\" }\n+++\nThe lamps are off.\n",
            )
            .file(path, &text.replace(&keys, &approval));
        super::report(&project).contains("could not approve as `commander`")
    };
    assert!(void("", ""));
    assert!(!void(", \"lamps-off\"", ""));
    assert!(void(", \"lamps-off\"", "[roles]\ncommander = \"omar\""));
}

/// What no build publishes waits for its approvals in another way than what an override has published.
#[test]
fn a_text_without_its_approvals_waits_until_they_are_given() {
    let waits = |project: &Project| {
        let (snapshot, _) = allclear::source::scan(
            &allclear::source::Project::new(project.root()),
            allclear::source::ScanOptions { public_only: false },
        );
        let (content, _) = allclear::content::load(&snapshot);
        let folder = &content.internal.folders[0];
        let now = crate::support::NOW.parse().expect("a time");
        let texts = allclear::check::waiting_texts(folder, &content, &snapshot, now);
        texts.into_iter().map(|text| text.waiting).collect::<Vec<_>>()
    };
    let overridden = approved_with(&digest(), "reason = \"nobody could be reached\"");
    assert_eq!(waits(&overridden), [Waiting::AfterOverride]);
    assert_eq!(waits(&approved_with(&"0".repeat(64), "")), [Waiting::Refused]);
    assert_eq!(waits(&approved_with(&digest(), "")), []);
}
