//! Search in internal records: incidents, causes and actions by their words.
//!
//! It finds what was written. It does not judge whether two incidents are alike.

mod entry;
mod words;

use std::cmp::Reverse;

use chrono::{DateTime, Utc};

use crate::content::internal::Action;
use crate::content::public::RecordKind;
use crate::content::{Content, Folder};
use crate::response::ActionState;
use crate::source::Snapshot;

/// Something that has all the words.
#[derive(Clone, Debug)]
pub struct SearchHit<'c> {
    /// The folder of the incident.
    pub folder: &'c Folder,
    /// What was found.
    pub what: Found<'c>,
    /// Its title, in one line.
    pub title: String,
    /// When the response to the incident began, UTC.
    pub at: Option<DateTime<Utc>>,
    /// How many of the words are in the title.
    pub in_title: usize,
    /// The first line of its text with a word that the title does not have.
    pub line: Option<String>,
}

/// What a search can find.
#[derive(Clone, Copy, Debug)]
pub enum Found<'c> {
    /// The incident itself.
    Incident,
    /// A cause in its internal post-mortem: a kind of cause, the answer to a why, or a contributing factor.
    Cause,
    /// An action in its internal post-mortem, and how far it is.
    Action(&'c Action, ActionState),
}

impl Found<'_> {
    /// Returns the word for it, as it is shown and exported.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Cause => "cause",
            Self::Action(..) => "action",
        }
    }
}

/// Returns everything that has each of the words in `query`, or a longer word that begins with it. Case and accents do not
/// matter. The more of the words are in the title, the earlier it comes, and then the newest incident first.
#[must_use]
pub fn search<'c>(
    query: &str,
    content: &'c Content,
    snapshot: &'c Snapshot,
    now: DateTime<Utc>,
) -> Vec<SearchHit<'c>> {
    let wanted = words::words(query);
    if wanted.is_empty() {
        return Vec::new();
    }
    let incidents = content.internal.folders.iter().filter(|folder| folder.kind == RecordKind::Incident);
    let entries = incidents.flat_map(|folder| entry::entries(folder, snapshot, now));
    let mut hits: Vec<SearchHit<'c>> = entries.filter_map(|entry| entry.hit(&wanted)).collect();
    hits.sort_by_key(|hit| (Reverse(hit.in_title), Reverse(hit.at)));
    hits
}
