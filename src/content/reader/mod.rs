//! Reading typed values out of a TOML table, with a place for each and a finding for whatever is wrong.
//!
//! A reader is made with the keys that its table may have and refuses all others at once. Its methods give
//! `None` both for a key that is absent and for one whose value was wrong; what was wrong is in the sink.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::duration::parse_duration;
use super::key::Key;
use super::sink::Sink;
use super::word::Word;
use crate::diagnostics::{Finding, Rule, did_you_mean, rules};
use crate::source::{FileId, Located, Place};

mod address;
mod instant;

/// A TOML value as it was parsed, with its span in the TOML.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// A table that is being read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    table: &'a DeTable<'a>,
    file: FileId,
    /// Where the TOML begins in its file.
    start: usize,
    /// The place of the table, for what is missing in it.
    place: Place,
    sink: &'a Sink,
    /// The folder-less word for what is read: `an update`.
    what: &'static str,
}

impl<'a> Reader<'a> {
    /// Reads the table of a file. Unknown and missing keys are found at once.
    pub(super) fn new(
        table: &'a Spanned<DeTable<'a>>,
        (file, start): (FileId, usize),
        what: &'static str,
        keys: &'static [Key],
        sink: &'a Sink,
    ) -> Self {
        let reader = Self { table: table.get_ref(), file, start, place: Place::top(file), sink, what };
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
        let reader = Self { table, place: self.place_of(span), what, ..*self };
        reader.compare_keys(keys);
        reader
    }

