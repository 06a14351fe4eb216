//! An item as the command gets it.

use chrono::{DateTime, Utc};

use crate::commands::due::entry;
use crate::content::Content;
use crate::response::due_items;
use crate::source::Snapshot;

/// An item that is due at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: String,
    /// When, UTC.
    pub(super) at: DateTime<Utc>,
    /// The JSON object for the command, in one line.
    pub(super) document: String,
}

impl Entry {
    /// Returns the id as logs show it. That of a notice to an executive ends with the id of a customer.
    pub(super) fn logged_id(&self) -> String {
        const NOTICE: &str = "executive-notice";
        let end = self.id.find(NOTICE).map_or(self.id.len(), |at| at + NOTICE.len());
        self.id.get(..end).unwrap_or_default().to_owned()
    }

    /// Returns everything that is due, in the order of time.
    pub(super) fn all(content: &Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Vec<Self> {
        let items = due_items(content, snapshot, now);
        let entry = |item| Self {
            document: format!("{}\n", entry(&item, content, snapshot)),
            at: item.at,
            id: item.id,
        };
        items.into_iter().map(entry).collect()
    }
}
