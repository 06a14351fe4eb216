//! Names that refer to each other, and names that must be unique.

use super::{Example, FIRST, first_affecting, incident, record, site, then};
use crate::support::Project;

fn two_checkouts() -> Project {
    site()
        .file("content/components/shop/checkout.md", "+++\nname = \"Shop checkout\"\n+++\n")
        .file("content/components/kiosk/checkout.md", "+++\nname = \"Kiosk checkout\"\n+++\n")
}

fn affecting(project: Project, components: &str) -> Project {
    project.update(
        "2026-03-14T1130Z",
        &first_affecting(&format!("components = {{ {components} }}")),
        "Some requests fail.",
    )
}

pub(super) fn customers() -> Project {
    site().file(
        "content/customers/acme.md",
        "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\ntier = \"gold\"\n+++\n",
    )
}

fn told(audience: &str) -> Project {
    let front_matter = format!("{FIRST}\naudience = [\"{audience}\"]");
    customers().update("2026-03-14T1130Z", &front_matter, "Some requests fail.")
}

/// A second incident, three hours earlier and resolved.
fn earlier(slug: &str) -> Project {
    let folder = "content/incidents/2026-03-14-errors/comms";
    incident().file(
        &format!("{folder}/2026-03-14T0830Z.md"),
        &format!("+++\ntitle = \"API errors\"\nslug = \"{slug}\"\nstatus = \"resolved\"\nid = \"aaaabbbbcccc\"\n+++\nIt is over: every request works again, and none of them was lost.\n"),
    )
}

fn page(slug: &str) -> Project {
    site().file(&format!("content/pages/{slug}.md"), "+++\ntitle = \"What was\"\n+++\nAll of it.\n")
}

/// A resolved incident that affected this component.
fn past(component: &str) -> Project {
    let components = format!("components = {{ api = \"partial_outage\", {component} = \"major_outage\" }}");
    site().update("2026-03-14T0830Z", &first_affecting(&components), "Some requests fail.").update(
        "2026-03-14T0930Z",
        "status = \"resolved\"",
        "It is over: every request works again, and none of them was lost.",
    )
}

/// Lena is on call up to the hour at which Omar's shift begins, or up to `until`.
fn rota(until: &str) -> Project {
    let shift = |person: &str, from: &str, to: &str| {
        format!("\n[[rota]]\nrole = \"on_call\"\nperson = \"{person}\"\nfrom = {from}\nto = {to}\n")
    };
    let people = "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\n".to_owned();
    let lena = shift("lena", "2026-03-09T08:00:00Z", until);
    let omar = shift("omar", "2026-03-16T08:00:00Z", "2026-03-23T08:00:00Z");
    site().file("content/people.toml", &(people + &lena + &omar))
}

