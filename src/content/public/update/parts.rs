//! The tables of an update.

use chrono::{DateTime, TimeDelta, Utc};

use super::kind::{INTERVAL_KEYS, NOTE_KEYS, RETRACTION_KEYS, UPSTREAM_KEYS, WINDOW_KEYS};
use crate::content::reader::Reader;
use crate::diagnostics::rules;
use crate::span::{Span, Spanned};
use crate::status::State;

/// `[[interval]]`: a correction of when components were affected.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalEntry {
    /// The components, as written.
    pub components: Vec<Spanned<String>>,
    /// Their state during the interval.
    pub state: State,
    /// The start, UTC.
    pub from: DateTime<Utc>,
    /// The end, UTC; `None` as long as the record is open.
    pub to: Option<DateTime<Utc>>,
}

/// When the next update is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextUpdate {
    /// At this time, UTC.
    At(DateTime<Utc>),
    /// This long after the update.
    After(TimeDelta),
}

/// The planned time of a maintenance, or a change to it.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowEntry {
    /// The new start, UTC.
    pub from: Option<DateTime<Utc>>,
    /// The new end, UTC.
    pub to: Option<DateTime<Utc>>,
    /// The span of the table.
    pub span: Span,
}

/// A change to the text after its publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// What was changed.
    pub note: String,
}

/// The withdrawal of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retraction {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// The reason, for customers.
    pub note: Option<String>,
}

/// The incident of a supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// The name of the supplier.
    pub name: String,
    /// The supplier's page about the incident: `https:` or `http:`.
    pub url: String,
}

impl IntervalEntry {
    pub(super) fn read_all(reader: &Reader<'_>) -> Vec<Self> {
        reader.tables("interval", "an interval", INTERVAL_KEYS).iter().filter_map(Self::read).collect()
    }

    fn read(table: &Reader<'_>) -> Option<Self> {
        let (state, from, to) = (table.keyword("state"), table.time("from"), table.time("to"));
        let (state, from) = (state?, from?);
        if let Some(to) = to.as_ref().filter(|to| to.value <= from.value) {
            let message = "the interval ends before it begins";
            table.wrong(&rules::REVERSED_SPAN, to.span, message, "`to` must be later than `from`");
            return None;
        }
        let components = table.lines("components");
        Some(Self { components, state: state.value, from: from.value, to: to.map(|to| to.value) })
    }
}

impl WindowEntry {
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let table = reader.table("window", "a window", WINDOW_KEYS)?;
        let (from, to) = (table.time("from"), table.time("to"));
        if let (Some(from), Some(to)) = (&from, &to)
            && to.value <= from.value
        {
            let message = "the window ends before it begins";
            table.wrong(&rules::REVERSED_SPAN, to.span, message, "`to` must be later than `from`");
        }
        Some(Self { from: from.map(|from| from.value), to: to.map(|to| to.value), span: table.span() })
    }
}

impl Upstream {
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let table = reader.table("upstream", "`upstream`", UPSTREAM_KEYS)?;
        let (name, url) = (table.line("name"), table.link("url"));
        Some(Self { name: name?.value, url: url?.value })
    }
}

impl Edit {
    pub(in crate::content) fn read_all(reader: &Reader<'_>) -> Vec<Self> {
        let tables = reader.tables("edited", "an edit", NOTE_KEYS);
        tables.iter().filter_map(note).map(|(at, note)| Self { at, note }).collect()
    }
}

impl Retraction {
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let table = reader.table("retracted", "a retraction", RETRACTION_KEYS)?;
        let (at, note) = (table.time("at"), table.line("note"));
        Some(Self { at: at?.value, note: note.map(|note| note.value) })
    }
}

fn note(table: &Reader<'_>) -> Option<(DateTime<Utc>, String)> {
    let (at, note) = (table.time("at"), table.line("note"));
    Some((at?.value, note?.value))
}
