//! What an update says of components: `affected_components`.

use std::collections::BTreeMap;

use super::catalogue::Catalogue;
use super::occurrence::Occurrence;
use super::wire;
use crate::release::model::{ImportedUpdate, Update};
use crate::status::{State, Status};

/// A component, its state before and its state after.
type Turn = (usize, State, State);

/// For each update of a record, oldest first, what it says of components.
pub(super) fn affected<'a>(
    occurrence: Occurrence<'a>,
    catalogue: &'a Catalogue<'a>,
) -> Vec<Option<Vec<wire::Affected<'a>>>> {
    let updates = occurrence.event().updates.iter();
    let turns: Vec<Vec<Turn>> = match occurrence {
        Occurrence::Incident(..) => updates.clone().map(as_written).collect(),
        Occurrence::Maintenance(_) => {
            let mut course = Course::default();
            updates.clone().map(|update| course.turns(update)).collect()
        }
    };
    updates
        .zip(turns)
        .map(|(update, turns)| {
            let affected: Vec<_> = turns
                .into_iter()
                .filter_map(|turn| one(turn, update.imported.as_deref(), catalogue))
                .collect();
            (!affected.is_empty()).then_some(affected)
        })
        .collect()
}

/// What a post-mortem says of components: nothing, unless an import kept something.
pub(super) fn of_postmortem<'a>(
    kept: Option<&'a ImportedUpdate>,
    catalogue: &'a Catalogue<'a>,
) -> Option<Vec<wire::Affected<'a>>> {
    let states = kept.map_or(&[][..], |kept| kept.states.as_slice()).iter();
    let affected: Vec<_> = states
        .filter_map(|(component, state)| one((*component, State::Operational, *state), kept, catalogue))
        .collect();
    (!affected.is_empty()).then_some(affected)
}

/// An incident's update: what it sets holds from then on.
fn as_written(update: &Update) -> Vec<Turn> {
    let mut turns: Vec<Turn> =
        update.changes.iter().map(|change| (change.component, change.from, change.to)).collect();
    let kept = update.imported.as_ref().map_or(&[][..], |kept| kept.states.as_slice());
    if !kept.is_empty() {
        let before: BTreeMap<usize, State> =
            turns.iter().map(|(component, from, _)| (*component, *from)).collect();
        let turn = |(component, to): &(usize, State)| {
            (*component, before.get(component).copied().unwrap_or_default(), *to)
        };
        turns = kept.iter().map(turn).collect();
    }
    turns
}

fn one<'a>(
    (component, from, to): Turn,
    kept: Option<&'a ImportedUpdate>,
    catalogue: &'a Catalogue<'a>,
) -> Option<wire::Affected<'a>> {
    let named = kept.and_then(|kept| kept.names.iter().find(|(named, _)| *named == component));
    let before = kept.and_then(|kept| kept.old_states.iter().find(|(named, _)| *named == component));
    Some(wire::Affected {
        code: catalogue.component(component)?.id,
        name: named.map_or_else(|| catalogue.full_name(component), |(_, then)| then),
        old_status: before.map_or(from, |(_, state)| *state).as_str(),
        new_status: to.as_str(),
    })
}

/// A maintenance on its way: what its updates plan holds only while it runs.
#[derive(Default)]
struct Course {
    planned: BTreeMap<usize, State>,
    real: BTreeMap<usize, State>,
}

impl Course {
    fn turns(&mut self, update: &Update) -> Vec<Turn> {
        let kept = update.imported.as_ref().map_or(&[][..], |kept| kept.states.as_slice());
        let set =
            update.changes.iter().map(|change| (change.component, change.to)).chain(kept.iter().copied());
        let mut named: Vec<usize> = Vec::new();
        for (component, state) in set {
            self.planned.insert(component, state);
            if !named.contains(&component) {
                named.push(component);
            }
        }
        let running = matches!(update.status, Status::InProgress | Status::Verifying);
        let mut turns = Vec::new();
        let others = self.planned.keys().filter(|component| !named.contains(component)).copied();
        let in_order: Vec<usize> = named.iter().copied().chain(others).collect();
        for component in in_order {
            let planned = self.planned.get(&component).copied().unwrap_or_default();
            let said = kept.iter().find(|(named, _)| *named == component).map(|(_, state)| *state);
            let to = said.unwrap_or(if running { planned } else { State::Operational });
            let from = self.real.insert(component, to).unwrap_or_default();
            if from != to || named.contains(&component) {
                turns.push((component, from, to));
            }
        }
        turns
    }
}
