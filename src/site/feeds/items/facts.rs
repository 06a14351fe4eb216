//! What feed items say about an incident or maintenance as it was at the time of each update: its title, its worst state,
//! and the components named so far.
//!
//! These are collected in one pass over the updates. Records with many components or updates are in the feeds of many
//! components, so their facts are collected once for all feeds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::release::Site;
use crate::release::model::{Event, StateChange, Update};
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
    /// The components named so far, by index, or the groups if the record names too many components.
    pub(super) named: Named,
    /// If the update changes many components: how many are in each state after it, worst first; otherwise empty.
    pub(super) change_counts: Vec<(State, usize)>,
}

/// What a record names.
#[derive(Clone, Debug)]
pub(super) enum Named {
    Components(Vec<usize>),
    Groups(Arc<[String]>),
}

/// The facts of the records with many components or updates.
#[derive(Debug, Default)]
pub(in crate::site) struct FeedFacts(BTreeMap<usize, LargeEvent>);

/// The facts of a record with many components or updates.
#[derive(Debug)]
struct LargeEvent {
    updates: Vec<UpdateFacts>,
    /// If there are many components: the updates that are about each component, by index, oldest first.
    about: Option<BTreeMap<usize, Vec<usize>>>,
}

impl FeedFacts {
    pub(in crate::site) fn new(site: &Site) -> Self {
        let events = EventRef::all(site).map(EventRef::event);
        let large = events.filter(|event| is_long(event.hits.len()) || event.updates.len() > MANY_UPDATES);
        let large = large.map(|event| {
            let about = is_long(event.hits.len()).then(|| about(event));
            (key(event), LargeEvent { updates: facts(event, &groups(site, event)), about })
        });
        Self(large.collect())
    }

    /// Returns the updates of an event that are about a component, by index, oldest first; `None` if the event does not
    /// have many components.
    pub(super) fn about(&self, event: &Event, component: usize) -> Option<&[usize]> {
        let about = self.0.get(&key(event))?.about.as_ref()?;
        Some(about.get(&component).map(Vec::as_slice).unwrap_or_default())
    }

    /// Returns the facts of an event after the update with this index.
    pub(super) fn of(&self, event: &Event, update: usize) -> Option<UpdateFacts> {
        match self.0.get(&key(event)) {
            Some(known) => known.updates.get(update).cloned(),
            None => facts(event, &Arc::default()).into_iter().nth(update),
        }
    }
}

/// Identifies an event by its address, which it keeps as long as the site is borrowed.
fn key(event: &Event) -> usize {
    std::ptr::from_ref(event).addr()
}

/// The names of the outermost groups of the components that an event names, each once.
fn groups(site: &Site, event: &Event) -> Arc<[String]> {
    let components = event.hits.iter().filter_map(|hit| site.components.get(hit.component));
    let groups = components.filter_map(|component| site.groups.get(*component.groups.first()?));
    let names: BTreeSet<&str> = groups.map(|group| group.name.as_str()).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// Returns the updates that change the state of each component or correct its times.
fn about(event: &Event) -> BTreeMap<usize, Vec<usize>> {
    let mut about: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, update) in event.updates.iter().enumerate() {
        let changed = update.changes.iter().filter(|change| change.from != change.to);
        let corrected = update.intervals.iter().flat_map(|interval| interval.components.iter().copied());
        for component in changed.map(|change| change.component).chain(corrected) {
            let own = about.entry(component).or_default();
            if own.last() != Some(&index) {
                own.push(index);
            }
        }
    }
    about
}

/// Whether a change of a component is worth mentioning. A closing update sets all states to operational, which needs no
/// mention.
pub(super) fn is_shown(update: &Update, change: &StateChange) -> bool {
    change.from != change.to && !(update.status.is_closing() && change.to == State::Operational)
}

fn change_counts(update: &Update) -> Vec<(State, usize)> {
    let mut counts: BTreeMap<State, usize> = BTreeMap::new();
    for change in update.changes.iter().filter(|change| is_shown(update, change)) {
        *counts.entry(change.to).or_default() += 1;
    }
    if is_long(counts.values().sum()) { counts.into_iter().rev().collect() } else { Vec::new() }
}

fn facts(event: &Event, groups: &Arc<[String]>) -> Vec<UpdateFacts> {
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
            named: if lists_names {
                Named::Components(named.iter().copied().collect())
            } else {
                Named::Groups(Arc::clone(groups))
            },
            change_counts: change_counts(update),
        }
    });
    all.collect()
}