/// An incident in which a step of the escalation was taken.
fn stepped(step: &str) -> Project {
    record(incident(), "severity = \"P1\"\n[roles]\ncommander = \"omar\"\ntechnical_lead = \"omar\"\ncommunications_lead = \"lena\"\nscribe = \"lena\"\nstakeholder_liaison = \"lena\"")
        .file(
            "content/response.toml",
            "[[escalation.P1]]\nid = \"confirm-scope\"\nrole = \"commander\"\naction = \"confirm the scope\"\n",
        )
        .file(
            "content/incidents/2026-03-14-api/timeline/2026-03-14T1140Z-lena.md",
            &format!("+++\ndid = \"{step}\"\n+++\nAll of Europe.\n"),
        )
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "rota-overlap",
        wrong: || rota("2026-03-16T09:00:00Z"),
        right: || rota("2026-03-16T08:00:00Z"),
    },
    Example {
        rule: "unknown-component",
        wrong: || affecting(site(), "apii = \"partial_outage\", ledger = \"major_outage\""),
        right: || affecting(site(), "api = \"partial_outage\""),
    },
    Example {
        rule: "ambiguous-component",
        wrong: || affecting(two_checkouts(), "checkout = \"partial_outage\""),
        right: || affecting(two_checkouts(), "\"shop/checkout\" = \"partial_outage\""),
    },
    Example {
        rule: "unknown-customer",
        wrong: || {
            told("customer:acmee").file(
            "content/notices/moving.md",
            "+++\ntitle = \"We move\"\nfrom = 2026-03-01T00:00:00Z\naudience = [\"customer:northwind\"]\n+++\nOn Monday.\n",
        )
        },
        right: || told("customer:acme"),
    },
    Example { rule: "unknown-tier", wrong: || told("tier:golf"), right: || told("tier:gold") },
    Example {
        rule: "unknown-person",
        wrong: || {
            record(
                then("author = \"lenna\"\nnext_update = \"60m\""),
                "severity = \"P2\"\nroles = { commander = \"priya\" }",
            )
        },
        right: || {
            record(
                then("author = \"lena\"\nnext_update = \"60m\""),
                "severity = \"P2\"\nroles = { commander = \"omar\" }",
            )
        },
    },
    Example {
        rule: "unknown-severity",
        wrong: || record(incident(), "severity = \"urgent\""),
        right: || record(incident(), "severity = \"sev 2\""),
    },
    Example { rule: "unknown-step", wrong: || stepped("confirm-skope"), right: || stepped("confirm-scope") },
    Example {
        rule: "unknown-incident",
        wrong: || {
            earlier("2026-03-14-early-errors").update(
                "2026-03-14T1145Z",
                "follows = \"2026-03-14-earlier-errors\"\nnext_update = \"60m\"",
                "It began like the one this morning.",
            )
        },
        right: || {
            earlier("2026-03-14-early-errors").update(
                "2026-03-14T1145Z",
                "follows = \"2026-03-14-early-errors\"\nnext_update = \"60m\"",
                "It began like the one this morning.",
            )
        },
    },
    Example {
        rule: "unknown-update",
        wrong: || then("corrects = \"2026-03-14T1131Z\"\nnext_update = \"60m\""),
        right: || then("corrects = \"2026-03-14T1130Z\"\nnext_update = \"60m\""),
    },
    Example {
        rule: "duplicate-slug",
        wrong: || earlier("2026-03-14-api-errors"),
        right: || earlier("2026-03-14-early-errors"),
    },
    Example {
        rule: "duplicate-id",
        wrong: || {
            earlier("2026-03-14-early-errors").update(
                "2026-03-14T1145Z",
                "id = \"aaaabbbbcccc\"\nnext_update = \"60m\"",
                "More is known now.",
            )
        },
        right: || {
            earlier("2026-03-14-early-errors").update(
                "2026-03-14T1145Z",
                "id = \"aaaabbbbdddd\"\nnext_update = \"60m\"",
                "More is known now.",
            )
        },
    },
    Example {
        rule: "duplicate-time",
        wrong: || {
            let other = "at = 2026-03-14T11:30:00Z\nstatus = \"identified\"\nnext_update = \"60m\"";
            then(other)
        },
        right: || then("at = 2026-03-14T11:30:00Z\nnext_update = \"60m\""),
    },
    Example {
        rule: "reserved-slug",
        wrong: || page("history").file("content/components/con.md", "+++\nname = \"Console\"\n+++\n"),
        right: || page("our-history").file("content/components/console.md", "+++\nname = \"Console\"\n+++\n"),
    },
    Example {
        rule: "slug-not-fixed",
        wrong: || {
            let front_matter = FIRST.replace("slug = \"2026-03-14-api-errors\"\n", "");
            site().update("2026-03-14T1130Z", &front_matter, "Some requests fail.")
        },
        right: incident,
    },
    Example {
        rule: "component-deleted",
        wrong: || past("ledger"),
        right: || {
            past("ledger").file(
                "content/components/ledger.md",
                "+++\nname = \"Ledger\"\nretired = 2026-03-14T10:00:00Z\n+++\n",
            )
        },
    },
    Example {
        rule: "retired-in-use",
        wrong: || {
            incident().file(
                "content/components/api.md",
                "+++\nname = \"API\"\nretired = 2026-03-14T11:59:00Z\n+++\n",
            )
        },
        right: || {
            incident().file(
                "content/components/api.md",
                "+++\nname = \"API\"\nretired = 2026-03-14T12:01:00Z\n+++\n",
            )
        },
    },
];

