//! The TOML text of content files: keys in a given order, then tables.
//!
//! Strings and keys are written by `toml_writer`. The layout is fixed here, so that the same records always give the
//! same bytes: basic strings only, UTC times, inline tables, and the keys in the order in which they were set.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, Utc};
use toml_writer::{ToTomlKey as _, ToTomlValue as _, TomlKeyBuilder, TomlStringBuilder};

/// A TOML value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Bool(bool),
    /// A day.
    Day(NaiveDate),
    /// A time, UTC, to the millisecond, always with three digits after the seconds.
    Instant(DateTime<Utc>),
    /// A time, UTC, to the second: for times that people set.
    Second(DateTime<Utc>),
    /// An array.
    List(Vec<Value>),
    /// An inline table, its keys in this order.
    Inline(Vec<(String, Value)>),
}

impl Value {
    /// A time that people set: to the second, unless that would lose milliseconds.
    pub(crate) fn set_time(at: DateTime<Utc>) -> Self {
        if at.timestamp_subsec_millis() == 0 { Self::Second(at) } else { Self::Instant(at) }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Keys and values in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table(Vec<(String, Value)>);

impl Table {
    /// Adds a key at the end.
    pub fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.0.push((key.to_owned(), value.into()));
    }

    /// Adds a key at the end if there is a value.
    pub fn set_some(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn entries(&self) -> &[(String, Value)] {
        &self.0
    }
}

/// Returns a whole TOML file: `keys`, then each table that is not empty.
pub(crate) fn document(keys: &Table, tables: &[(&str, &Table)]) -> String {
    let mut out = String::new();
    push_table(&mut out, keys);
    for (name, table) in tables.iter().filter(|(_, table)| !table.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        push_line(&mut out, format_args!("[{name}]"));
        push_table(&mut out, table);
    }
    out
}

/// Returns a Markdown file with front matter; without a body it ends at the closing fence.
pub(crate) fn markdown_file(keys: &Table, tables: &[(&str, &Table)], body: &str) -> String {
    let mut out = format!("+++\n{}+++\n", document(keys, tables));
    if !body.is_empty() {
        out.push_str(body);
        out.push('\n');
    }
    out
}

fn push_table(out: &mut String, table: &Table) {
    for (name, value) in &table.0 {
        push_line(out, format_args!("{} = {}", key(name), value_text(value)));
    }
}

fn push_line(out: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(out, "{line}").expect("writing to a string cannot fail");
}

/// Returns a value as it is written in a file.
pub(super) fn value_text(value: &Value) -> String {
    match value {
        Value::Text(text) => TomlStringBuilder::new(text).as_basic().to_toml_value(),
        Value::Integer(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Instant(at) => at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        Value::Second(at) => at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Value::List(items) => format!("[{}]", items.iter().map(value_text).collect::<Vec<_>>().join(", ")),
        Value::Inline(pairs) if pairs.is_empty() => "{}".to_owned(),
        Value::Inline(pairs) => {
            let pairs: Vec<String> =
                pairs.iter().map(|(name, value)| format!("{} = {}", key(name), value_text(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}

fn key(name: &str) -> String {
    let key = TomlKeyBuilder::new(name);
    key.as_unquoted().unwrap_or_else(|| key.as_basic()).to_toml_key()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tables_follow_the_keys_and_empty_tables_are_omitted() {
        let mut keys = Table::default();
        keys.set("name", "API");
        let mut imported = Table::default();
        imported.set("showcase", Value::Bool(false));
        let text = markdown_file(&keys, &[("empty", &Table::default()), ("imported", &imported)], "Body.");
        assert_eq!(text, "+++\nname = \"API\"\n\n[imported]\nshowcase = false\n+++\nBody.\n");
    }

    #[test]
    fn a_file_without_a_body_ends_at_the_fence() {
        assert_eq!(markdown_file(&Table::default(), &[], ""), "+++\n+++\n");
    }

    #[test]
    fn an_instant_always_has_milliseconds() {
        let at = "2026-03-14T09:22:05Z".parse().unwrap();
        assert_eq!(value_text(&Value::Instant(at)), "2026-03-14T09:22:05.000Z");
        assert_eq!(value_text(&Value::Second(at)), "2026-03-14T09:22:05Z");
    }

    #[test]
    fn strings_are_basic_strings_and_keys_are_bare_where_possible() {
        let text = |text: &str| value_text(&Value::from(text));
        assert_eq!(text("a \"b\" \\ c\n\r\t"), r#""a \"b\" \\ c\n\r\t""#);
        assert_eq!(text("\u{1}\u{7f}é"), "\"\\u0001\\u007Fé\"");
        assert_eq!([key("a-b_1"), key("a/b"), key("")], ["a-b_1", "\"a/b\"", "\"\""]);
    }

    proptest! {
        #[test]
        fn every_string_reads_back_unchanged(name in ".*", text in any::<String>(), number in any::<i64>()) {
            let mut keys = Table::default();
            keys.set("text", text.as_str());
            keys.set("inline", Value::Inline(vec![(name.clone(), Value::Text(text.clone()))]));
            keys.set("list", Value::List(vec![Value::Text(text.clone()), Value::Text(name.clone())]));
            keys.set("number", Value::Integer(number));
            let read: toml::Table = document(&keys, &[]).parse().unwrap();
            prop_assert_eq!(read["text"].as_str(), Some(text.as_str()));
            prop_assert_eq!(read["inline"][name.as_str()].as_str(), Some(text.as_str()));
            prop_assert_eq!(read["list"][1].as_str(), Some(name.as_str()));
            prop_assert_eq!(read["number"].as_integer(), Some(number));
        }
    }
}
