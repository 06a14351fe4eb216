//! `timeline/<time>-<author>.md`: what was observed and done, one file per entry.

use chrono::{DateTime, Utc};

use super::roles::{ROLE_KEYS, Roles, read_roles};
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::keyword::keywords;
use crate::content::misplaced_keys::without_keys;
use crate::content::reader::Reader;
use crate::content::{SeverityName, stem_time};
use crate::diagnostics::{Finding, rules};
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

keywords! {
    /// A milestone, from which durations are measured.
    Milestone, "milestone" {
        /// The incident began.
        Started = "started",
        /// The incident was noticed.
        Detected = "detected",
        /// Somebody took responsibility.
        Acknowledged = "acknowledged",
        /// The cause was found.
        Identified = "identified",
        /// Customers were no longer affected.
        Mitigated = "mitigated",
        /// The incident was over.
        Resolved = "resolved",
        /// More people were called in.
        Escalated = "escalated",
        /// A decision was made.
        Decision = "decision",
    }
}

keywords! {
    /// The effect of an action.
    Outcome, "outcome" {
        /// It helped.
        Helped = "helped",
        /// It changed nothing.
        NoEffect = "no_effect",
        /// It made things worse.
        MadeWorse = "made_worse",
    }
}

/// One entry of a timeline.
#[derive(Clone, Debug)]
pub struct TimelineEntry {
    /// The time, UTC.
    pub at: DateTime<Utc>,
    /// The author, by the id in `people.toml`, or `monitor`.
    pub author: Option<String>,
    /// The milestone that the entry marks.
    pub milestone: Option<Spanned<Milestone>>,
    /// The severity from this time on.
    pub severity: Option<Spanned<SeverityName>>,
    /// The people who hold these roles from this time on.
    pub roles: Roles,
    /// The effect of the action.
    pub outcome: Option<Spanned<Outcome>>,
    /// The step of the escalation that was taken, by its id.
    pub did: Option<Spanned<String>>,
    /// Links to evidence.
    pub evidence: Vec<Spanned<String>>,
    /// The id of the item in another system that an import wrote the entry for: `pagerduty:Q02JTSNZWHSEKV`.
    pub source_id: Option<Spanned<String>>,
    /// Its file.
    pub span: Span,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a timeline entry",
    path: "incidents/<folder>/timeline/<time>-<author>.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Optional,
    keys: &[
        Key::optional(
            "milestone",
            "keyword",
            "`started`, `detected`, `acknowledged`, `identified`, `mitigated`, `resolved`, `escalated` or `decision`",
        ),
        Key::optional("severity", "severity", "the severity from this time on"),
        Key::optional("roles", "table", "a handover: who holds these roles from this time on"),
        Key::optional(
            "outcome",
            "keyword",
            "the effect of the action: `helped`, `no_effect` or `made_worse`",
        ),
        Key::optional("evidence", "list of links", "links to evidence"),
        Key::optional(
            "did",
            "step",
            "the step that was taken: the `id` of a step in `response.toml`, or what `allclear due` says",
        ),
        Key::optional(
            "source_id",
            "text",
            "the item in another system that the entry was imported from; its author may be somebody who is not in `people.toml`",
        ),
    ],
    tables: &[("roles", ROLE_KEYS)],
    text: "What was observed and done.",
};

impl TimelineEntry {
    /// Returns a text from another system as the text of an entry: no line of it is taken for front matter.
    #[must_use]
    pub fn text_of(text: &str) -> String {
        without_keys(text, &KIND)
    }

    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>) -> Option<Self> {
        let entry = (
            reader.keyword("milestone"),
            reader.line("severity").map(|text| text.map(|text| SeverityName::new(&text))),
            read_roles(reader),
            reader.keyword("outcome"),
            reader.lines("evidence"),
            reader.line("did"),
            reader.line("source_id"),
        );
        let Some((at, author)) = stem_time(file.stem()) else {
            reader.report(
                Finding::at(
                    &rules::FILE_NAME_TIME,
                    file.top(),
                    format!("`{}.md` does not begin with a time", file.stem()),
                )
                .hint("name it after the time and the author: `2026-03-14T0917Z-ana.md`"),
            );
            return None;
        };
        let (milestone, severity, roles, outcome, evidence, did, source_id) = entry;
        Some(Self {
            at,
            author: author.map(str::to_owned),
            milestone,
            severity,
            roles,
            outcome,
            evidence,
            did,
            source_id,
            span: file.top(),
        })
    }
}
