//! The common part of incidents and maintenances, from the updates that the audience may see.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::audience::Audience;
use super::course::course_of;
use super::imported;
use super::model::{
    ImportedRecord, Interval, Mark, Origin, PromisedUpdate, StateChange, Text, Update, Upstream,
};
use super::text::non_empty_text;
use super::visible_components::VisibleComponents;
use crate::content::public::{self, RecordKind};
use crate::content::{derived_id, slug_of};
use crate::span::Spanned;
use crate::status::{self, Handover, Period, State, StatusUpdate, promise_counts, promise_kept};

/// The updates of one record that the audience may see, with the data that is needed to release them.
pub(super) struct VisibleUpdates<'a> {
    pub(super) updates: Vec<&'a public::Update>,
    pub(super) shown: &'a VisibleComponents<'a>,
    pub(super) authority: &'a str,
    pub(super) kind: RecordKind,
    /// The slug: written in the first update, or derived from its date and title.
    pub(super) slug: String,
}

impl<'a> VisibleUpdates<'a> {
    pub(super) fn new(
        updates: Vec<&'a public::Update>,
        shown: &'a VisibleComponents<'a>,
        authority: &'a str,
        kind: RecordKind,
    ) -> Self {
        let slug = updates.first().map(|first| match &first.slug {
            Some(slug) => slug.value.clone(),
            None => format!("{}-{}", first.at.date_naive(), slug_of(first_title(&updates))),
        });
        Self { updates, shown, authority, kind, slug: slug.unwrap_or_default() }
    }

    /// Whether a slug names the record. An entry for a wider audience has its own slug.
    pub(super) fn has_slug(&self, slug: &str) -> bool {
        let written = self.updates.iter().filter_map(|update| update.slug.as_ref());
        self.slug == slug || written.into_iter().any(|written| written.value == slug)
    }

    /// Returns the original title.
    pub(super) fn first_title(&self) -> String {
        first_title(&self.updates).to_owned()
    }

    /// Returns the current title.
    pub(super) fn title(&self) -> String {
        let title = self.updates.iter().rev().find_map(|update| update.title.as_ref());
        title.map(|title| title.value.clone()).unwrap_or_default()
    }

    /// Returns the id in the API.
    pub(super) fn id(&self) -> String {
        let written = self.updates.iter().find_map(|update| update.incident_id.as_ref());
        written.map_or_else(|| derived_id("incident", &[self.authority, &self.slug]), |id| id.value.clone())
    }

    /// Returns the paths of its earlier addresses; `folder` is that of its slugs.
    pub(super) fn aliases(&self, folder: &str) -> Vec<String> {
        self.updates.iter().flat_map(|update| &update.aliases).map(|alias| alias.path(folder)).collect()
    }

    /// Whether the record concerns the audience, judging by the components in its updates and those that it took over
    /// from merged incidents.
    pub(super) fn concerns(&self, audience: &Audience, taken_over: &[Handover]) -> bool {
        if !taken_over.is_empty() {
            return true;
        }
        let named: BTreeSet<&str> = self
            .updates
            .iter()
            .flat_map(|update| {
                let corrected = update.intervals.iter().flat_map(|interval| &interval.components);
                update.components.iter().map(|(name, _)| name).chain(corrected)
            })
            .map(|name| name.value.as_str())
            .collect();
        let used = named.iter().filter(|name| self.shown.find(name).is_some()).count();
        audience.is_concerned(named.len(), used)
    }

    /// Returns the updates as input of the status calculation.
    pub(super) fn status_updates(&self) -> Vec<StatusUpdate> {
        self.updates.iter().map(|update| self.status_update(update)).collect()
    }

    fn status_update(&self, update: &public::Update) -> StatusUpdate {
        StatusUpdate {
            components: self.states(update),
            intervals: self.intervals(update).collect(),
            ..course_of(update)
        }
    }

