//! The state of each component now, from all that is open or running.

use std::collections::BTreeMap;

use super::{State, worst};

/// The worst that any of the views says of each component, so that closing one incident never hides another.
/// A component that no view names is operational.
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
