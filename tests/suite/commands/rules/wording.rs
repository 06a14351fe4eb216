//! Rules about the wording of texts for customers.

use super::{Example, FIRST, findings, incident, site, then};
use crate::support::{NOW, Project};
use allclear::source::ScanOptions;

/// An incident that ends with this text.
fn resolved(text: &str) -> Project {
    incident().update("2026-03-14T1150Z", "status = \"resolved\"", text)
}

/// An incident with this first text.
fn saying(text: &str) -> Project {
    site().update("2026-03-14T1130Z", FIRST, text)
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "short-resolution",
        wrong: || resolved("This incident has been resolved. Thank you for waiting."),
        right: || resolved("This incident has been resolved. No request has been lost, thanks."),
    },
    Example {
        rule: "minimiser-without-number",
        wrong: || saying("Since 11:20 UTC, some of our users get errors."),
        right: || saying("Since 11:20 UTC, some of our users get errors: about 2% of requests fail."),
    },
    Example {
        rule: "time-without-zone",
        wrong: || saying("Requests have failed since 11:20. We know more by 12:30."),
        right: || saying("Requests have failed since 11:20 UTC. We know more by 12:30 UTC."),
    },
];

/// The names of the rules that a project breaks.
fn broken(project: &Project) -> Vec<&'static str> {
    let (findings, _) = findings(project, NOW, ScanOptions { public_only: false });
    findings.iter().map(|finding| finding.rule.name).collect()
}

#[test]
fn only_texts_that_customers_read_are_judged() {
    let text = "Some users wait since 10:00.";
    let draft = then("draft = true").update("2026-03-14T1146Z", "draft = true\nstatus = \"resolved\"", text);
    assert_eq!(broken(&draft), Vec::<&str>::new());
    let retracted = "retracted = { at = 2026-03-14T11:50:00Z, note = \"Wrong incident.\" }";
    assert_eq!(broken(&incident().update("2026-03-14T1146Z", retracted, text)), Vec::<&str>::new());
    let logged = incident().file("content/incidents/2026-03-14-api/timeline/2026-03-14T1125Z-lena.md", text);
    assert_eq!(broken(&logged), Vec::<&str>::new());
}

#[test]
fn post_mortems_and_notices_are_judged_too() {
    let notice = "+++\ntitle = \"New office\"\nfrom = 2026-03-01T00:00:00Z\n+++\nWe move at 10:00.\n";
    assert_eq!(broken(&site().file("content/notices/office.md", notice)), ["time-without-zone"]);
    let postmortem = "+++\ntitle = \"What went wrong\"\nauthor = \"lena\"\npublished = 2026-03-14T11:55:00Z\n+++\n\
                      Some users waited from 10:00 to 11:00.\n";
    let project = resolved("Requests work again, and none of them was lost on the way here.")
        .file("content/site.toml", "title = \"T\"\nurl = \"https://status.test.example\"\n[approval]\nsince = 2026-12-01T00:00:00Z\n")
        .file("content/incidents/2026-03-14-api/comms/postmortem.md", postmortem);
    assert_eq!(broken(&project), ["minimiser-without-number", "impact-without-number", "time-without-zone"]);
}

#[test]
fn a_build_does_not_report_the_wording_and_a_check_does() {
    let project = resolved("It is over.");
    assert!(project.run(&["check"]).ok().stderr.contains("short-resolution"));
    let built = project.run(&["build", "--strict"]).ok();
    assert!(!built.stderr.contains("warning"), "{}", built.stderr);
}
