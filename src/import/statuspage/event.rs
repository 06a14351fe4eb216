//! An incident or maintenance of the export, repaired: it has an id, its times are parsed, and its updates are sorted from
//! the oldest to the newest, each with a different time.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Timelike, Utc};

use super::wire;
use crate::content::derived_id;
use crate::import::plan::Notes;
use crate::status::Status;

/// The kinds of events; they differ in statuses, folder and window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Incident,
    Maintenance,
}

impl Kind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Maintenance => "maintenance",
        }
    }

    /// Returns the statuses of this kind in content, the usual first one first.
    pub(super) const fn statuses(self) -> &'static [Status] {
        match self {
            Self::Incident => &Status::INCIDENT,
            Self::Maintenance => &Status::MAINTENANCE,
        }
    }
}

#[derive(Debug)]
pub(super) struct Event {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) status: Option<String>,
    pub(super) impact: Option<String>,
    pub(super) shortlink: Option<String>,
    pub(super) created_at: Option<DateTime<Utc>>,
    pub(super) started_at: Option<DateTime<Utc>>,
    pub(super) updated_at: Option<DateTime<Utc>>,
    pub(super) monitoring_at: Option<DateTime<Utc>>,
    pub(super) resolved_at: Option<DateTime<Utc>>,
    pub(super) scheduled_for: Option<DateTime<Utc>>,
    pub(super) scheduled_until: Option<DateTime<Utc>>,
    pub(super) has_reminders: bool,
    /// Its ids in the original's feeds.
    pub(super) atom_id: Option<String>,
    pub(super) rss_guid: Option<String>,
    pub(super) is_from_feed: bool,
    /// The ids of the components that the event lists, in its order.
    pub(super) components: Vec<String>,
    /// Oldest first, without the post-mortems.
    pub(super) updates: Vec<Update>,
    /// The updates of an incident with the status `postmortem`, oldest first. A maintenance has none, because it has no such
    /// status.
    pub(super) postmortems: Vec<Update>,
}

#[derive(Debug)]
pub(super) struct Update {
    pub(super) id: String,
    pub(super) status: String,
    pub(super) body: String,
    /// The time of publication, moved by milliseconds if two updates of an event have the same time.
    pub(super) at: DateTime<Utc>,
    pub(super) display_at: DateTime<Utc>,
    pub(super) created_at: Option<DateTime<Utc>>,
    pub(super) updated_at: Option<DateTime<Utc>>,
    /// The affected components; the export has null for an empty list.
    pub(super) affected: Vec<Affected>,
    pub(super) deliver_notifications: bool,
    pub(super) custom_tweet: Option<String>,
    pub(super) tweet_id: Option<serde_json::Value>,
}

#[derive(Debug)]
pub(super) struct Affected {
    pub(super) code: String,
    pub(super) name: Option<String>,
    pub(super) old_status: Option<String>,
    pub(super) new_status: Option<String>,
}

