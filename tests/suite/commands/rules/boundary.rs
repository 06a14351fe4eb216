//! The boundary between internal and public.

use allclear::content::{AudienceTag, text_to_approve};
use allclear::source::Snapshot;

use super::{Example, FIRST, incident, record, site};
use crate::support::Project;

fn customer(front_matter: &str) -> Project {
    site().file("content/customers/acme.md", &format!("+++\nname = \"Acme Corp\"\n{front_matter}\n+++\n"))
}

/// A site with a customer of this name, and an incident with this slug.
fn named(name: &str, slug: &str) -> Project {
    let first = FIRST.replace("2026-03-14-api-errors", slug);
    site()
        .file("content/customers/c.md", &format!("+++\nname = \"{name}\"\naccess = \"sealed\"\n+++\n"))
        .update("2026-03-14T1130Z", &first, "Some requests fail.")
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

pub(super) fn approved(more: &str) -> Project {
    let policy = "\n[approval]\nsince = 2026-01-01T00:00:00Z\ncomms = [\"P1\"]\n";
    let roles = "commander = \"omar\"\ntechnical_lead = \"omar\"\ncommunications_lead = \"lena\"\nscribe = \"lena\"\nstakeholder_liaison = \"lena\"";
    record(site(), &format!("severity = \"P1\"\n[roles]\n{roles}"))
        .file(
            "content/site.toml",
            &format!("title = \"Test status\"\nurl = \"https://status.test.example\"\n{policy}"),
        )
        .update("2026-03-14T1130Z", &format!("{FIRST}\n{more}"), "Some requests fail.")
}

/// The digest of the update that [`approved_with`] writes.
pub(super) fn digest() -> String {
    let path = "content/incidents/2026-03-14-api/comms/2026-03-14T1130Z.md";
    let snapshot = Snapshot::of_texts([(path, format!("+++\n{FIRST}\n+++\nSome requests fail.\n"))]);
    let text = text_to_approve(snapshot.at(path).expect("the update"), &[]).expect("valid front matter");
    text.digest(&[AudienceTag::Public])
}

/// An update with an approval of this digest: by the commander, or an override if there are more keys.
pub(super) fn approved_with(digest: &str, more: &str) -> Project {
    let (by, role) = if more.is_empty() { ("omar", "commander") } else { ("lena", "override") };
    let at = "2026-03-14T11:29:00Z";
    let table =
        format!("[[approval]]\nby = \"{by}\"\nrole = \"{role}\"\nat = {at}\ndigest = \"{digest}\"\n{more}");
    approved(&table).file(
        "content/incidents/2026-03-14-api/incident.md",
        "+++\ntitle = \"API down\"\nseverity = \"P1\"\n[roles]\ncommander = \"omar\"\ntechnical_lead = \"omar\"\ncommunications_lead = \"lena\"\nscribe = \"lena\"\nstakeholder_liaison = \"lena\"\n+++\n",
    )
}

/// An incident with a post-mortem, on a site that has used approvals since noon.
pub(super) fn postmortem(keys: &str) -> Project {
    let text = format!("+++\ntitle = \"API errors\"\n{keys}\n+++\nIt was over after 20 minutes.\n");
    incident()
        .file("content/site.toml", &with_since("since = 2026-03-14T12:00:00Z"))
        .file("content/customers/acme.md", "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\n+++\n")
        .file("content/incidents/2026-03-14-api/comms/postmortem.md", &text)
}

pub(super) fn with_since(since: &str) -> String {
    format!("title = \"Test status\"\nurl = \"https://status.test.example\"\n[approval]\n{since}\n")
}

/// The same, with an incident for one customer only.
fn postmortem_for_acme(keys: &str) -> Project {
    let first = format!("{FIRST}\naudience = [\"customer:acme\"]");
    postmortem(keys).update("2026-03-14T1130Z", &first, "Some requests fail.")
}

/// A site whose update and timeline have the same paragraph; the entry of the timeline has this time.
fn copied(time: &str) -> Project {
    let text = "The disk of the ledger filled up because nobody had rotated its logs.";
    site().update("2026-03-14T1130Z", FIRST, text).file(
        &format!("content/incidents/2026-03-14-api/timeline/2026-03-14{time}-lena.md"),
        &format!("Impact: {text}\n"),
    )
}

/// A site with a component that is not for everybody and a customer that uses these components.
fn using(components: &str) -> Project {
    customer(&format!("access = \"sealed\"\ncomponents = [{components}]"))
        .file("content/components/vault.md", "+++\nname = \"Vault\"\naudience = [\"customer:bolt\"]\n+++\n")
        .file("content/customers/bolt.md", "+++\nname = \"Bolt Works\"\naccess = \"gated\"\n+++\n")
}

/// An open incident whose record names Acme, with an update about `api` for these readers.
fn affecting_acme(components: &str, audience: &str) -> Project {
    let first = format!("{FIRST}\naudience = [\"{audience}\"]");
    let project = using(components).file("content/components/web.md", "+++\nname = \"Web\"\n+++\n").update(
        "2026-03-14T1130Z",
        &first,
        "Some requests fail.",
    );
    record(project, "severity = \"P2\"\ncustomers = [\"acme\"]")
}

pub(super) const PUBLISHED: &str = "published = 2026-03-14T11:50:00Z";

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
    Example {
        rule: "customer-in-address",
        wrong: || named("Zorblax", "2026-03-14-zorblax-exports-are-slow"),
        right: || named("Zorblax", "2026-03-14-zorblaxed-exports-are-slow"),
    },
    Example { rule: "copied-text", wrong: || copied("T1125Z"), right: || copied("T1135Z") },
    Example {
        rule: "customer-not-told",
        wrong: || affecting_acme("\"api\"", "customer:bolt"),
        right: || affecting_acme("\"api\"", "customer:acme"),
    },
    Example {
        rule: "component-not-in-view",
        wrong: || affecting_acme("\"web\"", "customer:acme"),
        right: || affecting_acme("\"api\", \"web\"", "customer:acme"),
    },
    Example {
        rule: "component-not-visible",
        wrong: || using("\"api\", \"vault\""),
        right: || using("\"api\""),
    },
    Example { rule: "no-access", wrong: || customer(""), right: || customer("access = \"sealed\"") },
    Example {
        rule: "postmortem-without-incident",
        wrong: || postmortem_for_acme(&format!("{PUBLISHED}\naudience = [\"public\"]")),
        right: || postmortem_for_acme(PUBLISHED),
    },
    Example { rule: "approval-missing", wrong: || approved(""), right: || approved("draft = true") },
    Example {
        rule: "approval-void",
        wrong: || approved_with(&"0".repeat(64), ""),
        right: || approved_with(&digest(), ""),
    },
    Example {
        rule: "approval-override",
        wrong: || approved_with(&digest(), "reason = \"nobody could be reached\""),
        right: || approved_with(&digest(), ""),
    },
];

