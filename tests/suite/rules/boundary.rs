//! The boundary between internal and public.

use super::{Example, FIRST, incident, record, site};
use crate::support::Project;

fn customer(front_matter: &str) -> Project {
    site().file("content/customers/acme.md", &format!("+++\nname = \"Acme Corp\"\n{front_matter}\n+++\n"))
}

fn audience(list: &str) -> Project {
    customer("access = \"sealed\"").update(
        "2026-03-14T1130Z",
        &format!("{FIRST}\naudience = {list}"),
        "Some requests fail.",
    )
}

fn drafted_for_acme(later: &str) -> Project {
    let draft =
        "title = \"Errors\"\nstatus = \"investigating\"\ndraft = true\naudience = [\"customer:acme\"]";
    customer("access = \"sealed\"").update("2026-03-14T1120Z", draft, "Some of your requests fail.").update(
        "2026-03-14T1130Z",
        &format!("{FIRST}\n{later}"),
        "Some requests fail.",
    )
}

fn alias(alias: &str) -> Project {
    site().file("content/owners.toml", &format!("[component.api]\naliases = [\"{alias}\"]\n"))
}

fn approved(more: &str) -> Project {
    let policy = "\n[approval]\nsince = 2026-01-01T00:00:00Z\ncomms = [\"P1\"]\n";
    record(site(), "severity = \"P1\"")
        .file(
            "content/site.toml",
            &format!("title = \"Test status\"\nurl = \"https://status.test.example\"\n{policy}"),
        )
        .update("2026-03-14T1130Z", &format!("{FIRST}\n{more}"), "Some requests fail.")
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "not-an-incident",
        wrong: || record(incident(), "severity = \"P2\"\nkind = \"near_miss\""),
        right: || record(incident(), "severity = \"P2\"\nkind = \"incident\""),
    },
    Example { rule: "empty-audience", wrong: || audience("[]"), right: || audience("[\"customer:acme\"]") },
    Example {
        rule: "audience-unclear",
        wrong: || drafted_for_acme(""),
        right: || drafted_for_acme("audience = [\"customer:acme\"]"),
    },
    Example { rule: "alias-is-public", wrong: || alias("api"), right: || alias("api-pod-7") },
    Example { rule: "no-access", wrong: || customer(""), right: || customer("access = \"sealed\"") },
    Example { rule: "approval-not-judged", wrong: || approved(""), right: || approved("draft = true") },
];

#[test]
fn an_approval_or_a_publication_is_refused_whatever_the_policy() {
    let digest = "0".repeat(64);
    let block = format!(
        "[[approval]]\nby = \"omar\"\nrole = \"commander\"\nat = 2026-03-14T11:29:00Z\ndigest = \"{digest}\""
    );
    let update = site().update("2026-03-14T1130Z", &format!("{FIRST}\n{block}"), "Some requests fail.");
    assert!(super::report(&update).contains("error[approval-not-judged]"));

    let postmortem = |published| {
        let text = format!("+++\ntitle = \"API errors\"\nauthor = \"lena\"\n{published}\n+++\nIt is over.\n");
        super::report(&incident().file("content/incidents/2026-03-14-api/comms/postmortem.md", &text))
    };
    assert_eq!(postmortem(""), "");
    assert!(postmortem("published = 2026-03-14T11:50:00Z").contains("error[approval-not-judged]"));
}

#[test]
fn words_that_the_site_allows_may_be_aliases() {
    let allow = "[[gate.allow]]\ntext = \"API\"\nreason = \"a customer of this name is our supplier\"\n";
    let project = alias("api").file(
        "content/site.toml",
        &format!("title = \"Test status\"\nurl = \"https://status.test.example\"\n{allow}"),
    );
    assert_eq!(super::report(&project), "");
}

#[test]
fn a_drill_may_have_drafts() {
    let project = record(site(), "severity = \"P2\"\nkind = \"drill\"").update(
        "2026-03-14T1130Z",
        &format!("{FIRST}\ndraft = true"),
        "Some requests fail.",
    );
    assert_eq!(super::report(&project), "");
}
