//! `affected_components`: the component states that an update sets.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::event::ApiEvent;
use super::wire;
use crate::release::model::{ImportedUpdate, Update};
use crate::status::{State, Status};

/// A component by index, its state before and its state after.
type StateChange = (usize, State, State);

/// Returns the affected components of each update, oldest first; `None` for an update that names none.
pub(super) fn affected<'a>(
    api_event: ApiEvent<'a>,
    catalogue: &'a Catalogue<'a>,
) -> Vec<Option<Vec<wire::Affected<'a>>>> {
    let updates = api_event.event().updates.iter();
    let changes: Vec<Vec<StateChange>> = match api_event {
        ApiEvent::Incident(..) => updates.clone().map(as_written).collect(),
        ApiEvent::Maintenance(_) => {
            let mut states = MaintenanceStates::default();
            updates.clone().map(|update| states.changes(update)).collect()
        }
    };
    updates
        .zip(changes)
        .map(|(update, changes)| {
            let kept = KeptValues::new(update.imported.as_deref());
            let affected: Vec<_> =
                changes.into_iter().filter_map(|change| one(change, &kept, catalogue)).collect();
            (!affected.is_empty()).then_some(affected)
        })
        .collect()
}

/// What an import kept about the components of an update, by the index of the component.
struct KeptValues<'a> {
    names: BTreeMap<usize, &'a str>,
    old_states: BTreeMap<usize, State>,
}

impl<'a> KeptValues<'a> {
    /// The first of several values of a component counts.
    fn new(imported: Option<&'a ImportedUpdate>) -> Self {
        let names = imported.into_iter().flat_map(|imported| imported.names.iter().rev());
        let states = imported.into_iter().flat_map(|imported| imported.old_states.iter().rev());
        Self {
            names: names.map(|(component, name)| (*component, name.as_str())).collect(),
            old_states: states.copied().collect(),
        }
    }
}

/// The affected components of a post-mortem: none, unless an import kept some.
pub(super) fn of_postmortem<'a>(
    imported: Option<&'a ImportedUpdate>,
    catalogue: &'a Catalogue<'a>,
) -> Option<Vec<wire::Affected<'a>>> {
    let states = imported.map_or(&[][..], |imported| imported.states.as_slice()).iter();
    let kept = KeptValues::new(imported);
    let affected: Vec<_> = states
        .filter_map(|(component, state)| one((*component, State::Operational, *state), &kept, catalogue))
        .collect();
    (!affected.is_empty()).then_some(affected)
}

/// The changes of an incident's update. They take effect at once.
fn as_written(update: &Update) -> Vec<StateChange> {
    let mut changes: Vec<StateChange> =
        update.changes.iter().map(|change| (change.component, change.from, change.to)).collect();
    let imported = update.imported.as_ref().map_or(&[][..], |imported| imported.states.as_slice());
    if !imported.is_empty() {
        let before: BTreeMap<usize, State> =
            changes.iter().map(|(component, from, _)| (*component, *from)).collect();
        let change = |(component, to): &(usize, State)| {
            (*component, before.get(component).copied().unwrap_or_default(), *to)
        };
        changes = imported.iter().map(change).collect();
    }
    changes
}

fn one<'a>(
    (component, from, to): StateChange,
    kept: &KeptValues<'a>,
    catalogue: &'a Catalogue<'a>,
) -> Option<wire::Affected<'a>> {
    Some(wire::Affected {
        code: catalogue.component(component)?.id,
        name: kept.names.get(&component).copied().unwrap_or_else(|| catalogue.full_name(component)),
        old_status: kept.old_states.get(&component).copied().unwrap_or(from).as_str(),
        new_status: to.as_str(),
    })
}

/// The states of a maintenance from update to update: planned states take effect only while the maintenance runs.
#[derive(Default)]
struct MaintenanceStates {
    planned: BTreeMap<usize, State>,
    real: BTreeMap<usize, State>,
    running: bool,
    /// The components whose states the last update set explicitly.
    explicit: BTreeSet<usize>,
}

impl MaintenanceStates {
    fn changes(&mut self, update: &Update) -> Vec<StateChange> {
        let imported = update.imported.as_ref().map_or(&[][..], |imported| imported.states.as_slice());
        let set =
            update.changes.iter().map(|change| (change.component, change.to)).chain(imported.iter().copied());
        let (mut in_order, mut named): (Vec<usize>, BTreeSet<usize>) = (Vec::new(), BTreeSet::new());
        for (component, state) in set {
            self.planned.insert(component, state);
            if named.insert(component) {
                in_order.push(component);
            }
        }
        // The first of several states of a component counts.
        let explicit: BTreeMap<usize, State> = imported.iter().rev().copied().collect();
        let running = matches!(update.status, Status::InProgress | Status::Verifying);
        let mut changes = Vec::new();
        // An update affects components that it does not name only if the maintenance begins or ends with it, or if the
        // update before set their states explicitly.
        let others = |component: &&usize| !named.contains(component);
        if running == self.running {
            in_order.extend(self.explicit.iter().filter(others));
        } else {
            in_order.extend(self.planned.keys().filter(others));
        }
        self.running = running;
        self.explicit = explicit.keys().copied().collect();
        for component in in_order {
            let planned = self.planned.get(&component).copied().unwrap_or_default();
            let to = explicit.get(&component).copied().unwrap_or(if running {
                planned
            } else {
                State::Operational
            });
            let from = self.real.insert(component, to).unwrap_or_default();
            if from != to || named.contains(&component) {
                changes.push((component, from, to));
            }
        }
        changes
    }
}
