//! What each audience gets: the public, a tier, a customer, colleagues; and the gate.

use super::{assert_discreet, destination, notify_with, project, publish};
use crate::support::{Project, Receiver};

/// A project with texts for a tier and for a customer, too.
fn with_customers(destinations: &[String], access: &str) -> Project {
    project(destinations)
        .file(
            "content/customers/acme.md",
            &format!("+++\nname = \"Acmezor\"\ntier = \"gold\"\naccess = \"{access}\"\n+++\n"),
        )
        .file("content/customers/fjord.md", "+++\nname = \"Fjordzor\"\ntier = \"gold\"\naccess = \"gated\"\n+++\n")
        .file(
            "content/incidents/2026-03-14-tier/comms/2026-03-14T1000Z-investigating.md",
            "+++\ntitle = \"Slow reports\"\nslug = \"slow-reports\"\nstatus = \"investigating\"\naudience = [\"tier:gold\"]\n\
             components = { api = \"degraded_performance\" }\nnext_update = \"12h\"\n+++\nReports for gold take longer.\n",
        )
        .file(
            "content/incidents/2026-03-14-acme/comms/2026-03-14T1010Z-investigating.md",
            "+++\ntitle = \"Failing exports\"\nslug = \"failing-exports\"\nstatus = \"investigating\"\n\
             audience = [\"customer:acme\"]\ncomponents = { api = \"degraded_performance\" }\nnext_update = \"12h\"\n+++\n\
             Your exports fail.\n",
        )
}

/// Sends everything to one destination, and returns the titles and addresses that it was told.
fn told(audience: &str, access: &str, more: &str) -> (Vec<String>, Vec<String>, String) {
    let receiver = Receiver::accepting();
    let more = format!("events = [\"opened\"]\n{more}");
    let project = with_customers(&[destination("ops", "webhook", audience, &more)], access);
    publish(&project);
    let run = notify_with(&project, &[("ops", &receiver.url("/hooks/x"))], &[]).ok();
    assert_discreet(&project, &run, &[&receiver]);
    for name in ["Acmezor", "Fjordzor", "Slow reports", "Failing exports"] {
        assert!(!run.stdout.contains(name) && !run.stderr.contains(name), "{}{}", run.stdout, run.stderr);
    }
    let bodies: Vec<serde_json::Value> =
        receiver.requests().iter().map(crate::support::Request::json).collect();
    let text = |pointer: &str| -> Vec<String> {
        let values = bodies.iter().map(|body| body.pointer(pointer).and_then(|value| value.as_str()));
        values.map(|value| value.unwrap_or("none").to_owned()).collect()
    };
    let all = bodies.iter().map(ToString::to_string).collect();
    (text("/data/title"), text("/data/url"), all)
}

#[test]
fn the_public_is_told_what_is_public() {
    let (titles, urls, _) = told("public", "gated", "");
    assert_eq!(titles, ["Checkout errors"]);
    assert_eq!(urls, ["https://status.test.example/incidents/checkout/#2026-03-14T0922Z-investigating"]);
}

#[test]
fn a_tier_is_told_what_is_for_it_and_nothing_for_one_customer() {
    let (titles, urls, _) = told("tier:gold", "gated", "");
    assert_eq!(titles, ["Checkout errors", "Slow reports"]);
    assert_eq!(urls[1], "none", "the customers of a tier have no page in common");
}

#[test]
fn a_customer_is_told_what_its_view_says_with_links_into_the_view() {
    let (titles, urls, _) = told("customer:acme", "gated", "");
    assert_eq!(titles, ["Checkout errors", "Slow reports", "Failing exports"]);
    for url in &urls {
        assert!(url.starts_with("https://status.test.example/") && url.contains("/incidents/"), "{url}");
        assert!(!url.contains("status.test.example/incidents"), "not the public page: {url}");
    }
}

