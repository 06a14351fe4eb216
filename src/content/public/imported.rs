//! Data of other systems that an import preserves because the API returns it and records have no other key for it.
//!
//! These tables are not written by hand.

use chrono::{DateTime, NaiveDate, Utc};

use crate::content::key::Key;
use crate::content::reader::Reader;
use crate::diagnostics::rules;

/// Preserved data of a component or a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedComponent {
    /// When it was created in the other system, UTC.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed there, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// The first day of its uptime there, if `since` says otherwise; `Some(None)` if it had none.
    pub start_date: Option<Option<NaiveDate>>,
    /// Whether the uptime was shown.
    pub showcase: Option<bool>,
    /// Whether it was hidden while operational.
    pub only_show_if_degraded: bool,
}

/// Preserved data of an update.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedUpdate {
    /// When it was written, UTC, if that is not its time.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed, UTC, if that is not its time.
    pub updated_at: Option<DateTime<Utc>>,
    /// The original time, UTC, if another update of the incident had the same one.
    pub display_at: Option<DateTime<Utc>>,
    /// Whether subscribers were notified; `None` means true.
    pub deliver_notifications: Option<bool>,
    /// The text posted to a social network.
    pub custom_tweet: Option<String>,
    /// The id of that post.
    pub tweet_id: Option<String>,
    /// The original status, if this kind of record has no such status.
    pub status: Option<String>,
    /// The names of components at the time, by component.
    pub names: Vec<(String, String)>,
    /// The states of components before the update, by component, where they differ from those after the previous
    /// update.
    pub old_status: Vec<(String, String)>,
    /// States in a closing update that are not operational, by component.
    pub components: Vec<(String, String)>,
    /// Preserved data of the record as a whole; only in its first update.
    pub record: ImportedRecord,
}

/// Preserved data of an incident or a maintenance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedRecord {
    /// When it was created, UTC.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// When it began, UTC.
    pub started_at: Option<DateTime<Utc>>,
    /// When monitoring began, UTC, if the updates say otherwise.
    pub monitoring_at: Option<ImportedTime>,
    /// When it was resolved, UTC, if the updates say otherwise.
    pub resolved_at: Option<ImportedTime>,
    /// The status, if the newest update says otherwise.
    pub status: Option<String>,
    /// The components, if the updates say otherwise.
    pub components: Option<Vec<String>>,
    /// The short link.
    pub shortlink: Option<String>,
    /// The id of its entry in the Atom feed.
    pub atom_id: Option<String>,
    /// The id of its item in the RSS feed.
    pub rss_guid: Option<String>,
}

/// A time that overrides the one derived from the updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportedTime {
    /// At this time, UTC.
    At(DateTime<Utc>),
    /// Never, although the updates imply a time.
    Never,
}

pub(in crate::content) const COMPONENT_KEYS: &[Key] = &[
    Key::optional("created_at", "time", "when the component was created"),
    Key::optional("updated_at", "time", "when it was last changed"),
    Key::optional("start_date", "text", "the first day of its uptime, or `none`, if `since` says otherwise"),
    Key::optional("showcase", "true or false", "whether the uptime was shown"),
    Key::optional("only_show_if_degraded", "true or false", "whether it was hidden while operational"),
];

pub(in crate::content) const UPDATE_KEYS: &[Key] = &[
    Key::optional("created_at", "time", "when the update was written"),
    Key::optional("updated_at", "time", "when it was last changed"),
    Key::optional("display_at", "time", "the original time, if another update had the same one"),
    Key::optional("deliver_notifications", "true or false", "whether subscribers were notified"),
    Key::optional("custom_tweet", "text", "the text posted to a social network"),
    Key::optional("tweet_id", "text or whole number", "the id of that post"),
    Key::optional("status", "text", "the original status, if this kind of record has no such status"),
    Key::optional("names", "table", "the names of components at the time"),
    Key::optional("old_status", "table", "the states of components before the update"),
    Key::optional("components", "table", "states in a closing update that are not operational"),
    Key::optional("incident", "table", "data about the incident or maintenance as a whole"),
];

