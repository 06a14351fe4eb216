//! Reads single values (texts, numbers, keywords, times and durations) and lists of texts.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use toml::de::DeValue;

use super::{Reader, Value};
use crate::content::Keyword;
use crate::content::duration::{loose_duration, parse_duration};
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::span::Spanned;

/// The longest single-line text, in bytes.
pub(crate) const LONGEST_LINE: usize = 1000;

impl Reader<'_> {
    /// Reads a text.
    pub(in crate::content) fn text(&self, key: &str) -> Option<Spanned<String>> {
        let text = self.text_or_empty(key)?;
        if text.value.trim().is_empty() {
            self.wrong(
                &rules::INVALID_VALUE,
                text.span,
                format!("`{key}` is empty"),
                "add a value, or remove the key",
            );
            return None;
        }
        Some(text)
    }

    /// Reads a text that may be empty.
    pub(in crate::content) fn text_or_empty(&self, key: &str) -> Option<Spanned<String>> {
        let value = self.value(key)?;
        if let DeValue::String(text) = value.get_ref() {
            if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
                let span = self.span_of(value.span());
                self.wrong(
                    &rules::INVALID_VALUE,
                    span,
                    format!("`{key}` contains a control character"),
                    "delete it",
                );
                return None;
            }
            return Some(self.located(text.to_string(), value));
        }
        self.wrong_type(key, value, "a text", Some("put it in quotes".into()));
        None
    }

    /// Reads a single-line text, such as a title, a name or a label.
    pub(in crate::content) fn line(&self, key: &str) -> Option<Spanned<String>> {
        let text = self.text(key)?;
        if text.value.contains(['\n', '\t']) {
            self.wrong(
                &rules::INVALID_VALUE,
                text.span,
                format!("`{key}` has more than one line"),
                "write it on one line",
            );
            return None;
        }
        if text.value.len() > LONGEST_LINE {
            let message = format!("`{key}` is {} bytes long", text.value.len());
            self.wrong(&rules::TEXT_LIMIT, text.span, message, "a single line has at most 1000 bytes");
            return None;
        }
        Some(text.map(|text| text.trim().to_owned()))
    }

    /// Reads a boolean; a missing key is false.
    pub(in crate::content) fn flag(&self, key: &str) -> bool {
        match self.value(key) {
            None => false,
            Some(value) => value.get_ref().as_bool().unwrap_or_else(|| {
                self.wrong_type(key, value, "`true` or `false`", Some("write it without quotes".into()));
                false
            }),
        }
    }

    /// Reads an integer.
    pub(in crate::content) fn integer(&self, key: &str) -> Option<Spanned<i64>> {
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

    /// Reads a number.
    pub(in crate::content) fn number(&self, key: &str) -> Option<Spanned<f64>> {
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

    /// Reads a keyword.
    pub(in crate::content) fn keyword<W: Keyword>(&self, key: &str) -> Option<Spanned<W>> {
        let text = self.line(key)?;
        self.as_keyword(&text)
    }

    /// Converts a text to a keyword.
    pub(in crate::content) fn as_keyword<W: Keyword>(&self, text: &Spanned<String>) -> Option<Spanned<W>> {
        let found = W::all().iter().find(|word| word.word() == text.value);
        if found.is_none() {
            let words: Vec<&str> = W::all().iter().map(|word| word.word()).collect();
            let hint = match did_you_mean(&text.value, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known values: {}", words.join(", ")),
            };
            let message = format!("unknown {} `{}`", W::NAME, text.value);
            self.sink.push(Finding::at(&rules::UNKNOWN_VALUE, text.span, message).hint(hint));
        }
        found.map(|word| Spanned::new(*word, text.span))
    }

    /// Reads a list of texts.
    pub(in crate::content) fn texts(&self, key: &str) -> Option<Spanned<Vec<Spanned<String>>>> {
        let value = self.value(key)?;
        let DeValue::Array(array) = value.get_ref() else {
            let names: Vec<String> = match value.get_ref() {
                DeValue::String(text) => vec![format!("\"{text}\"")],
                DeValue::Table(table) => table.keys().map(|name| format!("\"{}\"", name.get_ref())).collect(),
                _ => Vec::new(),
            };
            let hint = if names.is_empty() {
                "write it in brackets: `[\"…\"]`".to_owned()
            } else {
                format!("write `{key} = [{}]`", names.join(", "))
            };
            self.wrong_type(key, value, "a list of texts", Some(hint));
            return None;
        };
        let mut texts = Vec::new();
        for item in array {
            match item.get_ref() {
                DeValue::String(text) => texts.push(self.located(text.to_string(), item)),
                _ => self.wrong_type(key, item, "a list of texts", None),
            }
        }
        Some(self.located(texts, value))
    }

    /// Reads a list of texts; a missing key gives an empty list.
    pub(in crate::content) fn lines(&self, key: &str) -> Vec<Spanned<String>> {
        self.texts(key).map(|list| list.value).unwrap_or_default()
    }

    /// Reads a time with an offset. The result is in UTC, with a precision of milliseconds.
    pub(in crate::content) fn time(&self, key: &str) -> Option<Spanned<DateTime<Utc>>> {
        let value = self.value(key)?;
        let time = self.as_time(key, value)?;
        Some(self.located(time, value))
    }

    /// Reads a date without a time.
    pub(in crate::content) fn date(&self, key: &str) -> Option<Spanned<NaiveDate>> {
        let value = self.value(key)?;
        let date = self.as_date(key, value)?;
        Some(self.located(date, value))
    }

    /// Reads a list of dates without times; a missing key gives an empty list.
    pub(in crate::content) fn dates(&self, key: &str) -> Vec<NaiveDate> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of dates", Some(format!("write `{key} = [2026-12-24]`")));
            return Vec::new();
        };
        array.iter().filter_map(|item| self.as_date(key, item)).collect()
    }

    fn as_date(&self, key: &str, value: &Value<'_>) -> Option<NaiveDate> {
        let date = value.get_ref().as_datetime().and_then(|time| {
            let date = time.date.filter(|_| time.time.is_none())?;
            NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
        });
        if date.is_none() {
            self.wrong_type(key, value, "a date", Some("write it as `2026-12-01`, without quotes".into()));
        }
        date
    }

    /// Reads a duration such as `30m`.
    pub(in crate::content) fn duration(&self, key: &str) -> Option<Spanned<TimeDelta>> {
        let text = self.line(key)?;
        self.as_duration(key, &text)
    }

    fn as_duration(&self, key: &str, text: &Spanned<String>) -> Option<Spanned<TimeDelta>> {
        let span = parse_duration(&text.value);
        if span.is_none() {
            let message = format!("`{key}` must be a duration, but `{}` is not", text.value);
            let hint = match loose_duration(&text.value) {
                Some(meant) => format!("write `{key} = \"{meant}\"`"),
                None => "write it as `30m`, `1h 30m` or `2d`".to_owned(),
            };
            self.wrong(&rules::INVALID_VALUE, text.span, message, &hint);
        }
        span.map(|span| Spanned::new(span, text.span))
    }

    /// Reads a time, or a duration after another time.
    pub(in crate::content) fn time_or_duration(
        &self,
        key: &str,
    ) -> Option<Spanned<Result<DateTime<Utc>, TimeDelta>>> {
        let value = self.value(key)?;
        if value.get_ref().is_str() {
            return Some(self.duration(key)?.map(Err));
        }
        if let Some(number) = value.get_ref().as_integer() {
            let hint = format!("for minutes, write `{key} = \"{}m\"`", number.as_str());
            self.wrong_type(key, value, "a duration in quotes or a time", Some(hint));
            return None;
        }
        Some(self.time(key)?.map(Ok))
    }
}
