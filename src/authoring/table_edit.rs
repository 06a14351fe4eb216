//! Editing one table of a list of tables in place, such as the `[[action]]` with a given id.

use toml_edit::{Array, Item, TableLike};

use super::front_matter_edit::{EditError, FrontMatterEdit, edit_value};
use super::toml_file::Value;

/// One table of a list, ready to be edited.
pub struct TableEdit<'a> {
    table: &'a mut dyn TableLike,
}

impl FrontMatterEdit {
    /// Returns the first table of the list `key` in which the text `name` is the wanted one. The list may be written as
    /// `[[key]]` or as `key = [{ … }]`.
    pub fn table_of(
        &mut self,
        key: &str,
        name: &str,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Option<TableEdit<'_>> {
        let is_it = |table: &dyn TableLike| table.get(name).and_then(Item::as_str).is_some_and(&is_wanted);
        let table: &mut dyn TableLike = match self.keys.get_mut(key)? {
            Item::ArrayOfTables(tables) => tables.iter_mut().find(|table| is_it(*table))?,
            Item::Value(toml_edit::Value::Array(items)) => {
                let tables = items.iter_mut().filter_map(toml_edit::Value::as_inline_table_mut);
                let mut tables = tables.filter(|table| is_it(*table));
                tables.next()?
            }
            _ => return None,
        };
        Some(TableEdit { table })
    }
}

impl TableEdit<'_> {
    /// Sets a key. An existing value is replaced where it is, with the comment beside it kept; a new key is the last one.
    ///
    /// # Errors
    ///
    /// Returns [`EditError::OtherKind`] if the key is a table.
    pub fn set(&mut self, key: &str, value: &Value) -> Result<(), EditError> {
        let new = edit_value(value)?;
        match self.table.get_mut(key) {
            None => self.insert(key, new),
            Some(Item::Value(old)) => {
                let decor = old.decor().clone();
                *old = new;
                *old.decor_mut() = decor;
            }
            Some(_) => return Err(EditError::OtherKind(key.to_owned())),
        }
        Ok(())
    }

    /// Adds a text to the end of a list, unless the list has it. The first text creates the list.
    ///
    /// # Errors
    ///
    /// Returns [`EditError::OtherKind`] if the key is not a list.
    pub fn add(&mut self, key: &str, text: &str) -> Result<(), EditError> {
        match self.table.get_mut(key) {
            None => {
                self.insert(key, toml_edit::Value::Array(Array::from_iter([text])));
            }
            Some(Item::Value(toml_edit::Value::Array(list))) => {
                let has_it = list.iter().any(|item| item.as_str() == Some(text));
                if !has_it {
                    push(list, text);
                }
            }
            Some(_) => return Err(EditError::OtherKind(key.to_owned())),
        }
        Ok(())
    }

    /// Adds a key after the last one.
    fn insert(&mut self, key: &str, mut value: toml_edit::Value) {
        let last = self.table.iter().last().map(|(name, _)| name.to_owned());
        if let Some(last) = last.and_then(|last| self.table.get_mut(&last)).and_then(Item::as_value_mut) {
            let suffix =
                last.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().to_owned();
            // The blank before the bracket of an inline table stays before the bracket.
            if !suffix.is_empty() && suffix.trim_matches(' ').is_empty() {
                last.decor_mut().set_suffix("");
                value = value.decorated(" ", suffix);
            }
        }
        self.table.insert(key, Item::Value(value));
    }

    /// Removes a key with the comment beside it. Comments above it stay, below the key before it.
    pub fn remove(&mut self, key: &str) {
        let names: Vec<String> = self.table.iter().map(|(name, _)| name.to_owned()).collect();
        let Some(index) = names.iter().position(|name| name == key) else { return };
        let above =
            self.table.key(key).and_then(|key| key.leaf_decor().prefix()?.as_str()).unwrap_or_default();
        let above = above.trim_end_matches([' ', '\t']).to_owned();
        self.table.remove(key);
        if above.trim().is_empty() {
            return;
        }
        if let Some(mut next) = names.get(index + 1).and_then(|next| self.table.key_mut(next)) {
            let prefix = next.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
            let prefix = format!("{above}{prefix}");
            next.leaf_decor_mut().set_prefix(prefix);
        } else if let Some(before) = index.checked_sub(1).and_then(|index| names.get(index))
            && let Some(value) = self.table.get_mut(before).and_then(Item::as_value_mut)
        {
            let suffix = value.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default();
            let suffix = format!("{suffix}\n{}", above.trim_end_matches('\n'));
            value.decor_mut().set_suffix(suffix);
        }
    }

    /// Whether the table has a key.
    #[must_use]
    pub fn contains(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }
}