    /// Returns the corrections of an update, limited to components that the audience sees.
    fn intervals<'u>(&'u self, update: &'u public::Update) -> impl Iterator<Item = status::Interval> + 'u {
        let seen = |names: &[Spanned<String>]| {
            names.iter().filter_map(|name| self.shown.find(&name.value)).collect()
        };
        update.intervals.iter().map(move |interval| status::Interval {
            components: seen(&interval.components),
            state: interval.state,
            from: interval.from,
            to: interval.to,
        })
    }

    /// Returns the states that an update sets, limited to components that the audience sees.
    fn states(&self, update: &public::Update) -> Vec<(usize, State)> {
        let named = update.components.iter();
        named.filter_map(|(name, state)| Some((self.shown.find(&name.value)?, state.value))).collect()
    }

    /// Releases one update. `carried` contains the state of each component before it, according to this record.
    pub(super) fn update(
        &self,
        index: usize,
        (status, status_changed): (status::Status, bool),
        carried: &mut BTreeMap<usize, State>,
    ) -> Update {
        let written = self.updates[index];
        let mut changes = Vec::new();
        let merged = written.merged_into.is_some() && written.retracted.is_none();
        for (component, to) in self.states(written) {
            let from = carried.get(&component).copied().unwrap_or_default();
            // What a retracted update made better does not count.
            if written.retracted.is_none() || to > from {
                carried.insert(component, to);
                if !merged || to > State::Operational {
                    changes.push(StateChange { component, from, to });
                }
            }
        }
        // An interval without an end says that the state goes on.
        let goes_on = self.intervals(written).filter(|interval| interval.to.is_none());
        for (component, to) in goes_on.flat_map(|interval| {
            interval.components.into_iter().map(move |component| (component, interval.state))
        }) {
            let from = carried.get(&component).copied().unwrap_or_default();
            if to > from && !status.is_closing() && !merged {
                carried.insert(component, to);
                changes.push(StateChange { component, from, to });
            }
        }
        if merged {
            // The other incident takes the states over, so nothing is operational because of a merge.
            for state in carried.values_mut() {
                *state = State::Operational;
            }
        } else if status.is_closing() {
            for (component, state) in carried.iter_mut().filter(|(_, state)| **state != State::Operational) {
                changes.push(StateChange { component: *component, from: *state, to: State::Operational });
                *state = State::Operational;
            }
        }
        let anchor = written.stem.clone();
        let seen =
            |stem: &String| self.updates.iter().any(|update| update.stem == *stem).then(|| stem.clone());
        let corrected_by = self
            .updates
            .iter()
            .find(|later| later.corrects.as_ref().is_some_and(|corrects| corrects.value == anchor));
        Update {
            id: self.update_id(written),
            at: written.at,
            origin: Origin::Written,
            status,
            status_changed,
            renamed: written.title.as_ref().filter(|_| index > 0).map(|title| title.value.clone()),
            text: if written.retracted.is_some() { None } else { non_empty_text(&written.body) },
            summary: written
                .summary
                .as_deref()
                .filter(|_| written.retracted.is_none())
                .and_then(non_empty_text),
            changes,
            intervals: self
                .intervals(written)
                .filter(|interval| written.retracted.is_none() && !interval.components.is_empty())
                .map(|real| Interval {
                    components: real.components,
                    state: real.state,
                    from: real.from,
                    to: real.to,
                })
                .collect(),
            next_update: written.next_update_due().filter(|_| written.retracted.is_none()),
            window: None,
            added: written.added,
            edited: written.edited.iter().map(|edit| Mark { at: edit.at, note: edit.note.clone() }).collect(),
            retracted: written
                .retracted
                .as_ref()
                .map(|mark| Mark { at: mark.at, note: mark.note.clone().unwrap_or_default() }),
            corrects: written.corrects.as_ref().and_then(|corrects| seen(&corrects.value)),
            corrected_by: corrected_by.map(|later| later.stem.clone()),
            reopened: written.reopened,
            merged,
            byline: written.byline.clone(),
            upstream: upstream(written),
            imported: imported::update(written.imported.as_deref(), self.kind, self.shown),
            anchor,
        }
    }