#[test]
fn an_entry_inserted_first_cannot_silently_change_the_audience_of_others() {
    let acme = "audience = [\"customer:acme\"]";
    let report_of = |before: &str, keys: &str| {
        let second = "status = \"resolved\"";
        let project = site()
            .file("content/customers/acme.md", "+++\nname = \"Acme Tools\"\naccess = \"gated\"\n+++\n")
            .update("2026-03-14T1130Z", &format!("{FIRST}\n{keys}"), "Some of your requests fail.")
            .update(
                "2026-03-14T1150Z",
                second,
                "Your requests work again, and none of them was lost on the way.",
            );
        if before.is_empty() {
            project
        } else {
            project.update("2026-03-14T1120Z", before, "Some requests fail.")
        }
    };
    let other =
        "title = \"Requests\"\nslug = \"requests\"\nstatus = \"investigating\"\nadded = 2026-03-14T11:40:00Z";
    assert!(!super::report(&report_of("", acme)).contains("audience-unclear"));
    assert!(super::report(&report_of(other, acme)).contains("error[audience-unclear]"));
    // The same with a date: the second entry becomes the first.
    let later = format!("{acme}\nat = 2026-03-14T11:55:00Z");
    let dated = report_of("", &later);
    dated.write(
        "content/incidents/2026-03-14-api/comms/2026-03-14T1150Z.md",
        b"+++\ntitle = \"Requests\"\nstatus = \"investigating\"\n+++\nYour requests fail.\n",
    );
    assert!(super::report(&dated).contains("error[audience-unclear]"));
}

