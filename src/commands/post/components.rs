//! The states that an update writes: those that change, and those that are needed.

use super::course::Course;
use crate::authoring::records::ComponentStates;
use crate::content::{ComponentNames, Content};
use crate::status::State;

/// Returns what to write of the states that were asked for: all of them in a draft, because states may change before it
/// is published, and otherwise those that readers do not know yet.
pub(super) fn written(
    asked: ComponentStates,
    course: Option<&Course>,
    draft: bool,
    content: &Content,
) -> ComponentStates {
    let names = ComponentNames::new(&content.public.components);
    let is_known = |name: &str, state| {
        names.one(name).zip(course).is_some_and(|(component, course)| course.has(component, state))
    };
    asked.into_iter().filter(|(name, state)| draft || !is_known(name, *state)).collect()
}

/// Returns states by index with the shortest names of the components.
pub(super) fn named(states: Vec<(usize, State)>, content: &Content) -> ComponentStates {
    let names = ComponentNames::new(&content.public.components);
    let short: Vec<&str> = names.short_names().collect();
    states.into_iter().filter_map(|(index, state)| Some(((*short.get(index)?).to_owned(), state))).collect()
}
