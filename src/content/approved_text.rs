//! What an approval is bound to: the keys, the text and the images of a file, and the digest of them.
//!
//! Whether an approval is needed or valid is not decided here.

use std::collections::BTreeSet;

use data_encoding::HEXLOWER;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::AudienceTag;
use super::front_matter::FrontMatter;
use super::internal::{TRACKING, without_generated_blocks};
use super::published_image::PublishedImage;
use super::reader::instant_of;
use crate::source::SourceFile;

/// The first line of what is hashed. It names the version of the format.
const FORMAT: &str = "allclear-approval-1";

/// Keys that an approval is not bound to: the approvals themselves, whether and when the text is published, and ids.
const UNBOUND: [&str; 6] = ["approval", "draft", "at", "published", "id", "incident_id"];

/// Keys of tables that an approval is not bound to, by the key of the table.
const UNBOUND_IN_TABLES: [(&str, &str); 3] = [("edited", "at"), ("retracted", "at"), ("commitment", "done")];

/// Everything in a file that an approval is bound to, apart from the audience, which depends on other files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovedText {
    keys: Map<String, Value>,
    body: String,
    /// The SHA-256 of each image that the text shows, in the order of their paths in the output.
    images: Vec<[u8; 32]>,
}

impl ApprovedText {
    /// Reads a file that was split before. Returns `None` if its front matter is not valid.
    pub(super) fn new(file: &SourceFile, front: &FrontMatter<'_>, images: &[PublishedImage]) -> Option<Self> {
        let body = file.text.get(front.body_start..).unwrap_or_default();
        Some(Self {
            keys: bound_keys(front.table.as_ref()?.get_ref()),
            body: without_trailing_blanks(body),
            images: images.iter().map(|image| Sha256::digest(&image.bytes).into()).collect(),
        })
    }

    /// Reads an internal post-mortem that was split before: what a person wrote, without generated blocks and without the
    /// progress of actions. Returns `None` if its front matter is not valid.
    pub(super) fn of_internal(file: &SourceFile, front: &FrontMatter<'_>) -> Option<Self> {
        let mut keys = bound_keys(front.table.as_ref()?.get_ref());
        let actions = keys.get_mut("action").and_then(Value::as_array_mut);
        for action in actions.into_iter().flatten().filter_map(Value::as_object_mut) {
            for key in TRACKING {
                action.shift_remove(key);
            }
        }
        let body = without_generated_blocks(file.text.get(front.body_start..).unwrap_or_default());
        Some(Self { keys, body: without_trailing_blanks(&body), images: Vec::new() })
    }

    /// Returns the digest for readers with these audiences, as 64 hexadecimal digits.
    ///
    /// It is the SHA-256 of the format and a line feed, the keys as JSON in the canonical form of RFC 8785 and a line
    /// feed, the text, and for each image a NUL and its SHA-256 in hexadecimal.
    ///
    /// # Panics
    ///
    /// Never: keys are texts, and the numbers of a `Value` are finite.
    #[must_use]
    pub fn digest(&self, audience: &[AudienceTag]) -> String {
        let tags: BTreeSet<String> = audience.iter().map(ToString::to_string).collect();
        let mut keys = self.keys.clone();
        keys.insert("audience".to_owned(), tags.into_iter().collect());
        let json = serde_json_canonicalizer::to_string(&keys)
            .expect("keys are texts and the numbers of a `Value` are finite, so they can be written as JSON");
        let mut hash = Sha256::new();
        hash.update(format!("{FORMAT}\n{json}\n{}", self.body));
        for image in &self.images {
            hash.update(format!("\0{}", HEXLOWER.encode(image)));
        }
        HEXLOWER.encode(&hash.finalize())
    }
}

/// Returns the keys that an approval is bound to, as JSON. A key that is added to the format later is bound by default.
fn bound_keys(table: &DeTable<'_>) -> Map<String, Value> {
    let is_imported = table.contains_key("imported");
    let is_bound = |name: &str| !(UNBOUND.contains(&name) || name == "slug" && is_imported);
    let keys = table.iter().map(|(key, value)| (key.get_ref().as_ref(), value.get_ref()));
    let keys = keys.filter(|(name, _)| is_bound(name));
    keys.map(|(name, value)| (name.to_owned(), bound_value(name, value)))
        // A retraction without a note publishes no new text, so it voids no approval.
        .filter(|(name, value)| name != "retracted" || value.get("note").is_some())
        .collect()
}

/// Returns the value of a top-level key without what is unbound in it.
fn bound_value(name: &str, value: &DeValue<'_>) -> Value {
    let mut bound = json(value);
    for (_, unbound) in UNBOUND_IN_TABLES.iter().filter(|(table, _)| *table == name) {
        let tables = match &mut bound {
            Value::Array(items) => items.as_mut_slice(),
            single => std::slice::from_mut(single),
        };
        for table in tables.iter_mut().filter_map(Value::as_object_mut) {
            table.shift_remove(*unbound);
        }
    }
    bound
}

fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.clone().into_owned()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::from(number),
            // TOML integers have at most 64 bits.
            Err(_) => Value::String(number.as_str().to_owned()),
        },
        DeValue::Float(number) => match number.as_str().parse::<f64>().ok().filter(|float| float.is_finite())
        {
            Some(float) => Value::from(float),
            None => Value::String(number.as_str().to_owned()),
        },
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(written) => Value::String(in_utc(written)),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => {
            let keys = table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())));
            Value::Object(keys.collect())
        }
    }
}

/// Returns a time in UTC, with milliseconds only if there are any, and a day as it is written.
fn in_utc(written: &Datetime) -> String {
    match instant_of(written) {
        Some(instant) if instant.timestamp_subsec_millis() == 0 => {
            instant.format("%Y-%m-%dT%H:%M:%SZ").to_string()
        }
        Some(instant) => instant.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        None => written.to_string(),
    }
}

/// Returns a text with LF line ends, without blanks at the ends of lines and without empty lines at its end.
fn without_trailing_blanks(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for line in body.lines() {
        text.push_str(line.trim_end_matches([' ', '\t', '\r']));
        text.push('\n');
    }
    text.truncate(text.trim_end_matches('\n').len());
    text
}
