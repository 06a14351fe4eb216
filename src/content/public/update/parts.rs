//! What an update may say beside its status and its text.

use chrono::{DateTime, TimeDelta, Utc};

use super::kind::{INTERVAL_KEYS, NOTE_KEYS, UPSTREAM_KEYS, WINDOW_KEYS};
use crate::content::reader::Reader;
use crate::diagnostics::rules;
use crate::span::{Span, Spanned};
use crate::status::State;

/// `[[interval]]`: how it really was, as found out later.
#[derive(Clone, Debug)]
pub struct IntervalEntry {
    /// The components, as written.
    pub components: Vec<Spanned<String>>,
    /// Their state.
    pub state: State,
    /// From here, UTC.
    pub from: DateTime<Utc>,
    /// To here, UTC.
    pub to: DateTime<Utc>,
}

/// The promise of the next update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextUpdate {
    /// At an instant, UTC.
    At(DateTime<Utc>),
    /// A span after the update.
    After(TimeDelta),
}

/// The planned time of a maintenance, or a change of it.
#[derive(Clone, Debug)]
pub struct WindowEntry {
    /// New beginning, UTC.
    pub from: Option<DateTime<Utc>>,
    /// New end, UTC.
    pub to: Option<DateTime<Utc>>,
    /// Where it stands.
    pub span: Span,
}

/// A change of the text after its release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// What was changed.
    pub note: String,
}

/// That the text is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retraction {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Why.
    pub note: String,
}

/// A supplier's incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// The supplier.
    pub name: String,
    /// Its page on it: `https:` or `http:`.
    pub url: String,
}

impl IntervalEntry {
    pub(super) fn read_all(reader: &Reader<'_>) -> Vec<Self> {
        reader.tables("interval", "an interval", INTERVAL_KEYS).iter().filter_map(Self::read).collect()
    }

    fn read(table: &Reader<'_>) -> Option<Self> {
        let (state, from, to) = (table.keyword("state"), table.time("from"), table.time("to"));
        let (state, from, to) = (state?, from?, to?);
        if to.value <= from.value {
            let message = "the interval ends before it begins";
            table.wrong(&rules::REVERSED_SPAN, to.span, message, "`to` must be later than `from`");
            return None;
        }
        let components = table.lines("components");
        Some(Self { components, state: state.value, from: from.value, to: to.value })
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
    pub(super) fn read_all(reader: &Reader<'_>) -> Vec<Self> {
        let tables = reader.tables("edited", "an edit", NOTE_KEYS);
        tables.iter().filter_map(note).map(|(at, note)| Self { at, note }).collect()
    }
}

impl Retraction {
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let (at, note) = note(&reader.table("retracted", "a retraction", NOTE_KEYS)?)?;
        Some(Self { at, note })
    }
}

fn note(table: &Reader<'_>) -> Option<(DateTime<Utc>, String)> {
    let (at, note) = (table.time("at"), table.line("note"));
    Some((at?.value, note?.value))
}
