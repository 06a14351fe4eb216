//! `comms/postmortem.md`: a post-mortem for customers.

use chrono::{DateTime, NaiveDate, Utc};

use super::Approval;
use super::approval::KEYS as APPROVAL_KEYS;
use super::imported::{ImportedUpdate, UPDATE_KEYS};
use super::update::{Edit, NOTE_KEYS};
use crate::content::body::Body;
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::placeholder::placeholders;
use crate::content::reader::Reader;
use crate::content::{ApprovedText, AudienceTag};
use crate::diagnostics::rules;
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

/// A post-mortem for customers. Without `published` it is a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Postmortem {
    /// Its headline.
    pub title: Option<String>,
    /// Who wrote it, by the id in `people.toml`.
    pub author: Option<Spanned<String>>,
    /// The author's name as shown on the page.
    pub byline: Option<String>,
    /// When it was or will be published, UTC; `None` for a draft.
    pub published: Option<Spanned<DateTime<Utc>>>,
    /// Who sees it; `None` for the audience of the incident.
    pub audience: Option<Spanned<Vec<AudienceTag>>>,
    /// The slugs of other incidents that it covers.
    pub incidents: Vec<Spanned<String>>,
    /// Promises to customers.
    pub commitments: Vec<Commitment>,
    /// Changes since it was published.
    pub edited: Vec<Edit>,
    /// Where something still has to be written.
    pub placeholders: Vec<Span>,
    /// Its approvals.
    pub approvals: Vec<Approval>,
    /// What its approvals are bound to; `None` without approvals.
    pub approved_text: Option<Box<ApprovedText>>,
    /// Id in the API, where it is the last update of its incident.
    pub id: Option<Spanned<String>>,
    /// Data preserved by an import.
    pub imported: Option<Box<ImportedUpdate>>,
    /// Its text.
    pub body: Body,
    /// Whether an error may hide a restriction: that the post-mortem is meant for fewer readers, for later, or for
    /// nobody.
    pub may_be_restricted: bool,
    /// Its file.
    pub span: Span,
}

/// A promise made in a post-mortem.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// What will be done.
    pub text: Option<String>,
    /// The day or month by which it will be done.
    pub by: Option<String>,
    /// Whether it is done, and when.
    pub done: Option<Done>,
    /// The span of the table.
    pub span: Span,
}

/// When a promise was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The day is not known.
    Sometime,
    /// On this day.
    On(NaiveDate),
}

const COMMITMENT_KEYS: &[Key] = &[
    Key::required("text", "text", "what will be done"),
    Key::optional("by", "date or `\"2026-12\"`", "the day or month by which it will be done"),
    Key::optional("done", "date or true", "when it was done, or `true` if the day is not known"),
];

pub(in crate::content) const KIND: Kind = Kind {
    name: "a post-mortem for customers",
    path: "incidents/<folder>/comms/postmortem.md",
    side: Side::Public,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::required("title", "text", "the headline"),
        Key::optional(
            "author",
            "person",
            "who wrote it; never shown. Required once the post-mortem is published, unless that was before `[approval] since`",
        ),
        Key::optional("byline", "text", "the author's name as shown on the page"),
        Key::optional(
            "published",
            "time",
            "when it is published; a time in the future schedules it. Without it, the post-mortem is a draft",
        ),
        Key::optional(
            "draft",
            "true or false",
            "whether it is a draft, which is released to nobody, also if it was published before",
        ),
        Key::optional("edited", "list of tables", "changes since it was published, shown with their notes"),
        Key::optional(
            "audience",
            "list of audiences",
            "who sees the post-mortem; default: the audience of the incident",
        ),
        Key::optional(
            "incidents",
            "list of slugs",
            "other incidents that it covers. If its own folder has no released entry, it is published at the address of the first one",
        ),
        Key::optional("commitment", "list of tables", "promises to customers"),
        Key::optional("approval", "list of tables", "who approved it"),
        Key::optional("id", "text", "the id in the API; set by an import"),
        Key::optional("imported", "table", "data preserved by an import; not written by hand"),
    ],
    tables: &[
        ("edited", NOTE_KEYS),
        ("commitment", COMMITMENT_KEYS),
        ("approval", APPROVAL_KEYS),
        ("imported", UPDATE_KEYS),
    ],
    text: "What happened, how long it took, why, and what you do about it.",
};

impl Postmortem {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>, body: Body) -> Self {
        let postmortem = Self {
            title: reader.line("title").map(|text| text.value),
            author: reader.line("author"),
            byline: reader.line("byline").map(|text| text.value),
            published: published(reader),
            edited: Edit::read_all(reader),
            placeholders: placeholders(&file.text)
                .into_iter()
                .map(|range| Span::new(file.id, range))
                .collect(),
            audience: AudienceTag::read(reader),
            incidents: reader.lines("incidents"),
            commitments: reader
                .tables("commitment", "a commitment", COMMITMENT_KEYS)
                .iter()
                .map(Commitment::read)
                .collect(),
            approvals: Approval::read_all(reader),
            approved_text: None,
            id: reader.api_id("id"),
            imported: ImportedUpdate::read(reader),
            body,
            may_be_restricted: false,
            span: file.top(),
        };
        let may_be_restricted = reader.may_be_restricted(KIND.keys, |reader| {
            AudienceTag::read(reader);
            published(reader);
        });
        Self { may_be_restricted, ..postmortem }
    }
}

/// Reads when the post-mortem is published; never while it is a draft.
fn published(reader: &Reader<'_>) -> Option<Spanned<DateTime<Utc>>> {
    let is_draft = reader.flag("draft");
    reader.time("published").filter(|_| !is_draft)
}

impl Commitment {
    fn read(reader: &Reader<'_>) -> Self {
        Self {
            text: reader.line("text").map(|text| text.value),
            by: day_or_month(reader, "by"),
            done: done(reader),
            span: reader.span(),
        }
    }
}

/// Reads a date, or `true`.
fn done(reader: &Reader<'_>) -> Option<Done> {
    if reader.is_flag("done") {
        return reader.flag("done").then_some(Done::Sometime);
    }
    reader.date("done").map(|date| Done::On(date.value))
}

/// Reads a date, or a month as a text; the result is in the form that is shown.
fn day_or_month(reader: &Reader<'_>, key: &str) -> Option<String> {
    if !reader.is_text(key) {
        return reader.date(key).map(|date| date.value.to_string());
    }
    let text = reader.line(key)?;
    if NaiveDate::parse_from_str(&format!("{}-01", text.value), "%Y-%m-%d").is_err() {
        let message = format!("`{}` is neither a date nor a month", text.value);
        reader.wrong(
            &rules::INVALID_VALUE,
            text.span,
            message,
            "write `2026-12-01` without quotes, or `\"2026-12\"`",
        );
        return None;
    }
    Some(text.value)
}