impl Event {
    /// Reads an incident of `input` and repairs what is missing or contradicts itself; `index` counts the list from 0.
    pub(super) fn read(
        kind: Kind,
        wire: wire::Incident,
        input: &str,
        index: usize,
        notes: &mut Notes,
    ) -> Self {
        let nameless = format!("`{input}`: {} {} of the list", kind.as_str(), index + 1);
        let id = wire.id.filter(|id| !id.is_empty()).unwrap_or_else(|| {
            let parts = [wire.name.as_deref(), wire.created_at.as_deref(), wire.started_at.as_deref()];
            let id = derived_id("incident", &["statuspage", &parts.map(Option::unwrap_or_default).join("|")]);
            notes.add(nameless, format!("has no `id`; `{id}` is used instead"));
            id
        });
        let object = format!("`{input}`: {} `{id}`", kind.as_str());
        let mut time =
            |text: Option<String>, key: &str| instant_or_note(text.as_deref(), key, &object, notes);
        let created_at = time(wire.created_at, "created_at");
        let started_at = time(wire.started_at, "started_at");
        let updated_at = time(wire.updated_at, "updated_at");
        let monitoring_at = time(wire.monitoring_at, "monitoring_at");
        let resolved_at = time(wire.resolved_at, "resolved_at");
        let scheduled_for = time(wire.scheduled_for, "scheduled_for");
        let scheduled_until = time(wire.scheduled_until, "scheduled_until");
        let fallback = started_at.or(created_at).or(updated_at);
        let mut updates = Vec::new();
        let mut seen: BTreeMap<String, (String, Option<String>)> = BTreeMap::new();
        // The export has the newest update first; from here on the oldest comes first.
        for (index, update) in wire.updates.unwrap_or_default().into_iter().enumerate().rev() {
            let text = (update.body.clone().unwrap_or_default(), update.display_at.clone());
            if let Some(id) = &update.id
                && seen.get(id).is_some_and(|known| *known == text)
            {
                notes.add(object.as_str(), format!("has the update `{id}` twice; the second is left out"));
                continue;
            }
            if let Some(update) = Update::read(update, &object, index, (&id, fallback), &seen, notes) {
                seen.insert(update.id.clone(), text);
                updates.push(update);
            }
        }
        updates.sort_by_key(|update| (update.display_at, update.created_at));
        let (postmortems, mut updates): (Vec<_>, Vec<_>) =
            updates.into_iter().partition(|update| kind == Kind::Incident && update.status == "postmortem");
        let title = wire.name.filter(|name| !name.trim().is_empty());
        if updates.is_empty()
            && let Some(at) = fallback
        {
            notes.add(object.as_str(), "has no updates; one with its title and status was added");
            let status = wire.status.clone().unwrap_or_default();
            updates.push(Update::invented(&id, status, title.clone().unwrap_or_default(), at));
        }
        separate(&mut updates);
        let components = wire.components.unwrap_or_default().into_iter().filter_map(|c| c.id).collect();
        Self {
            kind,
            title,
            status: wire.status,
            impact: wire.impact,
            shortlink: wire.shortlink,
            created_at,
            started_at,
            updated_at,
            monitoring_at,
            resolved_at,
            scheduled_for,
            scheduled_until,
            // The API writes an empty list as the string `"[]"`.
            has_reminders: wire.reminder_intervals.is_some_and(|v| !v.is_null() && v != "[]"),
            atom_id: wire.atom_id,
            rss_guid: wire.rss_guid,
            is_from_feed: wire.is_from_feed,
            components,
            updates,
            postmortems,
            id,
        }
    }

    /// Sorts the updates after one was moved.
    pub(super) fn order_updates(&mut self) {
        self.updates.sort_by_key(|update| (update.at, update.created_at));
        separate(&mut self.updates);
    }

    /// Returns the window of a maintenance, repaired if it is missing or reversed.
    pub(super) fn window(&self, folder: &str, notes: &mut Notes) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let first = self.updates.first()?.at;
        let last = self.updates.last()?.at;
        let minute = TimeDelta::minutes(1);
        Some(match (self.scheduled_for, self.scheduled_until) {
            (Some(from), Some(to)) if to > from => (from, to),
            (Some(from), Some(to)) if to < from => {
                notes.add(folder, "its window ends before it begins; both ends were exchanged");
                (to, from)
            }
            (Some(from), Some(_)) => {
                notes.add(folder, "its window ends when it begins; the end was set to one minute later");
                (from, from + minute)
            }
            (from, to) => {
                let from = from.unwrap_or_else(|| to.map_or(first, |to| first.min(to - minute)));
                let to = to.filter(|to| *to > from).unwrap_or_else(|| last.max(from + minute));
                notes.add(folder, "its window is not complete; what is missing was taken from its updates");
                (from, to)
            }
        })
    }

    /// Returns the time whose day names the event: the planned start of a maintenance, the first update of an incident.
    pub(super) fn begins(&self) -> Option<DateTime<Utc>> {
        let first = self.updates.first().map(|update| update.at);
        match self.kind {
            Kind::Incident => first,
            Kind::Maintenance => self.scheduled_for.or(first),
        }
    }

    /// Returns the time of the last update or post-mortem, else that of the event itself.
    pub(super) fn last_word(&self) -> Option<DateTime<Utc>> {
        let last = self.updates.iter().chain(&self.postmortems).map(|update| update.at).max();
        last.or(self.updated_at).or(self.created_at)
    }
}

