//! `site.toml`: the site itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::content::SeverityName;
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::diagnostics::{did_you_mean, rules};
use crate::source::{Located, Place, Side, SourceFile};

/// What `site.toml` says.
#[derive(Clone, Debug)]
pub struct SiteConfig {
    /// The site's name.
    pub title: String,
    /// Address of the site without a slash at its end: `https://status.example.com/status`.
    pub url: String,
    /// The path of `url`, put before every link: empty, or `/status`.
    pub base_path: String,
    /// What the site is, in one line.
    pub description: String,
    /// Language of the page's own words.
    pub language: String,
    /// Where days begin and end.
    pub time_zone: Tz,
    /// Name of the theme.
    pub theme: Located<String>,
    /// Where customers find help.
    pub support: Option<Support>,
    /// Freezes the clock, UTC.
    pub clock: Option<DateTime<Utc>>,
    /// How much of a partial outage counts as an outage, 0 to 1.
    pub partial_weight: f64,
    /// Deadlines by severity, by its usual name.
    pub severities: BTreeMap<String, SeverityPolicy>,
    /// Targets by tier and severity.
    pub tiers: BTreeMap<String, BTreeMap<String, TierTarget>>,
    /// Which entries need an approval.
    pub approval: Option<ApprovalPolicy>,
    /// Patterns that must never be published.
    pub forbid: Vec<Located<String>>,
    /// Words that are allowed although they name a customer.
    pub allow: Vec<Allowed>,
    /// Id in the API.
    pub id: Option<Located<String>>,
    /// Its file.
    pub place: Place,
}

/// A link to help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// Its words.
    pub label: String,
    /// Its address: `https:`, `http:` or `mailto:`.
    pub url: String,
}

/// How soon and how often customers hear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityPolicy {
    /// From detection to the first update.
    pub first_update: Option<TimeDelta>,
    /// From one update to the next.
    pub update_every: Option<TimeDelta>,
}

/// What a tier of customers was promised for a severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TierTarget {
    /// Time to a response.
    pub response: Option<TimeDelta>,
    /// Time to a resolution.
    pub resolution: Option<TimeDelta>,
}

/// Which entries need an approval.
#[derive(Clone, Debug)]
pub struct ApprovalPolicy {
    /// Entries before this instant need none, UTC.
    pub since: Option<DateTime<Utc>>,
    /// Severities whose updates need the commander.
    pub comms: BTreeSet<String>,
    /// Roles that a post-mortem needs.
    pub postmortem: Vec<String>,
}

/// Words that the gate lets through.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// The words.
    pub text: String,
    /// Why.
    pub reason: String,
}

const SUPPORT_KEYS: &[Key] =
    &[Key::required("label", "text", "the words of the link"), Key::required("url", "link", "its address")];
const UPTIME_KEYS: &[Key] = &[Key::optional(
    "partial_weight",
    "number",
    "how much of a partial outage counts, 0 to 1; without it, 0.5",
)];
const SEVERITY_KEYS: &[Key] = &[
    Key::optional("first_update", "span", "how soon after detection customers hear first"),
    Key::optional("update_every", "span", "how often they hear after that"),
];
const TIER_KEYS: &[Key] = &[
    Key::optional("response", "span", "time to a response"),
    Key::optional("resolution", "span", "time to a resolution"),
];
const APPROVAL_KEYS: &[Key] = &[
    Key::optional("since", "time", "entries before this need none"),
    Key::optional("comms", "list of severities", "severities whose updates need the commander"),
    Key::optional("postmortem", "list of roles", "roles that a post-mortem needs"),
];
const GATE_KEYS: &[Key] = &[
    Key::optional(
        "forbid",
        "list of patterns",
        "hosts (`*.internal`), networks (`10.0.0.0/8`) and texts that must never be published",
    ),
    Key::optional("allow", "list of tables", "words that are allowed although they name a customer"),
];
const ALLOW_KEYS: &[Key] =
    &[Key::required("text", "text", "the words"), Key::required("reason", "text", "why they are allowed")];

pub(in crate::content) const KIND: Kind = Kind {
    name: "`site.toml`",
    path: "site.toml",
    side: Side::Public,
    front_matter: FrontMatterNeed::WholeFile,
    keys: &[
        Key::required("title", "text", "the site's name"),
        Key::required("url", "link", "the site's address; with a path if it is hosted below one"),
        Key::optional("description", "text", "what the site is, in one line"),
        Key::optional("language", "text", "the language of the page's own words; without it, `en`"),
        Key::optional(
            "time_zone",
            "text",
            "where days begin and end, such as `Europe/Tallinn`; without it, `UTC`",
        ),
        Key::optional("theme", "text", "a folder of `themes/`; without it, `default`, the built-in theme"),
        Key::optional("support", "table", "where customers find help"),
        Key::optional("clock", "time", "freezes the clock, for samples and tests"),
        Key::optional("uptime", "table", "how uptime is computed"),
        Key::optional("severity", "table of severities", "deadlines that the checker judges by"),
        Key::optional("tier", "table of tiers", "targets by tier and severity"),
        Key::optional("approval", "table", "which entries need an approval"),
        Key::optional("gate", "table", "what must never be published"),
        Key::optional("id", "text", "the site's id in the API, kept from an import"),
    ],
    tables: &[
        ("support", SUPPORT_KEYS),
        ("uptime", UPTIME_KEYS),
        ("severity.<name>", SEVERITY_KEYS),
        ("tier.<name>.<severity>", TIER_KEYS),
        ("approval", APPROVAL_KEYS),
        ("gate", GATE_KEYS),
        ("gate.allow", ALLOW_KEYS),
    ],
    text: "",
};

