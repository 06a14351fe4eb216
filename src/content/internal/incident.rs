//! `incidents/<folder>/incident.md`: the internal record of an incident.

use super::roles::{ROLE_KEYS, Roles, read_roles};
use crate::content::SeverityName;
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::keyword::keywords;
use crate::content::reader::Reader;
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

keywords! {
    /// The kind of event.
    IncidentKind, "kind" {
        /// Customers were, or may have been, affected.
        Incident = "incident",
        /// It nearly happened. Stays internal.
        NearMiss = "near_miss",
        /// An exercise. Stays internal.
        Drill = "drill",
    }
}

keywords! {
    /// Who reported it.
    Reporter, "reporter" {
        /// A monitoring system.
        Monitoring = "monitoring",
        /// An account manager.
        Csm = "csm",
        /// A customer.
        Customer = "customer",
        /// An engineer.
        Engineer = "engineer",
    }
}

keywords! {
    /// A special circumstance.
    Flag, "flag" {
        /// Data was lost.
        DataLoss = "data_loss",
        /// Security is affected.
        Security = "security",
        /// Customers complained.
        Complaint = "complaint",
    }
}

/// The internal record of an incident.
#[derive(Clone, Debug)]
pub struct Incident {
    /// Its internal title.
    pub title: Option<Spanned<String>>,
    /// The severity.
    pub severity: Option<Spanned<SeverityName>>,
    /// The affected components, as written.
    pub components: Vec<Spanned<String>>,
    /// The affected tiers.
    pub tiers: Vec<Spanned<String>>,
    /// The affected customers.
    pub customers: Vec<Spanned<String>>,
    /// Who reported it.
    pub reported_by: Option<Spanned<Reporter>>,
    /// The kind of event.
    pub kind: IncidentKind,
    /// Special circumstances.
    pub flags: Vec<Spanned<Flag>>,
    /// The folder of an earlier incident with the same cause.
    pub repeat_of: Option<Spanned<String>>,
    /// The folders of earlier incidents that look alike and had another cause.
    pub not_repeat_of: Vec<Spanned<String>>,
    /// The affected users, in words.
    pub affected_users: Option<Spanned<String>>,
    /// The affected revenue, in words.
    pub affected_revenue: Option<Spanned<String>>,
    /// Why it gets no post-mortem although the policy requires one.
    pub postmortem_waived: Option<Spanned<String>>,
    /// The key of the alert that opened it, by which a repeated alert is recognised.
    pub source_key: Option<Spanned<String>>,
    /// The roles in the response, each with a person.
    pub roles: Roles,
    /// Its file.
    pub span: Span,
}

const AFFECTED_KEYS: &[Key] = &[
    Key::optional("users", "text", "the affected users, such as `about 4,000`"),
    Key::optional("revenue", "text", "the affected revenue"),
];

pub(in crate::content) const KIND: Kind = Kind {
    name: "an incident",
    path: "incidents/<folder>/incident.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::required("title", "text", "the internal title"),
        Key::required("severity", "severity", "the severity: `P1` to `P4`, or `SEV-1` to `SEV-4`"),
        Key::optional("components", "list of components", "the affected components"),
        Key::optional("tiers", "list of tiers", "the affected tiers"),
        Key::optional(
            "customers",
            "list of customers",
            "the affected customers; this does not release anything to them",
        ),
        Key::optional(
            "reported_by",
            "keyword",
            "who reported it: `monitoring`, `csm`, `customer` or `engineer`",
        ),
        Key::optional("kind", "keyword", "`incident`, `near_miss` or `drill`; default `incident`"),
        Key::optional(
            "flags",
            "list of keywords",
            "special circumstances: `data_loss`, `security`, `complaint`",
        ),
        Key::optional("repeat_of", "folder", "an earlier incident with the same cause"),
        Key::optional(
            "not_repeat_of",
            "list of folders",
            "earlier incidents that look alike and had another cause; this ends the warning `likely-repeat`",
        ),
        Key::optional("affected", "table", "how many were affected; `unknown` if nobody can say"),
        Key::optional(
            "postmortem_waived",
            "text",
            "why it gets no post-mortem although the policy requires one",
        ),
        Key::optional(
            "source_key",
            "text",
            "the key of the alert that opened it; while it is open, alerts with the same key become entries of its timeline",
        ),
        Key::optional("roles", "table", "the people in the response"),
    ],
    tables: &[("roles", ROLE_KEYS), ("affected", AFFECTED_KEYS)],
    text: "What the reporter observed, in their own words.",
};

impl Incident {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>) -> Self {
        let affected = reader.table("affected", "`affected`", AFFECTED_KEYS);
        Self {
            title: reader.line("title"),
            severity: reader.line("severity").map(|text| text.map(|text| SeverityName::new(&text))),
            components: reader.lines("components"),
            tiers: reader.lines("tiers"),
            customers: reader.lines("customers"),
            reported_by: reader.keyword("reported_by"),
            kind: reader.keyword("kind").map_or(IncidentKind::Incident, |kind| kind.value),
            flags: reader.lines("flags").iter().filter_map(|flag| reader.as_keyword(flag)).collect(),
            repeat_of: reader.line("repeat_of"),
            not_repeat_of: reader.lines("not_repeat_of"),
            affected_users: affected.as_ref().and_then(|table| table.line("users")),
            affected_revenue: affected.as_ref().and_then(|table| table.line("revenue")),
            postmortem_waived: reader.line("postmortem_waived"),
            source_key: reader.line("source_key"),
            roles: read_roles(reader),
            span: file.top(),
        }
    }
}
