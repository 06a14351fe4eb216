//! The components that an audience sees, and the names by which updates refer to them.

use chrono::{DateTime, Utc};

use super::Audience;
use crate::content::ComponentNames;
use crate::content::public;

/// The visible components, with an index of their names.
pub(super) struct VisibleComponents<'a> {
    names: ComponentNames<'a>,
    /// The index among the visible components of each component in the content; `None` if it is not visible.
    places: Vec<Option<usize>>,
    written: Vec<&'a public::Component>,
}

impl<'a> VisibleComponents<'a> {
    pub(super) fn new(all: &'a [public::Component], audience: &Audience) -> Self {
        let mut written = Vec::new();
        let mut places = Vec::with_capacity(all.len());
        for component in all {
            let visible = component.audience.as_ref().is_none_or(|tags| audience.may_see(&tags.value));
            let seen = visible && audience.uses(&component.path);
            places.push(seen.then_some(written.len()));
            if seen {
                written.push(component);
            }
        }
        Self { names: ComponentNames::new(all), places, written }
    }

    /// Returns the index of the component that a name refers to, if it is visible.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.places.get(self.names.one(name)?).copied().flatten()
    }

    /// Returns the visible components, in the order of the content.
    pub(super) fn components(&self) -> &[&'a public::Component] {
        &self.written
    }

    /// Returns the index among the visible components of each component in the content.
    pub(super) fn places(&self) -> &[Option<usize>] {
        &self.places
    }

    /// Returns the times (UTC) at which visible components are added or retired.
    pub(super) fn changes(&self) -> impl Iterator<Item = DateTime<Utc>> + '_ {
        self.written.iter().flat_map(|component| component.since.into_iter().chain(component.retired))
    }
}
