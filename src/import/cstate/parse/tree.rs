//! The values of a YAML or TOML file, each with its line, so that a note can point at it.
//!
//! Values stay as they were written; the caller decides whether `true`, `yes` or `2026-08-13 9:30` has a meaning.

/// A value and its line in the file, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Node {
    pub(in crate::import) line: usize,
    pub(in crate::import) value: Value,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Value {
    Null,
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// An empty map.
    pub(in crate::import) const fn empty() -> Self {
        Self { line: 1, value: Value::Map(Vec::new()) }
    }

    /// Returns the keys and values of a map, in their order; nothing for other values.
    pub(in crate::import) fn entries(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Returns the value of a key, unless it is null. Like Hugo, this ignores the case of keys.
    pub(in crate::import) fn get(&self, key: &str) -> Option<&Self> {
        let (_, node) = self.entries().iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        (node.value != Value::Null).then_some(node)
    }

    /// Returns the text of a value, unless it is empty.
    pub(in crate::import) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// Whether the value is null or an empty text.
    pub(in crate::import) fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// Returns the text of a key, unless it is empty.
    pub(in crate::import) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// Returns the boolean of a key, in any spelling that YAML 1.1 or 1.2 has for it.
    pub(in crate::import) fn flag_of(&self, key: &str) -> Option<bool> {
        match self.text_of(key)?.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => Some(true),
            "false" | "no" | "off" | "n" => Some(false),
            _ => None,
        }
    }

    /// Returns the items of a list; a single text is a list of one item.
    pub(in crate::import) fn items_of(&self, key: &str) -> &[Self] {
        match self.get(key) {
            Some(Self { value: Value::List(items), .. }) => items,
            Some(node @ Self { value: Value::Text(_), .. }) => std::slice::from_ref(node),
            _ => &[],
        }
    }
}