pub(in crate::content) const RECORD_KEYS: &[Key] = &[
    Key::optional("created_at", "time", "when the record was created"),
    Key::optional("updated_at", "time", "when it was last changed"),
    Key::optional("started_at", "time", "when it began"),
    Key::optional(
        "monitoring_at",
        "time or `\"none\"`",
        "when monitoring began, if the updates say otherwise",
    ),
    Key::optional("resolved_at", "time or `\"none\"`", "when it was resolved, if the updates say otherwise"),
    Key::optional("status", "text", "the status, if the newest update says otherwise"),
    Key::optional("components", "list of components", "the components, if the updates say otherwise"),
    Key::optional("shortlink", "text", "the short link"),
    Key::optional("atom_id", "text", "the id of its entry in the Atom feed"),
    Key::optional("rss_guid", "text", "the id of its item in the RSS feed"),
];

impl ImportedComponent {
    pub(in crate::content) fn read(reader: &Reader<'_>) -> Self {
        let Some(table) = reader.table("imported", "`imported`", COMPONENT_KEYS) else {
            return Self::default();
        };
        Self {
            created_at: table.time("created_at").map(|time| time.value),
            updated_at: table.time("updated_at").map(|time| time.value),
            // A text that is not a day is `none`, which is what the import writes for a component without one.
            start_date: table
                .line("start_date")
                .map(|text| NaiveDate::parse_from_str(&text.value, "%Y-%m-%d").ok()),
            showcase: table.has("showcase").then(|| table.flag("showcase")),
            only_show_if_degraded: table.flag("only_show_if_degraded"),
        }
    }
}

impl ImportedUpdate {
    pub(in crate::content) fn read(reader: &Reader<'_>) -> Option<Box<Self>> {
        let table = reader.table("imported", "`imported`", UPDATE_KEYS)?;
        let pairs = |key| {
            let texts = table.named_texts(key, "…").into_iter();
            texts.map(|(name, text)| (name.value, text.value)).collect()
        };
        Some(Box::new(Self {
            created_at: table.time("created_at").map(|time| time.value),
            updated_at: table.time("updated_at").map(|time| time.value),
            display_at: table.time("display_at").map(|time| time.value),
            deliver_notifications: table
                .has("deliver_notifications")
                .then(|| table.flag("deliver_notifications")),
            custom_tweet: table.text("custom_tweet").map(|text| text.value),
            tweet_id: if table.has("tweet_id") && !table.is_text("tweet_id") {
                table.integer("tweet_id").map(|id| id.value.to_string())
            } else {
                table.line("tweet_id").map(|id| id.value)
            },
            status: table.line("status").map(|text| text.value),
            names: pairs("names"),
            old_status: pairs("old_status"),
            components: pairs("components"),
            record: ImportedRecord::read(&table),
        }))
    }

    /// Removes everything that is dated after `instant` (UTC).
    pub(in crate::content) fn forget_after(&mut self, instant: DateTime<Utc>) {
        for at in [&mut self.created_at, &mut self.updated_at, &mut self.record.updated_at] {
            at.take_if(|at| *at > instant);
        }
        for time in [&mut self.record.monitoring_at, &mut self.record.resolved_at] {
            time.take_if(|time| matches!(time, ImportedTime::At(at) if *at > instant));
        }
    }
}

impl ImportedRecord {
    fn read(reader: &Reader<'_>) -> Self {
        let Some(table) = reader.table("incident", "`imported.incident`", RECORD_KEYS) else {
            return Self::default();
        };
        let time = |key| table.time(key).map(|time| time.value);
        Self {
            created_at: time("created_at"),
            updated_at: time("updated_at"),
            started_at: time("started_at"),
            monitoring_at: time_or_none(&table, "monitoring_at"),
            resolved_at: time_or_none(&table, "resolved_at"),
            status: table.line("status").map(|text| text.value),
            components: table
                .texts("components")
                .map(|list| list.value.into_iter().map(|text| text.value).collect()),
            shortlink: table.line("shortlink").map(|text| text.value),
            atom_id: table.line("atom_id").map(|text| text.value),
            rss_guid: table.line("rss_guid").map(|text| text.value),
        }
    }
}

/// Reads a time, or the word `none` if the other system had no time although the updates imply one.
fn time_or_none(table: &Reader<'_>, key: &str) -> Option<ImportedTime> {
    if !table.is_text(key) {
        return table.time(key).map(|time| ImportedTime::At(time.value));
    }
    let text = table.line(key)?;
    if text.value != "none" {
        let message = format!("`{key}` must be a time or `none`, but `{}` is neither", text.value);
        table.wrong(
            &rules::INVALID_VALUE,
            text.span,
            message,
            "this key is not written by hand; restore the file from the import",
        );
        return None;
    }
    Some(ImportedTime::Never)
}
