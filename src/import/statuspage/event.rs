//! A validated incident or maintenance of the export: it has an id, its times are parsed, and its updates are sorted from
//! the oldest to the newest, each with a different time.

use chrono::{DateTime, TimeDelta, Timelike, Utc};

use super::wire;
use crate::import::error::ImportError;
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
    /// Validates an incident of `input`; `index` counts the list from 0.
    pub(super) fn read(
        kind: Kind,
        wire: wire::Incident,
        input: &str,
        index: usize,
    ) -> Result<Self, ImportError> {
        let nameless = format!("{} {} of the list", kind.as_str(), index + 1);
        let id = required(wire.id, "id", input, &nameless)?;
        let object = format!("{} `{id}`", kind.as_str());
        let time = |text: Option<String>, key: &str| instant(text.as_deref(), key, input, &object);
        let mut updates = Vec::new();
        // The export has the newest update first; from here on the oldest comes first.
        for (index, update) in wire.updates.unwrap_or_default().into_iter().enumerate().rev() {
            updates.push(Update::read(update, input, &object, index)?);
        }
        updates.sort_by_key(|update| (update.display_at, update.created_at));
        let (postmortems, mut updates): (Vec<_>, Vec<_>) =
            updates.into_iter().partition(|update| kind == Kind::Incident && update.status == "postmortem");
        separate(&mut updates);
        let components = wire.components.unwrap_or_default().into_iter().filter_map(|c| c.id).collect();
        Ok(Self {
            kind,
            title: wire.name.filter(|name| !name.trim().is_empty()),
            status: wire.status,
            impact: wire.impact,
            shortlink: wire.shortlink,
            created_at: time(wire.created_at, "created_at")?,
            started_at: time(wire.started_at, "started_at")?,
            updated_at: time(wire.updated_at, "updated_at")?,
            monitoring_at: time(wire.monitoring_at, "monitoring_at")?,
            resolved_at: time(wire.resolved_at, "resolved_at")?,
            scheduled_for: time(wire.scheduled_for, "scheduled_for")?,
            scheduled_until: time(wire.scheduled_until, "scheduled_until")?,
            // The API writes an empty list as the string `"[]"`.
            has_reminders: wire.reminder_intervals.is_some_and(|v| !v.is_null() && v != "[]"),
            components,
            updates,
            postmortems,
            id,
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
    fn read(wire: wire::Update, input: &str, parent: &str, index: usize) -> Result<Self, ImportError> {
        let id = required(wire.id, "id", input, &format!("update {} of {parent}", index + 1))?;
        let object = format!("update `{id}` of {parent}");
        let time = |text: Option<String>, key: &str| instant(text.as_deref(), key, input, &object);
        let created_at = time(wire.created_at, "created_at")?;
        let display_at = time(wire.display_at, "display_at")?.or(created_at).ok_or_else(|| {
            object_error(input, &object, "has neither `display_at` nor `created_at`".to_owned())
        })?;
        let mut affected = Vec::new();
        for component in wire.affected_components.unwrap_or_default() {
            affected.push(Affected {
                code: required(component.code, "code", input, &format!("an affected component in {object}"))?,
                name: component.name,
                old_status: component.old_status,
                new_status: component.new_status,
            });
        }
        Ok(Self {
            status: wire.status.unwrap_or_default(),
            body: wire.body.unwrap_or_default(),
            at: display_at,
            display_at,
            created_at,
            updated_at: time(wire.updated_at, "updated_at")?,
            affected,
            deliver_notifications: wire.deliver_notifications.unwrap_or(true),
            custom_tweet: wire.custom_tweet,
            tweet_id: wire.tweet_id.filter(|id| !id.is_null()),
            id,
        })
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

/// Parses a time of the export, to the millisecond, which is its precision.
pub(super) fn instant(
    text: Option<&str>,
    key: &str,
    input: &str,
    object: &str,
) -> Result<Option<DateTime<Utc>>, ImportError> {
    let Some(text) = text else { return Ok(None) };
    let unreadable = || object_error(input, object, format!("has an unreadable `{key}`: `{text}`"));
    let at = DateTime::parse_from_rfc3339(text).map_err(|_| unreadable())?.to_utc();
    // A year in TOML has four digits, and an offset can move a time beyond either end.
    if !(1..=9998).contains(&chrono::Datelike::year(&at)) {
        return Err(unreadable());
    }
    let whole = at.nanosecond() / 1_000_000 % 1_000 * 1_000_000;
    Ok(at.with_nanosecond(whole))
}

/// Returns a value that must not be missing or empty.
pub(super) fn required(
    value: Option<String>,
    key: &str,
    input: &str,
    object: &str,
) -> Result<String, ImportError> {
    value
        .filter(|value| !value.is_empty())
        .ok_or_else(|| object_error(input, object, format!("has no `{key}`")))
}

fn object_error(input: &str, object: &str, message: String) -> ImportError {
    ImportError::Object { input: input.to_owned(), object: object.to_owned(), message }
}
