//! The updates of one event as entries: file names, statuses, component states, and what has no key here.
//!
//! Content carries states and statuses on from entry to entry, the export repeats them. An entry therefore
//! says only what changes, and its `[imported]` table holds what could not be worked out again from that.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::aside::Aside;
use super::body;
use super::components::Components;
use super::counts::Counts;
use super::event::{Affected, Event, Kind, Update};
use super::stems::stems;
use crate::import::plan::Notes;
use crate::import::toml_text::{Table, Value};
use crate::status::{State, Status};

/// One entry, before it is known what else the first one has to say.
#[derive(Debug)]
pub(super) struct Entry {
    /// The file's name without `.md`.
    pub(super) stem: String,
    pub(super) id: String,
    pub(super) at: DateTime<Utc>,
    /// Left out where the status stays.
    pub(super) status: Option<Status>,
    pub(super) reopened: bool,
    /// Component label and state; empty where the update names none, or none that may stand here.
    pub(super) components: Vec<(String, State)>,
    pub(super) imported: Table,
    pub(super) body: String,
}

/// The entries of an event and how it stands after the last.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) entries: Vec<Entry>,
    pub(super) status: Option<Status>,
    pub(super) worst: State,
    /// When the status `monitoring` was first said.
    pub(super) monitoring_at: Option<DateTime<Utc>>,
    /// Ids of the components that the entries name.
    pub(super) named: BTreeSet<String>,
    states: BTreeMap<String, State>,
}

/// What telling an event needs besides the event.
pub(super) struct Telling<'a> {
    pub(super) components: &'a Components,
    pub(super) escape: fn(&str) -> String,
    pub(super) notes: &'a mut Notes,
    pub(super) counts: &'a mut Counts,
}

impl Story {
    pub(super) fn tell(event: &Event, folder: &str, telling: &mut Telling<'_>) -> Self {
        let mut story = Self::default();
        for (update, stem) in event.updates.iter().zip(stems(event)) {
            let path = format!("{folder}/comms/{stem}.md");
            story.add(event.kind, update, stem, &path, telling);
        }
        story
    }

    fn add(&mut self, kind: Kind, update: &Update, stem: String, path: &str, telling: &mut Telling<'_>) {
        let mut imported = Table::default();
        let (status, reopened) = self.turn(kind, update, path, &mut imported, telling);
        if status == Some(Status::Monitoring) {
            self.monitoring_at.get_or_insert(update.at);
        }
        let components = self.affect(&update.affected, path, &mut imported, telling);
        if self.status.is_some_and(Status::is_closing) {
            self.states.clear();
        }
        keep_details(update, &mut imported, telling.counts);
        self.entries.push(Entry {
            stem,
            id: update.id.clone(),
            at: update.at,
            status,
            reopened,
            components,
            imported,
            body: body::markdown(&update.body, telling.escape),
        });
    }

    /// The status to write and whether the event opens again; moves the carried status on.
    fn turn(
        &mut self,
        kind: Kind,
        update: &Update,
        path: &str,
        imported: &mut Table,
        telling: &mut Telling<'_>,
    ) -> (Option<Status>, bool) {
        let known = kind.statuses();
        let said = known.iter().copied().find(|status| status.as_str() == update.status);
        let was_closed = self.status.is_some_and(Status::is_closing);
        let Some(said) = said else {
            imported.set("status", update.status.as_str());
            let instead =
                if self.status.is_some() { "the one before stays" } else { "the usual first one stands" };
            let message = format!("`{}` is no status for {}s; {instead}", update.status, kind.as_str());
            telling.notes.add(path, message);
            if self.status.is_some() {
                return (None, false);
            }
            self.status = known.first().copied();
            return (self.status, false);
        };
        let before = self.status.replace(said);
        if before == Some(said) {
            telling.counts.closed_again += usize::from(was_closed);
            return (None, false);
        }
        if was_closed && said.is_closing() {
            self.status = before;
            imported.set("status", said.as_str());
            telling
                .notes
                .add(path, format!("closes as `{said}` what was closed already; reads as an update"));
            return (None, false);
        }
        if was_closed {
            telling.notes.add(path, "goes on after the end, so it is marked as reopened");
        }
        (Some(said), was_closed)
    }

    /// The states to write; what the export says besides them goes to `imported`.
    fn affect(
        &mut self,
        affected: &[Affected],
        path: &str,
        imported: &mut Table,
        telling: &mut Telling<'_>,
    ) -> Vec<(String, State)> {
        let closed = self.status.is_some_and(Status::is_closing);
        let mut shown = Vec::new();
        let mut aside = Aside::default();
        let mut met = BTreeSet::new();
        for one in affected {
            let Some(component) = telling.components.get(&one.code) else {
                telling.notes.add(path, format!("names `{}`, which is a group; left out", one.code));
                continue;
            };
            let label = component.label.as_str();
            if !met.insert(&one.code) {
                telling.notes.add(path, format!("names `{label}` twice; the first counts"));
                continue;
            }
            self.named.insert(one.code.clone());
            let carried = self.states.get(&one.code).copied().unwrap_or_default();
            aside.compare(one, component, carried);
            let new = one.new_status.as_deref().unwrap_or_default();
            match State::ALL.into_iter().find(|state| state.as_str() == new) {
                Some(state) if !closed || state == State::Operational => {
                    self.worst = self.worst.max(state);
                    self.states.insert(one.code.clone(), state);
                    shown.push((label.to_owned(), state));
                    continue;
                }
                Some(_) => {
                    let message =
                        format!("closes with `{label}` at `{new}`; here the end sets all to operational");
                    telling.notes.add(path, message);
                }
                None => {
                    let message = format!("`{new}` is no state; that of `{label}` stays as it was");
                    telling.notes.add(path, message);
                }
            }
            aside.not_all_shown = true;
        }
        aside.keep(imported);
        shown
    }
}

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
    counts.other_tags += usize::from(body::has_other_tags(&update.body));
}

fn tweet_id(id: &serde_json::Value) -> Value {
    id.as_i64().map_or_else(|| Value::Text(id.to_string()), Value::Integer)
}
