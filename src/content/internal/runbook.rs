//! `runbooks/<id>.md`: what to do when a component fails.

use chrono::{NaiveDate, TimeDelta};

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::source::{Side, SourceFile};
use crate::span::Spanned;

/// A runbook.
#[derive(Clone, Debug)]
pub struct Runbook {
    /// Its path relative to the project.
    pub path: String,
    /// The components that it is for, as written.
    pub components: Vec<Spanned<String>>,
    /// The person or team that keeps it.
    pub owner: Option<Spanned<String>>,
    /// The day of the last review.
    pub reviewed: Option<Spanned<NaiveDate>>,
    /// The time between reviews.
    pub review_every: Option<TimeDelta>,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a runbook",
    path: "runbooks/<id>.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Optional,
    keys: &[
        Key::optional("components", "list of components", "the components that it is for"),
        Key::optional("owner", "person or team", "who keeps it"),
        Key::optional("reviewed", "date", "the day of the last review"),
        Key::optional("review_every", "duration", "the time between reviews"),
    ],
    tables: &[],
    text: "What to do when the components fail.",
};

impl Runbook {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>) -> Self {
        Self {
            path: file.path.clone(),
            components: reader.lines("components"),
            owner: reader.line("owner"),
            reviewed: reader.date("reviewed"),
            review_every: reader.duration("review_every").map(|span| span.value),
        }
    }
}
