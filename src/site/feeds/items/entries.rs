//! Selects the updates and post-mortems of a feed, newest first.

use std::cmp::{Ordering, Reverse};

use chrono::{DateTime, TimeDelta, Utc};

use super::facts::FeedFacts;
use crate::release::model::{Notice, Update};
use crate::site::pages::inputs::{EventRef, PostmortemInputs};

/// The minimum number of items in a feed, if there are as many.
const AT_LEAST: usize = 50;

/// The feed of a component contains this many of the updates of an incident with many components that do not change
/// the component.
const OTHERS: usize = 10;

/// A feed contains all items of this time before its newest item. The time counts from the newest item and not from
/// today, so that the feed does not change while nothing happens.
const DAYS: TimeDelta = TimeDelta::days(14);

/// An update, post-mortem or notice with its time of publication.
#[derive(Clone, Copy)]
pub(super) struct FeedEntry<'a> {
    pub(super) source: EntrySource<'a>,
    /// The time of publication, UTC.
    pub(super) published: DateTime<Utc>,
}

/// What an item is built from.
#[derive(Clone, Copy)]
pub(super) enum EntrySource<'a> {
    /// An update, by its index in its incident or maintenance.
    Update(EventRef<'a>, usize),
    Postmortem(&'a PostmortemInputs),
    Notice(&'a Notice),
}

/// Returns the entries of a feed over these events, post-mortems and notices, newest first.
pub(super) fn newest<'a>(
    records: impl Iterator<Item = EventRef<'a>>,
    postmortems: impl Iterator<Item = &'a PostmortemInputs>,
    notices: &'a [Notice],
) -> Vec<FeedEntry<'a>> {
    let all_updates =
        records.flat_map(|record| (0..record.event().updates.len()).map(move |index| (record, index)));
    newest_of(all_updates, postmortems, notices)
}

/// Returns the entries of the feed of a component, newest first. An incident that names many components is in as many
/// feeds, so these have the newest updates about the component, and few of the others.
pub(super) fn newest_of_component<'a>(
    component: usize,
    records: impl Iterator<Item = EventRef<'a>>,
    postmortems: impl Iterator<Item = &'a PostmortemInputs>,
    facts: &FeedFacts,
) -> Vec<FeedEntry<'a>> {
    let updates = records.flat_map(|record| {
        let all = 0..record.event().updates.len();
        let chosen: Vec<usize> = match facts.about(record.event(), component) {
            None => all.collect(),
            Some(own) => {
                let others = all.rev().filter(|index| own.binary_search(index).is_err()).take(OTHERS);
                own.iter().rev().take(AT_LEAST).copied().chain(others).collect()
            }
        };
        chosen.into_iter().map(move |index| (record, index))
    });
    newest_of(updates, postmortems, &[])
}

fn newest_of<'a>(
    updates: impl Iterator<Item = (EventRef<'a>, usize)>,
    postmortems: impl Iterator<Item = &'a PostmortemInputs>,
    notices: &'a [Notice],
) -> Vec<FeedEntry<'a>> {
    let mut all: Vec<FeedEntry<'a>> = postmortems
        .map(|inputs| FeedEntry {
            source: EntrySource::Postmortem(inputs),
            published: inputs.postmortem.published,
        })
        .collect();
    all.extend(
        notices
            .iter()
            .map(|notice| FeedEntry { source: EntrySource::Notice(notice), published: notice.from }),
    );
    all.extend(updates.filter_map(|(record, index)| {
        let published = published(record.event().updates.get(index)?);
        Some(FeedEntry { source: EntrySource::Update(record, index), published })
    }));
    let Some(newest) = all.iter().map(|entry| entry.published).max() else { return all };
    let recent = all.iter().filter(|entry| newest - entry.published <= DAYS).count();
    // Most updates are old, so sorting all of them would be wasted work.
    let length = recent.max(AT_LEAST);
    if length < all.len() {
        all.select_nth_unstable_by(length, FeedEntry::order);
        all.truncate(length);
    }
    all.sort_unstable_by(FeedEntry::order);
    all
}

impl FeedEntry<'_> {
    /// Newest first; entries published at the same time are ordered by slug, then later updates first.
    fn order(&self, other: &Self) -> Ordering {
        other.published.cmp(&self.published).then_with(|| self.source.order().cmp(&other.source.order()))
    }
}

impl<'a> EntrySource<'a> {
    /// The order of entries published at the same time. A post-mortem comes after all updates of its incident.
    fn order(self) -> (&'a str, Reverse<usize>, bool) {
        match self {
            Self::Update(record, update) => {
                let maintenance = matches!(record, EventRef::Maintenance(_));
                (&record.event().slug, Reverse(update), maintenance)
            }
            Self::Postmortem(inputs) => (&inputs.postmortem.slug, Reverse(usize::MAX), false),
            Self::Notice(notice) => (&notice.anchor, Reverse(0), true),
        }
    }
}

/// The time of publication of an update. An update that was added later counts from the time it was added; otherwise
/// it would be among old items where no reader sees it.
fn published(update: &Update) -> DateTime<Utc> {
    update.added.map_or(update.at, |added| added.max(update.at))
}
