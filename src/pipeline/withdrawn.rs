//! Whether falling back to an earlier revision would publish a text that has been withdrawn since.
//!
//! Availability fails stale, but confidentiality fails closed. An error must not publish a text that the folder
//! withholds now, or one that it may withhold if the error hides that.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::content::public::{Postmortem, Record, RecordKind, Update};
use crate::content::{AudienceTag, Content};
use crate::span::Spanned;

/// Returns the file name, without `.md`, of a text that `mixed` publishes from the folder `instead`, and that the
/// folder
/// `folder` in `now` withholds at the time `at` (UTC).
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
        same.is_none_or(|same| withholds((same, now), (update, earlier), at))
    });
    let postmortem = earlier.postmortem.as_ref().filter(|before| {
        let same = now.postmortem.as_ref();
        is_published(before, at)
            && same.is_none_or(|same| withholds_postmortem((same, now), (before, earlier), at))
    });
    update.map(|update| update.stem.clone()).or_else(|| postmortem.map(|_| "postmortem".to_owned()))
}

/// Returns the record of a folder.
pub(super) fn record<'a>(content: &'a Content, folder: &str) -> Option<&'a Record> {
    let (kind, name) = folder.rsplit_once('/')?;
    let kind = if kind.ends_with("incidents") { RecordKind::Incident } else { RecordKind::Maintenance };
    let mut records = content.public.records.iter();
    records.find(|record| record.kind == kind && record.folder == name).map(AsRef::as_ref)
}

/// Whether an update may be for fewer readers than before, for nobody, or for a later time.
fn withholds(
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

/// Whether a post-mortem that was published may be for fewer readers than before, for a later time, or a draft.
fn withholds_postmortem(
    (now, record): (&Postmortem, &Record),
    (before, earlier): (&Postmortem, &Record),
    at: DateTime<Utc>,
) -> bool {
    now.may_be_restricted
        || !is_published(now, at)
        || narrows((now.audience.as_ref(), record), (before.audience.as_ref(), earlier))
}

fn is_published(postmortem: &Postmortem, at: DateTime<Utc>) -> bool {
    postmortem.published.as_ref().is_some_and(|published| published.value <= at)
}

/// The `audience` of an entry, and the record that it belongs to.
type EntryAudience<'a> = (Option<&'a Spanned<Vec<AudienceTag>>>, &'a Record);

/// Whether an entry may be for fewer readers than before.
fn narrows((own, record): EntryAudience<'_>, before: EntryAudience<'_>) -> bool {
    own.is_none() && !is_default_clear(record) || !covers(&audience_of((own, record)), &audience_of(before))
}

/// Whether the audience of entries without `audience` is clear. The first entry determines it.
fn is_default_clear(record: &Record) -> bool {
    let first = record.updates.iter().position(|update| !update.draft && !update.may_be_restricted);
    !record.updates.iter().take(first.unwrap_or(usize::MAX)).any(|update| update.may_be_restricted)
}

/// Returns the audience of an entry: its own, or the default of its record.
fn audience_of((own, record): EntryAudience<'_>) -> BTreeSet<AudienceTag> {
    let own = own.map(|tags| tags.value.as_slice());
    own.unwrap_or(record.usual_audience()).iter().cloned().collect()
}

/// Whether one audience includes all of another. The public includes every customer.
fn covers(wide: &BTreeSet<AudienceTag>, narrow: &BTreeSet<AudienceTag>) -> bool {
    wide.contains(&AudienceTag::Public) || narrow.is_subset(wide)
}
