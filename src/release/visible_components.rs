//! The components that an audience sees, and the names by which updates refer to them.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::Audience;
use super::course::course_of;
use super::visible::visible;
use crate::content::public::{self, RecordKind};
use crate::content::{ComponentNames, PublicContent};
use crate::status::{StatusUpdate, incident, maintenance};

/// The visible components, with an index of their names.
pub(super) struct VisibleComponents<'a> {
    names: ComponentNames<'a>,
    /// The index among the visible components of each component in the content; `None` if it is not visible.
    places: Vec<Option<usize>>,
    written: Vec<&'a public::Component>,
    /// The times (UTC) at which components begin to exist or are retired.
    changes: Vec<DateTime<Utc>>,
}

impl<'a> VisibleComponents<'a> {
    /// Selects the components that exist at `now` (UTC). A component exists from its `since`, and earlier if an open
    /// record that the audience sees names it, so that a reported problem is never hidden.
    pub(super) fn new(content: &'a PublicContent, audience: &Audience, now: DateTime<Utc>) -> Self {
        let all = &content.components;
        let names = ComponentNames::new(all);
        let later = |component: &public::Component| component.exists_from().is_some_and(|from| from > now);
        let in_use = if all.iter().any(later) {
            named_by_open(content, &names, audience, now)
        } else {
            BTreeSet::new()
        };
        let (mut written, mut changes) = (Vec::new(), Vec::new());
        let mut places = Vec::with_capacity(all.len());
        for (index, component) in all.iter().enumerate() {
            let visible = component.audience.as_ref().is_none_or(|tags| audience.may_see(&tags.value))
                && audience.uses(&component.path);
            let seen = visible && (!later(component) || in_use.contains(&index));
            places.push(seen.then_some(written.len()));
            if seen {
                written.push(component);
            }
            if visible {
                changes.extend(
                    [component.exists_from(), component.since, component.retired].into_iter().flatten(),
                );
            }
        }
        Self { names, places, written, changes }
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

    /// Returns the times (UTC) at which components begin to exist or are retired.
    pub(super) fn changes(&self) -> impl Iterator<Item = DateTime<Utc>> + '_ {
        self.changes.iter().copied()
    }
}

/// Returns the indexes of the components that open records name, in updates that the audience sees.
fn named_by_open(
    content: &PublicContent,
    names: &ComponentNames<'_>,
    audience: &Audience,
    now: DateTime<Utc>,
) -> BTreeSet<usize> {
    let mut in_use = BTreeSet::new();
    for record in &content.records {
        let updates = visible(record, audience);
        let status_updates: Vec<StatusUpdate> = updates.iter().map(|update| course_of(update)).collect();
        let open = match record.kind {
            RecordKind::Incident => {
                incident::replay(&status_updates).is_some_and(|course| !course.is_closed())
            }
            RecordKind::Maintenance => {
                maintenance::replay(&status_updates, now).is_some_and(|course| course.is_running())
            }
        };
        if open {
            let stated = updates.iter().flat_map(|update| &update.components);
            let corrected = updates.iter().flat_map(|update| &update.intervals);
            let corrected = corrected.flat_map(|interval| &interval.components);
            let all = stated.map(|(name, _)| name).chain(corrected);
            in_use.extend(all.filter_map(|name| names.one(&name.value)));
        }
    }
    in_use
}
