//! The public keys and the pages on which each must be: a boundary that publishes nothing would pass all other tests.

use super::word::public;

/// Pages of the incident, the maintenance and the component of the fixture.
pub(super) const INCIDENT: &str = "incidents/slow-payments/index.html";
pub(super) const MAINTENANCE: &str = "maintenance/new-database/index.html";
pub(super) const COMPONENT: &str = "components/shop-api/index.html";
const POSTMORTEM: &str = "postmortems/earlier/index.html";
const HOME: &str = "index.html";
const PAGE: &str = "about/index.html";

/// Where the value of a key is published.
pub(super) enum Seen {
    /// This text, on these pages.
    On(&'static [&'static str], String),
    /// Not published as text, for this reason.
    Not(#[expect(dead_code, reason = "for the reader of the table")] &'static str),
}

/// Every key of every public kind, as `kind: key`.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn keys() -> Vec<(&'static str, Seen)> {
    let text = |name: &str, pages| Seen::On(pages, public(name));
    let literal = |text: &str, pages| Seen::On(pages, text.to_owned());
    let everywhere: &[&str] =
        &[HOME, INCIDENT, MAINTENANCE, COMPONENT, PAGE, "404.html", "history/index.html"];
    vec![
        ("site.toml: title", text("site title", everywhere)),
        ("site.toml: url", literal("https://status.pblc.example/", &[HOME, INCIDENT])),
        ("site.toml: description", text("site description", &[HOME])),
        ("site.toml: authority", literal("tag:status.pblc.example,2005:", &["history.atom"])),
        ("site.toml: language", Seen::Not("`languages` takes its place")),
        (
            "site.toml: languages",
            literal("lang=\"en\" hreflang=\"en\"", &[HOME, INCIDENT, "de/index.html", "de/404.html"]),
        ),
        ("site.toml: time_zone", literal("Europe/Tallinn", everywhere)),
        ("site.toml: theme", Seen::Not("changes the design")),
        ("site.toml: support", text("support", everywhere)),
        ("site.toml: report", text("report", everywhere)),
        ("site.toml: subscribe", text("subscribe", everywhere)),
        ("site.toml: clock", Seen::Not("for sample sites")),
        ("site.toml: uptime", literal("25%", &[COMPONENT])),
        ("site.toml: severity", Seen::Not("for `check`")),
        ("site.toml: tier", Seen::Not("for `check`")),
        ("site.toml: approval", Seen::Not("for `check`")),
        ("site.toml: gate", Seen::Not("for the gate")),
        ("site.toml: views", Seen::Not("for the views of customers")),
        ("site.toml: rules", Seen::Not("for `check`")),
        ("site.toml: board", Seen::Not("for colleagues")),
        ("site.toml: publish", literal("Promised updates on time", &["response/index.html"])),
        ("site.toml: sealed", Seen::Not("for the views of customers")),
        ("site.toml: id", Seen::Not("for the API")),
        ("component: name", text("component", &[HOME, COMPONENT, INCIDENT])),
        ("component: description", text("component description", &[COMPONENT])),
        ("component: order", Seen::Not("sets the order")),
        ("component: hidden", Seen::Not("hides it from the home page")),
        ("component: since", Seen::Not("starts the uptime")),
        ("component: retired", literal("Retired since", &["components/old/index.html"])),
        ("component: audience", Seen::Not("sets the audience")),
        ("component: slug", literal("/components/shop-api/", &[HOME, INCIDENT])),
        (
            "component: aliases",
            literal("url=/components/shop-api/\"", &["components/earlier-component/index.html"]),
        ),
        ("component: id", Seen::Not("for the API")),
        ("component: imported", Seen::Not("for the API")),
        ("group: name", text("group", &[HOME, COMPONENT])),
        ("group: description", text("group description", &[HOME])),
        ("group: order", Seen::Not("sets the order")),
        ("group: collapsed", Seen::Not("changes the design")),
        ("group: id", Seen::Not("for the API")),
        ("group: imported", Seen::Not("for the API")),
        ("update: title", text("title", &[HOME, INCIDENT, COMPONENT])),
        ("update: slug", literal("/incidents/slow-payments/", &[HOME, COMPONENT])),
        ("update: status", literal("Investigating", &[INCIDENT])),
        ("update: author", Seen::Not("stays internal")),
        ("update: byline", text("byline", &[INCIDENT])),
        ("update: at", literal("2026-03-14T10:00:00Z", &[INCIDENT])),
        ("update: components", literal("Partial outage", &[INCIDENT, HOME])),
        ("update: interval", literal("09:30", &[INCIDENT])),
        (
            "update: summary",
            text("summary", &[HOME, INCIDENT, COMPONENT, "feed.xml", "api/v2/incidents.json"]),
        ),
        ("update: next_update", literal("12:45", &[INCIDENT, HOME])),
        ("update: impact", literal("Critical", &[INCIDENT])),
        ("update: window", literal("2026-03-20T22:00:00Z", &[MAINTENANCE])),
        ("update: audience", Seen::Not("sets the audience")),
        ("update: added", literal("11:07", &[INCIDENT])),
        ("update: edited", text("edit", &[INCIDENT])),
        (
            "update: corrects",
            literal("/incidents/slow-payments/#2026-03-14T1000Z-investigating\"", &[INCIDENT]),
        ),
        ("update: retracted", text("retraction", &[INCIDENT])),
        ("update: reopened", literal("eopened", &["incidents/earlier/index.html"])),
        ("update: merged_into", literal("/incidents/slow-payments/", &["incidents/earlier/index.html"])),
        ("update: follows", literal("/incidents/earlier/", &[INCIDENT])),
        ("update: upstream", text("upstream", &[INCIDENT])),
        ("update: draft", Seen::Not("not published")),
        (
            "update: aliases",
            literal("url=/incidents/slow-payments/\"", &["incidents/earlier-address/index.html"]),
        ),
        ("update: incident_id", Seen::Not("for the API")),
        ("update: id", Seen::Not("for the API")),
        ("update: approval", Seen::Not("for `check`")),
        ("update: imported", Seen::Not("for the API")),
        (
            "post-mortem for customers: title",
            text(
                "post-mortem title",
                &[POSTMORTEM, "postmortems/index.html", "incidents/earlier/index.html"],
            ),
        ),
        ("post-mortem for customers: author", Seen::Not("stays internal")),
        ("post-mortem for customers: byline", text("post-mortem byline", &[POSTMORTEM])),
        (
            "post-mortem for customers: published",
            literal("2026-03-14T11:33:00Z", &[POSTMORTEM, "postmortems/index.html"]),
        ),
        ("post-mortem for customers: draft", Seen::Not("not published")),
        ("post-mortem for customers: edited", text("post-mortem edit", &[POSTMORTEM])),
        ("post-mortem for customers: audience", Seen::Not("sets the audience")),
        ("post-mortem for customers: incidents", literal("/incidents/incident-to-come/", &[POSTMORTEM])),
        ("post-mortem for customers: commitment", text("commitment", &[POSTMORTEM])),
        ("post-mortem for customers: approval", Seen::Not("for `check`")),
        ("post-mortem for customers: id", text("post-mortem id", &["api/v2/incidents.json", "feed.xml"])),
        ("post-mortem for customers: imported", Seen::Not("for the API")),
        ("notice: title", text("notice title", &[HOME])),
        ("notice: from", literal("2026-03-14", &[HOME])),
        ("notice: to", Seen::Not("ends the notice")),
        ("notice: pinned", Seen::Not("sets the position")),
        ("notice: audience", Seen::Not("sets the audience")),
        ("notice: aliases", literal("url=/#notice-moving\"", &["issues/moving/index.html"])),
        ("page: title", text("page title", &[PAGE])),
        ("page: nav", text("page title", everywhere)),
        ("page: aliases", literal("url=/about/\"", &["earlier-page/index.html"])),
    ]
}

/// The texts below the front matter, each with the pages that contain it.
pub(super) const BODIES: [(&str, &[&str]); 6] = [
    ("update", &[INCIDENT]),
    ("maintenance", &[MAINTENANCE]),
    ("component", &[COMPONENT]),
    ("notice", &[HOME]),
    ("page", &[PAGE]),
    ("post-mortem", &[POSTMORTEM, "feed.xml", "postmortems/feed.xml"]),
];
