//! The planned time of a maintenance on the command line: `FROM/TO`, as in ISO 8601.

use chrono::{DateTime, Utc};

use crate::cli::When;
use crate::commands::stop::Stop;
use crate::content::public::Record;

/// The beginning and the end of a planned time, UTC, as far as they are given.
type Ends = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// Returns the beginning and the end, UTC, as far as they are given.
pub(super) fn parse(written: &str, record: &Record) -> Result<Ends, Stop> {
    let wrong = |message: String| {
        Stop::usage(message).hint(
            "write `2026-04-01T22:00Z/2026-04-01T23:00Z`, `/2026-04-01T23:30Z` to move the end, or `/30m` to extend it",
        )
    };
    let (from, to) =
        written.split_once('/').ok_or_else(|| wrong(format!("`{written}` is not a planned time")))?;
    let when = |text: &str| -> Result<Option<When>, Stop> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|error: String| wrong(format!("`{text}`: {error}")))
    };
    let from = match when(from)? {
        Some(When::After(_)) => return Err(wrong(format!("`{from}` is not a time"))),
        Some(When::At(at)) => Some(at),
        None => None,
    };
    // A span extends the planned end, or else follows the beginning.
    let mut planned =
        record.updates.iter().rev().filter(|update| !update.draft && update.retracted.is_none());
    let end = planned.find_map(|update| update.window.as_ref()?.to);
    let to = match (when(to)?, from.or(end)) {
        (Some(When::At(at)), _) => Some(at),
        (Some(to @ When::After(_)), Some(start)) => to.from(start),
        (Some(When::After(_)), None) => return Err(wrong("there is no planned end to extend".to_owned())),
        (None, _) => None,
    };
    Ok((from, to))
}
