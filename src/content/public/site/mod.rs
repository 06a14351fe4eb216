//! `site.toml`: the settings of the site.

mod board_output;
mod kind;
mod rule_levels;
mod tables;
mod tiers;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

pub(in crate::content) use kind::KIND;
pub use rule_levels::{RuleLevel, RuleSetting};
pub(crate) use tables::site_url;
pub use tables::{Allowed, ApprovalPolicy, BUILT_IN_LANGUAGES, SeverityPolicy, SiteLink, ViewsAddress};
pub use tiers::{Tier, TierTarget};

use crate::content::reader::Reader;
use crate::diagnostics::Rule;
use crate::source::SourceFile;
use crate::span::{Span, Spanned};

/// The settings of the site.
#[derive(Clone, Debug)]
pub struct SiteConfig {
    /// The site's name.
    pub title: String,
    /// The address of the site without a trailing slash: `https://status.example.com/status`.
    pub url: String,
    /// The path of `url`, which is prepended to every link: empty, or `/status`.
    pub base_path: String,
    /// A description of the site, in one line.
    pub description: String,
    /// The language of the interface and of the texts. With several languages, it is the first one.
    pub language: Spanned<String>,
    /// The other languages of the interface, each with pages below a folder of its own.
    pub other_languages: Vec<Spanned<String>>,
    /// The time zone in which days begin and end.
    pub time_zone: Tz,
    /// Name of the theme.
    pub theme: Spanned<String>,
    /// A link to support.
    pub support: Option<SiteLink>,
    /// A link to report a problem.
    pub report: Option<SiteLink>,
    /// Links to sign up for news elsewhere.
    pub subscribe: Vec<SiteLink>,
    /// A fixed time to use instead of the current one, UTC.
    pub clock: Option<DateTime<Utc>>,
    /// How much of a partial outage counts as downtime, 0 to 1.
    pub partial_weight: f64,
    /// Deadlines by canonical severity name.
    pub severities: BTreeMap<String, SeverityPolicy>,
    /// What was agreed with customers, by tier.
    pub tiers: BTreeMap<String, Tier>,
    /// Which entries need an approval.
    pub approval: Option<ApprovalPolicy>,
    /// Patterns that must never be published.
    pub forbid: Vec<Spanned<String>>,
    /// Words that may be published although they are a customer's name.
    pub allow: Vec<Allowed>,
    /// The levels of rules, as set for this site.
    pub rules: Vec<RuleSetting>,
    /// The root of ids, guids and tag URIs; `None` for the host of `url`.
    pub authority: Option<Spanned<String>>,
    /// The address at which `private/` is served, without a trailing slash; `None` for [`url`](Self::url) and `/private`.
    pub views: Option<ViewsAddress>,
    /// How many months a sealed view contains, with the current one.
    pub sealed_months: u32,
    /// Whether the page "How we respond" is published.
    pub publishes_response: bool,
    /// The folder of the site for colleagues, relative to the project unless absolute; `None` for no such site.
    pub board_output: Option<Spanned<String>>,
    /// Id in the API.
    pub id: Option<Spanned<String>>,
    /// Its file.
    pub span: Span,
}

impl SiteConfig {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>) -> Option<Self> {
        let title = reader.line("title");
        let url = reader.line("url").and_then(|url| tables::read_site_url(reader, &url));
        let mut languages = tables::languages(reader).into_iter();
        let line = |key| reader.line(key).map(|text| text.value);
        let site = Self {
            title: title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
            url: url.as_ref().map(|(url, _)| url.clone()).unwrap_or_default(),
            base_path: url.as_ref().map(|(_, path)| path.clone()).unwrap_or_default(),
            description: line("description").unwrap_or_default(),
            language: languages.next().unwrap_or_else(|| Spanned::new("en".into(), file.top())),
            other_languages: languages.collect(),
            time_zone: tables::time_zone(reader),
            theme: reader.line("theme").unwrap_or_else(|| Spanned::new("default".into(), file.top())),
            support: tables::support(reader),
            report: tables::report(reader),
            subscribe: tables::subscribe(reader),
            clock: reader.time("clock").map(|time| time.value),
            partial_weight: tables::partial_weight(reader),
            severities: tables::severities(reader),
            tiers: tiers::tiers(reader),
            approval: tables::approval(reader),
            forbid: Vec::new(),
            allow: Vec::new(),
            rules: rule_levels::rule_levels(reader),
            authority: tables::authority(reader),
            views: tables::views(reader),
            sealed_months: tables::sealed_months(reader),
            publishes_response: tables::publishes_response(reader),
            board_output: board_output::board_output(reader),
            id: reader.api_id("id"),
            span: file.top(),
        };
        let (forbid, allow) = tables::gate(reader);
        (title.is_some() && url.is_some()).then_some(Self { forbid, allow, ..site })
    }

    /// Whether `[rules]` turns a rule off. Errors cannot be turned off.
    #[must_use]
    pub fn turns_off(&self, rule: &Rule) -> bool {
        self.rules.iter().any(|setting| setting.level == RuleLevel::Off && setting.rule.name == rule.name)
    }

    /// Returns all languages of the interface, the first one first.
    pub fn languages(&self) -> impl Iterator<Item = &Spanned<String>> {
        std::iter::once(&self.language).chain(&self.other_languages)
    }

    /// Whether a post-mortem published at this time (UTC) needs an approval. All do, unless they were published before
    /// `[approval] since`.
    #[must_use]
    pub fn postmortem_needs_approval(&self, published: DateTime<Utc>) -> bool {
        let since = self.approval.as_ref().and_then(|policy| policy.since);
        since.is_none_or(|since| published >= since)
    }

    /// Returns the root of ids, guids and tag URIs: `authority`, or else the host of `url`. It stays the same when the
    /// site moves to another address.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.authority.as_ref().map_or_else(|| self.host(), |authority| &authority.value)
    }

    /// Returns the address at which `private/` is served, and its path.
    #[must_use]
    pub fn private_address(&self) -> ViewsAddress {
        self.views.clone().unwrap_or_else(|| ViewsAddress {
            url: format!("{}/private", self.url),
            path: format!("{}/private", self.base_path),
        })
    }

    /// Returns the host of the site's address, with its port.
    fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    }
}