#[test]
fn a_customer_with_a_sealed_view_is_only_told_that_there_is_an_update() {
    let (titles, urls, all) = told("customer:acme", "sealed", "");
    assert_eq!(titles, ["A new update is out"; 3]);
    for word in ["Checkout", "Slow", "exports", "incident", "api", "API", "degraded", "Acmezor"] {
        assert!(!all.contains(word), "{word} in {all}");
    }
    assert!(
        urls.iter().all(|url| url.contains("/v/") && url.ends_with('/') && !url.contains('#')),
        "{urls:?}"
    );
}

#[test]
fn with_content_a_sealed_customer_is_told_everything_and_never_the_code() {
    let (titles, urls, _) = told("customer:acme", "sealed", "content = true");
    assert_eq!(titles, ["Checkout errors", "Slow reports", "Failing exports"]);
    assert!(
        urls.iter().all(|url| url.contains("/v/") && url.ends_with('/') && !url.contains('#')),
        "{urls:?}"
    );
}

#[test]
fn only_what_concerns_the_components_is_told() {
    let receiver = Receiver::accepting();
    let project = project(&[destination("ops", "webhook", "public", "components = [\"docs\"]")])
        .file("content/components/docs.md", "+++\nname = \"Docs\"\nslug = \"docs\"\n+++\n");
    publish(&project);
    let run = notify_with(&project, &[("ops", &receiver.url("/hooks/x"))], &[]).ok();
    assert_eq!(run.stdout, "0 messages sent\n");
}

#[test]
fn colleagues_are_told_what_fell_due_and_nobody_else_is() {
    let receiver = Receiver::accepting();
    let project = project(&[destination("team", "webhook", "internal", "")])
        .file("content/response.toml", "[[escalation.P1]]\nid = \"scope\"\nafter = \"10m\"\nrole = \"commander\"\naction = \"confirm the scope\"\n")
        .file("content/incidents/2026-03-14-api/incident.md", "+++\ntitle = \"Pooler on pg-main-3\"\nseverity = \"P1\"\n+++\n5xx.\n")
        .file("content/incidents/2026-03-14-api/timeline/2026-03-14T1100Z-monitor.md", "+++\nmilestone = \"detected\"\n+++\n5xx\n");
    publish(&project);
    let run = notify_with(&project, &[("team", &receiver.url("/hooks/x"))], &[]).ok();
    let texts: Vec<String> = receiver
        .requests()
        .iter()
        .map(|it| it.json()["data"]["text"].as_str().expect("a text").to_owned())
        .collect();
    assert!(texts.contains(&"confirm the scope".to_owned()), "{texts:?}");
    assert!(run.stdout.lines().rev().skip(1).all(|line| line == "sent: team: due"), "{}", run.stdout);
    assert!(!run.stdout.contains("pg-main"), "{}", run.stdout);
}

#[test]
fn words_that_must_not_be_on_the_page_are_not_sent_either() {
    let receiver = Receiver::accepting();
    let project = project(&[
        destination("ops", "slack", "public", ""),
        destination("list", "discord", "public", "events = [\"opened\"]"),
    ])
    .file("content/customers/acme.md", "+++\nname = \"Acmezor Brax\"\naccess = \"gated\"\n+++\n")
    .update(
        "2026-03-14T0940Z-identified",
        "status = \"identified\"\nnext_update = \"12h\"",
        "A deployment for Acmezor-Brax broke them.",
    );
    publish(&project);
    let url = receiver.url("/hooks/x");
    let run = notify_with(&project, &[("ops", &url), ("list", &url)], &[]).failed(3);
    assert!(run.stderr.contains("error: ops: the gate refused 1 message\n"), "{}", run.stderr);
    assert!(run.stderr.contains("gate-customer"), "{}", run.stderr);
    assert!(!run.stderr.contains("Acmezor"), "{}", run.stderr);
    assert_eq!(receiver.requests().len(), 2, "the others are sent");
    let bodies: String = receiver.requests().iter().map(|it| it.json().to_string()).collect();
    assert!(!bodies.contains("Acmezor"), "{bodies}");
}
