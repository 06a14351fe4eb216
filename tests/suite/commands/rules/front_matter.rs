//! Rules about front matter and TOML.

use super::{Example, FIRST, incident, site, then};
use crate::support::Project;

fn page(text: &str) -> Project {
    site().file("content/pages/about.md", text)
}

fn site_toml(more: &str) -> Project {
    site().file(
        "content/site.toml",
        &format!("title = \"Test status\"\nurl = \"https://status.test.example\"\n{more}\n"),
    )
}

fn named(stem: &str) -> Project {
    site().update(stem, &format!("{FIRST}\nat = 2026-03-14T11:30:00Z"), "Some requests fail.")
}

fn saying(text: &str) -> Project {
    site().update("2026-03-14T1130Z", FIRST, text)
}

fn conflict(ours: &str, theirs: &str) -> String {
    format!("<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> branch-of-omar")
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "syntax",
        wrong: || then("author = “lena”\nnext_update = \"60m\""),
        right: || then("author = \"lena\"\nnext_update = \"60m\""),
    },
    Example {
        rule: "no-front-matter",
        wrong: || page("---\ntitle: About\n---\nWe take payments.\n"),
        right: || page("+++\ntitle = \"About\"\n+++\nWe take payments.\n"),
    },
    Example {
        rule: "key-in-text",
        wrong: || saying("Some requests fail.\n\n+++\naudience = [\"customer:acme\"]\n+++\nYours fail too."),
        right: || saying("Some requests fail.\n\n```toml\naudience = [\"customer:acme\"]\n```"),
    },
    Example {
        rule: "merge-conflict",
        wrong: || saying(&conflict("Some requests fail.", "All requests fail.")),
        right: || saying("Some requests fail.\n\nSummary\n=======\n\nWe look into it."),
    },
    Example {
        rule: "too-deep",
        wrong: || site_toml(&format!("[uptime]\npartial_weight = {}{}", "[".repeat(20), "]".repeat(20))),
        right: || site_toml("[uptime]\npartial_weight = 0.25"),
    },
    Example {
        rule: "unknown-key",
        wrong: || then("author = \"lena\"\nnext_udpate = \"60m\""),
        right: || then("author = \"lena\"\nnext_update = \"60m\""),
    },
    Example {
        rule: "unknown-value",
        wrong: || then("status = \"identfied\"\nnext_update = \"60m\""),
        right: || then("status = \"identified\"\nnext_update = \"60m\""),
    },
    Example {
        rule: "wrong-type",
        wrong: || then("next_update = \"60m\"\nreopened = \"true\""),
        right: || then("next_update = \"60m\"\nreopened = true"),
    },
    Example {
        rule: "missing-key",
        wrong: || page("+++\nnav = 1\n+++\nWe take payments.\n"),
        right: || page("+++\ntitle = \"About\"\nnav = 1\n+++\nWe take payments.\n"),
    },
    Example {
        rule: "invalid-value",
        wrong: || then("next_update = \"half an hour\""),
        right: || then("next_update = \"30m\""),
    },
    Example {
        rule: "local-time",
        wrong: || then("next_update = 2026-03-14T12:30:00"),
        right: || then("next_update = 2026-03-14T12:30:00Z"),
    },
    Example {
        rule: "invalid-time",
        wrong: || then("next_update = 1926-03-14T12:30:00Z"),
        right: || then("next_update = 2026-03-14T12:30:00Z"),
    },
    Example {
        rule: "file-name-time",
        wrong: || named("investigating"),
        right: || named("2026-03-14T1130Z-investigating"),
    },
    Example {
        rule: "invalid-name",
        wrong: || incident().file("content/components/Mobile App.md", "+++\nname = \"Mobile app\"\n+++\n"),
        right: || incident().file("content/components/mobile-app.md", "+++\nname = \"Mobile app\"\n+++\n"),
    },
];

