//! Rules about what a post-mortem has to explain.

use super::{Example, incident};
use crate::support::Project;

/// Three whys, of which the first has evidence.
pub(super) const WHYS: &str = "[[why]]\nquestion = \"Why did requests fail?\"\nanswer = \"The pool was full.\"\nevidence = [\"https://graphs.test.example/1\"]\n\n[[why]]\nquestion = \"Why was it full?\"\nanswer = \"Retries opened further connections.\"\n\n[[why]]\nquestion = \"Why did no test show it?\"\nanswer = \"No test cuts connections off.\"\n\n";

/// A text with nothing to report.
pub(super) const TEXT: &str = "## Impact\n\nAbout 40 requests failed.\n";

/// A site with an open incident and an internal post-mortem.
pub(super) fn internal(project: Project, keys: &str, text: &str) -> Project {
    project.update("2026-03-14T1130Z", super::FIRST, "Some requests fail.").file(
        "content/incidents/2026-03-14-api/postmortem.md",
        &format!("+++\nauthor = \"lena\"\n{keys}+++\n{text}"),
    )
}

/// The same with three whys.
fn saying(text: &str) -> Project {
    internal(super::site(), WHYS, text)
}

/// A published post-mortem for customers.
fn published(text: &str) -> Project {
    let site = "title = \"Test status\"\nurl = \"https://status.test.example\"\n[approval]\nsince = 2026-03-14T12:00:00Z\n";
    let keys = "title = \"API errors\"\npublished = 2026-03-14T11:50:00Z";
    incident()
        .file("content/site.toml", site)
        .file("content/incidents/2026-03-14-api/comms/postmortem.md", &format!("+++\n{keys}\n+++\n{text}"))
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "empty-section",
        wrong: || {
            saying(&format!(
                "{TEXT}\n## What went well\n\n<!-- the pages -->\n\n## Where we were lucky\n\nNowhere.\n"
            ))
        },
        right: || {
            saying(&format!(
                "{TEXT}\n## Lessons\n\n### For us\n\nNone.\n\n### For others\n\n```\nnone\n```\n"
            ))
        },
    },
    Example {
        rule: "few-whys",
        wrong: || internal(super::site(), &WHYS[..WHYS.rfind("[[why]]").unwrap_or(0)], TEXT),
        right: || saying(TEXT),
    },
    Example {
        rule: "impact-without-number",
        wrong: || {
            saying(
                "## Impact\n\nOn 14 March 2026, from 09:12 UTC, some requests to pg-main-3 failed.\n\n## Summary\n\n40 failed.\n",
            )
        },
        right: || saying("## Impact\n\nOn 14 March 2026, no request to pg-main-3 got lost.\n"),
    },
    Example {
        rule: "cause-without-evidence",
        wrong: || {
            let whys = WHYS.replace("evidence = [\"https://graphs.test.example/1\"]\n", "");
            internal(super::site(), &format!("root_cause_confidence = \"confirmed\"\n{whys}"), TEXT)
        },
        right: || internal(super::site(), &format!("root_cause_confidence = \"confirmed\"\n{WHYS}"), TEXT),
    },
];

#[test]
fn a_draft_that_is_not_finished_is_not_judged_yet() {
    let draft = "## Impact\n\n{{ write: who was affected }}\n\n## Lessons\n\n";
    assert_eq!(super::report(&internal(super::site(), "", draft)), "");
}

#[test]
fn what_customers_read_is_judged_too() {
    let report = super::report(&published("Some requests failed.\n\n## What we do\n"));
    for rule in ["impact-without-number", "empty-section"] {
        assert!(report.contains(&format!("[{rule}]")), "{report}");
    }
    assert_eq!(super::report(&published("Half of all requests failed.\n")), "");
    // A draft may be incomplete.
    let draft = published("Some requests failed.\n\n## What we do\n");
    let path = "content/incidents/2026-03-14-api/comms/postmortem.md";
    let text = draft.read(path).replace("published = 2026-03-14T11:50:00Z\n", "");
    assert_eq!(super::report(&draft.file(path, &text)), "");
}

#[test]
fn a_near_miss_has_no_impact() {
    let text = "## Impact\n\nThe key was not used by anybody.\n";
    assert!(super::report(&saying(text)).contains("[impact-without-number]"));
    let near_miss = super::record(
        super::site().file(
            "content/incidents/2026-03-14-api/postmortem.md",
            &format!("+++\nauthor = \"lena\"\n{WHYS}+++\n{text}"),
        ),
        "severity = \"P2\"\nkind = \"near_miss\"",
    );
    assert_eq!(super::report(&near_miss), "");
}

#[test]
fn a_section_with_an_image_is_not_empty() {
    for image in ["![Requests by minute](curve.png)", "![](curve.png)"] {
        let text = format!("{TEXT}\n## The curve\n\n{image}\n\n## Lessons\n\nNone.\n");
        let report = super::report(&saying(&text));
        assert!(!report.contains("[empty-section]"), "{image}: {report}");
    }
}

#[test]
fn a_year_is_not_a_number_of_what_was_affected() {
    for (sentence, is_reported) in [
        ("Payments of 2026 failed.", true),
        ("Payments of 1999 failed.", true),
        ("About 2100 payments failed.", false),
    ] {
        let report = super::report(&saying(&format!("## Impact\n\n{sentence}\n")));
        assert_eq!(report.contains("[impact-without-number]"), is_reported, "{sentence}: {report}");
    }
}
