//! What a record has reported up to now.

use std::collections::BTreeMap;

use crate::content::public::{Record, RecordKind, Update};
use crate::content::{AudienceTag, ComponentNames};
use crate::status::{IncidentCourse, State, StatusUpdate, incident};

/// The states and the status that an incident has reported, as the readers of a new update know them.
pub(super) struct Course {
    replayed: Option<IncidentCourse>,
    /// The states before the incident was last closed.
    before_end: BTreeMap<usize, State>,
    /// Whether all of its readers have seen every update, so that they know the same states.
    is_common: bool,
}

impl Course {
    /// Replays the released updates of a record; `audience` are the readers of the new update.
    pub(super) fn of(record: &Record, names: &ComponentNames<'_>, audience: &[AudienceTag]) -> Self {
        let released: Vec<&Update> = record.updates.iter().filter(|update| !update.draft).collect();
        let updates: Vec<StatusUpdate> = released.iter().map(|update| status_update(update, names)).collect();
        let end = released.iter().rposition(|update| update.closes()).unwrap_or(updates.len());
        let before_end = updates.get(..end).and_then(incident::replay);
        Self {
            replayed: incident::replay(&updates).filter(|_| record.kind == RecordKind::Incident),
            before_end: before_end.map(|course| course.states).unwrap_or_default(),
            is_common: released.iter().all(|update| record.audience_of(update) == audience),
        }
    }

    /// Whether a component already has a state for everybody who reads the new update.
    pub(super) fn has(&self, component: usize, state: State) -> bool {
        let known = self.replayed.as_ref().and_then(|course| course.states.get(&component));
        self.is_common && known == Some(&state)
    }

    /// The components that are not operational, with their states.
    pub(super) fn affected(&self) -> Vec<(usize, State)> {
        worse(self.replayed.as_ref().map(|course| &course.states))
    }

    /// The same before the incident was last closed.
    pub(super) fn affected_before_end(&self) -> Vec<(usize, State)> {
        worse(Some(&self.before_end))
    }
}

fn worse(states: Option<&BTreeMap<usize, State>>) -> Vec<(usize, State)> {
    let states = states.into_iter().flatten();
    states.filter(|(_, state)| **state != State::Operational).map(|(index, state)| (*index, *state)).collect()
}

fn status_update(update: &Update, names: &ComponentNames<'_>) -> StatusUpdate {
    let components = update.components.iter();
    let components = components.filter_map(|(name, state)| Some((names.one(&name.value)?, state.value)));
    StatusUpdate {
        status: update.status.as_ref().map(|status| status.value),
        components: components.collect(),
        reopened: update.reopened,
        merged: update.merged_into.is_some(),
        retracted: update.retracted.as_ref().map(|retraction| retraction.at),
        next_update: update.next_update_due(),
        ..StatusUpdate::new(update.at)
    }
}
