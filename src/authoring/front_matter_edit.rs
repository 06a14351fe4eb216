//! Editing the front matter of an existing file while preserving everything else.
//!
//! Comments, the order of keys, spacing and line endings stay as they are, and the body stays byte for byte the same.
//! A file whose front matter cannot be reproduced exactly is refused, so that an edit never changes more than it says.

use std::fmt;

use toml_edit::{ArrayOfTables, DocumentMut, Item};

use super::toml_file::{Table, Value, value_text};

/// The front matter of one file, ready to be edited.
#[derive(Clone, Debug)]
pub struct FrontMatterEdit {
    /// Everything up to the end of the opening `+++` line.
    opening: String,
    pub(super) keys: DocumentMut,
    /// The closing `+++` line and the body.
    rest: String,
    has_crlf: bool,
}

/// The reason why a file cannot be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The file does not begin with a `+++` line, or no second one follows.
    NoFrontMatter,
    /// The lines of the front matter end in LF and in CRLF.
    MixedLineEndings,
    /// The front matter is not valid TOML.
    Toml {
        /// The line of the file, from 1.
        line: usize,
        /// The parser's message.
        message: String,
    },
    /// The front matter has a layout that an edit would change.
    Layout,
    /// The key has a value of another kind, such as a table where a plain value is to be set.
    OtherKind(String),
}

impl FrontMatterEdit {
    /// Parses the text of a file: TOML between `+++` lines, then the body.
    ///
    /// # Errors
    ///
    /// Returns an error if the file has no front matter or if the front matter cannot be reproduced exactly.
    pub fn parse(text: &str) -> Result<Self, EditError> {
        let (opening, front, rest) = split(text).ok_or(EditError::NoFrontMatter)?;
        Self::parse_parts(opening, front, rest)
    }

    /// Parses the text of a file that is TOML as a whole, such as `site.toml`.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be reproduced exactly.
    pub fn parse_toml(text: &str) -> Result<Self, EditError> {
        let front = text.strip_prefix('\u{feff}').unwrap_or(text);
        let opening = text.get(..text.len() - front.len()).unwrap_or_default();
        if front.ends_with('\n') || front.is_empty() {
            Self::parse_parts(opening, front, "")
        } else {
            Self::parse_parts(opening, &format!("{front}{}", newline(front)), "")
        }
    }

    fn parse_parts(opening: &str, front: &str, rest: &str) -> Result<Self, EditError> {
        let line_feeds = front.matches('\n').count();
        let has_crlf = front.contains("\r\n");
        if has_crlf && front.matches("\r\n").count() != line_feeds {
            return Err(EditError::MixedLineEndings);
        }
        let front = if has_crlf { front.replace("\r\n", "\n") } else { front.to_owned() };
        let keys: DocumentMut = front.parse().map_err(|error: toml_edit::TomlError| EditError::Toml {
            line: error
                .span()
                .map_or(2, |span| 2 + front.bytes().take(span.start).filter(|b| *b == b'\n').count()),
            message: error.message().to_owned(),
        })?;
        if keys.to_string() != front {
            return Err(EditError::Layout);
        }
        Ok(Self { opening: opening.to_owned(), keys, rest: rest.to_owned(), has_crlf })
    }

