//! The public keys, and where each must be seen: a boundary that lets nothing through would be easy.

use super::word::public;

/// Page of the incident, the maintenance and the component of the fixture.
pub(super) const INCIDENT: &str = "incidents/slow-payments/index.html";
pub(super) const MAINTENANCE: &str = "maintenance/new-database/index.html";
pub(super) const COMPONENT: &str = "components/shop-api/index.html";
const POSTMORTEM: &str = "postmortems/earlier/index.html";
const HOME: &str = "index.html";
const PAGE: &str = "about/index.html";

/// What a key gives readers to see.
pub(super) enum Seen {
    /// This text, on these pages.
    On(&'static [&'static str], String),
    /// Nothing of its own; the reason stands there for whoever adds a key.
    Not(#[expect(dead_code, reason = "it is read by people")] &'static str),
}

/// Every key of every public kind, as `kind: key`.
pub(super) fn keys() -> Vec<(&'static str, Seen)> {
    let text = |name: &str, pages| Seen::On(pages, public(name));
    let said = |text: &str, pages| Seen::On(pages, text.to_owned());
    let everywhere: &[&str] =
        &[HOME, INCIDENT, MAINTENANCE, COMPONENT, PAGE, "404.html", "history/index.html"];
    vec![
        ("site.toml: title", text("site title", everywhere)),
        ("site.toml: url", said("https://status.pblc.example/", &[HOME, INCIDENT])),
        ("site.toml: description", text("site description", &[HOME])),
        ("site.toml: language", said("lang=\"en\"", everywhere)),
        ("site.toml: time_zone", said("Europe/Tallinn", everywhere)),
        ("site.toml: theme", Seen::Not("the look")),
        ("site.toml: support", text("support", everywhere)),
        ("site.toml: clock", Seen::Not("for samples")),
        ("site.toml: uptime", said("25 %", &[COMPONENT])),
        ("site.toml: severity", Seen::Not("for the checker")),
        ("site.toml: tier", Seen::Not("for the checker")),
        ("site.toml: approval", Seen::Not("for the checker")),
        ("site.toml: gate", Seen::Not("for the gate")),
        ("site.toml: id", Seen::Not("for the API")),
        ("component: name", text("component", &[HOME, COMPONENT, INCIDENT])),
        ("component: description", text("component description", &[COMPONENT])),
        ("component: order", Seen::Not("an order")),
        ("component: since", Seen::Not("where uptime begins")),
        ("component: retired", said("Retired since", &["components/old/index.html"])),
        ("component: audience", Seen::Not("who sees it")),
        ("component: id", Seen::Not("for the API")),
        ("component: imported", Seen::Not("for the API")),
        ("group: name", text("group", &[HOME, COMPONENT])),
        ("group: description", text("group description", &[HOME])),
        ("group: order", Seen::Not("an order")),
        ("group: collapsed", Seen::Not("a look")),
        ("group: id", Seen::Not("for the API")),
        ("group: imported", Seen::Not("for the API")),
        ("update: title", text("title", &[HOME, INCIDENT, COMPONENT])),
        ("update: slug", said("/incidents/slow-payments/", &[HOME, COMPONENT])),
        ("update: status", said("Investigating", &[INCIDENT])),
        ("update: author", Seen::Not("never shown")),
        ("update: byline", text("byline", &[INCIDENT])),
        ("update: at", said("2026-03-14T10:00:00Z", &[INCIDENT])),
        ("update: components", said("Partial outage", &[INCIDENT, HOME])),
        ("update: interval", said("09:30", &[INCIDENT])),
        ("update: next_update", said("12:45", &[INCIDENT, HOME])),
        ("update: impact", said("Critical", &[INCIDENT])),
        ("update: window", said("2026-03-20T22:00:00Z", &[MAINTENANCE])),
        ("update: audience", Seen::Not("who sees it")),
        ("update: added", said("11:07", &[INCIDENT])),
        ("update: edited", text("edit", &[INCIDENT])),
        ("update: corrects", said("/incidents/slow-payments/#2026-03-14T1000Z-investigating\"", &[INCIDENT])),
        ("update: retracted", text("retraction", &[INCIDENT])),
        ("update: reopened", said("eopened", &["incidents/earlier/index.html"])),
        ("update: merged_into", said("/incidents/slow-payments/", &["incidents/earlier/index.html"])),
        ("update: follows", said("/incidents/earlier/", &[INCIDENT])),
        ("update: upstream", text("upstream", &[INCIDENT])),
        ("update: draft", Seen::Not("released to nobody")),
        ("update: incident_id", Seen::Not("for the API")),
        ("update: id", Seen::Not("for the API")),
        ("update: approval", Seen::Not("for the checker")),
        ("update: imported", Seen::Not("for the API")),
        (
            "post-mortem for customers: title",
            text(
                "post-mortem title",
                &[POSTMORTEM, "postmortems/index.html", "incidents/earlier/index.html"],
            ),
        ),
        ("post-mortem for customers: author", Seen::Not("never shown")),
        ("post-mortem for customers: byline", text("post-mortem byline", &[POSTMORTEM])),
        (
            "post-mortem for customers: published",
            said("2026-03-14T11:33:00Z", &[POSTMORTEM, "postmortems/index.html"]),
        ),
        ("post-mortem for customers: audience", Seen::Not("who sees it")),
        ("post-mortem for customers: incidents", said("/incidents/incident-to-come/", &[POSTMORTEM])),
        ("post-mortem for customers: commitment", text("commitment", &[POSTMORTEM])),
        ("post-mortem for customers: approval", Seen::Not("for the checker")),
        ("post-mortem for customers: id", text("post-mortem id", &["api/v2/incidents.json", "feed.xml"])),
        ("post-mortem for customers: imported", Seen::Not("for the API")),
        ("notice: title", text("notice title", &[HOME])),
        ("notice: from", said("2026-03-14", &[HOME])),
        ("notice: to", Seen::Not("when it goes")),
        ("notice: pinned", Seen::Not("a place")),
        ("notice: audience", Seen::Not("who sees it")),
        ("page: title", text("page title", &[PAGE])),
        ("page: nav", text("page title", everywhere)),
    ]
}

/// The texts below the front matter, each with the pages that show it.
pub(super) const BODIES: [(&str, &[&str]); 6] = [
    ("update", &[INCIDENT]),
    ("maintenance", &[MAINTENANCE]),
    ("component", &[COMPONENT]),
    ("notice", &[HOME]),
    ("page", &[PAGE]),
    ("post-mortem", &[POSTMORTEM, "feed.xml", "postmortems/feed.xml"]),
];
