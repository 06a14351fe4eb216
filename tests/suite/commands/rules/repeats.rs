//! Rules about incidents that happen again.

use super::{Example, site};
use crate::support::Project;

/// An incident of the component `api` that is over, with a title and further keys of its record.
fn over(project: Project, folder: &str, title: &str, keys: &str) -> Project {
    let day = &folder[..10];
    project
        .file(
            &format!("content/incidents/{folder}/incident.md"),
            &format!(
                "+++\ntitle = \"{title}\"\nseverity = \"P3\"\ncomponents = [\"api\"]\n{keys}+++\nSeen.\n"
            ),
        )
        .file(
            &format!("content/incidents/{folder}/timeline/{day}T0900Z-omar.md"),
            "+++\nmilestone = \"resolved\"\n+++\nIt is over.\n",
        )
}

const FIRST: &str = "Connection storm after Postgres failed over";

/// Two incidents.
fn two(first: &str, title: &str, keys: &str) -> Project {
    over(over(site(), &format!("{first}-failover"), FIRST, ""), "2026-03-12-storm", title, keys)
}

/// A post-mortem with a cause, and a list of causes.
fn cause(name: &str) -> Project {
    over(site(), "2026-03-12-storm", FIRST, "")
        .file("content/response.toml", "causes = [\"config-change\", \"capacity\"]\n")
        .file(
            "content/incidents/2026-03-12-storm/postmortem.md",
            &format!("+++\nauthor = \"omar\"\ncauses = [\"{name}\"]\n+++\n"),
        )
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "likely-repeat",
        wrong: || two("2025-12-12", "Postgres connections exhausted, API slow", ""),
        // 91 days earlier.
        right: || two("2025-12-11", "Postgres connections exhausted, API slow", ""),
    },
    Example { rule: "unknown-cause", wrong: || cause("config-changes"), right: || cause("Config-Change") },
];

#[test]
fn an_answer_ends_the_question_and_few_common_words_ask_none() {
    let title = "Postgres connections exhausted, API slow";
    for keys in ["repeat_of = \"2026-03-01-failover\"\n", "not_repeat_of = [\"2026-03-01-failover\"]\n"] {
        assert_eq!(super::report(&two("2026-03-01", title, keys)), "");
    }
    for other in
        ["API slow after failed restart", "Postgres backup late", "Storm warning for the harbour office"]
    {
        assert_eq!(super::report(&two("2026-03-01", other, "")), "", "{other}");
    }
}

#[test]
fn a_common_cause_is_a_repeat_already() {
    let both = ["2026-03-01-failover", "2026-03-12-storm"].into_iter();
    let project = both.fold(two("2026-03-01", "Postgres connections exhausted", ""), |project, folder| {
        project.file(
            &format!("content/incidents/{folder}/postmortem.md"),
            "+++\nauthor = \"omar\"\ncauses = [\"capacity\"]\n+++\n",
        )
    });
    assert_eq!(super::report(&project), "");
}

#[test]
fn a_name_in_not_repeat_of_is_checked() {
    let report =
        super::report(&two("2026-03-01", "Something else", "not_repeat_of = [\"2026-03-01-failovr\"]\n"));
    assert!(report.contains("error[unknown-incident]") && report.contains("did you mean"), "{report}");
}

#[test]
fn any_cause_is_right_without_a_list() {
    let project = cause("weather").file("content/response.toml", "warn_before = \"30m\"\n");
    assert_eq!(super::report(&project), "");
}
