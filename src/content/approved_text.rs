//! What an approval is bound to: the keys, the text and the images of a file, and the digest of them.
//!
//! Whether an approval is needed or valid is not decided here.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::AudienceTag;
use super::front_matter::FrontMatter;
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

    /// Returns the digest for readers with these audiences, as 64 hexadecimal digits.
    ///
    /// It is the SHA-256 of the format and a line feed, the keys as JSON in the canonical form of RFC 8785 and a line
    /// feed, the text, and for each image a NUL and its SHA-256 in hexadecimal.
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
            hash.update(format!("\0{}", hexadecimal(image)));
        }
        hexadecimal(&hash.finalize())
    }
}

/// Returns the keys that an approval is bound to, as JSON. A key that is added to the format later is bound by default.
fn bound_keys(table: &DeTable<'_>) -> Map<String, Value> {
    let is_imported = table.contains_key("imported");
    let is_bound = |name: &str| !UNBOUND.contains(&name) && !(name == "slug" && is_imported);
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

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::content::{approved_text, load};
    use crate::source::Snapshot;

    const PATH: &str = "content/incidents/a/comms/2026-03-14T0922Z-investigating.md";

    fn digest_of(text: &str) -> String {
        let snapshot = Snapshot::of_texts([(PATH, text)]);
        let file = snapshot.at(PATH).expect("the file is there");
        approved_text(file, &[]).expect("the front matter is valid").digest(&[AudienceTag::Public])
    }

    const TEXT: &str = "+++\ntitle = \"Errors\"\nslug = \"errors\"\nstatus = \"investigating\"\n\
        next_update = 2026-03-14T10:00:00Z\n[[edited]]\nat = 2026-03-14T09:30:00Z\nnote = \"Named the region\"\n+++\n\
        Payments fail.\n\nRetry them.\n";

    #[test]
    fn the_digest_is_the_hash_of_the_documented_bytes() {
        let bytes = "allclear-approval-1\n{\"audience\":[\"public\"],\"edited\":[{\"note\":\"Named the region\"}],\
            \"next_update\":\"2026-03-14T10:00:00Z\",\"slug\":\"errors\",\"status\":\"investigating\",\
            \"title\":\"Errors\"}\nPayments fail.\n\nRetry them.";
        assert_eq!(digest_of(TEXT), hexadecimal(&Sha256::digest(bytes)));
    }

    #[test]
    fn layout_and_what_only_commands_change_are_not_bound() {
        let same = [
            TEXT.replace('\n', "\r\n"),
            TEXT.replace("fail.\n", "fail. \t\n"),
            format!("{TEXT}\n\n"),
            TEXT.replace("title = \"Errors\"", "title   = 'Errors' # why"),
            TEXT.replace("10:00:00Z", "12:00:00+02:00"),
            TEXT.replace("10:00:00Z", "10:00:00.000Z"),
            TEXT.replace("at = 2026-03-14T09:30:00Z", "at = 2026-03-14T09:31:00Z"),
            TEXT.replace(
                "status =",
                "draft = true\nat = 2026-03-14T09:25:00Z\nid = \"abc\"\nincident_id = \"abd\"\nstatus =",
            ),
            TEXT.replace("status =", "retracted = { at = 2026-03-14T09:50:00Z }\nstatus ="),
            TEXT.replace("+++\nPayments", "[[approval]]\nby = \"ana\"\n+++\nPayments"),
            TEXT.replace("status =", "audience = [\"public\"]\nstatus ="),
        ];
        for text in same {
            assert_eq!(digest_of(&text), digest_of(TEXT), "{text}");
        }
    }

    #[test]
    fn the_audience_is_bound_as_a_set() {
        let snapshot = Snapshot::of_texts([(PATH, TEXT)]);
        let text = approved_text(snapshot.at(PATH).expect("the file is there"), &[]).expect("it is valid");
        let tags = |tags: &[&str]| -> Vec<AudienceTag> {
            tags.iter().map(|tag| AudienceTag::parse(tag).expect("a tag")).collect()
        };
        let of = |list: &[&str]| text.digest(&tags(list));
        assert_eq!(of(&["tier:gold", "public"]), of(&["public", "tier:gold", "public"]));
        assert_ne!(of(&["tier:gold"]), of(&["public"]));
    }

    #[test]
    fn an_approved_update_keeps_what_its_approval_is_bound_to() {
        let approved = TEXT.replace("+++\nPayments", "[[approval]]\nby = \"ana\"\nrole = \"commander\"\nat = 2026-03-14T09:21:00Z\ndigest = \"00\"\n+++\nPayments");
        let (content, _) = load(&Snapshot::of_texts([(PATH, approved.as_str())]));
        let update = &content.public.records[0].updates[0];
        let text = update.approved_text.as_ref().expect("it has an approval");
        assert_eq!(text.digest(&[AudienceTag::Public]), digest_of(TEXT));
    }

    proptest! {
        #[test]
        fn any_other_character_of_the_text_changes_the_digest(at in any::<Index>(), new in "[a-zA-Z0-9.,!äあ]") {
            let start = TEXT.find("Payments").expect("the text begins with it");
            let places: Vec<(usize, char)> =
                TEXT[start..].char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
            let (offset, old) = places[at.index(places.len())];
            prop_assume!(!new.starts_with(old));
            let mut changed = TEXT.to_owned();
            changed.replace_range(start + offset..start + offset + old.len_utf8(), &new);
            prop_assert_ne!(digest_of(&changed), digest_of(TEXT));
        }

        #[test]
        fn any_other_character_of_a_bound_value_changes_the_digest(at in any::<Index>(), new in "[a-z]") {
            let values = ["Errors", "errors", "investigating", "Named the region"];
            let value = values[at.index(values.len())];
            let offset = TEXT.find(&format!("\"{value}\"")).expect("the value is there") + 1;
            let inside = at.index(value.len());
            prop_assume!(!value[inside..].starts_with(&new));
            let mut changed = TEXT.to_owned();
            changed.replace_range(offset + inside..=offset + inside, &new);
            prop_assert_ne!(digest_of(&changed), digest_of(TEXT));
        }
    }
}
