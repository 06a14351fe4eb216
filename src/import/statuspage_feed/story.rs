//! The updates within an entry: `<p><small>Aug 21, 00:37 UTC</small><br><strong>Resolved</strong> - text</p>`.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::html;
use crate::import::moment::Moment;

/// An update as the feed tells it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) at: DateTime<Utc>,
    /// As the export writes statuses: `in_progress`; `update` where the feed names none.
    pub(super) label: String,
    /// Plain text with `<br />`, as in the export.
    pub(super) body: String,
}

/// All that an entry tells.
#[derive(Debug)]
pub(super) struct Story {
    /// Oldest first.
    pub(super) updates: Vec<Told>,
    /// The words that say when a maintenance is planned.
    pub(super) window: Option<String>,
}

/// Reads the HTML of an entry. The times lack their year, so each is looked for near the one after it, and the newest
/// near `published`.
pub(super) fn read(html: &str, published: NaiveDate) -> Result<Story, String> {
    let mut pieces = html.split("<small>");
    let before = html::text(pieces.next().unwrap_or_default());
    let window = before.split_once("THIS IS A SCHEDULED EVENT").map(|(_, words)| words.trim().to_owned());
    let mut updates = Vec::new();
    let mut near = published;
    for piece in pieces {
        let (time, rest) = piece.split_once("</small>").ok_or("has an update whose time does not end")?;
        let time = html::text(time).split_whitespace().collect::<Vec<_>>().join(" ");
        let moment = Moment::read(&time, Some(near)).filter(|moment| moment.has_time);
        let moment = moment.ok_or_else(|| format!("has an update whose time `{time}` cannot be read"))?;
        let at = moment.utc(Tz::UTC);
        near = at.date_naive();
        let (label, rest) = label(rest);
        updates.push(Told { at, label, body: html::text(rest) });
    }
    updates.reverse();
    Ok(Story { updates, window })
}

/// The status before a text and what follows it.
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
