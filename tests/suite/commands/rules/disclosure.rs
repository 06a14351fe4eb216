//! Logs are shared, so they must not contain text of internal files.

use allclear::diagnostics::{Disclosure, github, json, terminal};
use allclear::source::ScanOptions;

use super::{FIRST, findings, site};
use crate::support::{NOW, Project};

/// Words that are in internal files only, and would appear if one of their findings were shown in full.
const SECRETS: &[&str] = &[
    "lenkaskova",
    "omarrhaddad",
    "acmecorp",
    "platinumx",
    "zebrapool",
    "quaggasev",
    "okapilead",
    "tapirteam",
    "dingorepeat",
    "wombatalias",
    "lynxalias",
    "near_miss",
    "gnukey",
    "ibexvalue",
    "kudufile",
    "P1",
];

/// A site with an error in every kind of internal file, and in public files that refer to them.
fn wrong_everywhere() -> Project {
    let incident = "content/incidents/2026-03-14-api";
    site()
        .file(
            "content/site.toml",
            "title = \"Test wombatalias status\"\nurl = \"https://status.test.example\"\n\n[approval]\ncomms = [\"SEV1\"]\n",
        )
        .file(
            "content/people.toml",
            "[person.lenkaskova]\nname = \"Lena Kask\"\nalternate = \"omarrhaddadx\"\ngnukey = \"ibexvalue\"\n\n[person.omarrhaddad]\nname = \"Omar Haddad\"\n\n[team.tapirteam]\nname = \"Tapirs\"\nlead = \"okapilead\"\n",
        )
        .file(
            "content/owners.toml",
            "[component.zebrapool]\nowner = \"tapirteams\"\naliases = [\"wombatalias\"]\n",
        )
        .file(
            "content/customers/acmecorp.md",
            "+++\nname = \"Acmecorp\"\naliases = [\"lynxalias\"]\ntier = \"platinumx\"\ncomponents = [\"zebrapool\"]\naccess = \"ibexvalue\"\n+++\n",
        )
        .file("content/kudufile.md", "gnukey\n")
        .file(
            &format!("{incident}/incident.md"),
            "+++\ntitle = \"zebrapool\"\nseverity = \"P1\"\nkind = \"near_miss\"\ncomponents = [\"zebrapool\"]\nrepeat_of = \"dingorepeat\"\n[roles]\ncommander = \"okapilead\"\n+++\nibexvalue\n",
        )
        .file(
            &format!("{incident}/timeline/2026-03-14T1120Z-okapilead.md"),
            "+++\nseverity = \"quaggasev\"\nmilestone = \"detected\"\n+++\nibexvalue\n",
        )
        .file(
            &format!("{incident}/timeline/2026-03-14T1110Z-okapilead.md"),
            "+++\nmilestone = \"acknowledged\"\n+++\nibexvalue\n",
        )
        .file(&format!("{incident}/postmortem.md"), "+++\nauthor = \"okapilead\"\n+++\nibexvalue\n")
        .update(
            "2026-03-14T1130Z",
            &FIRST.replace("lena", "lenkaskovaa").replace("api-errors", "lynxalias-errors"),
            "Some requests fail.",
        )
        .update(
            "2026-03-14T1145Z",
            "audience = [\"customer:acmecorpp\", \"tier:platinumxx\"]\nauthor = \"tapirteam\"",
            "Use the other region.",
        )
}

/// Returns a report without file paths, which may be shown.
fn without_paths(report: &str) -> String {
    let project_paths =
        ["2026-03-14T1120Z-okapilead", "2026-03-14T1110Z-okapilead", "kudufile.md", "customers/acmecorp.md"];
    project_paths.iter().fold(report.to_owned(), |text, path| text.replace(path, ""))
}

/// Returns a report without the words that the public files contain themselves, which may be quoted.
fn without_own_words(report: &str) -> String {
    let own = ["lenkaskovaa", "acmecorpp", "platinumxx"];
    own.iter().fold(report.to_owned(), |text, word| text.replace(word, ""))
}

#[test]
fn logs_contain_no_text_of_internal_files() {
    let (findings, snapshot) = findings(&wrong_everywhere(), NOW, ScanOptions { public_only: false });
    let full = terminal(&findings, &snapshot, Disclosure::Full, false);
    for secret in SECRETS.iter().filter(|secret| **secret != "kudufile") {
        assert!(
            full.contains(secret),
            "`{secret}` is not in the full report, so its absence from logs proves nothing:\n{full}"
        );
    }
    let reports = [
        terminal(&findings, &snapshot, Disclosure::PlaceOnly, false),
        json(&findings, &snapshot),
        github(&findings, &snapshot),
    ];
    for report in reports {
        let report = without_own_words(&without_paths(&report));
        for secret in SECRETS {
            // A public file contains the name of the team itself.
            assert!(!report.contains(secret) || *secret == "tapirteam", "`{secret}` is in a log:\n{report}");
        }
        assert!(report.contains("unknown-person"), "rules are still named:\n{report}");
    }
}
