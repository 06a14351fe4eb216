//! Which components an audience sees, and which of them a name in an update means.

use chrono::{DateTime, Utc};

use super::Audience;
use crate::content::ComponentNames;
use crate::content::public;

/// The components that an audience sees, and how updates name them.
pub(super) struct VisibleComponents<'a> {
    names: ComponentNames<'a>,
    /// For each component as written, its place among those that are shown.
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

    /// The place of the component that an update means, if the audience sees it.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.places.get(self.names.one(name)?).copied().flatten()
    }

    /// The visible components as written, in the order of the content.
    pub(super) fn components(&self) -> &[&'a public::Component] {
        &self.written
    }

    /// For each component as written, its place among those that are shown.
    pub(super) fn places(&self) -> &[Option<usize>] {
        &self.places
    }

    /// The moments at which components that the audience sees come and go.
    pub(super) fn changes(&self) -> impl Iterator<Item = DateTime<Utc>> + '_ {
        self.written.iter().flat_map(|component| component.since.into_iter().chain(component.retired))
    }
}
