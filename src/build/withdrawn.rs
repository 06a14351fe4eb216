//! Whether falling back on an earlier revision would publish again what has been withdrawn since.
//!
//! Availability fails stale, but confidentiality fails closed: a text that the folder keeps in now, as far as it can be
//! read, must not come out because of an error elsewhere in the folder.

use std::collections::BTreeSet;

use crate::content::public::{Record, RecordKind, Update};
use crate::content::{AudienceTag, Content};
use crate::source::Located;

/// The file name, without `.md`, of a text that is published by `mixed` in the place of the folder `folder`, and that
/// this folder does not let out any more as it is `now`.
pub(super) fn withdrawn(folder: &str, instead: &str, now: &Content, mixed: &Content) -> Option<String> {
    let earlier = record(mixed, instead)?;
    let Some(now) = record(now, folder) else {
        return earlier.updates.first().map(|first| first.stem.clone());
    };
    let update = earlier.updates.iter().filter(|update| !update.draft).find(|update| {
        let same = now.updates.iter().find(|same| same.stem == update.stem);
        same.is_none_or(|same| keeps_in(same, now, update, earlier))
    });
    let postmortem = earlier.postmortem.as_ref().filter(|before| {
        before.published.is_some()
            && now.postmortem.as_ref().is_none_or(|same| {
                same.published.is_none()
                    || !covers(&told(same.audience.as_ref(), now), &told(before.audience.as_ref(), earlier))
            })
    });
    update.map(|update| update.stem.clone()).or_else(|| postmortem.map(|_| "postmortem".to_owned()))
}

fn record<'a>(content: &'a Content, folder: &str) -> Option<&'a Record> {
    let (kind, name) = folder.rsplit_once('/')?;
    let kind = if kind.ends_with("incidents") { RecordKind::Incident } else { RecordKind::Maintenance };
    let mut records = content.public.records.iter();
    records.find(|record| record.kind == kind && record.folder == name).map(AsRef::as_ref)
}

/// Whether an update is told to fewer than before, or its text to nobody.
fn keeps_in(now: &Update, record: &Record, before: &Update, earlier: &Record) -> bool {
    let (told, told_before) = (told(now.audience.as_ref(), record), told(before.audience.as_ref(), earlier));
    now.draft || now.retracted.is_some() && before.retracted.is_none() || !covers(&told, &told_before)
}

/// To whom an entry of a record is told, by its own `audience` or that of the record.
fn told(own: Option<&Located<Vec<AudienceTag>>>, record: &Record) -> BTreeSet<AudienceTag> {
    let own = own.map(|tags| tags.value.as_slice());
    own.unwrap_or(record.usual_audience()).iter().cloned().collect()
}

/// Whether everybody of an audience is in another one. What is for the public is for every customer.
fn covers(wide: &BTreeSet<AudienceTag>, narrow: &BTreeSet<AudienceTag>) -> bool {
    wide.contains(&AudienceTag::Public) || narrow.is_subset(wide)
}