impl Update {
    /// Reads an update of the event `parent`; `event` is its id and the time for an update without one.
    fn read(
        wire: wire::Update,
        parent: &str,
        index: usize,
        event: (&str, Option<DateTime<Utc>>),
        seen: &BTreeMap<String, (String, Option<String>)>,
        notes: &mut Notes,
    ) -> Option<Self> {
        let body = wire.body.unwrap_or_default();
        let given = wire.id.filter(|id| !id.is_empty());
        let is_repeated = given.as_ref().is_some_and(|id| seen.contains_key(id));
        let object = match &given {
            Some(id) => format!("{parent}, update `{id}`"),
            None => format!("{parent}, update {}", index + 1),
        };
        let mut time = |text: Option<&str>, key: &str| instant_or_note(text, key, &object, notes);
        let created_at = time(wire.created_at.as_deref(), "created_at");
        let display_at = time(wire.display_at.as_deref(), "display_at");
        let updated_at = time(wire.updated_at.as_deref(), "updated_at");
        let Some(display_at) = display_at.or(created_at).or(event.1) else {
            notes.add(object.as_str(), format!("has no time; left out. Its text: {body}"));
            return None;
        };
        if wire.display_at.is_none() && wire.created_at.is_none() {
            notes.add(object.as_str(), "has no time; that of the whole is used instead");
        }
        let id = given.filter(|_| !is_repeated).unwrap_or_else(|| {
            let at = display_at.to_rfc3339();
            let id = derived_id("update", &["statuspage", event.0, &at, &index.to_string()]);
            let problem = if is_repeated { "has the `id` of another update" } else { "has no `id`" };
            notes.add(object.as_str(), format!("{problem}; `{id}` is used instead"));
            id
        });
        let mut affected = Vec::new();
        for component in wire.affected_components.unwrap_or_default() {
            // Statuspage itself writes a sentence instead of a component where an update affects none.
            let Some(code) = component.code.filter(|code| !code.is_empty()) else {
                let name = component.name.unwrap_or_default();
                notes.add(
                    object.as_str(),
                    format!("names no component where it says `{name}`; none is affected"),
                );
                continue;
            };
            affected.push(Affected {
                code,
                name: component.name,
                old_status: component.old_status,
                new_status: component.new_status,
            });
        }
        Some(Self {
            status: wire.status.unwrap_or_default(),
            body,
            at: display_at,
            display_at,
            created_at,
            updated_at,
            affected,
            deliver_notifications: wire.deliver_notifications.unwrap_or(true),
            custom_tweet: wire.custom_tweet,
            tweet_id: wire.tweet_id.filter(|id| !id.is_null()),
            id,
        })
    }

    /// An update for an event without any.
    fn invented(event: &str, status: String, body: String, at: DateTime<Utc>) -> Self {
        Self {
            id: derived_id("update", &["statuspage", event, "first"]),
            status,
            body,
            at,
            display_at: at,
            created_at: None,
            updated_at: None,
            affected: Vec::new(),
            deliver_notifications: true,
            custom_tweet: None,
            tweet_id: None,
        }
    }
}

/// Gives each update a different time, because content sorts updates only by time.
fn separate(updates: &mut [Update]) {
    let mut previous: Option<DateTime<Utc>> = None;
    for update in updates {
        if let Some(earliest) = previous.and_then(|at| at.checked_add_signed(TimeDelta::milliseconds(1))) {
            update.at = update.at.max(earliest);
        }
        previous = Some(update.at);
    }
}

/// Parses a time of the export, to the millisecond, which is its precision; `None` if it is no time.
pub(super) fn instant(text: &str) -> Option<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text).ok()?.to_utc();
    // A year in TOML has four digits, and an offset can move a time beyond either end.
    if !(1..=9998).contains(&chrono::Datelike::year(&at)) {
        return None;
    }
    at.with_nanosecond(at.nanosecond() / 1_000_000 % 1_000 * 1_000_000)
}

fn instant_or_note(text: Option<&str>, key: &str, object: &str, notes: &mut Notes) -> Option<DateTime<Utc>> {
    let text = text.filter(|text| !text.is_empty())?;
    let at = instant(text);
    if at.is_none() {
        notes.add(object, format!("`{key}` is not a time: `{text}`; left out"));
    }
    at
}