impl SiteConfig {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>) -> Option<Self> {
        let title = reader.line("title");
        let url = reader.line("url").and_then(|url| site_url(reader, &url));
        let line = |key| reader.line(key).map(|text| text.value);
        let site = Self {
            title: title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
            url: url.as_ref().map(|(url, _)| url.clone()).unwrap_or_default(),
            base_path: url.as_ref().map(|(_, path)| path.clone()).unwrap_or_default(),
            description: line("description").unwrap_or_default(),
            language: line("language").unwrap_or_else(|| "en".into()),
            time_zone: time_zone(reader),
            theme: reader.line("theme").unwrap_or_else(|| Located::new("default".into(), file.top())),
            support: support(reader),
            clock: reader.time("clock").map(|time| time.value),
            partial_weight: partial_weight(reader),
            severities: severities(reader),
            tiers: tiers(reader),
            approval: reader.table("approval", "`approval`", APPROVAL_KEYS).map(|table| approval(&table)),
            forbid: Vec::new(),
            allow: Vec::new(),
            id: reader.api_id("id"),
            place: file.top(),
        };
        let (forbid, allow) = gate(reader);
        (title.is_some() && url.is_some()).then_some(Self { forbid, allow, ..site })
    }

    /// The name of the host that the site is on.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    }
}

/// The address without a slash at its end, and its path.
fn site_url(reader: &Reader<'_>, url: &Located<String>) -> Option<(String, String)> {
    let trimmed = url.value.trim_end_matches('/');
    let rest = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:[]".contains(c);
    match rest {
        Some(rest)
            if !rest.is_empty()
                && rest.chars().all(plain)
                && !rest.contains("//")
                && !rest.contains("..") =>
        {
            let path = rest.find('/').map_or("", |slash| &rest[slash..]);
            Some((trimmed.to_owned(), path.to_owned()))
        }
        _ => {
            let message = format!("`{}` is no address of a site", url.value);
            reader.wrong(
                &rules::INVALID_VALUE,
                url.place,
                message,
                "write it as `https://status.example.com`",
            );
            None
        }
    }
}

fn time_zone(reader: &Reader<'_>) -> Tz {
    let Some(name) = reader.line("time_zone") else { return Tz::UTC };
    name.value.parse().unwrap_or_else(|_| {
        let known = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        let hint = match did_you_mean(&name.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write it as `Europe/Tallinn`; the list is that of the tz database".into(),
        };
        reader.wrong(&rules::UNKNOWN_VALUE, name.place, format!("unknown time zone `{}`", name.value), &hint);
        Tz::UTC
    })
}

fn support(reader: &Reader<'_>) -> Option<Support> {
    let table = reader.table("support", "`support`", SUPPORT_KEYS)?;
    let (label, url) = (table.line("label"), table.link("url"));
    Some(Support { label: label?.value, url: url?.value })
}

fn partial_weight(reader: &Reader<'_>) -> f64 {
    let Some(table) = reader.table("uptime", "`uptime`", UPTIME_KEYS) else { return 0.5 };
    let Some(weight) = table.number("partial_weight") else { return 0.5 };
    if !(0.0..=1.0).contains(&weight.value) {
        let message = "`partial_weight` is a share from 0 to 1";
        table.wrong(
            &rules::INVALID_VALUE,
            weight.place,
            message,
            "0.5 counts a partial outage as half an outage",
        );
        return 0.5;
    }
    weight.value
}

fn severities(reader: &Reader<'_>) -> BTreeMap<String, SeverityPolicy> {
    let mut all: BTreeMap<_, _> =
        SeverityName::BUILT_IN.iter().map(|name| ((*name).to_owned(), SeverityPolicy::default())).collect();
    for (name, table) in reader.named_tables("severity", "a severity", SEVERITY_KEYS) {
        let span = |key| table.duration(key).map(|span| span.value);
        let policy =
            SeverityPolicy { first_update: span("first_update"), update_every: span("update_every") };
        all.insert(SeverityName::new(&name.value).as_str().to_owned(), policy);
    }
    all
}

fn tiers(reader: &Reader<'_>) -> BTreeMap<String, BTreeMap<String, TierTarget>> {
    reader
        .names_of_tables("tier", "a target", TIER_KEYS)
        .into_iter()
        .map(|(tier, targets)| {
            let targets = targets.into_iter().map(|(severity, table)| {
                let span = |key| table.duration(key).map(|span| span.value);
                let target = TierTarget { response: span("response"), resolution: span("resolution") };
                (SeverityName::new(&severity.value).as_str().to_owned(), target)
            });
            (tier.value, targets.collect())
        })
        .collect()
}

fn approval(table: &Reader<'_>) -> ApprovalPolicy {
    ApprovalPolicy {
        since: table.time("since").map(|time| time.value),
        comms: table
            .lines("comms")
            .iter()
            .map(|name| SeverityName::new(&name.value).as_str().to_owned())
            .collect(),
        postmortem: table.lines("postmortem").into_iter().map(|role| role.value).collect(),
    }
}

fn gate(reader: &Reader<'_>) -> (Vec<Located<String>>, Vec<Allowed>) {
    let Some(table) = reader.table("gate", "`gate`", GATE_KEYS) else { return (Vec::new(), Vec::new()) };
    let allow = table
        .tables("allow", "an allowed text", ALLOW_KEYS)
        .iter()
        .filter_map(|table| {
            let (text, reason) = (table.line("text"), table.line("reason"));
            Some(Allowed { text: text?.value, reason: reason?.value })
        })
        .collect();
    (table.lines("forbid"), allow)
}
