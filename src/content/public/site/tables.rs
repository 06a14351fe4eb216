//! The tables of `site.toml`, and values that need more than type checks.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::kind::{
    ALLOW_KEYS, APPROVAL_KEYS, GATE_KEYS, PUBLISH_KEYS, SEALED_KEYS, SEVERITY_KEYS, SUPPORT_KEYS,
    UPTIME_KEYS, VIEWS_KEYS,
};
use crate::content::SeverityName;
use crate::content::reader::Reader;
use crate::diagnostics::{did_you_mean, rules};
use crate::span::Spanned;

/// A link to support, to report a problem, or to sign up for news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteLink {
    /// The text of the link.
    pub label: String,
    /// The address of the link: `https:`, `http:` or `mailto:`.
    pub url: String,
}

/// The deadlines for updates of a severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityPolicy {
    /// The time from detection to the first update.
    pub first_update: Option<TimeDelta>,
    /// The time between updates.
    pub update_every: Option<TimeDelta>,
    /// The time from detection until somebody takes responsibility.
    pub acknowledge: Option<TimeDelta>,
}

/// Which entries need an approval.
#[derive(Clone, Debug)]
pub struct ApprovalPolicy {
    /// Entries before this time (UTC) need no approval.
    pub since: Option<DateTime<Utc>>,
    /// Severities whose updates the commander must approve.
    pub comms: BTreeSet<String>,
    /// Roles that must approve a post-mortem.
    pub postmortem: Vec<String>,
}

/// The address below which the views of customers with a login are served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewsAddress {
    /// The address without a trailing slash.
    pub url: String,
    /// Its path: empty, or a path such as `/customers`.
    pub path: String,
}

/// Words that the gate allows.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// The words.
    pub text: String,
    /// The reason.
    pub reason: String,
}

/// Returns an address without a trailing slash, and its path; `None` if no site can have it.
pub(crate) fn site_url(url: &str) -> Option<(String, String)> {
    let trimmed = url.trim_end_matches('/');
    let rest = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:[]".contains(c);
    let is_valid =
        !rest.is_empty() && rest.chars().all(plain) && !rest.contains("//") && !rest.contains("..");
    let path = rest.find('/').map_or("", |slash| &rest[slash..]);
    is_valid.then(|| (trimmed.to_owned(), path.to_owned()))
}

/// Reads the address of the site.
pub(super) fn read_site_url(reader: &Reader<'_>, url: &Spanned<String>) -> Option<(String, String)> {
    let read = site_url(&url.value);
    if read.is_none() {
        let message = format!("`{}` is not a valid address for a site", url.value);
        reader.wrong(&rules::INVALID_VALUE, url.span, message, "write it as `https://status.example.com`");
    }
    read
}

/// Returns the root of ids: a host, with a port if the address of the site had one.
pub(super) fn authority(reader: &Reader<'_>) -> Option<Spanned<String>> {
    let authority = reader.line("authority")?;
    if authority.value.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:[]".contains(c)) {
        return Some(authority);
    }
    let message = format!("`{}` is not a host", authority.value);
    reader.wrong(
        &rules::INVALID_VALUE,
        authority.span,
        message,
        "write it without `https://` and without a path: `status.example.com`",
    );
    None
}

pub(super) fn time_zone(reader: &Reader<'_>) -> Tz {
    let Some(name) = reader.line("time_zone") else { return Tz::UTC };
    name.value.parse().unwrap_or_else(|_| {
        let known = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        let hint = match did_you_mean(&name.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use a name from the tz database, such as `Europe/Tallinn`".into(),
        };
        reader.wrong(&rules::UNKNOWN_VALUE, name.span, format!("unknown time zone `{}`", name.value), &hint);
        Tz::UTC
    })
}

/// The codes of the languages whose words are built in, in their order.
pub const BUILT_IN_LANGUAGES: [&str; 6] = ["ar", "de", "en", "es", "fr", "ja"];

