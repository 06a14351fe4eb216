//! Incidents and maintenances that are added, changed or removed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::item::{Change, Item, ItemKind, time, words};
use super::updates::{added, updates};
use crate::release::Site;
use crate::release::model::{Event, Incident, Maintenance, Reference};
use crate::site::rendering::Addresses;

/// Compares the incidents of two sites.
pub(super) fn incidents(before: &Site, after: &Site) -> Vec<Item> {
    let address = |event: &Event| Addresses::below("").incident(&event.slug);
    compare(
        (before, after, ItemKind::Incident),
        (&before.incidents, &after.incidents),
        |incident| &incident.event,
        address,
        |item, then: Option<&Arc<Incident>>, now| {
            let merged = |incident: &Arc<Incident>| {
                let into = incident.merged.as_ref()?;
                Some(into.as_ref().map_or("another incident", |into| into.title.as_str()).to_owned())
            };
            item.compare("merged into", then.and_then(merged), merged(now));
            item.compare("follows", then.and_then(|i| follows(&i.event)), follows(&now.event));
        },
    )
}

/// Compares the maintenances of two sites.
pub(super) fn maintenances(before: &Site, after: &Site) -> Vec<Item> {
    let address = |event: &Event| Addresses::below("").maintenance(&event.slug);
    compare(
        (before, after, ItemKind::Maintenance),
        (&before.maintenances, &after.maintenances),
        |maintenance| &maintenance.event,
        address,
        |item, then: Option<&Arc<Maintenance>>, now| {
            let planned = |maintenance: &Arc<Maintenance>| {
                format!("{} to {}", time(maintenance.scheduled_for), time(maintenance.scheduled_until))
            };
            item.compare("planned for", then.map(planned), Some(planned(now)));
        },
    )
}

fn follows(event: &Event) -> Option<String> {
    event.follows.as_ref().map(|Reference { title, .. }| title.clone())
}

/// Compares two lists of records. `more` compares what only one kind of record has.
fn compare<R>(
    (before, after, kind): (&Site, &Site, ItemKind),
    (old, new): (&[R], &[R]),
    event: impl Fn(&R) -> &Event,
    address: impl Fn(&Event) -> String,
    more: impl Fn(&mut Item, Option<&R>, &R),
) -> Vec<Item> {
    let item = |record: &R, change| {
        let event = event(record);
        Item::new(kind, change, event.title.clone(), Some(address(event)))
    };
    let index = |list| Index::new(list, &event);
    let (by_old, by_new) = (index(old), index(new));
    let shown = new.iter().filter_map(|record| {
        let now = event(record);
        let Some(then) = by_old.find(now) else {
            let mut item = item(record, Change::Added);
            item.say("status", Some(words(now.status.as_str())));
            more(&mut item, None, record);
            item.parts = added(after, now);
            return Some(item);
        };
        let mut item = item(record, Change::Changed);
        let earlier = event(then);
        let ends = |event: &Event| Some(if event.closed { "closed" } else { "open" }.to_owned());
        item.compare("title", Some(earlier.title.clone()), Some(now.title.clone()));
        item.compare("state", ends(earlier), ends(now));
        item.compare("status", Some(words(earlier.status.as_str())), Some(words(now.status.as_str())));
        item.compare("impact", Some(words(earlier.impact.as_str())), Some(words(now.impact.as_str())));
        item.compare("began", Some(time(earlier.started_at)), Some(time(now.started_at)));
        if earlier.closed == now.closed {
            item.compare("ended", earlier.ended_at.map(time), now.ended_at.map(time));
        }
        item.compare_texts("summary", earlier.summary.as_ref(), now.summary.as_ref());
        more(&mut item, Some(then), record);
        item.compare("address", Some(address(earlier)), Some(address(now)));
        item.parts = updates((before, earlier), (after, now));
        item.if_any()
    });
    let gone = old.iter().filter(|then| by_new.find(event(then)).is_none());
    shown.chain(gone.map(|then| item(then, Change::Removed))).collect()
}

/// Finds the same record on the other side: by its id, or by its address, from which an id follows that is not written
/// down.
struct Index<'s, R> {
    by_id: BTreeMap<&'s str, &'s R>,
    by_slug: BTreeMap<&'s str, &'s R>,
}

impl<'s, R> Index<'s, R> {
    fn new(list: &'s [R], event: impl Fn(&'s R) -> &'s Event) -> Self {
        Self {
            by_id: list.iter().map(|record| (event(record).id.as_str(), record)).collect(),
            by_slug: list.iter().map(|record| (event(record).slug.as_str(), record)).collect(),
        }
    }

    fn find(&self, wanted: &Event) -> Option<&'s R> {
        let same = self.by_id.get(wanted.id.as_str()).or_else(|| self.by_slug.get(wanted.slug.as_str()));
        same.copied()
    }
}
