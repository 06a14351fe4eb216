//! The updates in an entry: `<p><small>Aug 21, 00:37 UTC</small><br><strong>Resolved</strong> - text</p>`.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::html;
use crate::import::parsed_time::ParsedTime;

/// An update in an entry.
#[derive(Debug)]
pub(super) struct ReportedUpdate {
    pub(super) at: DateTime<Utc>,
    /// The status as the export writes it, such as `in_progress`; `update` if the feed has none.
    pub(super) label: String,
    /// HTML, as in the export.
    pub(super) body: String,
}

/// The content of an entry.
#[derive(Debug)]
pub(super) struct EntryBody {
    /// Oldest first.
    pub(super) updates: Vec<ReportedUpdate>,
    /// The text of a maintenance's window.
    pub(super) window: Option<String>,
}

/// Reads the HTML of an entry. The times have no year, so each gets the year closest to the update after it, and the
/// newest one the year closest to `published`.
pub(super) fn read(html: &str, published: NaiveDate) -> Result<EntryBody, String> {
    let mut pieces = html.split("<small>");
    let before = html::text(pieces.next().unwrap_or_default());
    let window = before.split_once("THIS IS A SCHEDULED EVENT").map(|(_, words)| words.trim().to_owned());
    let mut updates = Vec::new();
    let mut near = published;
    for piece in pieces {
        let (time, rest) = piece.split_once("</small>").ok_or("has an update whose time has no end tag")?;
        let time = html::text(time).split_whitespace().collect::<Vec<_>>().join(" ");
        let parsed = ParsedTime::parse(&time, Some(near)).filter(|parsed| parsed.has_time);
        let parsed = parsed.ok_or_else(|| format!("has an update whose time `{time}` cannot be parsed"))?;
        let at = parsed.utc(Tz::UTC);
        near = at.date_naive();
        let (label, rest) = label(rest);
        updates.push(ReportedUpdate { at, label, body: rest.trim().to_owned() });
    }
    updates.reverse();
    Ok(EntryBody { updates, window })
}

/// Splits the status from the text of an update.
fn label(html: &str) -> (String, &str) {
    let found = html.split_once("<strong>").and_then(|(before, rest)| {
        let (label, rest) = rest.split_once("</strong>")?;
        html::text(before).is_empty().then_some((label, rest))
    });
    match found {
        Some((label, rest)) => {
            let label = html::text(label).to_lowercase().replace(' ', "_");
            (label, rest.trim_start().trim_start_matches('-'))
        }
        None => ("update".to_owned(), html),
    }
}
