//! Whether a slip may hide that a text is meant for fewer people than it seems, for later, or for nobody.

use toml::de::{DeTable, DeValue};

use super::Reader;
use crate::content::finding_sink::FindingSink;
use crate::content::key::Key;
use crate::diagnostics::did_you_mean;

/// The keys that keep a text in. Writers know them from updates and post-mortems and confuse where each may stand.
const RESTRICTING_KEYS: [&str; 6] = ["audience", "draft", "retracted", "published", "added", "at"];

impl Reader<'_> {
    /// Whether something is wrong with what `read` reads, or a key that is not among `keys` may be meant as one of
    /// those that keep a text in. It reports nothing: that was done when the text was read.
    pub(in crate::content) fn may_be_restricted(&self, keys: &[Key], read: impl FnOnce(&Reader<'_>)) -> bool {
        if self.sink.is_empty() {
            return false;
        }
        let unknown = |name: &str| keys.iter().all(|key| key.name != name);
        if self.table.keys().any(|key| unknown(key.get_ref()) && restricts(key.get_ref())) {
            return true;
        }
        // A key that is written below the head of a table has slipped into that table.
        if self.table.values().any(|value| slipped_into(value.get_ref())) {
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

/// The same of a text that could not be parsed: whether one of its lines begins like such a key, or one is given a value
/// anywhere. A broken file that says nothing of that kind holds back no urgent update.
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

/// Whether a table holds a key that keeps a text in, at any depth. `at` is at home in tables.
fn slipped_into(value: &DeValue<'_>) -> bool {
    let table = |table: &DeTable<'_>| {
        table.iter().any(|(name, value)| {
            let name: &str = name.get_ref();
            name != "at" && restricts(name) || slipped_into(value.get_ref())
        })
    };
    match value {
        DeValue::Table(inner) => table(inner),
        DeValue::Array(items) => items.iter().any(|item| slipped_into(item.get_ref())),
        _ => false,
    }
}
