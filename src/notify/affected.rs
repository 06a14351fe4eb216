//! The components of a record and their states after each update.

use std::collections::BTreeMap;

use crate::release::Site;
use crate::release::model::Update;
use crate::status::State;

/// How many components a message names. The others are counted.
const NAMED: usize = 8;

/// The states of the components that a record has named so far, by their indexes in the site's list.
#[derive(Clone, Debug, Default)]
pub(super) struct Affected(BTreeMap<usize, State>);

impl Affected {
    /// Adds what an update says.
    pub(super) fn add(&mut self, update: &Update) {
        for change in &update.changes {
            self.0.insert(change.component, change.to);
        }
    }

    /// The worst state.
    pub(super) fn worst(&self) -> State {
        self.0.values().copied().max().unwrap_or_default()
    }

    /// Returns the names with the states, in the order of the site's list.
    pub(super) fn names(&self, site: &Site) -> Vec<(String, State)> {
        let name =
            |(index, state): (&usize, &State)| Some((site.components.get(*index)?.name.clone(), *state));
        self.0.iter().filter_map(name).collect()
    }
}

/// Returns the components in one line: the worst first, and how many more there are.
pub(super) fn in_one_line(components: &[(String, State)], word: impl Fn(State) -> String) -> String {
    let mut sorted: Vec<&(String, State)> = components.iter().collect();
    sorted.sort_by_key(|(_, state)| std::cmp::Reverse(*state));
    let named = sorted.iter().take(NAMED).map(|(name, state)| format!("{name} ({})", word(*state)));
    let mut line = named.collect::<Vec<_>>().join(", ");
    if sorted.len() > NAMED {
        line = format!("{line} + {}", sorted.len() - NAMED);
    }
    line
}
