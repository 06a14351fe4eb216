//! What an update says of its components and an entry has no key for.

use super::components::Component;
use super::event::Affected;
use crate::import::toml_text::{Table, Value};
use crate::status::State;

/// Collects it for one update, under the labels that the entry uses.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// Set when some of the states cannot stand in the entry; then all of them are kept here, in their order.
    pub(super) not_all_shown: bool,
    states: Vec<(String, Value)>,
    names: Vec<(String, Value)>,
    old_states: Vec<(String, Value)>,
}

impl Aside {
    /// Takes what cannot be worked out again: another name than today's, an old state other than `carried`.
    pub(super) fn compare(&mut self, affected: &Affected, component: &Component, carried: State) {
        let pair = |text: &str| (component.label.clone(), Value::from(text));
        self.states.push(pair(affected.new_status.as_deref().unwrap_or_default()));
        let name = affected.name.as_deref().filter(|name| *name != component.full_name);
        self.names.extend(name.map(pair));
        let old = affected.old_status.as_deref().filter(|old| *old != carried.as_str());
        self.old_states.extend(old.map(pair));
    }

    pub(super) fn keep(self, imported: &mut Table) {
        let states = if self.not_all_shown { self.states } else { Vec::new() };
        for (key, pairs) in [("components", states), ("names", self.names), ("old_status", self.old_states)] {
            if !pairs.is_empty() {
                imported.set(key, Value::Inline(pairs));
            }
        }
    }
}
