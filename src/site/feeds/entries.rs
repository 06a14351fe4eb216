//! Which updates and post-mortems a feed holds, newest first.

use std::cmp::{Ordering, Reverse};

use chrono::{DateTime, TimeDelta, Utc};

use crate::release::model::Update;
use crate::site::page_inputs::{Happening, PostmortemInputs};

/// A feed holds at least as many items, if there are as many.
const AT_LEAST: usize = 50;

/// A feed holds the days before its newest item, however many items they have. Counting from the newest item, not
/// from today, keeps a feed as it is while nothing happens.
const DAYS: TimeDelta = TimeDelta::days(14);

/// What came out.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) what: What<'a>,
    /// When it came out, UTC.
    pub(super) published: DateTime<Utc>,
}

/// What may come out.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    /// An update, by its place in its record.
    Update(Happening<'a>, usize),
    Postmortem(&'a PostmortemInputs),
}

/// The items of a feed of these records and post-mortems, newest first.
pub(super) fn newest<'a>(
    records: impl Iterator<Item = Happening<'a>>,
    postmortems: impl Iterator<Item = &'a PostmortemInputs>,
) -> Vec<Entry<'a>> {
    let mut all: Vec<Entry<'a>> = postmortems
        .map(|inputs| Entry { what: What::Postmortem(inputs), published: inputs.postmortem.published })
        .collect();
    for record in records {
        let updates = record.event().updates.iter().map(published).enumerate();
        all.extend(
            updates.map(|(update, published)| Entry { what: What::Update(record, update), published }),
        );
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
        other.published.cmp(&self.published).then_with(|| self.what.order().cmp(&other.what.order()))
    }
}

impl<'a> What<'a> {
    /// The order of what came out together. A post-mortem is later than all that it tells of.
    fn order(self) -> (&'a str, Reverse<usize>, bool) {
        match self {
            Self::Update(record, update) => {
                let maintenance = matches!(record, Happening::Maintenance(_));
                (&record.event().slug, Reverse(update), maintenance)
            }
            Self::Postmortem(inputs) => (&inputs.postmortem.slug, Reverse(usize::MAX), false),
        }
    }
}

/// When an update came out: one that was added later than it says comes out when it was added, or else it would
/// stand among old items where nobody meets it.
fn published(update: &Update) -> DateTime<Utc> {
    update.added.map_or(update.at, |added| added.max(update.at))
}
