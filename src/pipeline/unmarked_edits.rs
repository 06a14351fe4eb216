//! Edits of published texts that do not say so.

use chrono::{DateTime, SecondsFormat, Utc};

use super::withdrawn::record;
use crate::content::Content;
use crate::content::public::Update;
use crate::diagnostics::{Finding, rules};

/// Reports the updates in `folder` whose text or title differs from that in `earlier`, where it was published, without a
/// new entry in `edited`. `now` is the time for the hint, UTC.
#[must_use]
pub fn unmarked_edits(
    content: &Content,
    earlier: &Content,
    folder: &str,
    now: DateTime<Utc>,
) -> Vec<Finding> {
    let (Some(current), Some(before)) = (record(content, folder), record(earlier, folder)) else {
        return Vec::new();
    };
    let edited = |update: &&Update| {
        let old = before.updates.iter().find(|old| old.stem == update.stem);
        old.is_some_and(|old| is_unmarked(update, old, now))
    };
    let hint = |update: &Update| {
        let at = now.max(update.at).to_rfc3339_opts(SecondsFormat::Secs, true);
        format!("write `edited = [{{ at = {at}, note = \"what changed\" }}]`")
    };
    let finding = |update: &Update| {
        let message = "the text of this update was changed after it was published, but it has no `edited`";
        Finding::at(&rules::EDIT_NOT_MARKED, update.span, message).hint(hint(update))
    };
    current.updates.iter().filter(edited).map(finding).collect()
}

fn is_unmarked(update: &Update, old: &Update, now: DateTime<Utc>) -> bool {
    let title = |update: &Update| update.title.as_ref().map(|title| title.value.clone());
    let is_changed = update.body.text != old.body.text || title(update) != title(old);
    let was_published = !old.draft && old.latest_date() <= now;
    let is_marked = update.edited.len() > old.edited.len() || update.retracted.is_some();
    is_changed && was_published && !is_marked && !update.draft && update.whole
}
