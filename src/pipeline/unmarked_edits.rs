//! Edits of published texts that do not say so.

use std::hash::Hasher as _;

use chrono::{DateTime, SecondsFormat, Utc};
use rayon::prelude::*;
use rustc_hash::FxHasher;

use super::withdrawn::record;
use crate::content::Content;
use crate::content::public::{Commitment, Postmortem, Record, RecordKind, Update};
use crate::diagnostics::{Finding, rules};
use crate::output::{PublishedTexts, TextFingerprint};
use crate::span::Span;

/// Reports the texts in `folder` that differ from those in `earlier`, where they were published, without a new entry in `edited`:
/// text, title and planned time of an update, text, title and commitments of a post-mortem. `now` is the time for the hint, UTC.
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
    let old: Vec<Text<'_>> = texts(before).filter(|text| text.is_published(now)).collect();
    let edited = |text: &Text<'_>| {
        let old = old.iter().find(|old| old.stem == text.stem);
        old.is_some_and(|old| text.is_unmarked(TextFingerprint { hash: old.hash, edits: old.edits }))
    };
    texts(current).filter(edited).map(|text| text.finding(now)).collect()
}

/// Reports the texts that differ from what the last build published, without a new entry in `edited`.
#[must_use]
pub fn unmarked_since(content: &Content, published: &PublishedTexts, now: DateTime<Utc>) -> Vec<Finding> {
    let records = content.public.records.par_iter();
    let found = records.flat_map_iter(|record| {
        let edited = |text: &Text<'_>| {
            let before = published.0.get(&name(record, text.stem));
            before.is_some_and(|before| text.is_unmarked(*before))
        };
        texts(record).filter(edited).map(|text| text.finding(now)).collect::<Vec<_>>()
    });
    found.collect()
}

/// Returns the fingerprints of all texts that are published at `now` (UTC), for whatever audience.
#[must_use]
pub fn published_texts(content: &Content, now: DateTime<Utc>) -> PublishedTexts {
    let records = content.public.records.par_iter();
    let found = records.flat_map_iter(|record| {
        let published = texts(record).filter(|text| text.is_published(now));
        published.map(|text| {
            let fingerprint = TextFingerprint { hash: text.hash, edits: text.edits };
            (name(record, text.stem), fingerprint)
        })
    });
    PublishedTexts(found.collect::<Vec<_>>().into_iter().collect())
}

/// A text that customers may have read.
struct Text<'a> {
    /// What it is called in messages.
    what: &'static str,
    /// The name of its file without `.md`.
    stem: &'a str,
    hash: u64,
    /// How many changes it admits.
    edits: usize,
    /// Whether it says that it was withdrawn.
    is_withdrawn: bool,
    /// Whether its file has no errors.
    is_whole: bool,
    /// When it is published, UTC; `None` for a draft.
    published: Option<DateTime<Utc>>,
    span: Span,
}

/// Returns the updates of a record and its post-mortem.
fn texts(record: &Record) -> impl Iterator<Item = Text<'_>> {
    record.updates.iter().map(Text::of_update).chain(record.postmortem.iter().map(Text::of_postmortem))
}

impl<'a> Text<'a> {
    fn of_update(update: &'a Update) -> Self {
        Self {
            what: "update",
            stem: &update.stem,
            hash: hash(update),
            edits: update.edited.len(),
            is_withdrawn: update.retracted.is_some(),
            is_whole: update.whole,
            published: (!update.draft).then(|| update.latest_date()),
            span: update.span,
        }
    }

    fn of_postmortem(postmortem: &'a Postmortem) -> Self {
        Self {
            what: "post-mortem",
            stem: "postmortem",
            hash: hash_of_postmortem(postmortem),
            edits: postmortem.edited.len(),
            is_withdrawn: false,
            is_whole: true,
            published: postmortem.published.as_ref().map(|published| published.value),
            span: postmortem.span,
        }
    }

    fn is_published(&self, now: DateTime<Utc>) -> bool {
        self.published.is_some_and(|at| at <= now)
    }

    /// Whether it differs from what was published and does not say so.
    fn is_unmarked(&self, before: TextFingerprint) -> bool {
        let is_marked = self.edits > before.edits || self.is_withdrawn;
        !is_marked && self.published.is_some() && self.is_whole && self.hash != before.hash
    }

    fn finding(&self, now: DateTime<Utc>) -> Finding {
        let at = now.max(self.published.unwrap_or(now)).to_rfc3339_opts(SecondsFormat::Secs, true);
        let message =
            format!("this {} was changed after it was published, but it has no `edited`", self.what);
        Finding::at(&rules::EDIT_NOT_MARKED, self.span, message)
            .hint(format!("write `edited = [{{ at = {at}, note = \"what changed\" }}]`"))
            .quoting_nothing()
    }
}

/// A hash that identifies a text, without the name of its folder, which is internal.
fn name(record: &Record, stem: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(match record.kind {
        RecordKind::Incident => 0,
        RecordKind::Maintenance => 1,
    });
    hasher.write(record.folder.as_bytes());
    hasher.write_usize(record.folder.len());
    hasher.write(stem.as_bytes());
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

/// The progress of commitments is no edit.
fn hash_of_postmortem(postmortem: &Postmortem) -> u64 {
    let mut hasher = FxHasher::default();
    let of_commitment = |made: &'_ Commitment| [made.text.clone(), made.by.clone()];
    let commitments = postmortem.commitments.iter().flat_map(of_commitment);
    for part in std::iter::once(postmortem.title.clone()).chain(commitments) {
        let part = part.unwrap_or_default();
        hasher.write(part.as_bytes());
        hasher.write_usize(part.len());
    }
    hasher.write(postmortem.body.text.as_bytes());
    hasher.finish()
}
