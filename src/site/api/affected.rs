//! `affected_components`: the component states that an update sets.

use std::collections::BTreeMap;

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
            let affected: Vec<_> = changes
                .into_iter()
                .filter_map(|change| one(change, update.imported.as_deref(), catalogue))
                .collect();
            (!affected.is_empty()).then_some(affected)
        })
        .collect()
}

/// The affected components of a post-mortem: none, unless an import kept some.
pub(super) fn of_postmortem<'a>(
    imported: Option<&'a ImportedUpdate>,
    catalogue: &'a Catalogue<'a>,
) -> Option<Vec<wire::Affected<'a>>> {
    let states = imported.map_or(&[][..], |imported| imported.states.as_slice()).iter();
    let affected: Vec<_> = states
        .filter_map(|(component, state)| one((*component, State::Operational, *state), imported, catalogue))
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
    imported: Option<&'a ImportedUpdate>,
    catalogue: &'a Catalogue<'a>,
) -> Option<wire::Affected<'a>> {
    let named = imported.and_then(|imported| imported.names.iter().find(|(named, _)| *named == component));
    let before =
        imported.and_then(|imported| imported.old_states.iter().find(|(named, _)| *named == component));
    Some(wire::Affected {
        code: catalogue.component(component)?.id,
        name: named.map_or_else(|| catalogue.full_name(component), |(_, then)| then),
        old_status: before.map_or(from, |(_, state)| *state).as_str(),
        new_status: to.as_str(),
    })
}

/// The states of a maintenance from update to update: planned states take effect only while the maintenance runs.
#[derive(Default)]
struct MaintenanceStates {
    planned: BTreeMap<usize, State>,
    real: BTreeMap<usize, State>,
}

impl MaintenanceStates {
    fn changes(&mut self, update: &Update) -> Vec<StateChange> {
        let imported = update.imported.as_ref().map_or(&[][..], |imported| imported.states.as_slice());
        let set =
            update.changes.iter().map(|change| (change.component, change.to)).chain(imported.iter().copied());
        let mut named: Vec<usize> = Vec::new();
        for (component, state) in set {
            self.planned.insert(component, state);
            if !named.contains(&component) {
                named.push(component);
            }
        }
        let running = matches!(update.status, Status::InProgress | Status::Verifying);
        let mut changes = Vec::new();
        let others = self.planned.keys().filter(|component| !named.contains(component)).copied();
        let in_order: Vec<usize> = named.iter().copied().chain(others).collect();
        for component in in_order {
            let planned = self.planned.get(&component).copied().unwrap_or_default();
            let explicit = imported.iter().find(|(named, _)| *named == component).map(|(_, state)| *state);
            let to = explicit.unwrap_or(if running { planned } else { State::Operational });
            let from = self.real.insert(component, to).unwrap_or_default();
            if from != to || named.contains(&component) {
                changes.push((component, from, to));
            }
        }
        changes
    }
}
