//! Writes the little TOML that content files need: keys in a given order, then tables.
//!
//! Not a general serializer: it knows basic strings, UTC instants and inline tables, and keeps the order in
//! which it was told things, so that the same plan gives the same bytes. Format: TOML 1.0, sections "String",
//! "Keys" and "Offset Date-Time".

use std::fmt::Write as _;

use chrono::{DateTime, Utc};

/// A value as it will stand in a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Integer(i64),
    Bool(bool),
    /// To the millisecond, always with three digits.
    Instant(DateTime<Utc>),
    /// To the second: for times that are not measured but set.
    Second(DateTime<Utc>),
    List(Vec<Value>),
    Inline(Vec<(String, Value)>),
}

impl Value {
    /// A time that people set: to the second, unless that would lose something.
    pub(crate) fn set_time(at: DateTime<Utc>) -> Self {
        if at.timestamp_subsec_millis() == 0 { Self::Second(at) } else { Self::Instant(at) }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Keys and values in the order in which they will be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table(Vec<(String, Value)>);

impl Table {
    pub(crate) fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.0.push((key.to_owned(), value.into()));
    }

    pub(crate) fn set_some(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A whole TOML file: `keys`, then each table that has any.
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

/// A Markdown file with front matter; without a body it ends at the closing fence.
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
        push_line(out, format_args!("{} = {}", key(name), written(value)));
    }
}

fn push_line(out: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(out, "{line}").expect("writing to a string cannot fail");
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => basic_string(text),
        Value::Integer(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Instant(at) => at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        Value::Second(at) => at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Value::List(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Inline(pairs) if pairs.is_empty() => "{}".to_owned(),
        Value::Inline(pairs) => {
            let pairs: Vec<String> =
                pairs.iter().map(|(name, value)| format!("{} = {}", key(name), written(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}

fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare { name.to_owned() } else { basic_string(name) }
}

fn basic_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // TOML allows no other control character in a basic string; DEL is one.
            c if c.is_ascii_control() => {
                write!(out, "\\u{:04X}", u32::from(c)).expect("writing to a string cannot fail");
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tables_come_after_keys_and_empty_ones_not_at_all() {
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
    fn instants_keep_their_milliseconds_even_when_they_are_zero() {
        let at = "2026-03-14T09:22:05Z".parse().unwrap();
        assert_eq!(written(&Value::Instant(at)), "2026-03-14T09:22:05.000Z");
        assert_eq!(written(&Value::Second(at)), "2026-03-14T09:22:05Z");
    }

    proptest! {
        #[test]
        fn any_string_comes_back_as_it_went_in(name in ".*", text in any::<String>(), number in any::<i64>()) {
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
