//! The updates of one event: file names, statuses, component states, and data without a key in content.
//!
//! Content files inherit states and statuses from the update before, the export repeats them. A planned update therefore
//! has only the changes, and its `[imported]` table has the data that cannot be derived from them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::body::BodyConverter;
use super::components::Components;
use super::counts::Counts;
use super::event::{Affected, Event, Kind, Update};
use super::imported_components::ImportedComponents;
use super::stems::stems;
use crate::authoring::{Table, Value};
use crate::import::plan::Notes;
use crate::status::{State, Status};

/// One planned update, without the keys that the first one has for the whole event.
#[derive(Debug)]
pub(super) struct UpdateFile {
    /// The file name without `.md`.
    pub(super) stem: String,
    pub(super) id: String,
    pub(super) at: DateTime<Utc>,
    /// `None` if the status does not change.
    pub(super) status: Option<Status>,
    pub(super) reopened: bool,
    /// Labels and states of components; only those that are allowed in a content file.
    pub(super) components: Vec<(String, State)>,
    pub(super) imported: Table,
    pub(super) body: String,
}

/// The updates of an event, and its state after the last one.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    pub(super) updates: Vec<UpdateFile>,
    pub(super) status: Option<Status>,
    pub(super) worst: State,
    /// The time of the first update with the status `monitoring`.
    pub(super) monitoring_at: Option<DateTime<Utc>>,
    /// The ids of the components that the updates name.
    pub(super) named: BTreeSet<String>,
    states: BTreeMap<String, State>,
}

/// What the conversion of every event needs.
pub(super) struct EventContext<'a> {
    pub(super) components: &'a Components,
    pub(super) bodies: &'a BodyConverter,
    pub(super) notes: &'a mut Notes,
    pub(super) counts: &'a mut Counts,
}

impl EventContext<'_> {
    /// Converts a text, and notes what a browser hides in it.
    pub(super) fn body(&mut self, body: &str, path: &str) -> String {
        let converted = self.bodies.convert(body);
        self.counts.other_tags += usize::from(converted.has_tags);
        for hidden in converted.hidden {
            self.notes.add(path, format!("the hidden text `{hidden}` was removed"));
        }
        converted.markdown
    }
}

impl Timeline {
    /// Plans the updates of an event whose content is in `folder`.
    pub(super) fn build(event: &Event, folder: &str, context: &mut EventContext<'_>) -> Self {
        let mut timeline = Self::default();
        for (update, stem) in event.updates.iter().zip(stems(event)) {
            let path = format!("{folder}/comms/{stem}.md");
            timeline.add(event.kind, update, stem, &path, context);
        }
        timeline
    }

    fn add(&mut self, kind: Kind, update: &Update, stem: String, path: &str, context: &mut EventContext<'_>) {
        let mut imported = Table::default();
        let (status, reopened) = self.advance(kind, update, path, &mut imported, context);
        if status == Some(Status::Monitoring) {
            self.monitoring_at.get_or_insert(update.at);
        }
        let components = self.apply_states(&update.affected, path, &mut imported, context);
        if self.status.is_some_and(Status::is_closing) {
            self.states.clear();
        }
        keep_details(update, &mut imported, context.counts);
        let body = context.body(&update.body, path);
        self.updates.push(UpdateFile {
            stem,
            id: update.id.clone(),
            at: update.at,
            status,
            reopened,
            components,
            imported,
            body,
        });
    }

    /// Advances to the status of an update. Returns the status to write, which is `None` if it does not change, and
    /// whether it reopens the event.
    fn advance(
        &mut self,
        kind: Kind,
        update: &Update,
        path: &str,
        imported: &mut Table,
        context: &mut EventContext<'_>,
    ) -> (Option<Status>, bool) {
        let known = kind.statuses();
        let status = known.iter().copied().find(|status| status.as_str() == update.status);
        let was_closed = self.status.is_some_and(Status::is_closing);
        let Some(status) = status else {
            let instead = if self.status.is_some() {
                "the previous status is kept"
            } else {
                "the usual first status is used"
            };
            if update.status.is_empty() {
                context.notes.add(path, format!("has no status; {instead}"));
            } else {
                imported.set("status", update.status.as_str());
                let message = format!("`{}` is not a status of {}s; {instead}", update.status, kind.as_str());
                context.notes.add(path, message);
            }
            if self.status.is_some() {
                return (None, false);
            }
            self.status = known.first().copied();
            return (self.status, false);
        };
        let before = self.status.replace(status);
        if before == Some(status) {
            context.counts.closed_again += usize::from(was_closed);
            return (None, false);
        }
        if was_closed && status.is_closing() {
            self.status = before;
            imported.set("status", status.as_str());
            context.notes.add(
                path,
                format!("closes an event as `{status}` that is already closed; written as a plain update"),
            );
            return (None, false);
        }
        if was_closed {
            context.notes.add(path, "follows the end of the event, so it is marked as reopened");
        }
        (Some(status), was_closed)
    }

    /// Returns the states to write; other data about components goes to `imported`.
    fn apply_states(
        &mut self,
        affected: &[Affected],
        path: &str,
        imported: &mut Table,
        context: &mut EventContext<'_>,
    ) -> Vec<(String, State)> {
        let closed = self.status.is_some_and(Status::is_closing);
        let mut written = Vec::new();
        let mut others = ImportedComponents::default();
        let mut seen = BTreeSet::new();
        for change in affected {
            let Some(component) = context.components.get(&change.code) else {
                context.notes.add(
                    path,
                    format!("names the group `{}`, which is not a component; left out", change.code),
                );
                continue;
            };
            let label = component.label.as_str();
            if !seen.insert(&change.code) {
                context.notes.add(path, format!("names `{label}` twice; the first state is used"));
                continue;
            }
            self.named.insert(change.code.clone());
            let inherited = self.states.get(&change.code).copied().unwrap_or_default();
            others.compare(change, component, inherited);
            let new = change.new_status.as_deref().unwrap_or_default();
            match State::ALL.into_iter().find(|state| state.as_str() == new) {
                Some(state) if !closed || state == State::Operational => {
                    self.worst = self.worst.max(state);
                    self.states.insert(change.code.clone(), state);
                    written.push((label.to_owned(), state));
                    continue;
                }
                Some(_) => {
                    let message = format!(
                        "closes with `{label}` at `{new}`; a closing update sets all components to operational"
                    );
                    context.notes.add(path, message);
                }
                None => {
                    let message = format!("`{new}` is not a state; the state of `{label}` does not change");
                    context.notes.add(path, message);
                }
            }
            others.has_unwritten = true;
        }
        others.add_to(imported);
        written
    }
}

/// Keeps the data of an update that has no key in content.
pub(super) fn keep_details(update: &Update, imported: &mut Table, counts: &mut Counts) {
    if update.at != update.display_at {
        imported.set("display_at", Value::Instant(update.display_at));
        counts.moved += 1;
    }
    for (key, at) in [("created_at", update.created_at), ("updated_at", update.updated_at)] {
        imported.set_some(key, at.filter(|at| *at != update.display_at).map(Value::Instant));
    }
    if !update.deliver_notifications {
        imported.set("deliver_notifications", Value::Bool(false));
        counts.muted += 1;
    }
    imported.set_some("custom_tweet", update.custom_tweet.as_deref());
    imported.set_some("tweet_id", update.tweet_id.as_ref().map(tweet_id));
    counts.tweets += usize::from(update.custom_tweet.is_some() || update.tweet_id.is_some());
}

fn tweet_id(id: &serde_json::Value) -> Value {
    id.as_i64().map_or_else(|| Value::Text(id.to_string()), Value::Integer)
}