#[test]
fn keys_and_conflicts_are_errors_in_every_kind_of_text() {
    let acme = "+++\nname = \"Acme Tools\"\naccess = \"gated\"\n+++\n";
    let project = incident().file("content/customers/acme.md", acme);
    assert_eq!(super::report(&project), "");
    let folder = "content/incidents/2026-03-14-api";
    for (path, front, key) in [
        ("content/pages/about.md".to_owned(), "title = \"About\"", "draft = true"),
        (
            "content/notices/move.md".to_owned(),
            "title = \"Move\"\nfrom = 2026-03-14T10:00:00Z",
            "audience = acme",
        ),
        ("content/components/web.md".to_owned(), "name = \"Web\"", "retired = 2026-03-01T00:00:00Z"),
        (
            "content/customers/tern.md".to_owned(),
            "name = \"Tern Air\"\naccess = \"gated\"",
            "aliases = [\"Ternair\"]",
        ),
        (format!("{folder}/incident.md"), "title = \"x\"\nseverity = \"P2\"", "customers = [\"acme\"]"),
        (
            format!("{folder}/timeline/2026-03-14T1120Z-lena.md"),
            "milestone = \"detected\"",
            "severity = \"P1\"",
        ),
        (
            format!("{folder}/comms/2026-03-14T1140Z.md"),
            "next_update = \"60m\"",
            "audience: [\"customer:acme\"]",
        ),
        (format!("{folder}/comms/postmortem.md"), "title = \"x\"", "[[approval]]"),
    ] {
        let report = |text: &str| {
            project.write(&path, format!("+++\n{front}\n+++\nSome text.\n{text}\n").as_bytes());
            super::report(&project)
        };
        assert!(report(key).contains("error[key-in-text]"), "{path}: {}", report(key));
        let marked = report(&conflict("One side.", "The other side."));
        assert!(marked.contains("error[merge-conflict]"), "{path}: {marked}");
        std::fs::remove_file(project.path(&path)).expect("a file");
    }
    let people = conflict("[person.a]\nname = \"A B\"", "[person.a]\nname = \"A C\"");
    let report = super::report(&project.file("content/people.toml", &people));
    assert!(report.contains("error[merge-conflict]") && !report.contains("[syntax]"), "{report}");
}

#[test]
fn messages_for_common_mistakes_name_the_line_to_write() {
    for (line, mistake, fix) in [
        ("next_update = 30 min", "`next_update` has a text without quotes", "write `next_update = \"30m\"`"),
        ("next_update = 30m", "`next_update` has a text without quotes", "write `next_update = \"30m\"`"),
        ("next_update = \"30 minutes\"", "must be a duration", "write `next_update = \"30m\"`"),
        (
            "next_update = 30",
            "`next_update` must be a duration in quotes or a time",
            "write `next_update = \"30m\"`",
        ),
        ("status = identified", "`status` has a text without quotes", "write `status = \"identified\"`"),
        ("status: identified", "`status` is followed by `:`", "write `status = \"identified\"`"),
        (
            "components = [\"api\"]",
            "`components` must be a table",
            "write `components = { api = \"partial_outage\" }`",
        ),
        (
            "components = { api = partial_outage }",
            "without quotes",
            "write `components = { api = \"partial_outage\" }`",
        ),
        (
            "status = \"completed\"",
            "`completed` is a status of a maintenance",
            "write `status = \"resolved\"`",
        ),
    ] {
        let report = super::report(&then(line));
        assert!(report.contains(mistake) && report.contains(fix), "{line}:\n{report}");
        assert_eq!(report.matches("error[").count(), 1, "{line}:\n{report}");
    }
    let record = incident().file(
        "content/incidents/2026-03-14-api/incident.md",
        "+++\ntitle = \"x\"\nseverity = \"P2\"\ncomponents = { api = \"partial_outage\" }\n+++\n",
    );
    assert!(super::report(&record).contains("write `components = [\"api\"]`"), "{}", super::report(&record));
}

#[test]
fn a_local_time_written_as_utc_is_recognised() {
    let toml =
        "title = \"Test status\"\nurl = \"https://status.test.example\"\ntime_zone = \"Europe/Tallinn\"\n";
    let dated = |stem: &str, keys: &str| {
        let project = incident().file("content/site.toml", toml);
        super::report(&project.update(stem, &format!("next_update = \"60m\"\n{keys}"), "More is known now."))
    };
    let named = dated("2026-03-14T1350Z-identified", "status = \"identified\"");
    assert!(
        named.contains("`Z` is UTC; if 13:50 is the time in Europe/Tallinn, rename the file to `2026-03-14T1150Z-identified.md`"),
        "{named}"
    );
    let written = dated("2026-03-14T1150Z", "at = 2026-03-14T13:50:00Z");
    assert!(written.contains("write `at = 2026-03-14T11:50:00Z`"), "{written}");
    assert!(dated("2026-03-14T1750Z", "").contains("write `draft = true` until you publish it"));
}