    /// Whether the front matter has this top-level key.
    #[must_use]
    pub fn contains(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// Sets a top-level key. An existing value is replaced where it is, with the comment beside it kept; a new key
    /// follows the last top-level key.
    ///
    /// # Errors
    ///
    /// Returns [`EditError::OtherKind`] if the key is a table.
    pub fn set(&mut self, key: &str, value: &Value) -> Result<(), EditError> {
        let new = edit_value(value)?;
        match self.keys.get_mut(key) {
            None => {
                self.keys.insert(key, Item::Value(new));
            }
            Some(Item::Value(old)) => {
                let decor = old.decor().clone();
                *old = new;
                *old.decor_mut() = decor;
            }
            Some(_) => return Err(EditError::OtherKind(key.to_owned())),
        }
        Ok(())
    }

    /// Removes a top-level key. Comments above it stay, except for the lines `note`, which belong to the key.
    pub fn remove(&mut self, key: &str, note: &str) {
        let next = self.keys.iter().map(|(name, _)| name.to_owned()).skip_while(|name| name != key).nth(1);
        let Some((removed, _)) = self.keys.remove_entry(key) else { return };
        let above = removed.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
        let kept: String =
            above.split_inclusive('\n').filter(|line| !note.lines().any(|own| own == line.trim())).collect();
        if kept.trim().is_empty() {
            return;
        }
        if let Some(mut next) = next.and_then(|next| self.keys.key_mut(&next)) {
            let prefix = next.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
            let prefix = format!("{kept}{prefix}");
            next.leaf_decor_mut().set_prefix(prefix);
        } else {
            let trailing = self.keys.trailing().as_str().unwrap_or_default();
            let trailing = format!("{kept}{trailing}");
            self.keys.set_trailing(trailing);
        }
    }

    /// Whether the text below the front matter is empty.
    #[must_use]
    pub fn has_no_body(&self) -> bool {
        self.rest.split_once('\n').is_none_or(|(_, body)| body.trim().is_empty())
    }

    /// Replaces the text below the front matter.
    pub fn set_body(&mut self, body: &str) {
        let end = self.rest.find('\n').map_or(self.rest.len(), |end| end + 1);
        self.rest.truncate(end);
        if !self.rest.ends_with('\n') {
            self.rest.push('\n');
        }
        self.rest.push_str(body);
        self.rest.push('\n');
    }

    /// Appends an item to an array of tables, as in `[[approvals]]`; the first item creates the array.
    ///
    /// # Errors
    ///
    /// Returns [`EditError::OtherKind`] if the key is anything but an array of tables.
    pub fn push_table(&mut self, key: &str, table: &Table) -> Result<(), EditError> {
        let mut item = toml_edit::Table::new();
        for (name, value) in table.entries() {
            item.insert(name, Item::Value(edit_value(value)?));
        }
        match self.keys.get_mut(key) {
            None => {
                let mut items = ArrayOfTables::new();
                items.push(item);
                self.keys.insert(key, Item::ArrayOfTables(items));
            }
            Some(Item::ArrayOfTables(items)) => items.push(item),
            Some(_) => return Err(EditError::OtherKind(key.to_owned())),
        }
        Ok(())
    }

    /// Returns the text of the edited file.
    #[must_use]
    pub fn into_text(self) -> String {
        let mut front = self.keys.to_string();
        if self.has_crlf || self.opening.ends_with("\r\n") {
            front = front.replace('\n', "\r\n");
        }
        format!("{}{front}{}", self.opening, self.rest)
    }
}

/// Returns the line ending of a text.
fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Splits a file into the opening fence, the front matter, and the closing fence with the body.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let bom = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    let first = text.get(bom..)?.find('\n').map(|at| bom + at + 1)?;
    if text.get(bom..first)?.trim_end() != "+++" {
        return None;
    }
    let mut start = first;
    for line in text.get(first..)?.split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((text.get(..first)?, text.get(first..start)?, text.get(start..)?));
        }
        start += line.len();
    }
    None
}

/// Converts a value without losing its layout, such as the milliseconds of a time.
pub(super) fn edit_value(value: &Value) -> Result<toml_edit::Value, EditError> {
    let text = value_text(value);
    text.parse().map_err(|error: toml_edit::TomlError| EditError::Toml {
        line: 1,
        message: format!("`{text}`: {}", error.message()),
    })
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFrontMatter => f.write_str("the file has no front matter between two `+++` lines"),
            Self::MixedLineEndings => f.write_str("the lines of the front matter end in LF and in CRLF"),
            Self::Toml { line, message } => write!(f, "line {line}: {message}"),
            Self::Layout => f.write_str("the layout of the front matter cannot be preserved"),
            Self::OtherKind(key) => write!(f, "`{key}` already has a value of another kind"),
        }
    }
}