#[test]
fn an_update_for_one_customer_in_a_public_incident_is_not_unclear() {
    let project = site()
        .file("content/customers/acme.md", "+++\nname = \"Acme Tools\"\naccess = \"gated\"\n+++\n")
        .update("2026-03-14T1130Z", FIRST, "Some requests fail.")
        .update("2026-03-14T1140Z", "audience = [\"customer:acme\"]", "Yours fail in Europe.")
        .update(
            "2026-03-14T1150Z",
            "status = \"resolved\"",
            "All requests work again, and none of them was lost on the way.",
        );
    assert!(!super::report(&project).contains("audience-unclear"));
}

#[test]
fn without_a_policy_a_void_approval_is_reported_and_a_post_mortem_is_refused() {
    let digest = "0".repeat(64);
    let block = format!(
        "[[approval]]\nby = \"omar\"\nrole = \"commander\"\nat = 2026-03-14T11:29:00Z\ndigest = \"{digest}\""
    );
    let update = site().update("2026-03-14T1130Z", &format!("{FIRST}\n{block}"), "Some requests fail.");
    assert!(super::report(&update).contains("warning[approval-void]"));

    let postmortem = |published| {
        let text = format!("+++\ntitle = \"API errors\"\nauthor = \"lena\"\n{published}\n+++\nIt is over.\n");
        super::report(&incident().file("content/incidents/2026-03-14-api/comms/postmortem.md", &text))
    };
    assert_eq!(postmortem(""), "");
    assert!(postmortem("published = 2026-03-14T11:50:00Z").contains("error[approval-missing]"));
}

#[test]
fn a_post_mortem_published_before_since_needs_no_approval_and_no_author() {
    assert_eq!(super::report(&postmortem(PUBLISHED)), "");
    assert_eq!(super::report(&postmortem("published = 2026-03-14T11:59:59Z")), "");
    // An approval of another text is still reported.
    let digest = "0".repeat(64);
    let block = format!(
        "[[approval]]\nby = \"omar\"\nrole = \"commander\"\nat = 2026-03-14T11:29:00Z\ndigest = \"{digest}\""
    );
    let report = super::report(&postmortem(&format!("{PUBLISHED}\n{block}")));
    assert!(
        report.contains("warning[approval-void]: this approval is void: the post-mortem is not"),
        "{report}"
    );
}

#[test]
fn a_published_post_mortem_without_a_text_is_reported() {
    let empty = |keys: &str| {
        let text = format!("+++\ntitle = \"API errors\"\n{keys}\n+++\n");
        super::report(&postmortem(keys).file("content/incidents/2026-03-14-api/comms/postmortem.md", &text))
    };
    assert_eq!(empty(""), "");
    assert!(empty(PUBLISHED).contains("warning[empty-text]: this post-mortem has no text"));
}

#[test]
fn every_other_published_post_mortem_is_refused_with_both_remedies_in_the_hint() {
    let at_since = postmortem("published = 2026-03-14T12:00:00Z");
    let without_since = postmortem(PUBLISHED).file("content/site.toml", &with_since("comms = [\"P1\"]"));
    let without_policy = postmortem(PUBLISHED)
        .file("content/site.toml", "title = \"Test status\"\nurl = \"https://status.test.example\"\n");
    for project in [at_since, without_since, without_policy] {
        let report = super::report(&project);
        assert!(
            report.contains("error[approval-missing]: this post-mortem needs the approval of the commander"),
            "{report}"
        );
        assert!(
            report
                .contains("error[missing-key]: this post-mortem needs an approval, so it also needs the key")
        );
    }
}

