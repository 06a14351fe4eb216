//! What a YAML or TOML file says, with the line of each value, so that a report can point at it.
//!
//! Values stay as they were written: whether `true` or `yes` or `2026-08-13 9:30` means something is for whoever asks.

/// A value and its line in the file, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) value: Value,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Nothing,
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// A map with nothing in it.
    pub(super) const fn empty() -> Self {
        Self { line: 1, value: Value::Map(Vec::new()) }
    }

    /// The keys of a map, in their order; of anything else none.
    pub(super) fn entries(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// What stands under a key, unless it is nothing. Hugo does not mind the case of keys.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let (_, node) = self.entries().iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        (node.value != Value::Nothing).then_some(node)
    }

    /// The text of a value, unless it is empty.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// Whether it is nothing, or a text without anything in it.
    pub(super) fn is_blank(&self) -> bool {
        match &self.value {
            Value::Nothing => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The text under a key, unless it is empty.
    pub(super) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// Yes or no, in any of the words that YAML has ever had for them.
    pub(super) fn flag_of(&self, key: &str) -> Option<bool> {
        match self.text_of(key)?.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => Some(true),
            "false" | "no" | "off" | "n" => Some(false),
            _ => None,
        }
    }

    /// The items of a list; a single value is a list of one.
    pub(super) fn items_of(&self, key: &str) -> &[Self] {
        match self.get(key) {
            Some(Self { value: Value::List(items), .. }) => items,
            Some(node @ Self { value: Value::Text(_), .. }) => std::slice::from_ref(node),
            _ => &[],
        }
    }
}
