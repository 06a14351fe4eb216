//! The ids and file names of new records.

use chrono::{DateTime, Timelike as _, Utc};

use crate::content::derived_id;

/// What ids and file names are derived from: the site's authority and the time of writing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordStamp<'a> {
    /// The authority of the site; empty if the site has no settings.
    pub(crate) authority: &'a str,
    /// The time of writing, UTC, to the minute, or to the second if the minute is taken.
    pub(crate) now: DateTime<Utc>,
}

impl RecordStamp<'_> {
    /// Returns the name of a file of this time, without `.md`.
    pub(super) fn stem(&self, word: &str) -> String {
        let format = if self.now.second() == 0 { "%Y-%m-%dT%H%MZ" } else { "%Y-%m-%dT%H%M%SZ" };
        format!("{}-{word}", self.now.format(format))
    }

    /// Returns the id of a record of this kind, derived from the authority and `parts`.
    pub(super) fn id(&self, kind: &str, parts: &[&str]) -> String {
        derived_id(kind, &[&[self.authority], parts].concat())
    }
}