    /// Returns the updates that others promised. `released` are the released updates.
    pub(super) fn promised(&self, released: &[Update]) -> Vec<PromisedUpdate> {
        if self.updates.iter().all(|update| update.next_update.is_none()) {
            return Vec::new();
        }
        let written: BTreeMap<&str, &public::Update> =
            self.updates.iter().map(|update| (update.stem.as_str(), *update)).collect();
        // The clock keeps no promise.
        let by_people = |update: &&Update| update.origin == Origin::Written;
        let mut came: Vec<DateTime<Utc>> = released.iter().filter(by_people).map(Update::came).collect();
        came.sort_unstable();
        let promised = |(promise, update): (usize, &Update)| {
            let written = written.get(update.anchor.as_str())?;
            let withdrawn = written.retracted.as_ref().map(|mark| mark.at);
            let made = update.came();
            let due = written.next_update_due().filter(|due| promise_counts(made, *due, withdrawn))?;
            // One of those that came at the same time is the promise itself.
            let next = came.partition_point(|at| *at < made) + 1;
            Some(PromisedUpdate {
                promise,
                due,
                came: came.get(next).copied(),
                kept: promise_kept(made, due, &came),
            })
        };
        released.iter().enumerate().filter(|(_, update)| by_people(update)).filter_map(promised).collect()
    }

    fn update_id(&self, written: &public::Update) -> String {
        let made = || derived_id("update", &[self.authority, &self.slug, &written.stem]);
        written.id.as_ref().map_or_else(made, |id| id.value.clone())
    }

    /// Returns the supplier's incident from the newest update that has one.
    pub(super) fn upstream(&self) -> Option<Upstream> {
        self.updates.iter().rev().find_map(|update| upstream(update))
    }

    /// Returns the summary in force: that of the newest update that has one, since the record was opened last. A
    /// withdrawn update has none. `released` are the released updates, oldest first.
    pub(super) fn summary(&self, released: &[Update]) -> Option<Text> {
        let mut summary = None;
        for update in released {
            let written = self.updates.iter().find(|written| written.stem == update.anchor);
            if update.status.is_closing() || update.merged {
                summary = None;
            } else if written.is_some_and(|written| written.summary.is_some() && written.retracted.is_none())
            {
                summary.clone_from(&update.summary);
            }
        }
        summary
    }

    /// Returns the preserved data of the record as a whole.
    pub(super) fn imported(&self) -> Option<Box<ImportedRecord>> {
        imported::record(&self.updates.first()?.imported.as_ref()?.record, self.shown)
    }

    /// Returns the slug of the incident that continues this one, according to the update with this index.
    pub(super) fn merged_into(&self, index: usize) -> Option<&str> {
        self.updates.get(index)?.merged_into.as_ref().map(|slug| slug.value.as_str())
    }

    /// Returns the slug of the incident that this one follows.
    pub(super) fn follows(&self) -> Option<&str> {
        self.updates.iter().rev().find_map(|update| update.follows.as_ref()).map(|slug| slug.value.as_str())
    }
}

fn first_title<'a>(updates: &[&'a public::Update]) -> &'a str {
    let mut titles = updates.iter().filter_map(|update| update.title.as_ref());
    titles.next().map_or("", |title| title.value.as_str())
}

fn upstream(update: &public::Update) -> Option<Upstream> {
    let upstream = update.upstream.as_ref()?;
    Some(Upstream { name: upstream.name.clone(), url: upstream.url.clone() })
}

/// Returns the total duration, if all periods have ended.
pub(super) fn total(periods: &[Period]) -> Option<chrono::TimeDelta> {
    periods
        .iter()
        .try_fold(chrono::TimeDelta::zero(), |sum, period| sum.checked_add(&(period.to? - period.from)))
}
