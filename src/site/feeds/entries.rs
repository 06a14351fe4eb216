//! Which updates and post-mortems a feed holds, newest first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::release::Site;
use crate::release::model::{Event, Update};
use crate::site::plan::Record;

/// A feed holds at least as many items, if there are as many.
const AT_LEAST: usize = 50;
/// A feed holds the days before its newest item, however many items they have. Counting from the newest item, not
/// from today, keeps a feed as it is while nothing happens.
const DAYS: TimeDelta = TimeDelta::days(14);

/// What came out, by its place in the site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) what: What,
    /// When it came out, UTC.
    pub(super) published: DateTime<Utc>,
}

/// What may come out.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// An update, by its place in its record.
    Update(Record, usize),
    /// A post-mortem.
    Postmortem(usize),
}

/// All updates and post-mortems of a site.
pub(super) struct Entries(Vec<Entry>);

impl Entries {
    /// All of them, newest first; of two that came out together, by address, then the later one first.
    pub(super) fn of(site: &Site) -> Self {
        let incidents = (0..site.incidents.len()).map(Record::Incident);
        let maintenances = (0..site.maintenances.len()).map(Record::Maintenance);
        let mut all = Vec::new();
        for record in incidents.chain(maintenances) {
            let updates = record.event(site).map(|event| event.updates.as_slice()).unwrap_or_default();
            all.extend(updates.iter().enumerate().map(|(index, update)| Entry {
                what: What::Update(record, index),
                published: published(update),
            }));
        }
        let postmortems = site.postmortems.iter().enumerate();
        all.extend(postmortems.map(|(index, postmortem)| Entry {
            what: What::Postmortem(index),
            published: postmortem.published,
        }));
        all.sort_by(|a, b| {
            let newer = b.published.cmp(&a.published);
            newer.then_with(|| a.what.order(site).cmp(&b.what.order(site)))
        });
        Self(all)
    }

    /// The items of the site's feed.
    pub(super) fn newest(&self) -> &[Entry] {
        let end = self.0.iter().enumerate().position(|(index, entry)| !has_room(&self.0[..index], entry));
        &self.0[..end.unwrap_or(self.0.len())]
    }

    /// The items of the feed of post-mortems.
    pub(super) fn postmortems(&self) -> Vec<Entry> {
        let mut feed = Vec::new();
        for entry in self.0.iter().filter(|entry| matches!(entry.what, What::Postmortem(_))) {
            if has_room(&feed, entry) {
                feed.push(*entry);
            }
        }
        feed
    }

    /// The items of the feed of each component: all updates and post-mortems of the records that name it.
    pub(super) fn by_component(&self, site: &Site) -> Vec<Vec<Entry>> {
        let mut feeds: Vec<Vec<Entry>> = vec![Vec::new(); site.components.len()];
        for entry in &self.0 {
            for component in entry.what.components(site) {
                if let Some(feed) = feeds.get_mut(component).filter(|feed| has_room(feed, entry)) {
                    feed.push(*entry);
                }
            }
        }
        feeds
    }
}

/// Whether a feed that holds newer items takes this one too.
fn has_room(newer: &[Entry], entry: &Entry) -> bool {
    newer.len() < AT_LEAST || newer.first().is_none_or(|newest| newest.published - entry.published <= DAYS)
}

/// When an update came out: one that was added later than it says comes out when it was added, or else it would
/// stand among old items where nobody meets it.
fn published(update: &Update) -> DateTime<Utc> {
    update.added.map_or(update.at, |added| added.max(update.at))
}

impl What {
    /// The order of what came out together: by address, then the later one first.
    fn order(self, site: &Site) -> (Option<&str>, Reverse<usize>) {
        match self {
            Self::Update(record, update) => {
                (record.event(site).map(|event| event.slug.as_str()), Reverse(update))
            }
            Self::Postmortem(index) => {
                (site.postmortems.get(index).map(|postmortem| postmortem.slug.as_str()), Reverse(usize::MAX))
            }
        }
    }

    /// The components that it is about, each once, by their places in the site's list.
    pub(super) fn components(self, site: &Site) -> BTreeSet<usize> {
        let records = match self {
            Self::Update(record, _) => vec![record],
            Self::Postmortem(index) => {
                let covered = site.postmortems.get(index).map(|postmortem| postmortem.incidents.as_slice());
                covered.unwrap_or_default().iter().copied().map(Record::Incident).collect()
            }
        };
        let events = records.into_iter().filter_map(|record| record.event(site));
        events.flat_map(|event| &event.hits).map(|hit| hit.component).collect()
    }
}

impl Record {
    /// The record itself.
    pub(super) fn event(self, site: &Site) -> Option<&Event> {
        match self {
            Self::Incident(index) => site.incidents.get(index).map(|incident| &incident.event),
            Self::Maintenance(index) => site.maintenances.get(index).map(|maintenance| &maintenance.event),
        }
    }
}
