//! Rules about the actions of post-mortems and the promises to customers.

use super::analysis::{TEXT, WHYS, internal};
use super::{Example, site};
use crate::support::Project;

/// An action with nothing to report.
const ACTION: &str = "id = \"API-1\"\ntitle = \"Alert on pool use above 80%\"\nowner = \"lena\"\ndue = 2026-03-20\ncategory = \"detect\"\nverify = \"Drill in April\"\n";

/// A site with a team, and with a person who has left.
fn with_team() -> Project {
    site().file(
        "content/people.toml",
        "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\n\n[person.dan]\nname = \"Dan Whit\"\nuntil = 2026-03-14T12:00:00Z\n\n[person.eva]\nname = \"Eva Roos\"\nuntil = 2026-03-14T12:00:01Z\n\n[team.core]\nname = \"Core\"\nmembers = [\"lena\"]\n",
    )
}

/// Internal post-mortem with one action.
fn action(keys: &str) -> Project {
    actions(&[keys])
}

/// Internal post-mortem with these actions.
fn actions(all: &[&str]) -> Project {
    let tables: Vec<String> = all.iter().map(|keys| format!("[[action]]\n{keys}\n")).collect();
    let tables = tables.concat();
    internal(with_team(), &format!("{WHYS}{tables}"), TEXT)
}

/// The action with a line replaced.
fn action_with(old: &str, new: &str) -> Project {
    assert!(ACTION.contains(old), "{old}");
    action(&ACTION.replace(old, new))
}

/// A second action.
fn second(keys: &str) -> String {
    ACTION.replace("API-1", "API-2").replace("80%", "90%") + keys
}

/// An action and a promise to customers, each with further keys.
fn promise(of_action: &str, of_promise: &str) -> Project {
    action(&format!("{ACTION}{of_action}")).file("content/incidents/2026-03-14-api/comms/postmortem.md", &format!(
        "+++\ntitle = \"API errors\"\n\n[[commitment]]\ntext = \"Warn us before connections run out\"\n{of_promise}\n+++\nAbout 40 requests failed.\n"
    ))
}

const FULFILS: &str = "commitment = \"warn us before  connections run out.\"\n";

const VERIFIED: &str =
    "status = \"done\"\ndone_at = 2026-03-13\nverified_at = 2026-03-14\nverified_by = \"omar\"\n";

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "duplicate-action",
        wrong: || actions(&[ACTION, ACTION]),
        right: || actions(&[ACTION, &second("")]),
    },
    Example {
        rule: "action-without-person",
        wrong: || action_with("\"lena\"", "\"core\""),
        right: || action(&format!("{}status = \"dropped\"\n", ACTION.replace("\"lena\"", "\"core\""))),
    },
    Example {
        rule: "action-owner-left",
        wrong: || action_with("\"lena\"", "\"dan\""),
        right: || action_with("\"lena\"", "\"eva\""),
    },
    Example {
        rule: "action-without-date",
        wrong: || action_with("due = 2026-03-20\n", ""),
        right: || action_with("due = 2026-03-20\n", "due = 2036-03-20\n"),
    },
    Example {
        rule: "action-without-category",
        wrong: || action_with("category = \"detect\"\n", ""),
        right: || action_with("detect", "mitigate"),
    },
    Example {
        rule: "action-without-proof",
        wrong: || action_with("verify = \"Drill in April\"\n", ""),
        right: || action_with("verify = \"Drill in April\"", "metric = \"Minutes to the page, target 2\""),
    },
    Example {
        rule: "action-dependency",
        wrong: || {
            actions(&[
                &format!("{ACTION}depends_on = [\"API-2\", \"API-01\"]\n"),
                &second("depends_on = [\"API-1\"]\n"),
                &second("depends_on = [\"API-3\"]\n").replace("API-2", "API-3"),
                &second("depends_on = [\"API-1\"]\n").replace("API-2", "API-4").replace("03-20", "03-19"),
            ])
        },
        right: || {
            actions(&[
                &format!("{ACTION}depends_on = [\"API-2\", \"API-3\"]\n"),
                &second(""),
                &second("depends_on = [\"API-2\"]\n").replace("API-2\"\nti", "API-3\"\nti"),
            ])
        },
    },
    Example {
        rule: "vague-action",
        wrong: || {
            actions(&[
                &ACTION.replace("Alert on pool use above 80%", "Improve monitoring"),
                &second("").replace("Alert on", "Better alerts for"),
            ])
        },
        right: || {
            actions(&[
                &ACTION.replace("Alert on pool use above 80%", "Ping the pooler every minute"),
                &second("").replace("Alert on", "Position improved alerts for"),
            ])
        },
    },
    Example {
        rule: "action-stale",
        // 91 days before 14 March, and 90 days after it was decided.
        wrong: || {
            actions(&[
                &ACTION.replace("2026-03-20", "2025-12-13"),
                &second("created = 2025-12-13\n").replace("due = 2026-03-20\n", ""),
            ])
        },
        right: || action(&format!("{}status = \"dropped\"\n", ACTION.replace("2026-03-20", "2025-12-13"))),
    },
    Example {
        rule: "action-overdue",
        wrong: || {
            actions(&[
                &ACTION.replace("03-20", "03-13"),
                &second("status = \"done\"\n").replace("03-20", "03-12"),
            ])
        },
        right: || actions(&[&ACTION.replace("03-20", "03-14"), &second(VERIFIED).replace("03-20", "03-12")]),
    },
    Example {
        rule: "action-verification",
        wrong: || action(&format!("{ACTION}{}", VERIFIED.replace("omar", "lena"))),
        right: || action(&format!("{ACTION}{VERIFIED}")),
    },
    Example {
        rule: "commitment-without-action",
        wrong: || promise("status = \"dropped\"\n", ""),
        right: || promise(FULFILS, ""),
    },
    Example {
        rule: "unknown-commitment",
        wrong: || promise(&FULFILS.replace("connections run", "connection runs"), "done = true"),
        right: || promise(FULFILS, ""),
    },
    Example {
        rule: "commitment-state",
        wrong: || promise(FULFILS, "done = 2026-03-13"),
        right: || promise(&format!("{FULFILS}{VERIFIED}"), "done = 2026-03-13"),
    },
];

