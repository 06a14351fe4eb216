//! The ids and file names of new records.

use chrono::{DateTime, Utc};

use crate::content::derived_id;

/// What ids and file names are derived from: the site's host and the time of writing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordStamp<'a> {
    /// The host of the site; empty if the settings name none.
    pub(crate) host: &'a str,
    /// The time of writing, UTC, to the minute.
    pub(crate) now: DateTime<Utc>,
}

impl RecordStamp<'_> {
    /// Returns the name of a file of this minute, without `.md`.
    pub(super) fn stem(&self, word: &str) -> String {
        format!("{}-{word}", self.now.format("%Y-%m-%dT%H%MZ"))
    }

    /// Returns the id of a record of this kind, derived from the host and `parts`.
    pub(super) fn id(&self, kind: &str, parts: &[&str]) -> String {
        derived_id(kind, &[&[self.host], parts].concat())
    }
}