    fn compare_keys(&self, keys: &'static [Key]) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !keys.iter().any(|known| known.name == name) {
                let place = self.place_of(key.span());
                self.sink.push(
                    Finding::at(&rules::UNKNOWN_KEY, place, format!("{} has no key `{name}`", self.what))
                        .hint_if(unknown_key_hint(name, keys)),
                );
            }
        }
        for key in keys.iter().filter(|key| key.required && !self.has(key.name)) {
            self.sink.push(
                Finding::at(
                    &rules::MISSING_KEY,
                    self.place,
                    format!("{} needs the key `{}`", self.what, key.name),
                )
                .hint(format!("`{}` is {}", key.name, key.meaning)),
            );
        }
    }

    /// The place of a span of the TOML.
    pub(super) fn place_of(&self, span: Range<usize>) -> Place {
        Place::new(self.file, span.start + self.start..span.end + self.start)
    }

    /// The place of the table.
    pub(super) const fn place(&self) -> Place {
        self.place
    }

    /// Whether the table has a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn value(&self, key: &str) -> Option<&'a Value<'a>> {
        self.table.get(key)
    }

    /// Says that something is wrong.
    pub(super) fn report(&self, finding: Finding) {
        self.sink.push(finding);
    }

    /// Says that the value of a key is wrong.
    pub(super) fn wrong(&self, rule: &'static Rule, place: Place, message: impl Into<String>, hint: &str) {
        self.sink.push(Finding::at(rule, place, message).hint(hint));
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
        let message = format!("`{key}` is {wanted}, and this is {found}");
        self.sink.push(Finding::at(&rules::WRONG_TYPE, self.place_of(value.span()), message).hint_if(hint));
    }

    fn located<T>(&self, value: T, source: &Value<'_>) -> Located<T> {
        Located::new(value, self.place_of(source.span()))
    }

    /// A text.
    pub(super) fn text(&self, key: &str) -> Option<Located<String>> {
        let value = self.value(key)?;
        if let DeValue::String(text) = value.get_ref() {
            if text.trim().is_empty() {
                let place = self.place_of(value.span());
                self.wrong(
                    &rules::INVALID_VALUE,
                    place,
                    format!("`{key}` is empty"),
                    "write it, or leave the key out",
                );
                return None;
            }
            if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
                let place = self.place_of(value.span());
                self.wrong(
                    &rules::INVALID_VALUE,
                    place,
                    format!("`{key}` holds a control character"),
                    "delete it",
                );
                return None;
            }
            return Some(self.located(text.to_string(), value));
        }
        self.wrong_type(key, value, "a text", Some("put it in quotes".into()));
        None
    }

    /// A text on one line: what becomes a title, a name or a label.
    pub(super) fn line(&self, key: &str) -> Option<Located<String>> {
        let text = self.text(key)?;
        if text.value.contains(['\n', '\t']) {
            self.wrong(
                &rules::INVALID_VALUE,
                text.place,
                format!("`{key}` has more than one line"),
                "write it on one line",
            );
            return None;
        }
        Some(text.map(|text| text.trim().to_owned()))
    }

    /// True or false; absent is false.
    pub(super) fn flag(&self, key: &str) -> bool {
        match self.value(key) {
            None => false,
            Some(value) => value.get_ref().as_bool().unwrap_or_else(|| {
                self.wrong_type(key, value, "`true` or `false`", Some("write it without quotes".into()));
                false
            }),
        }
    }

    /// A whole number.
    pub(super) fn integer(&self, key: &str) -> Option<Located<i64>> {
        let value = self.value(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() {
            self.wrong_type(key, value, "a whole number", None);
        }
        number.map(|number| self.located(number, value))
    }

    /// A number.
    pub(super) fn number(&self, key: &str) -> Option<Located<f64>> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) => number.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, value, "a number", None);
        }
        number.map(|number: f64| self.located(number, value))
    }

    /// One of a closed set of words.
    pub(super) fn word<W: Word>(&self, key: &str) -> Option<Located<W>> {
        let text = self.line(key)?;
        self.as_word(&text)
    }

    /// A text that has to be one of a closed set of words.
    pub(super) fn as_word<W: Word>(&self, text: &Located<String>) -> Option<Located<W>> {
        let found = W::all().iter().find(|word| word.word() == text.value);
        if found.is_none() {
            let words: Vec<&str> = W::all().iter().map(|word| word.word()).collect();
            let hint = match did_you_mean(&text.value, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known words: {}", words.join(", ")),
            };
            let message = format!("unknown {} `{}`", W::NAME, text.value);
            self.sink.push(Finding::at(&rules::UNKNOWN_VALUE, text.place, message).hint(hint));
        }
        found.map(|word| Located::new(*word, text.place))
    }

    /// A list of texts.
    pub(super) fn texts(&self, key: &str) -> Option<Located<Vec<Located<String>>>> {
        let value = self.value(key)?;
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of texts", Some("write it in brackets: `[\"…\"]`".into()));
            return None;
        };
        let mut texts = Vec::new();
        for item in array.iter() {
            match item.get_ref() {
                DeValue::String(text) => texts.push(self.located(text.to_string(), item)),
                _ => self.wrong_type(key, item, "a list of texts", None),
            }
        }
        Some(self.located(texts, value))
    }

    /// A list of one-line texts; absent is empty.
    pub(super) fn lines(&self, key: &str) -> Vec<Located<String>> {
        self.texts(key).map(|list| list.value).unwrap_or_default()
    }

    /// An instant, which needs an offset. Precision is milliseconds, UTC.
    pub(super) fn time(&self, key: &str) -> Option<Located<DateTime<Utc>>> {
        let value = self.value(key)?;
        let time = self.as_time(key, value)?;
        Some(self.located(time, value))
    }

    /// A day, without a time.
    pub(super) fn date(&self, key: &str) -> Option<Located<NaiveDate>> {
        let value = self.value(key)?;
        let date = value.get_ref().as_datetime().and_then(|time| {
            let date = time.date.filter(|_| time.time.is_none())?;
            NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
        });
        if date.is_none() {
            self.wrong_type(key, value, "a date", Some("write it as `2026-12-01`, without quotes".into()));
        }
        date.map(|date| self.located(date, value))
    }

    /// A span such as `30m`.
    pub(super) fn duration(&self, key: &str) -> Option<Located<TimeDelta>> {
        let text = self.line(key)?;
        self.as_duration(key, &text)
    }

    fn as_duration(&self, key: &str, text: &Located<String>) -> Option<Located<TimeDelta>> {
        let span = parse_duration(&text.value);
        if span.is_none() {
            let message = format!("`{key}` is a span, and `{}` is none", text.value);
            self.wrong(&rules::INVALID_VALUE, text.place, message, "write it as `30m`, `1h 30m` or `2d`");
        }
        span.map(|span| Located::new(span, text.place))
    }

    /// An instant, or a span after another instant.
    pub(super) fn time_or_duration(&self, key: &str) -> Option<Located<Result<DateTime<Utc>, TimeDelta>>> {
        let value = self.value(key)?;
        if value.get_ref().is_str() {
            return Some(self.duration(key)?.map(Err));
        }
        Some(self.time(key)?.map(Ok))
    }

    /// A table with known keys.
    pub(super) fn table(&self, key: &str, what: &'static str, keys: &'static [Key]) -> Option<Self> {
        let value = self.value(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(self.nested(table, value.span(), what, keys));
        }
        self.wrong_type(key, value, "a table", Some(format!("write `{key} = {{ … }}`")));
        None
    }

    /// A list of tables with known keys; absent is empty.
    pub(super) fn tables(&self, key: &str, what: &'static str, keys: &'static [Key]) -> Vec<Self> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of tables", Some(format!("write `[[{key}]]`")));
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|item| {
                if let DeValue::Table(table) = item.get_ref() {
                    return Some(self.nested(table, item.span(), what, keys));
                }
                self.wrong_type(key, item, "a list of tables", None);
                None
            })
            .collect()
    }

    /// A table whose keys are names: each with its value as a table with known keys.
    pub(super) fn named_tables(
        &self,
        key: &str,
        what: &'static str,
        keys: &'static [Key],
    ) -> Vec<(Located<String>, Self)> {
        self.names(key)
            .into_iter()
            .filter_map(|(name, value)| {
                if let DeValue::Table(table) = value.get_ref() {
                    return Some((name, self.nested(table, value.span(), what, keys)));
                }
                self.wrong_type(&name.value, value, "a table", None);
                None
            })
            .collect()
    }

    /// A table whose keys are names and whose values are texts, in the order in which they are written.
    pub(super) fn named_texts(&self, key: &str) -> Vec<(Located<String>, Located<String>)> {
        self.names(key)
            .into_iter()
            .filter_map(|(name, value)| match value.get_ref() {
                DeValue::String(text) => Some((name, self.located(text.to_string(), value))),
                _ => {
                    self.wrong_type(&name.value, value, "a text", Some("put it in quotes".into()));
                    None
                }
            })
            .collect()
    }

    /// The names of a table with their values, in the order in which they are written.
    fn names(&self, key: &str) -> Vec<(Located<String>, &'a Value<'a>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, "a table", Some(format!("write `[{key}]`")));
            return Vec::new();
        };
        let mut names: Vec<_> = table
            .iter()
            .map(|(name, value)| {
                (Located::new(name.get_ref().to_string(), self.place_of(name.span())), value)
            })
            .collect();
        names.sort_by_key(|(name, _)| name.place);
        names
    }

    /// The sub-tables of a table whose values are again tables of names: `[tier.enterprise.P1]`.
    pub(super) fn names_of_tables(
        &self,
        key: &str,
        what: &'static str,
        keys: &'static [Key],
    ) -> Vec<(Located<String>, Vec<(Located<String>, Self)>)> {
        self.names(key)
            .into_iter()
            .filter_map(|(outer, value)| {
                let DeValue::Table(table) = value.get_ref() else {
                    self.wrong_type(&outer.value, value, "a table", None);
                    return None;
                };
                let mut inner: Vec<_> = table
                    .iter()
                    .filter_map(|(name, value)| {
                        let located = Located::new(name.get_ref().to_string(), self.place_of(name.span()));
                        if let DeValue::Table(table) = value.get_ref() {
                            return Some((located, self.nested(table, value.span(), what, keys)));
                        }
                        self.wrong_type(&located.value, value, "a table", None);
                        None
                    })
                    .collect();
                inner.sort_by_key(|(name, _)| name.place);
                Some((outer, inner))
            })
            .collect()
    }
}

/// What to say about a key that nobody knows.
fn unknown_key_hint(name: &str, keys: &'static [Key]) -> Option<String> {
    if let Some(near) = did_you_mean(name, keys.iter().map(|key| key.name)) {
        return Some(format!("did you mean `{near}`?"));
    }
    let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    (!names.is_empty()).then(|| format!("known keys: {}", names.join(", ")))
}
