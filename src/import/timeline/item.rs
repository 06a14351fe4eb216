//! What an importer reads: items, and what it left out.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::content::internal::Milestone;
use crate::import::plan::Notes;

/// One item of another system: it becomes one entry of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The system and the id there: `pagerduty:Q02JTSNZWHSEKV`. It is the same whenever the item is read.
    pub source_id: String,
    /// Ids under which earlier imports may have the same event: an item whose entry exists is not imported again.
    pub same_as: Vec<String>,
    /// When it happened, UTC.
    pub at: DateTime<Utc>,
    /// Who wrote or did it.
    pub writer: Writer,
    /// The milestone that it marks.
    pub milestone: Option<Milestone>,
    /// Links to evidence, `https` or `http`.
    pub evidence: Vec<String>,
    /// The text, in Markdown.
    pub text: String,
}

/// Who wrote an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Writer {
    /// A monitoring system or another program.
    Machine,
    /// A person, as far as the other system knows them.
    Person {
        /// The id there, which a person in `people.toml` may have.
        id: Option<String>,
        /// The full name.
        name: Option<String>,
        /// The e-mail address.
        email: Option<String>,
    },
}

/// The items of a file, with what was left out.
#[derive(Debug, Default)]
pub struct Reading {
    /// The items, in the order of the file.
    pub items: Vec<Item>,
    /// How many items were left out, by the reason: a clause that follows a number.
    pub(super) left_out: BTreeMap<String, usize>,
    /// What else has to be said about the file.
    pub(super) notes: Notes,
}

impl Reading {
    /// Counts an item that is left out.
    pub(super) fn leave_out(&mut self, reason: impl Into<String>) {
        *self.left_out.entry(reason.into()).or_default() += 1;
    }
}