/// The rules that are reported, without their messages.
fn reported(project: &Project) -> Vec<String> {
    let report = super::report(project);
    report.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once("]:")?.0.to_owned())).collect()
}

#[test]
fn an_action_says_who_has_verified_it_and_when() {
    let with = |keys: &str| reported(&action(&format!("{ACTION}{keys}")));
    assert_eq!(with("verified_by = \"omar\"\n"), ["action-verification"]);
    assert_eq!(with("status = \"done\"\nverified_at = 2026-03-14\n"), ["action-verification"]);
    let early = VERIFIED.replace("verified_at = 2026-03-14", "verified_at = 2026-03-12");
    assert_eq!(with(&early), ["action-verification"]);
    assert_eq!(with("status = \"done\"\nverified_by = \"omarr\"\n"), ["unknown-person"]);
}

#[test]
fn a_longer_circle_is_reported_once_for_each_wrong_dependency() {
    let waits =
        |id: &str, before: &str| format!("{}depends_on = [\"{before}\"]\n", ACTION.replace("API-1", id));
    let project = actions(&[&waits("A", "B"), &waits("B", "C"), &waits("C", "A")]);
    assert_eq!(reported(&project), ["action-dependency", "action-dependency"]);
    assert_eq!(reported(&actions(&[&waits("A", "A")])), ["action-dependency"]);
}

#[test]
fn a_promise_whose_action_is_verified_is_shown_as_kept() {
    assert_eq!(reported(&promise(&format!("{FULFILS}{VERIFIED}"), "")), ["commitment-state"]);
    let verified = format!("{FULFILS}{VERIFIED}");
    assert_eq!(reported(&promise(&verified, "done = 2026-03-16")), ["commitment-state"]);
    // In the east, it is tomorrow already.
    assert_eq!(reported(&promise(&verified, "done = 2026-03-15")), [""; 0]);
    // A promise that was kept without an action is nobody's job any more.
    assert_eq!(reported(&promise("", "done = true")), [""; 0]);
}

#[test]
fn an_action_of_a_draft_is_judged_when_its_title_is_written() {
    let draft = |title: &str| {
        reported(&action(&format!("id = \"a1\"\ntitle = \"{title}\"\ncategory = \"prevent\"\n")))
    };
    assert_eq!(draft("{{ write: what prevents it from happening again }}"), [""; 0]);
    assert_eq!(draft("Delete it"), ["action-without-date", "action-without-person", "action-without-proof"]);
}

#[test]
fn an_owner_whom_nobody_knows_is_no_team() {
    let report = super::report(&action_with("\"lena\"", "\"zoe\""));
    assert!(report.contains("zoe") && !report.contains("is a team"), "{report}");
}
