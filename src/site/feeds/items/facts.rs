//! What feed items say about an incident or maintenance as it was at the time of each update: its title, its worst state,
//! and the components named so far.
//!
//! These are collected in one pass over the updates. Records with many components or updates are in the feeds of many
//! components, so their facts are collected once for all feeds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::release::Site;
use crate::release::model::Event;
use crate::site::pages::inputs::EventRef;
use crate::site::rendering::is_long;
use crate::status::State;

/// The number of updates above which the facts are worth keeping.
const MANY_UPDATES: usize = 20;

/// An incident or maintenance after one of its updates.
#[derive(Clone, Debug)]
pub(super) struct UpdateFacts {
    /// The title at the time.
    pub(super) title: Arc<str>,
    /// The worst state of its components.
    pub(super) worst: State,
    /// The components named so far, by index; `None` if the record names too many.
    pub(super) components: Option<Vec<usize>>,
}

/// The facts of the records with many components or updates.
#[derive(Debug, Default)]
pub(in crate::site) struct FeedFacts(BTreeMap<usize, Vec<UpdateFacts>>);

impl FeedFacts {
    pub(in crate::site) fn new(site: &Site) -> Self {
        let events = EventRef::all(site).map(EventRef::event);
        let large = events.filter(|event| is_long(event.hits.len()) || event.updates.len() > MANY_UPDATES);
        Self(large.map(|event| (key(event), facts(event))).collect())
    }

    /// Returns the facts of an event after the update with this index.
    pub(super) fn of(&self, event: &Event, update: usize) -> Option<UpdateFacts> {
        match self.0.get(&key(event)) {
            Some(known) => known.get(update).cloned(),
            None => facts(event).into_iter().nth(update),
        }
    }
}

/// Identifies an event by its address, which it keeps as long as the site is borrowed.
fn key(event: &Event) -> usize {
    std::ptr::from_ref(event).addr()
}

fn facts(event: &Event) -> Vec<UpdateFacts> {
    let mut title: Arc<str> = event.first_title.as_str().into();
    let mut states: BTreeMap<usize, State> = BTreeMap::new();
    // How many components are in each state.
    let mut counts: BTreeMap<State, usize> = BTreeMap::new();
    let mut named: BTreeSet<usize> = BTreeSet::new();
    let lists_names = !is_long(event.hits.len());
    let all = event.updates.iter().map(|update| {
        if let Some(renamed) = &update.renamed {
            title = renamed.as_str().into();
        }
        for component in update.intervals.iter().flat_map(|interval| &interval.components) {
            named.insert(*component);
        }
        for change in &update.changes {
            named.insert(change.component);
            if let Some(before) = states.insert(change.component, change.to)
                && let Some(count) = counts.get_mut(&before)
            {
                *count = count.saturating_sub(1);
            }
            *counts.entry(change.to).or_default() += 1;
        }
        UpdateFacts {
            title: Arc::clone(&title),
            worst: counts
                .iter()
                .rev()
                .find(|(_, count)| **count > 0)
                .map(|(state, _)| *state)
                .unwrap_or_default(),
            components: lists_names.then(|| named.iter().copied().collect()),
        }
    });
    all.collect()
}
