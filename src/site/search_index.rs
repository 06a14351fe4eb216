//! `/history/search.json`: the titles of the history with their impact and times, for the search box of the history.
//!
//! Each row is `[title, address, impact, start, length]`. The address is the slug, without the date of the start (UTC)
//! if it begins with that: `-checkout-errors`. The impact is 0 to 3, or 4 for a maintenance. The start is in minutes
//! since the Unix epoch, and the length in minutes; -1 while it is open. A plain update changes nothing in this file.

use std::sync::Arc;

use serde_json::json;

use super::pages::history_list::{EntryKind, HistoryEntry};
use crate::artifact::{Artifact, ArtifactKind};

/// Renders the index of all rows of the history.
pub(super) fn search_index(entries: &[Arc<HistoryEntry>]) -> Artifact {
    let rows: Vec<String> = entries
        .iter()
        .map(|entry| {
            let impact = match entry.kind {
                EntryKind::Incident(impact) => impact as u8,
                EntryKind::Maintenance(_) => 4,
            };
            let date = entry.started.date_naive().to_string();
            let address = entry.slug.strip_prefix(&date).unwrap_or(&entry.slug);
            let length = entry.ended.map_or(-1, |ended| (ended - entry.started).num_minutes());
            json!([entry.title, address, impact, entry.started.timestamp() / 60, length]).to_string()
        })
        .collect();
    Artifact::new("history/search.json", format!("[{}]\n", rows.join(",\n")), ArtifactKind::Feed)
}