#[test]
fn a_post_mortem_is_refused_if_its_readers_cannot_see_the_incident() {
    let report_of = |keys: &str, draft: &str| {
        let project = postmortem(&format!("{PUBLISHED}\n{keys}"));
        super::report(&project.update(
            "2026-03-14T1130Z",
            &format!("{FIRST}\n{draft}"),
            "Some requests fail.",
        ))
    };
    assert_eq!(report_of("", ""), "");
    for keys in ["", "incidents = [\"2026-03-14-api-errors\"]"] {
        let report = report_of(keys, "draft = true");
        assert!(report.contains("error[postmortem-without-incident]"), "{report}");
    }
    // A tier sees what is public, but the public does not see what is for a tier.
    let tier = |audience: &str, of_incident: &str| {
        let site = with_since("since = 2026-03-14T12:00:00Z") + "[tier.gold.P1]\nresponse = \"15m\"\n";
        let project = postmortem(&format!("{PUBLISHED}\naudience = [\"{audience}\"]"));
        let first = format!("{FIRST}\naudience = [\"{of_incident}\"]");
        super::report(&project.file("content/site.toml", &site).update(
            "2026-03-14T1130Z",
            &first,
            "It fails.",
        ))
    };
    assert_eq!(tier("tier:gold", "public"), "");
    assert_eq!(tier("tier:gold", "tier:gold"), "");
    let report = tier("public", "tier:gold");
    assert!(report.contains("this post-mortem is for `public`, but no entry of its incident is"), "{report}");
    assert!(tier("customer:acme", "tier:gold").contains("this post-mortem is for `customer:acme`"));
}

#[test]
fn two_post_mortems_of_one_incident_are_refused() {
    let other = |slug: &str| {
        let text = format!("+++\ntitle = \"Again\"\n{PUBLISHED}\nincidents = [\"{slug}\"]\n+++\nBoth.\n");
        super::report(
            &postmortem(PUBLISHED).file("content/incidents/2026-03-14-both/comms/postmortem.md", &text),
        )
    };
    let report = other("2026-03-14-api-errors");
    assert!(
        report.contains("error[duplicate-slug]: another post-mortem already has the address"),
        "{report}"
    );
    assert!(other("no-such").contains(
        "error[postmortem-without-incident]: the folder of this post-mortem has no released entry"
    ));
}

#[test]
fn a_post_mortem_and_an_update_cannot_have_the_same_id() {
    let project = postmortem(&format!("{PUBLISHED}\nid = \"same\""));
    let report = super::report(&project.update(
        "2026-03-14T1130Z",
        &format!("{FIRST}\nid = \"same\""),
        "Some requests fail.",
    ));
    assert!(report.contains("error[duplicate-id]"), "{report}");
}

#[test]
fn a_near_miss_cannot_have_a_published_post_mortem() {
    let report = super::report(&record(postmortem(PUBLISHED), "severity = \"P2\"\nkind = \"near_miss\""));
    assert!(report.contains("but this post-mortem would be released"), "{report}");
}

