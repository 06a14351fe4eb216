//! The current state of each component, from all open incidents and running maintenances.

use std::collections::BTreeMap;

use super::{State, worst};

/// Returns the worst state of each component in any of the views, so that closing one incident does not hide another.
/// Components that no view names are operational.
pub fn current_states<'a>(
    views: impl IntoIterator<Item = &'a BTreeMap<usize, State>>,
) -> BTreeMap<usize, State> {
    let mut current = BTreeMap::new();
    for (component, state) in views.into_iter().flatten() {
        let known: &mut State = current.entry(*component).or_default();
        *known = worst([*known, *state]);
    }
    current
}
