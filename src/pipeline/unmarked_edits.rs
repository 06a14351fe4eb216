//! Edits of published texts that do not say so.

use std::hash::Hasher as _;

use chrono::{DateTime, SecondsFormat, Utc};
use rayon::prelude::*;
use rustc_hash::FxHasher;

use super::withdrawn::record;
use crate::content::Content;
use crate::content::public::{Record, RecordKind, Update};
use crate::diagnostics::{Finding, rules};
use crate::output::{PublishedTexts, TextFingerprint};

/// Reports the updates in `folder` whose text, title or planned time differs from that in `earlier`, where it was published, without a
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
    current.updates.iter().filter(edited).map(|update| finding(update, now)).collect()
}

/// Reports the updates whose text, title or planned time differs from what the last build published, without a new entry in `edited`.
#[must_use]
pub fn unmarked_since(content: &Content, published: &PublishedTexts, now: DateTime<Utc>) -> Vec<Finding> {
    let records = content.public.records.par_iter();
    let found = records.flat_map_iter(|record| {
        let edited = |update: &&Update| {
            let before = published.0.get(&name(record, update));
            before.is_some_and(|before| {
                let marked = update.edited.len() > before.edits || update.retracted.is_some();
                !marked && !update.draft && update.whole && hash(update) != before.hash
            })
        };
        record.updates.iter().filter(edited).map(|update| finding(update, now)).collect::<Vec<_>>()
    });
    found.collect()
}

/// Returns the fingerprints of all texts that are published at `now` (UTC), for whatever audience.
#[must_use]
pub fn published_texts(content: &Content, now: DateTime<Utc>) -> PublishedTexts {
    let records = content.public.records.par_iter();
    let texts = records.flat_map_iter(|record| {
        let published = record.updates.iter().filter(|update| is_published(update, now));
        published.map(|update| {
            let fingerprint = TextFingerprint { hash: hash(update), edits: update.edited.len() };
            (name(record, update), fingerprint)
        })
    });
    PublishedTexts(texts.collect::<Vec<_>>().into_iter().collect())
}

fn finding(update: &Update, now: DateTime<Utc>) -> Finding {
    let at = now.max(update.at).to_rfc3339_opts(SecondsFormat::Secs, true);
    let message = "this update was changed after it was published, but it has no `edited`";
    Finding::at(&rules::EDIT_NOT_MARKED, update.span, message)
        .hint(format!("write `edited = [{{ at = {at}, note = \"what changed\" }}]`"))
}

/// A hash that identifies an update, without the name of its folder, which is internal.
fn name(record: &Record, update: &Update) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(match record.kind {
        RecordKind::Incident => 0,
        RecordKind::Maintenance => 1,
    });
    hasher.write(record.folder.as_bytes());
    hasher.write_usize(record.folder.len());
    hasher.write(update.stem.as_bytes());
    hasher.finish()
}

fn hash(update: &Update) -> u64 {
    let mut hasher = FxHasher::default();
    let title = update.title.as_ref().map_or("", |title| title.value.as_str());
    hasher.write(title.as_bytes());
    hasher.write_usize(title.len());
    hasher.write(update.body.text.as_bytes());
    let times = update.window.iter().flat_map(|window| [window.from, window.to]);
    times.for_each(|at| hasher.write_i64(at.map_or(i64::MIN, |at| at.timestamp())));
    hasher.finish()
}

fn is_published(update: &Update, now: DateTime<Utc>) -> bool {
    !update.draft && update.latest_date() <= now
}

fn is_unmarked(update: &Update, old: &Update, now: DateTime<Utc>) -> bool {
    let title = |update: &Update| update.title.as_ref().map(|title| title.value.clone());
    let window = |update: &Update| update.window.as_ref().map(|window| (window.from, window.to));
    let is_changed =
        window(update) != window(old) || update.body.text != old.body.text || title(update) != title(old);
    let was_published = is_published(old, now);
    let is_marked = update.edited.len() > old.edited.len() || update.retracted.is_some();
    is_changed && was_published && !is_marked && !update.draft && update.whole
}