#[test]
fn people_are_not_checked_if_internal_files_are_not_read() {
    let project = told("customer:acmee").file("content/people.toml", "");
    let public_only = allclear::source::ScanOptions { public_only: true };
    let (findings, _) = super::findings(&project, crate::support::NOW, public_only);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn updates_for_disjoint_audiences_may_have_the_same_time() {
    let globex = "+++\nname = \"Globex Ltd\"\naccess = \"sealed\"\ntier = \"gold\"\n+++\n";
    let told = |first: &str, second: &str| {
        let project = customers().file("content/customers/globex.md", globex);
        let project = project.update("2026-03-14T1130Z", FIRST, "Some requests fail.");
        let entry = |audience, status| {
            format!(
                "audience = [\"{audience}\"]\nat = 2026-03-14T11:45:00Z\nstatus = \"{status}\"\nnext_update = \"60m\""
            )
        };
        let project =
            project.update("2026-03-14T1145Z", &entry(first, "identified"), "Use the other region.");
        super::report(&project.update(
            "2026-03-14T1146Z",
            &entry(second, "monitoring"),
            "Use the other region.",
        ))
    };
    assert_eq!(told("customer:acme", "customer:globex"), "");
    assert!(told("customer:acme", "tier:gold").contains("error[duplicate-time]"));
}

#[test]
fn updates_with_the_same_time_contradict_each_other_only_if_they_say_different_things() {
    let both = |first: &str, second: &str| {
        let at =
            |front_matter: &str| format!("at = 2026-03-14T11:45:00Z\nnext_update = \"60m\"\n{front_matter}");
        let project = incident().update("2026-03-14T1145Z-a", &at(first), "More is known now.");
        super::report(&project.update("2026-03-14T1145Z-b", &at(second), "This is known too."))
    };
    let api = |state: &str| format!("components = {{ api = \"{state}\" }}");
    let third = incident()
        .update(
            "2026-03-14T1145Z-a",
            "at = 2026-03-14T11:45:00Z\nnext_update = \"60m\"\nimpact = \"minor\"",
            "More is known.",
        )
        .update(
            "2026-03-14T1145Z-b",
            "at = 2026-03-14T11:45:00Z\nnext_update = \"60m\"",
            "This is known too.",
        )
        .update(
            "2026-03-14T1145Z-c",
            "at = 2026-03-14T11:45:00Z\nnext_update = \"60m\"\nimpact = \"major\"",
            "And this.",
        );
    assert!(super::report(&third).contains("contradict each other about the impact"));
    for (first, second) in [
        ("", ""),
        ("status = \"identified\"", ""),
        ("status = \"identified\"", "status = \"identified\""),
        ("status = \"identified\"", &*api("partial_outage")),
        (&*api("partial_outage"), &*api("partial_outage")),
        ("title = \"API errors in Europe\"", "status = \"identified\""),
    ] {
        assert_eq!(both(first, second), "", "{first} / {second}");
    }
    for (first, second, what) in [
        ("status = \"identified\"", "status = \"monitoring\"", "the status"),
        (&*api("partial_outage"), &*api("major_outage"), "`api`"),
        ("title = \"API errors in Europe\"", "title = \"API errors in Asia\"", "the title"),
        ("impact = \"minor\"", "impact = \"major\"", "the impact"),
        ("status = \"resolved\"", &*api("partial_outage"), "`api`"),
    ] {
        let report = both(first, second);
        assert!(report.contains("error[duplicate-time]"), "{first} / {second}: {report}");
        assert!(report.contains(&format!("contradict each other about {what}\n")), "{report}");
    }
}

#[test]
fn an_alias_that_is_the_address_of_another_page_is_a_duplicate() {
    let shop = |aliases: &str| {
        let front = format!("+++\nname = \"Shop\"\naliases = [{aliases}]\n+++\n");
        super::report(&site().file("content/components/shop.md", &front))
    };
    assert_eq!(shop("\"store\", \"/issues/2020-store/\""), "");
    assert!(
        shop("\"api\"").contains("error[duplicate-slug]: the address `/components/api/` is already taken")
    );
    assert!(shop("\"/components/api\"").contains("error[duplicate-slug]"));
    assert!(shop("\"/history/\"").contains("error[reserved-slug]: the address `/history/` is reserved"));
    assert!(shop("\"../x\"").contains("error[invalid-name]: `../x` cannot be an address that redirects"));
    assert!(shop("\"/feed.xml\"").contains("error[invalid-name]"));
}

#[test]
fn a_misspelt_component_in_a_closed_record_is_unknown_and_not_deleted() {
    assert!(super::report(&past("apj")).contains("error[unknown-component]"));
}

#[test]
fn component_paths_that_give_the_same_slug_are_duplicates() {
    let project = site()
        .file("content/components/shop/web.md", "+++\nname = \"Web shop\"\n+++\n")
        .file("content/components/shop-web.md", "+++\nname = \"Shop on the web\"\n+++\n");
    assert!(super::report(&project).contains("error[duplicate-slug]"));
}

#[test]
fn an_unknown_severity_in_the_approval_policy_is_reported() {
    let policy = |severity: &str| {
        let text = format!(
            "title = \"Test status\"\nurl = \"https://status.test.example\"\n\n[approval]\ncomms = [\"{severity}\"]\n"
        );
        super::report(&site().file("content/site.toml", &text))
    };
    assert_eq!(policy("SEV-2"), "");
    assert!(policy("P7").contains("error[unknown-severity]"));
}

#[test]
fn a_team_cannot_be_an_author_and_a_person_cannot_own_a_component() {
    let people =
        "[person.lena]\nname = \"Lena Kask\"\n\n[team.platform]\nname = \"Platform\"\nmembers = [\"lena\"]\n";
    let named = |author: &str, owner: &str| {
        let project = then(&format!("author = \"{author}\"\nnext_update = \"60m\""));
        let owners = format!("[component.api]\nowner = \"{owner}\"\n");
        super::report(&project.file("content/people.toml", people).file("content/owners.toml", &owners))
    };
    assert_eq!(named("lena", "platform"), "");
    assert!(named("platform", "platform").contains("`platform` is a team"));
    assert!(named("lena", "lena").contains("`lena` is a person"));
}

#[test]
fn an_ambiguous_name_lists_up_to_four_components() {
    let report = |count: usize| {
        let folders = ["east", "north", "south", "west", "yard"];
        let project = folders[..count].iter().fold(incident(), |project, folder| {
            project.file(&format!("content/components/{folder}/pump.md"), "+++\nname = \"Pump\"\n+++\n")
        });
        super::report(&affecting(project, "pump = \"partial_outage\""))
    };
    let four = report(4);
    assert!(four.contains("`west/pump`") && !four.contains("or another one"), "{four}");
    let five = report(5);
    assert!(five.contains("or another one") && !five.contains("`yard/pump`"), "{five}");
}

#[test]
fn a_component_that_an_open_incident_took_over_is_in_use() {
    let merged = |last: &str| {
        incident()
            .file(
                "content/components/web.md",
                "+++\nname = \"Web\"\nretired = 2026-03-14T11:59:00Z\n+++\n",
            )
            .file(
                "content/incidents/2026-03-14-web/comms/2026-03-14T1131Z.md",
                "+++\ntitle = \"Web errors\"\nslug = \"web-errors\"\nstatus = \"investigating\"\ncomponents = { web = \"partial_outage\" }\n+++\nPages fail.\n",
            )
            .file(
                "content/incidents/2026-03-14-web/comms/2026-03-14T1141Z.md",
                &format!("+++\n{last}\n+++\nThere is one cause.\n"),
            )
    };
    let slug = "2026-03-14-api-errors";
    let findings = |project: &crate::support::Project| {
        let (findings, _) = super::findings(
            project,
            crate::support::NOW,
            allclear::source::ScanOptions { public_only: false },
        );
        findings
            .into_iter()
            .filter(|finding| finding.rule.name == "retired-in-use")
            .map(|finding| finding.message)
            .collect::<Vec<_>>()
    };
    let found = findings(&merged(&format!("merged_into = \"{slug}\"")));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("the open incident `") && found[0].contains("took it over"), "{found:?}");
    assert!(findings(&merged("status = \"resolved\"")).is_empty());
}

/// Each audience may read of an incident first in an update of its own.
#[test]
fn an_incident_may_say_its_slug_again() {
    let project = incident().update(
        "2026-03-14T1145Z",
        "slug = \"2026-03-14-api-errors\"\nnext_update = \"60m\"",
        "About 2% of the requests fail, in one region.",
    );
    assert!(!super::report(&project).contains("[duplicate-slug]"), "{}", super::report(&project));
}