/// Returns the languages of the interface; none if `site.toml` names none.
pub(super) fn languages(reader: &Reader<'_>) -> Vec<Spanned<String>> {
    let language = reader.line("language");
    let Some(Spanned { value: languages, span }) = reader.texts("languages") else {
        return language.into_iter().collect();
    };
    if let Some(language) = &language {
        let hint = "remove `language`: the first of `languages` takes its place";
        reader.wrong(&rules::INVALID_VALUE, language.span, "`language` and `languages` are both set", hint);
    }
    if languages.is_empty() {
        let hint = "write the language of your texts first: `languages = [\"en\", \"de\"]`";
        reader.wrong(&rules::INVALID_VALUE, span, "`languages` is empty", hint);
    }
    let mut known = BTreeSet::new();
    for language in &languages {
        // The folders of pages are in lower case.
        if !known.insert(language.value.to_ascii_lowercase()) {
            let message = format!("`languages` names `{}` twice", language.value);
            reader.wrong(&rules::INVALID_VALUE, language.span, message, "name each language once");
        }
    }
    languages
}

pub(super) fn support(reader: &Reader<'_>) -> Option<SiteLink> {
    SiteLink::read(&reader.table("support", "`support`", SUPPORT_KEYS)?)
}

pub(super) fn report(reader: &Reader<'_>) -> Option<SiteLink> {
    SiteLink::read(&reader.table("report", "`report`", SUPPORT_KEYS)?)
}

pub(super) fn subscribe(reader: &Reader<'_>) -> Vec<SiteLink> {
    reader.tables("subscribe", "a way to subscribe", SUPPORT_KEYS).iter().filter_map(SiteLink::read).collect()
}

impl SiteLink {
    fn read(table: &Reader<'_>) -> Option<Self> {
        let (label, url) = (table.line("label"), table.link("url"));
        Some(Self { label: label?.value, url: url?.value })
    }
}

pub(super) fn partial_weight(reader: &Reader<'_>) -> f64 {
    let Some(table) = reader.table("uptime", "`uptime`", UPTIME_KEYS) else { return 0.5 };
    let Some(weight) = table.number("partial_weight") else { return 0.5 };
    if !(0.0..=1.0).contains(&weight.value) {
        let message = "`partial_weight` must be from 0 to 1";
        table.wrong(
            &rules::INVALID_VALUE,
            weight.span,
            message,
            "0.5 counts a partial outage as half an outage",
        );
        return 0.5;
    }
    weight.value
}

pub(super) fn severities(reader: &Reader<'_>) -> BTreeMap<String, SeverityPolicy> {
    let mut all: BTreeMap<_, _> =
        SeverityName::BUILT_IN.iter().map(|name| ((*name).to_owned(), SeverityPolicy::default())).collect();
    for (name, table) in reader.named_tables("severity", "a severity", SEVERITY_KEYS) {
        let span = |key| table.duration(key).map(|span| span.value);
        let policy = SeverityPolicy {
            first_update: span("first_update"),
            update_every: span("update_every"),
            acknowledge: span("acknowledge"),
        };
        all.insert(SeverityName::new(&name.value).as_str().to_owned(), policy);
    }
    all
}

pub(super) fn approval(reader: &Reader<'_>) -> Option<ApprovalPolicy> {
    let table = reader.table("approval", "`approval`", APPROVAL_KEYS)?;
    Some(ApprovalPolicy {
        since: table.time("since").map(|time| time.value),
        comms: table
            .lines("comms")
            .iter()
            .map(|name| SeverityName::new(&name.value).as_str().to_owned())
            .collect(),
        postmortem: table.lines("postmortem").into_iter().map(|role| role.value).collect(),
    })
}

pub(super) fn views(reader: &Reader<'_>) -> Option<ViewsAddress> {
    let url = reader.table("views", "`views`", VIEWS_KEYS)?.line("url")?;
    let (url, path) = read_site_url(reader, &url)?;
    Some(ViewsAddress { url, path })
}

/// Whether the page about the response is published.
pub(super) fn publishes_response(reader: &Reader<'_>) -> bool {
    reader.table("publish", "`publish`", PUBLISH_KEYS).is_some_and(|table| table.flag("response"))
}

pub(super) fn sealed_months(reader: &Reader<'_>) -> u32 {
    const DEFAULT: u32 = 24;
    let Some(table) = reader.table("sealed", "`sealed`", SEALED_KEYS) else { return DEFAULT };
    let Some(months) = table.number("months") else { return DEFAULT };
    let whole = (1..=120_u32).find(|number| f64::from(*number).total_cmp(&months.value).is_eq());
    whole.unwrap_or_else(|| {
        let message = "`months` must be a whole number from 1 to 120";
        table.wrong(&rules::INVALID_VALUE, months.span, message, "24 shows the last two years");
        DEFAULT
    })
}

pub(super) fn gate(reader: &Reader<'_>) -> (Vec<Spanned<String>>, Vec<Allowed>) {
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
