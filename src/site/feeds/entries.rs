//! Which updates a feed holds, newest first.

use std::cmp::{Ordering, Reverse};

use chrono::{DateTime, TimeDelta, Utc};

use crate::release::model::Update;
use crate::site::api::Occurrence;

/// A feed holds at least as many items, if there are as many.
const AT_LEAST: usize = 50;
/// A feed holds the days before its newest item, however many items they have. Counting from the newest item, not
/// from today, keeps a feed as it is while nothing happens.
const DAYS: TimeDelta = TimeDelta::days(14);

/// An update of a record.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) record: Occurrence<'a>,
    /// Its place in the record.
    pub(super) update: usize,
    /// When it came out, UTC.
    pub(super) published: DateTime<Utc>,
}

/// The items of a feed of these records, newest first.
pub(super) fn newest<'a>(records: impl Iterator<Item = Occurrence<'a>>) -> Vec<Entry<'a>> {
    let mut all: Vec<Entry<'a>> = Vec::new();
    for record in records {
        let updates = record.event().updates.iter().map(published).enumerate();
        all.extend(updates.map(|(update, published)| Entry { record, update, published }));
    }
    let Some(newest) = all.iter().map(|entry| entry.published).max() else { return all };
    let recent = all.iter().filter(|entry| newest - entry.published <= DAYS).count();
    // Most updates are old, and to put all of them in order would be idle.
    let length = recent.max(AT_LEAST);
    if length < all.len() {
        all.select_nth_unstable_by(length, Entry::order);
        all.truncate(length);
    }
    all.sort_unstable_by(Entry::order);
    all
}

impl Entry<'_> {
    /// Newest first; of two that came out together, by address, then the later one first.
    fn order(&self, other: &Self) -> Ordering {
        let key = |entry: &Self| (Reverse(entry.update), matches!(entry.record, Occurrence::Maintenance(_)));
        other
            .published
            .cmp(&self.published)
            .then_with(|| self.record.event().slug.cmp(&other.record.event().slug))
            .then_with(|| key(self).cmp(&key(other)))
    }
}

/// When an update came out: one that was added later than it says comes out when it was added, or else it would
/// stand among old items where nobody meets it.
fn published(update: &Update) -> DateTime<Utc> {
    update.added.map_or(update.at, |added| added.max(update.at))
}
