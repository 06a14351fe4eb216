//! Data about the components of an update that has no key in content.

use super::component::Component;
use super::event::Affected;
use crate::authoring::{Table, Value};
use crate::status::State;

/// The data of one update, by the labels of its components.
#[derive(Debug, Default)]
pub(super) struct ImportedComponents {
    /// Whether a content file cannot have some of the states; then all of them are kept, in their order.
    pub(super) has_unwritten: bool,
    states: Vec<(String, Value)>,
    names: Vec<(String, Value)>,
    old_states: Vec<(String, Value)>,
}

impl ImportedComponents {
    /// Keeps what cannot be derived: a name other than the current one, an old state other than `inherited`.
    pub(super) fn compare(&mut self, affected: &Affected, component: &Component, inherited: State) {
        let pair = |text: &str| (component.label.clone(), Value::from(text));
        self.states.push(pair(affected.new_status.as_deref().unwrap_or_default()));
        let name = affected.name.as_deref().filter(|name| *name != component.full_name);
        self.names.extend(name.map(pair));
        let old = affected.old_status.as_deref().filter(|old| *old != inherited.as_str());
        self.old_states.extend(old.map(pair));
    }

    /// Adds the data to the `[imported]` table.
    pub(super) fn add_to(self, imported: &mut Table) {
        let states = if self.has_unwritten { self.states } else { Vec::new() };
        for (key, pairs) in [("components", states), ("names", self.names), ("old_status", self.old_states)] {
            if !pairs.is_empty() {
                imported.set(key, Value::Inline(pairs));
            }
        }
    }
}
