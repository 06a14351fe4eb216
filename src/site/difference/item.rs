//! One thing that readers see differently: a component, an incident, an update, a text.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::words::Words;
use crate::release::model::Text;

/// One thing that is added, changed or removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// What happens to it.
    pub change: Change,
    /// Its name or title after the change; if it is removed, before it.
    pub name: String,
    /// The address of its page, without the base path, if it has a page.
    pub address: Option<String>,
    /// What changes about it, or what it says if it is new.
    pub details: Vec<Detail>,
    /// The updates of a record that are added, changed or removed, oldest first.
    pub parts: Vec<Item>,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// The whole site.
    Site,
    /// A component.
    Component,
    /// An incident.
    Incident,
    /// A maintenance.
    Maintenance,
    /// An update of an incident or a maintenance.
    Update,
    /// A post-mortem for customers.
    Postmortem,
    /// A notice.
    Notice,
    /// A free page.
    Page,
}

/// What happens to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Readers see it for the first time.
    Added,
    /// Readers see it in another way.
    Changed,
    /// Readers do not see it any more.
    Removed,
}

/// What changes about an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// What it is about: `status`, `text`, or the name of a component.
    pub about: String,
    /// How it changes.
    #[serde(flatten)]
    pub how: How,
}

/// How a detail changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum How {
    /// One value takes the place of another.
    Value(Value),
    /// A text changes in some words.
    Words {
        /// The words of both texts in order.
        words: Vec<Words>,
    },
}

/// A value before and after the change; `None` where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Value {
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

impl Value {
    /// Returns both values if they differ.
    pub(super) fn changed(before: Option<String>, after: Option<String>) -> Option<Self> {
        (before != after).then_some(Self { before, after })
    }
}

impl Item {
    /// Returns an item without details.
    pub(super) const fn new(kind: ItemKind, change: Change, name: String, address: Option<String>) -> Self {
        Self { kind, change, name, address, details: Vec::new(), parts: Vec::new() }
    }

    /// Adds what changes, if it does.
    pub(super) fn compare(&mut self, about: &str, before: Option<String>, after: Option<String>) {
        if let Some(value) = Value::changed(before, after) {
            self.details.push(Detail { about: about.to_owned(), how: How::Value(value) });
        }
    }

    /// Adds a value that is new, if there is one.
    pub(super) fn say(&mut self, about: &str, after: Option<String>) {
        self.compare(about, None, after);
    }

    /// Adds how a text changes, word by word.
    pub(super) fn compare_texts(&mut self, about: &str, before: Option<&Text>, after: Option<&Text>) {
        let (Some(old), Some(new)) = (before, after) else {
            // What is gone is not repeated.
            let before = before.map(|_| "shown".to_owned());
            return self.compare(about, before, after.map(|text| text.plain.to_string()));
        };
        if old.plain != new.plain {
            let how = How::Words { words: Words::of(&old.plain, &new.plain) };
            self.details.push(Detail { about: about.to_owned(), how });
        } else if old.html != new.html {
            let about = format!("{about}, links and layout");
            self.compare(&about, Some("as before".to_owned()), Some("changed".to_owned()));
        }
    }

    /// Whether there is anything to say about a changed item.
    pub(super) fn if_any(self) -> Option<Self> {
        (!self.details.is_empty() || !self.parts.is_empty()).then_some(self)
    }
}

/// A time, as texts show it.
pub(super) fn time(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// A keyword in words: `partial outage`.
pub(super) fn words(keyword: &str) -> String {
    keyword.replace('_', " ")
}
