//! Reads typed values with spans from a TOML table, and reports invalid ones.
//!
//! A reader is created with the keys that its table may have and rejects all others immediately. Its methods return
//! `None` both for a missing key and for an invalid value; the findings are in the sink.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::finding_sink::FindingSink;
use super::key::Key;
use crate::diagnostics::{Finding, Rule, did_you_mean, rules};
use crate::span::{FileId, Span, Spanned};

mod address;
mod instant;
mod restriction;
mod tables;
mod values;

pub(super) use instant::instant_of;
pub(super) use restriction::may_restrict;
pub(crate) use values::LONGEST_LINE;

/// A parsed TOML value with its range in the TOML.
pub(super) type Value<'a> = toml::Spanned<DeValue<'a>>;

/// A table that is being read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    table: &'a DeTable<'a>,
    file: FileId,
    /// The offset of the TOML in the file.
    start: usize,
    /// The span of the table, for findings about missing keys.
    span: Span,
    sink: &'a FindingSink,
    /// The name of the table in messages: `an update`.
    what: &'static str,
}

impl<'a> Reader<'a> {
    /// Creates a reader for the table of a file, and reports unknown and missing keys.
    pub(super) fn new(
        table: &'a toml::Spanned<DeTable<'a>>,
        (file, start): (FileId, usize),
        what: &'static str,
        keys: &'static [Key],
        sink: &'a FindingSink,
    ) -> Self {
        let reader = Self { table: table.get_ref(), file, start, span: Span::top(file), sink, what };
        reader.compare_keys(keys);
        reader
    }

    fn nested(
        &self,
        table: &'a DeTable<'a>,
        span: Range<usize>,
        what: &'static str,
        keys: &'static [Key],
    ) -> Self {
        let reader = Self { table, span: self.span_of(span), what, ..*self };
        reader.compare_keys(keys);
        reader
    }

    fn compare_keys(&self, keys: &'static [Key]) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !keys.iter().any(|known| known.name == name) {
                self.unknown_key(&Spanned::new(name.to_owned(), self.span_of(key.span())), keys);
            }
        }
        for key in keys.iter().filter(|key| key.required && !self.has(key.name)) {
            self.sink.push(
                Finding::at(
                    &rules::MISSING_KEY,
                    self.span,
                    format!("{} needs the key `{}`", self.what, key.name),
                )
                .hint(format!("`{}` is {}", key.name, key.meaning)),
            );
        }
    }

    /// Reports an unknown key.
    fn unknown_key(&self, key: &Spanned<String>, keys: &'static [Key]) {
        let message = format!("{} has no key `{}`", self.what, key.value);
        self.sink.push(
            Finding::at(&rules::UNKNOWN_KEY, key.span, message).hint_if(unknown_key_hint(&key.value, keys)),
        );
    }

    /// Converts a range in the TOML to a span in the file.
    pub(super) fn span_of(&self, span: Range<usize>) -> Span {
        Span::new(self.file, span.start + self.start..span.end + self.start)
    }

    /// Returns the span of the table.
    pub(super) const fn span(&self) -> Span {
        self.span
    }

    /// Returns the span of a key, or of the table if it does not have the key.
    pub(super) fn span_of_key(&self, key: &str) -> Span {
        self.table.get_key_value(key).map_or(self.span, |(key, _)| self.span_of(key.span()))
    }

    /// Whether the table has a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn value(&self, key: &str) -> Option<&'a Value<'a>> {
        self.table.get(key)
    }

    /// Adds a finding.
    pub(super) fn report(&self, finding: Finding) {
        self.sink.push(finding);
    }

    /// Adds a finding about an invalid value.
    pub(super) fn wrong(&self, rule: &'static Rule, span: Span, message: impl Into<String>, hint: &str) {
        self.sink.push(Finding::at(rule, span, message).hint(hint));
    }

    fn wrong_type(&self, key: &str, value: &Value<'_>, wanted: &str, hint: Option<String>) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{key}` must be {wanted}, but this is {found}");
        self.sink.push(Finding::at(&rules::WRONG_TYPE, self.span_of(value.span()), message).hint_if(hint));
    }

    fn located<T>(&self, value: T, source: &Value<'_>) -> Spanned<T> {
        Spanned::new(value, self.span_of(source.span()))
    }
}

/// Returns the hint for an unknown key.
fn unknown_key_hint(name: &str, keys: &'static [Key]) -> Option<String> {
    if let Some(near) = did_you_mean(name, keys.iter().map(|key| key.name)) {
        return Some(format!("did you mean `{near}`?"));
    }
    let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    (!names.is_empty()).then(|| format!("known keys: {}", names.join(", ")))
}