#[test]
fn an_allowed_text_may_be_an_alias() {
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

#[test]
fn a_one_word_customer_name_is_found_in_every_kind_of_address() {
    let slow = "2026-03-14-exports-are-slow";
    let reports = |project: &Project| super::report(project).contains("error[customer-in-address]");
    for (name, slug) in [
        ("Fj\u{e4}rdling", "2026-03-14-fjardling-exports"),
        ("Fja\u{308}rdling", "2026-03-14-fj-rdling-exports"),
        ("Zorblax\"\naliases = [\"zblaxx\"]\ntier = \"gold", "2026-03-14-zblaxx"),
    ] {
        assert!(reports(&named(name, slug)), "{name} in {slug}");
    }
    let zorblax = || named("Zorblax", slow);
    let component = "+++\nname = \"Exports\"\n+++\n";
    let dated = "+++\ntitle = \"Exports\"\nfrom = 2026-03-01T00:00:00Z\n+++\nOn Monday.\n";
    for project in [
        zorblax().update("2026-03-14T1145Z-zorblax", "next_update = \"60m\"", "More is known now."),
        zorblax().file("content/components/zorblax-exports.md", component),
        zorblax().file("content/components/zorblax/exports.md", component),
        zorblax().file("content/pages/for-zorblax.md", "+++\ntitle = \"Exports\"\n+++\nAll of it.\n"),
        zorblax().file("content/notices/zorblax-moves.md", dated),
    ] {
        assert!(reports(&project), "{}", super::report(&project));
    }
}

#[test]
fn a_short_name_in_an_address_is_a_warning_and_other_words_are_ignored() {
    let reports = |name, slug| super::report(&named(name, slug));
    for (name, slug, level) in [
        ("Ivy", "2026-03-14-ivy-exports", "warning"),
        ("Bolt", "2026-03-14-bolt-exports", "warning"),
        ("Nexor", "2026-03-14-nexor-exports", "error"),
    ] {
        let text = reports(name, slug);
        assert!(text.starts_with(&format!("{level}[customer-in-address]")), "{text}");
    }
    for (name, slug) in [
        ("HP", "2026-03-14-hp-exports"),
        ("Zorblax Ltd", "2026-03-14-zorblax-exports"),
        ("\u{6c7a}\u{6e08}", "2026-03-14-untitled"),
    ] {
        assert_eq!(reports(name, slug), "", "{name} in {slug}");
    }
}

#[test]
fn an_allowed_name_and_a_draft_may_contain_a_customer_name_in_an_address() {
    let slug = "2026-03-14-zorblax-exports";
    let allow = "\n[[gate.allow]]\ntext = \"Zorblax\"\nreason = \"our supplier\"\n";
    let allowed = named("Zorblax", slug).file(
        "content/site.toml",
        &format!("title = \"Test status\"\nurl = \"https://status.test.example\"\n{allow}"),
    );
    assert_eq!(super::report(&allowed), "");
    let draft = named("Zorblax", "2026-03-14-exports").update(
        "2026-03-14T1145Z-zorblax",
        "draft = true\nnext_update = \"60m\"",
        "More is known now.",
    );
    assert!(!super::report(&draft).contains("customer-in-address"));
}

/// Exactly eight words are enough, and an internal entry of the same minute does not quote the update.
#[test]
fn a_copied_paragraph_has_at_least_eight_words_and_is_not_younger_than_the_public_one() {
    let reports = |text: &str, time: &str| {
        let project =
            site().update("2026-03-14T1130Z", FIRST, &format!("{text}\n\nMore is not known.")).file(
                &format!("content/incidents/2026-03-14-api/timeline/2026-03-14T{time}Z-lena.md"),
                &format!("{text} And more.\n"),
            );
        let options = allclear::source::ScanOptions { public_only: false };
        let (findings, _) = super::findings(&project, crate::support::NOW, options);
        let copied = findings.iter().find(|finding| finding.rule.name == "copied-text");
        if let Some(span) = copied.map(|finding| finding.span.expect("a place")) {
            assert_eq!((span.end - span.start) as usize, text.len(), "the next paragraph is not copied");
        }
        copied.is_some()
    };
    assert!(reports("Nobody had rotated the logs of the ledger.", "1125"));
    assert!(!reports("Nobody had rotated the logs of it.", "1125"));
    assert!(reports("Nobody had rotated the logs of the ledger.", "1130"));
    assert!(!reports("Nobody had rotated the logs of the ledger.", "1131"));
}

#[test]
fn the_id_of_a_customer_is_no_part_of_a_path_and_no_slug() {
    let reports = |path: &str, text: &str| {
        let project = customer("access = \"sealed\"").file(path, text);
        super::report(&project).contains("is the id of a customer and of a")
    };
    for (path, text) in [
        ("content/components/port/acme.md", "+++\nname = \"Crane\"\n+++\n"),
        ("content/components/acme/crane.md", "+++\nname = \"Crane\"\n+++\n"),
        ("content/components/crane.md", "+++\nname = \"Crane\"\nslug = \"acme\"\n+++\n"),
        ("content/pages/acme.md", "+++\ntitle = \"Crane\"\n+++\nIt lifts.\n"),
    ] {
        assert!(reports(path, text), "{path} {text}");
    }
    assert!(!reports("content/components/acme-crane.md", "+++\nname = \"Crane\"\n+++\n"));
}

#[test]
fn the_name_of_a_customer_in_another_case_is_a_word() {
    let reports = |title: &str| {
        let project = site()
            .file("content/customers/c.md", "+++\nname = \"Tern\"\naccess = \"sealed\"\n+++\n")
            .file("content/pages/birds.md", &format!("+++\ntitle = \"{title}\"\n+++\nThey fly.\n"));
        super::report(&project).contains("[alias-is-public]")
    };
    assert!(reports("All about Tern"));
    assert!(!reports("All about the tern"));
    assert!(!reports("All about Terns"));
}

/// An update without components is about those that the customer's other updates name.
#[test]
fn an_update_without_components_is_about_those_of_the_incident() {
    let report = |component: &str| {
        let first = format!("{FIRST}\naudience = [\"public\"]").replace("api =", &format!("{component} ="));
        let project = using("\"api\"").file("content/components/web.md", "+++\nname = \"Web\"\n+++\n");
        super::report(&project.update("2026-03-14T1130Z", &first, "Some requests fail.").update(
            "2026-03-14T1145Z",
            "audience = [\"customer:acme\"]\nnext_update = \"60m\"",
            "About 2% of your requests fail.",
        ))
    };
    let message = "is for customer `acme`, but it is about none of the components in their view";
    assert!(report("web").contains(message), "{}", report("web"));
    assert!(!report("api").contains(message), "{}", report("api"));
}

/// The slug of an incident without one is made of its day and its title.
#[test]
fn a_post_mortem_finds_its_incident_by_a_derived_slug() {
    let listed = |slug: &str| {
        let text = format!(
            "+++\ntitle = \"Both\"\n{PUBLISHED}\nincidents = [\"{slug}\"]\n+++\nIt was over after 20 minutes.\n"
        );
        let project = site()
            .file("content/site.toml", &with_since("since = 2026-03-14T12:00:00Z"))
            .update(
                "2026-03-14T1130Z",
                &FIRST.replace("slug = \"2026-03-14-api-errors\"\n", ""),
                "Some requests fail.",
            )
            .file("content/incidents/2026-03-14-both/comms/postmortem.md", &text);
        super::report(&project).contains("[postmortem-without-incident]")
    };
    assert!(!listed("2026-03-14-api-errors"));
    assert!(listed("2026-03-13-api-errors"));
}

/// A post-mortem is not older than any of its incidents, with and without a slug.
#[test]
fn a_post_mortem_is_dated_after_all_of_its_incidents() {
    let report = |other: &str, covered: &str| {
        let keys = format!("{PUBLISHED}\nincidents = [\"2026-03-14-api-errors\"{covered}]");
        super::report(&postmortem(&keys).file(
            "content/incidents/2026-03-14-lamps/comms/2026-03-14T1155Z.md",
            &format!("+++\ntitle = \"Lamps off\"\n{other}status = \"investigating\"\nnext_update = \"60m\"\ncomponents = {{ api = \"partial_outage\" }}\n+++\nThe lamps are off.\n"),
        ))
        .contains("dated before its incident was published")
    };
    for other in ["slug = \"2026-03-14-lamps-off\"\n", ""] {
        assert!(!report(other, ""), "{other}");
        assert!(report(other, ", \"2026-03-14-lamps-off\""), "{other}");
    }
}
