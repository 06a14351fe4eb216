//! Tables: with known keys, lists of them, and those whose keys are names.

use toml::de::DeValue;

use super::{Reader, Value};
use crate::content::key::Key;
use crate::span::Spanned;

/// Something under a name that the writer chose.
type Named<T> = (Spanned<String>, T);

impl<'a> Reader<'a> {
    /// A table with known keys.
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

    /// A list of tables with known keys; absent is empty.
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

    /// A table whose keys are names: each with its value as a table with known keys.
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
                self.wrong_type(&name.value, value, "a table", None);
                None
            })
            .collect()
    }

    /// A table whose keys are names and whose values are texts, in the order in which they are written.
    pub(in crate::content) fn named_texts(&self, key: &str) -> Vec<(Spanned<String>, Spanned<String>)> {
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

    /// The names of a table with their values, in the order in which they are written.
    fn names(&self, key: &str) -> Vec<(Spanned<String>, &'a Value<'a>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, "a table", Some(format!("write `[{key}]`")));
            return Vec::new();
        };
        let mut names: Vec<_> = table
            .iter()
            .map(|(name, value)| {
                (Spanned::new(name.get_ref().to_string(), self.place_of(name.span())), value)
            })
            .collect();
        names.sort_by_key(|(name, _)| name.span);
        names
    }

    /// The sub-tables of a table whose values are again tables of names: `[tier.enterprise.P1]`.
    pub(in crate::content) fn names_of_tables(
        &self,
        key: &str,
        what: &'static str,
        keys: &'static [Key],
    ) -> Vec<(Spanned<String>, Vec<Named<Self>>)> {
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
                        let located = Spanned::new(name.get_ref().to_string(), self.place_of(name.span()));
                        if let DeValue::Table(table) = value.get_ref() {
                            return Some((located, self.nested(table, value.span(), what, keys)));
                        }
                        self.wrong_type(&located.value, value, "a table", None);
                        None
                    })
                    .collect();
                inner.sort_by_key(|(name, _)| name.span);
                Some((outer, inner))
            })
            .collect()
    }
}
