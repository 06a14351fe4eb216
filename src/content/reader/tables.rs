//! Reads tables with known keys, lists of them, and tables whose keys are names.

use toml::de::DeValue;

use super::{Reader, Value};
use crate::content::key::Key;
use crate::span::Spanned;

/// A value with the name that the author chose for it.
type Named<T> = (Spanned<String>, T);

impl<'a> Reader<'a> {
    /// Reads a table with known keys.
    pub(in crate::content) fn table(
        &self,
        key: &str,
        what: &'static str,
        keys: &'static [Key],
    ) -> Option<Self> {
        let value = self.value(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(self.nested(table, value.span(), what, keys));
        }
        self.wrong_type(key, value, "a table", Some(format!("write `{key} = {{ … }}`")));
        None
    }

    /// Reads a list of tables with known keys; a missing key gives an empty list.
    pub(in crate::content) fn tables(
        &self,
        key: &str,
        what: &'static str,
        keys: &'static [Key],
    ) -> Vec<Self> {
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

    /// Reads a table whose keys are names and whose values are tables with known keys.
    pub(in crate::content) fn named_tables(
        &self,
        key: &str,
        what: &'static str,
        keys: &'static [Key],
    ) -> Vec<(Spanned<String>, Self)> {
        self.names(key)
            .into_iter()
            .filter_map(|(name, value)| {
                if let DeValue::Table(table) = value.get_ref() {
                    return Some((name, self.nested(table, value.span(), what, keys)));
                }
                let required = keys.iter().filter(|key| key.required).map(|key| format!("{} = …", key.name));
                let required = required.collect::<Vec<_>>().join(", ");
                let hint =
                    (!required.is_empty()).then(|| format!("write `{} = {{ {required} }}`", name.value));
                self.wrong_type(&name.value, value, "a table", hint);
                None
            })
            .collect()
    }

    /// Reads a table whose keys are names and whose values are lists of tables with known keys, such as
    /// `[[escalation.P1]]`.
    pub(in crate::content) fn named_lists(
        &self,
        key: &str,
        what: &'static str,
        keys: &'static [Key],
    ) -> Vec<(Spanned<String>, Vec<Self>)> {
        let list = |(name, value): (Spanned<String>, &'a Value<'a>)| {
            let DeValue::Array(array) = value.get_ref() else {
                let hint = format!("write `[[{key}.{}]]`", toml_key(&name.value));
                self.wrong_type(&name.value, value, "a list of tables", Some(hint));
                return None;
            };
            let mut tables = Vec::new();
            for item in array {
                match item.get_ref() {
                    DeValue::Table(table) => tables.push(self.nested(table, item.span(), what, keys)),
                    _ => self.wrong_type(&name.value, item, "a list of tables", None),
                }
            }
            Some((name, tables))
        };
        self.names(key).into_iter().filter_map(list).collect()
    }

    /// Reads a table whose keys are names and whose values are texts, in the written order.
    /// `example` is the value of the first key in the hint for a list of names.
    pub(in crate::content) fn named_texts(
        &self,
        key: &str,
        example: &str,
    ) -> Vec<(Spanned<String>, Spanned<String>)> {
        if let Some(value) = self.value(key)
            && let Some(names) = names_in_list(value.get_ref())
        {
            let pairs: Vec<String> =
                names.iter().map(|name| format!("{} = \"{example}\"", toml_key(name))).collect();
            self.wrong_type(
                key,
                value,
                "a table",
                Some(format!("write `{key} = {{ {} }}`", pairs.join(", "))),
            );
            return Vec::new();
        }
        self.names(key)
            .into_iter()
            .filter_map(|(name, value)| {
                if let DeValue::String(text) = value.get_ref() {
                    return Some((name, self.located(text.to_string(), value)));
                }
                self.wrong_type(&name.value, value, "a text", Some("put it in quotes".into()));
                None
            })
            .collect()
    }

    /// Returns the keys of a table with their values, in the written order.
    fn names(&self, key: &str) -> Vec<(Spanned<String>, &'a Value<'a>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, "a table", Some(format!("write `[{key}]`")));
            return Vec::new();
        };
        let mut names: Vec<_> = table
            .iter()
            .map(|(name, value)| (Spanned::new(name.get_ref().to_string(), self.span_of(name.span())), value))
            .collect();
        names.sort_by_key(|(name, _)| name.span);
        names
    }

    /// Reads a table of named tables with known keys that also contain named tables, such as `[tier.enterprise]` and
    /// `[tier.enterprise.P1]`.
    pub(in crate::content) fn tables_of_tables(
        &self,
        key: &str,
        (what, keys): (&'static str, &'static [Key]),
        (inner_what, inner_keys): (&'static str, &'static [Key]),
    ) -> Vec<(Spanned<String>, Self, Vec<Named<Self>>)> {
        self.names(key)
            .into_iter()
            .filter_map(|(outer, value)| {
                let DeValue::Table(table) = value.get_ref() else {
                    self.wrong_type(&outer.value, value, "a table", None);
                    return None;
                };
                let reader = Self { table, span: self.span_of(value.span()), what, ..*self };
                let mut inner: Vec<_> = Vec::new();
                for (name, value) in table {
                    let located = Spanned::new(name.get_ref().to_string(), self.span_of(name.span()));
                    match value.get_ref() {
                        _ if keys.iter().any(|known| known.name == located.value) => {}
                        DeValue::Table(table) => {
                            inner.push((located, self.nested(table, value.span(), inner_what, inner_keys)));
                        }
                        _ => reader.unknown_key(&located, keys),
                    }
                }
                inner.sort_by_key(|(name, _)| name.span);
                Some((outer, reader, inner))
            })
            .collect()
    }
}

/// Returns the texts in a list of texts, or the text itself.
fn names_in_list(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::String(text) => Some(vec![text.to_string()]),
        DeValue::Array(items) if !items.is_empty() => {
            items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
        }
        _ => None,
    }
}

/// Returns a name as a key of TOML, in quotes if it needs them.
fn toml_key(name: &str) -> String {
    let is_bare = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare && !name.is_empty() { name.to_owned() } else { format!("\"{name}\"") }
}
