//! `runbooks/<id>.md`: what to do when a component fails.

use chrono::{NaiveDate, TimeDelta};

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

/// A runbook.
#[derive(Clone, Debug)]
pub struct Runbook {
    /// The name of its file without `.md`.
    pub id: String,
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
    /// Its file.
    pub span: Span,
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
            id: file.stem().to_owned(),
            path: file.path.clone(),
            components: reader.lines("components"),
            owner: reader.line("owner"),
            reviewed: reader.date("reviewed"),
            review_every: reader.duration("review_every").map(|span| span.value),
            span: file.top(),
        }
    }

    /// Returns the day by which it is to be reviewed again. `None` if it is not reviewed at intervals, or never was.
    #[must_use]
    pub fn review_due(&self) -> Option<NaiveDate> {
        self.reviewed.as_ref()?.value.checked_add_signed(self.review_every?)
    }

    /// Whether its review is overdue on a day, or it should be reviewed at intervals and never was.
    #[must_use]
    pub fn is_stale(&self, today: NaiveDate) -> bool {
        self.review_every.is_some()
            && (self.reviewed.is_none() || self.review_due().is_some_and(|due| due < today))
    }
}