/// Adds a text to the end of a list. In a list with one item per line, it gets a line too.
fn push(list: &mut Array, text: &str) {
    let mut item = toml_edit::Value::from(text);
    let ends_with_comma = list.trailing_comma();
    let trailing = list.trailing().as_str().unwrap_or_default().to_owned();
    let end = list.len().checked_sub(1).and_then(|end| list.get_mut(end));
    let Some(before) = end else {
        list.push(item);
        return;
    };
    let prefix = before.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
    let suffix = before.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().to_owned();
    before.decor_mut().set_suffix("");
    // What is between the last item and the bracket: a comment about that item, and the end of its line.
    let tail = if ends_with_comma { &trailing } else { &suffix };
    if let Some(end) = tail.rfind('\n') {
        let indent = prefix.rfind('\n').and_then(|at| prefix.get(at..)).unwrap_or("\n  ");
        item.decor_mut().set_prefix(format!("{}{indent}", tail.trim_end()));
        let bracket = tail.get(end..).unwrap_or_default();
        if ends_with_comma {
            list.set_trailing(bracket);
        } else {
            item.decor_mut().set_suffix(bracket);
        }
    } else {
        item.decor_mut().set_prefix(" ");
        item.decor_mut().set_suffix(suffix);
    }
    list.push_formatted(item);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "+++\nauthor = \"ana\" # who\n\n# Actions\n[[action]]\nid = \"A1\"\n# One by one\nevidence = [\n  \"https://a.test\", # a\n  \"https://b.test\",\n]\n\n[[action]]\nid = 'A2' # the second\nstatus = \"open\" # for now\n# Since when\ndone_at = 2026-03-01 # or so\n\n[[approval]]\nby = \"omar\"\n+++\nBody\n";

    fn edited(text: &str, id: &str, edit: impl FnOnce(&mut TableEdit<'_>)) -> String {
        let mut file = FrontMatterEdit::parse(text).unwrap();
        edit(&mut file.table_of("action", "id", |own| own == id).unwrap());
        file.into_text()
    }

    #[test]
    fn one_table_is_edited_and_everything_else_stays() {
        let new = edited(TEXT, "A2", |action| {
            action.set("status", &Value::from("done")).unwrap();
            action.set("verified_by", &Value::from("omar")).unwrap();
            action.add("evidence", "https://c.test").unwrap();
        });
        let expected = TEXT
            .replace("status = \"open\" # for now", "status = \"done\" # for now")
            .replace("or so\n", "or so\nverified_by = \"omar\"\nevidence = [\"https://c.test\"]\n");
        assert_eq!(new, expected);
    }

    #[test]
    fn a_list_keeps_its_layout_and_has_each_text_once() {
        let new = edited(TEXT, "A1", |action| {
            action.add("evidence", "https://c.test").unwrap();
            action.add("evidence", "https://a.test").unwrap();
        });
        let expected = TEXT.replace("\"https://b.test\",\n", "\"https://b.test\",\n  \"https://c.test\",\n");
        assert_eq!(new, expected);
        let text = "+++\n[[action]]\nid = \"A1\"\nevidence = [\n  \"a\" # one\n]\n+++\n";
        let new = edited(text, "A1", |action| action.add("evidence", "b").unwrap());
        assert_eq!(new, text.replace("\"a\" # one\n", "\"a\", # one\n  \"b\"\n"));
        let text = text.replace("\"a\" # one", "\"a\", # one");
        let new = edited(&text, "A1", |action| action.add("evidence", "b").unwrap());
        assert_eq!(new, text.replace("# one\n", "# one\n  \"b\",\n"));
    }

    #[test]
    fn comments_above_a_removed_key_stay() {
        let new = edited(TEXT, "A2", |action| action.remove("done_at"));
        assert_eq!(new, TEXT.replace("# Since when\ndone_at = 2026-03-01 # or so\n", "# Since when\n"));
        let new = edited(TEXT, "A1", |action| action.remove("id"));
        assert!(new.contains("[[action]]\n# One by one\nevidence"), "{new}");
    }

    #[test]
    fn inline_tables_are_edited_too() {
        let text = "+++\naction = [{ id = \"A1\" }, { id = \"A2\" }]\n+++\n";
        let new = edited(text, "A2", |action| action.set("status", &Value::from("done")).unwrap());
        assert_eq!(new, "+++\naction = [{ id = \"A1\" }, { id = \"A2\", status = \"done\" }]\n+++\n");
        let mut file = FrontMatterEdit::parse(text).unwrap();
        assert!(file.table_of("action", "id", |id| id == "A3").is_none());
    }

    proptest! {
        #[test]
        fn an_edit_and_its_reverse_leave_the_file_as_it_was(name in "[a-z]{1,8}", text in "[ -~]{0,20}") {
            let key = format!("new_{name}");
            let set = edited(TEXT, "A2", |action| action.set(&key, &Value::from(text.as_str())).unwrap());
            prop_assert_eq!(edited(&set, "A2", |action| action.remove(&key)), TEXT);
        }
    }
}