impl std::error::Error for EditError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn approval() -> Table {
        let mut table = Table::default();
        table.set("by", "ada");
        table.set("at", Value::Second("2026-03-14T09:22:00Z".parse().unwrap()));
        table
    }

    fn edited(text: &str, edit: impl FnOnce(&mut FrontMatterEdit)) -> String {
        let mut file = FrontMatterEdit::parse(text).unwrap();
        edit(&mut file);
        file.into_text()
    }

    #[test]
    fn an_existing_key_is_replaced_with_its_comments_kept() {
        let text = "+++\n# Why\ntitle   = 'Old'  # keep me\n\ndraft = true\n+++\nBody\n";
        assert_eq!(
            edited(text, |file| file.set("title", &Value::from("New")).unwrap()),
            "+++\n# Why\ntitle   = \"New\"  # keep me\n\ndraft = true\n+++\nBody\n"
        );
    }

    #[test]
    fn a_new_key_follows_the_other_keys_and_precedes_the_tables() {
        let text = "+++\ntitle = \"A\"\n\n[imported]\nid = 1 # one\n+++\n";
        assert_eq!(
            edited(text, |file| file.set("draft", &Value::Bool(true)).unwrap()),
            "+++\ntitle = \"A\"\ndraft = true\n\n[imported]\nid = 1 # one\n+++\n"
        );
    }

    #[test]
    fn a_key_can_be_set_in_empty_front_matter() {
        assert_eq!(
            edited("+++\n+++\nx", |file| file.set("a", &Value::Integer(1)).unwrap()),
            "+++\na = 1\n+++\nx"
        );
    }

    #[test]
    fn a_time_keeps_its_milliseconds() {
        let at = Value::Instant("2026-03-14T09:22:05Z".parse().unwrap());
        assert_eq!(
            edited("+++\n+++\n", |file| file.set("at", &at).unwrap()),
            "+++\nat = 2026-03-14T09:22:05.000Z\n+++\n"
        );
    }

    #[test]
    fn table_items_are_appended_in_order() {
        let text = "+++\ntitle = \"A\" # a\n+++\nBody\n";
        let once = edited(text, |file| file.push_table("approvals", &approval()).unwrap());
        let item = "\n[[approvals]]\nby = \"ada\"\nat = 2026-03-14T09:22:00Z\n";
        assert_eq!(once, format!("+++\ntitle = \"A\" # a\n{item}+++\nBody\n"));
        let twice = edited(&once, |file| file.push_table("approvals", &approval()).unwrap());
        assert_eq!(twice, format!("+++\ntitle = \"A\" # a\n{item}{item}+++\nBody\n"));
    }

    #[test]
    fn an_item_joins_its_array_before_later_tables() {
        let text = "+++\n[[a]]\nx = 1\n\n[b]\ny = 2\n+++\n";
        let mut table = Table::default();
        table.set("x", Value::Integer(2));
        let new = edited(text, |file| file.push_table("a", &table).unwrap());
        assert_eq!(new, "+++\n[[a]]\nx = 1\n\n[[a]]\nx = 2\n\n[b]\ny = 2\n+++\n");
    }

    #[test]
    fn line_endings_and_the_body_are_preserved() {
        let text = "\u{feff}+++\r\n# a\r\ntitle = \"A\"\r\n+++\r\nOne\n\r\n+++\r\nTwo \r";
        assert_eq!(
            edited(text, |file| file.push_table("approvals", &approval()).unwrap()),
            "\u{feff}+++\r\n# a\r\ntitle = \"A\"\r\n\r\n[[approvals]]\r\nby = \"ada\"\r\nat = 2026-03-14T09:22:00Z\r\n+++\r\nOne\n\r\n+++\r\nTwo \r"
        );
    }

    #[test]
    fn a_file_that_cannot_be_parsed_is_refused() {
        let refused = |text: &str| FrontMatterEdit::parse(text).unwrap_err();
        for text in ["", "Body\n", "+++", "+++\ntitle = 1\n", "---\ntitle: a\n---\n", "\n+++\n+++\n"] {
            assert_eq!(refused(text), EditError::NoFrontMatter, "{text:?}");
        }
        assert!(matches!(refused("+++\na = 1\nb = = 2\n+++\n"), EditError::Toml { line: 3, .. }));
        assert_eq!(refused("+++\na = 1\r\nb = 2\n+++\n"), EditError::MixedLineEndings);
    }

    #[test]
    fn a_key_of_another_kind_is_refused() {
        let mut file = FrontMatterEdit::parse("+++\napprovals = 1\n[imported]\n+++\n").unwrap();
        let error = |key: &str| Err(EditError::OtherKind(key.to_owned()));
        assert_eq!(file.push_table("approvals", &approval()), error("approvals"));
        assert_eq!(file.push_table("imported", &approval()), error("imported"));
        assert_eq!(file.set("imported", &Value::Bool(true)), error("imported"));
    }

    proptest! {
        #[test]
        fn a_file_without_edits_stays_the_same(front in "([a-z]{1,3}|\\[[a-z]\\]|\\[\\[[a-z]\\]\\]|[ =#'\"\n.1{},]){0,30}", body in any::<String>(), crlf in any::<bool>()) {
            let newline = if crlf { "\r\n" } else { "\n" };
            let text = format!("+++{newline}{}{newline}+++{newline}{body}", front.replace('\n', newline));
            if let Ok(file) = FrontMatterEdit::parse(&text) {
                prop_assert_eq!(file.into_text(), text);
            }
        }

        #[test]
        fn an_edited_file_reads_back_with_the_new_value(title in any::<String>(), body in "[a-z+\n]{0,20}") {
            let text = format!("+++\n# note\ntitle = 'old' # kept\n[imported]\n+++\n{body}");
            let new = edited(&text, |file| file.set("title", &Value::from(title.as_str())).unwrap());
            let (_, front, rest) = split(&new).unwrap();
            let expected_rest = format!("+++\n{body}");
            prop_assert_eq!(rest, expected_rest.as_str());
            let keys: toml::Table = front.parse().unwrap();
            prop_assert_eq!(keys["title"].as_str(), Some(title.as_str()));
            prop_assert!(front.starts_with("# note\ntitle = ") && front.contains(" # kept\n"));
        }
    }
}
