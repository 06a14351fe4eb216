//! Repairing values of another type than the format has there, so that one odd value does not cost the whole export.
//!
//! A number where a text belongs becomes a text; spaces around names and ids, and control characters, are removed; a line
//! that is too long for content is cut. What cannot be repaired is left out. Every change is noted.

use serde_json::{Map, Value};

use crate::content::{LONGEST_LINE, derived_id, is_name};
use crate::import::plan::Notes;
use crate::import::writable::{self, is_unwritable};

/// The type of a value.
#[derive(Clone, Copy, Debug)]
enum Field {
    /// A text on one line, whose surrounding spaces mean nothing.
    Line,
    /// An id.
    Id,
    /// A text that is kept as it is.
    Text,
    Number,
    Flag,
    List(&'static [(&'static str, Field)]),
}

type Fields = &'static [(&'static str, Field)];

const PAGE: Fields = &[
    ("id", Field::Id),
    ("name", Field::Line),
    ("url", Field::Line),
    ("time_zone", Field::Line),
    ("updated_at", Field::Line),
];

const COMPONENT: Fields = &[
    ("id", Field::Id),
    ("name", Field::Line),
    ("description", Field::Line),
    ("position", Field::Number),
    ("created_at", Field::Line),
    ("updated_at", Field::Line),
    ("start_date", Field::Line),
    ("group", Field::Flag),
    ("group_id", Field::Id),
    ("showcase", Field::Flag),
    ("only_show_if_degraded", Field::Flag),
];

const AFFECTED: Fields =
    &[("code", Field::Id), ("name", Field::Line), ("old_status", Field::Line), ("new_status", Field::Line)];

const UPDATE: Fields = &[
    ("id", Field::Id),
    ("status", Field::Line),
    ("body", Field::Text),
    ("created_at", Field::Line),
    ("updated_at", Field::Line),
    ("display_at", Field::Line),
    ("affected_components", Field::List(AFFECTED)),
    ("deliver_notifications", Field::Flag),
    ("custom_tweet", Field::Text),
];

const EVENT: Fields = &[
    ("id", Field::Id),
    ("name", Field::Line),
    ("status", Field::Line),
    ("impact", Field::Line),
    ("created_at", Field::Line),
    ("started_at", Field::Line),
    ("updated_at", Field::Line),
    ("monitoring_at", Field::Line),
    ("resolved_at", Field::Line),
    ("shortlink", Field::Line),
    ("atom_id", Field::Line),
    ("rss_guid", Field::Line),
    ("scheduled_for", Field::Line),
    ("scheduled_until", Field::Line),
    ("incident_updates", Field::List(UPDATE)),
    ("components", Field::List(COMPONENT)),
];

const FILE: Fields = &[
    ("components", Field::List(COMPONENT)),
    ("incidents", Field::List(EVENT)),
    ("scheduled_maintenances", Field::List(EVENT)),
];

/// Repairs a whole file in place.
pub(super) fn file(file: &mut Map<String, Value>, input: &str, notes: &mut Notes) {
    if let Some(page) = file.get_mut("page") {
        match page {
            Value::Object(page) => object(page, PAGE, &format!("the page of `{input}`"), notes),
            Value::Null => {}
            _ => {
                notes.add(input, "its `page` is not an object; left out");
                *page = Value::Null;
            }
        }
    }
    object(file, FILE, input, notes);
}

fn object(object: &mut Map<String, Value>, fields: Fields, subject: &str, notes: &mut Notes) {
    for (key, field) in fields {
        let Some(value) = object.get_mut(*key).filter(|value| !value.is_null()) else { continue };
        let repaired = match (field, &mut *value) {
            (Field::List(fields), Value::Array(list)) => {
                list_of(list, fields, &format!("{subject}, `{key}`"), notes);
                continue;
            }
            (Field::Number, Value::Number(_)) | (Field::Flag, Value::Bool(_)) => continue,
            (Field::Line | Field::Id, Value::String(text)) => {
                let mut line = writable::line(text);
                if matches!(field, Field::Id) && !line.is_empty() && !is_id(&line) {
                    line = derived_id("id", &["statuspage", text]);
                    notes.add(
                        subject,
                        format!("`{key}` cannot be an id here; `{line}` is used instead of `{text}`"),
                    );
                } else if line != *text {
                    notes.add(subject, format!("`{key}` {}", difference(text, &line)));
                }
                *value = if line.is_empty() { Value::Null } else { Value::String(line) };
                continue;
            }
            (Field::Text, Value::String(text)) => {
                if text.contains(is_unwritable) {
                    text.retain(|c| !is_unwritable(c));
                    notes.add(subject, format!("`{key}` has characters that content cannot have; removed"));
                }
                if text.trim().is_empty() {
                    *value = Value::Null;
                }
                continue;
            }
            (Field::Line | Field::Id | Field::Text, Value::Number(_) | Value::Bool(_)) => {
                Some(Value::String(value.to_string()))
            }
            (Field::Number, Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
            (Field::Flag, Value::String(text)) => text.trim().parse::<bool>().ok().map(Value::from),
            _ => None,
        };
        let outcome = repaired.as_ref().map_or_else(|| "left out".to_owned(), |new| format!("read as {new}"));
        notes.add(subject, format!("`{key}` is of another type than usual: {value}; {outcome}"));
        *value = repaired.unwrap_or(Value::Null);
    }
    // A number that is too large for a position has no meaning.
    let is_number = |(key, field): &&(&str, Field)| {
        matches!(field, Field::Number)
            && object.get(*key).is_some_and(|value| value.as_i64().is_none() && !value.is_null())
    };
    let odd: Vec<&str> = fields.iter().filter(is_number).map(|(key, _)| *key).collect();
    for key in odd {
        notes.add(subject, format!("`{key}` is not a whole number; left out"));
        object.insert(key.to_owned(), Value::Null);
    }
}

/// Whether content can have a text as an id.
fn is_id(text: &str) -> bool {
    is_name(text) && text.len() <= 64
}

/// Says how a text became `line`.
fn difference(text: &str, line: &str) -> String {
    if text.len() > LONGEST_LINE {
        return format!("is {} bytes long; it became `{line}`", text.len());
    }
    if text.contains(is_unwritable) {
        return format!("has characters that content cannot have; it became `{line}`");
    }
    format!("has spaces that mean nothing; `{text}` became `{line}`")
}

fn list_of(list: &mut Vec<Value>, fields: Fields, subject: &str, notes: &mut Notes) {
    let mut index = 0;
    list.retain_mut(|value| {
        index += 1;
        let Value::Object(one) = value else {
            if !value.is_null() {
                notes.add(subject, format!("element {index} is not an object: {value}; left out"));
            }
            return false;
        };
        let name = one.get("id").or_else(|| one.get("name")).and_then(Value::as_str);
        let subject =
            name.map_or_else(|| format!("{subject} {index}"), |name| format!("{subject} `{}`", name.trim()));
        object(one, fields, &subject, notes);
        true
    });
}
