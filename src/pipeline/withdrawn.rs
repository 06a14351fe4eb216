//! Whether falling back on an earlier revision would publish again what has been withdrawn since.
//!
//! Availability fails stale, but confidentiality fails closed: a text must not come out because of an error if the
//! folder keeps it in now, nor if the error may hide that it does.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::content::public::{Postmortem, Record, RecordKind, Update};
use crate::content::{AudienceTag, Content};
use crate::span::Spanned;

/// The file name, without `.md`, of a text that is published by `mixed` in the place of the folder `folder`, and that
/// this folder, as it is in `now`, may not let out any more at the instant `at`, UTC.
pub(super) fn withdrawn(
    folder: &str,
    instead: &str,
    (now, at): (&Content, DateTime<Utc>),
    mixed: &Content,
) -> Option<String> {
    let earlier = record(mixed, instead)?;
    let Some(now) = record(now, folder) else {
        return earlier.updates.first().map(|first| first.stem.clone());
    };
    let update = earlier.updates.iter().filter(|update| !update.draft).find(|update| {
        let same = now.updates.iter().find(|same| same.stem == update.stem);
        same.is_none_or(|same| keeps_in((same, now), (update, earlier), at))
    });
    let postmortem = earlier.postmortem.as_ref().filter(|before| {
        let same = now.postmortem.as_ref();
        is_out(before, at) && same.is_none_or(|same| holds_back((same, now), (before, earlier), at))
    });
    update.map(|update| update.stem.clone()).or_else(|| postmortem.map(|_| "postmortem".to_owned()))
}

/// What a folder tells of.
pub(super) fn record<'a>(content: &'a Content, folder: &str) -> Option<&'a Record> {
    let (kind, name) = folder.rsplit_once('/')?;
    let kind = if kind.ends_with("incidents") { RecordKind::Incident } else { RecordKind::Maintenance };
    let mut records = content.public.records.iter();
    records.find(|record| record.kind == kind && record.folder == name).map(AsRef::as_ref)
}

/// Whether an update may be told to fewer than before, or its text to nobody, or not before a time that lies ahead.
fn keeps_in(
    (now, record): (&Update, &Record),
    (before, earlier): (&Update, &Record),
    at: DateTime<Utc>,
) -> bool {
    now.may_be_restricted
        || now.draft
        || now.retracted.is_some() && before.retracted.is_none()
        || now.latest_date() > at && before.latest_date() <= at
        || narrows((now.audience.as_ref(), record), (before.audience.as_ref(), earlier))
}

/// Whether a post-mortem that was out may be for fewer than before, or for later, or a draft.
fn holds_back(
    (now, record): (&Postmortem, &Record),
    (before, earlier): (&Postmortem, &Record),
    at: DateTime<Utc>,
) -> bool {
    now.may_be_restricted
        || !is_out(now, at)
        || narrows((now.audience.as_ref(), record), (before.audience.as_ref(), earlier))
}

fn is_out(postmortem: &Postmortem, at: DateTime<Utc>) -> bool {
    postmortem.published.as_ref().is_some_and(|published| published.value <= at)
}

/// An entry's own audience, and the record that it stands in.
type Told<'a> = (Option<&'a Spanned<Vec<AudienceTag>>>, &'a Record);

/// Whether an entry may be told to fewer than before.
fn narrows((own, record): Told<'_>, before: Told<'_>) -> bool {
    own.is_none() && !is_usual_clear(record) || !covers(&told((own, record)), &told(before))
}

/// Whether it is clear whom the entries without an audience of their own are for: the first one says it.
fn is_usual_clear(record: &Record) -> bool {
    let first = record.updates.iter().position(|update| !update.draft && !update.may_be_restricted);
    !record.updates.iter().take(first.unwrap_or(usize::MAX)).any(|update| update.may_be_restricted)
}

/// To whom an entry of a record is told, by its own `audience` or that of the record.
fn told((own, record): Told<'_>) -> BTreeSet<AudienceTag> {
    let own = own.map(|tags| tags.value.as_slice());
    own.unwrap_or(record.usual_audience()).iter().cloned().collect()
}

/// Whether everybody of an audience is in another one. What is for the public is for every customer.
fn covers(wide: &BTreeSet<AudienceTag>, narrow: &BTreeSet<AudienceTag>) -> bool {
    wide.contains(&AudienceTag::Public) || narrow.is_subset(wide)
}
