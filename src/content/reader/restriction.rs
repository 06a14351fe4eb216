//! Detects whether an error may hide a restriction: that a text is meant for fewer readers, for later, or for nobody.

use toml::de::{DeTable, DeValue};

use super::Reader;
use crate::content::finding_sink::FindingSink;
use crate::content::key::Key;
use crate::diagnostics::did_you_mean;

/// The keys that restrict who sees a text and when. People confuse in which files they are allowed.
const RESTRICTING_KEYS: [&str; 6] = ["audience", "draft", "retracted", "published", "added", "at"];

impl Reader<'_> {
    /// Whether what `read` reads has errors, or a key that is not in `keys` may be a misspelt restricting key. Does
    /// not report anything, because the errors were reported when the text was read.
    pub(in crate::content) fn may_be_restricted(&self, keys: &[Key], read: impl FnOnce(&Reader<'_>)) -> bool {
        if self.sink.is_empty() {
            return false;
        }
        let unknown = |name: &str| keys.iter().all(|key| key.name != name);
        if self.table.keys().any(|key| unknown(key.get_ref()) && restricts(key.get_ref())) {
            return true;
        }
        // A key that is written below a table header by mistake belongs to that table.
        if self.table.values().any(|value| contains_restricting_key(value.get_ref())) {
            return true;
        }
        let found = FindingSink::default();
        read(&Reader {
            table: self.table,
            file: self.file,
            start: self.start,
            span: self.span,
            sink: &found,
            what: self.what,
        });
        !found.is_empty()
    }
}

/// The same for text that is not valid TOML: whether a line begins with something like a restricting key, or such a
/// key is given a value. Other broken files do not hold back an urgent update.
pub(in crate::content) fn may_restrict(text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let first = |line: &str| {
        let line = line.trim_start_matches(|c| !is_part(c));
        line.split(|c| !is_part(c)).next().is_some_and(restricts)
    };
    let valued = text.match_indices(['=', ':']).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().trim_end_matches(|c| !is_part(c));
        before.rsplit(|c| !is_part(c)).next().is_some_and(restricts)
    });
    valued || text.lines().any(first)
}

fn restricts(name: &str) -> bool {
    did_you_mean(name, RESTRICTING_KEYS).is_some()
}

/// Whether a table contains a restricting key at any depth. `at` is a regular key of tables.
fn contains_restricting_key(value: &DeValue<'_>) -> bool {
    let table = |table: &DeTable<'_>| {
        table.iter().any(|(name, value)| {
            let name: &str = name.get_ref();
            name != "at" && restricts(name) || contains_restricting_key(value.get_ref())
        })
    };
    match value {
        DeValue::Table(inner) => table(inner),
        DeValue::Array(items) => items.iter().any(|item| contains_restricting_key(item.get_ref())),
        _ => false,
    }
}
