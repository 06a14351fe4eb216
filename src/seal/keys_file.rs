//! The text of the keys file. Edits keep comments and order, because people write in it who the keys are for.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{Document, DocumentMut, Item, Key, Table, value};

use super::{CustomerKeys, Keys, KeysError, Secret};

/// The first lines of a new file.
const HEADER: &str = "\
# The keys of the customers' private views. Whoever has this file can read all of them.
# Keep it out of git, and keep a copy where you keep other secrets: without it, every link must be replaced.
# `allclear keys` edits this file.
";

const RESTORE: &str = "restore the file from your copy; changing a key by hand replaces links";
const UNKNOWN: &str = "a customer has the keys `key`, `link` and `feed`; `allclear keys` writes them";

/// A keys file that can be edited.
#[derive(Clone)]
pub struct KeysFile {
    document: DocumentMut,
    keys: Keys,
}

impl KeysFile {
    /// Makes a file without customers.
    #[must_use]
    pub fn new(master: Secret) -> Self {
        let mut document = DocumentMut::new();
        document.insert("format", value(1));
        document.insert("master", value(master.encoded()));
        if let Some(mut first) = document.as_table_mut().key_mut("format") {
            first.leaf_decor_mut().set_prefix(HEADER);
        }
        Self { document, keys: Keys { master, customers: BTreeMap::new() } }
    }

    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let lines = Lines(text);
        let document = Document::parse(text).map_err(|error| {
            // The message of the parser may quote the text, so only its position is used.
            lines.error(error.span(), "this line is not valid TOML", RESTORE)
        })?;
        let keys = Reader { lines }.keys(document.as_table())?;
        Ok(Self { document: document.into_mut(), keys })
    }

    /// The keys.
    #[must_use]
    pub const fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Adds a customer who has no key yet. Returns whether the customer is new.
    pub fn add(&mut self, customer: &str, key: Secret) -> bool {
        if self.keys.customers.contains_key(customer) {
            return false;
        }
        let mut table = Table::new();
        table.insert("key", value(key.encoded()));
        table.insert("link", value(1));
        table.insert("feed", value(1));
        let customers = self.document.entry("customer").or_insert_with(implicit_table);
        let Some(customers) = customers.as_table_mut() else { return false };
        customers.insert(customer, Item::Table(table));
        self.keys.customers.insert(customer.to_owned(), CustomerKeys { key, link: 1, feed: 1 });
        true
    }

    /// Replaces the address and the code of a customer's view, and the address of its feed, which everybody who had
    /// the old link knows. Returns whether the customer has a key.
    pub fn rotate(&mut self, customer: &str) -> bool {
        let link = self.advance(customer, "link", |keys| &mut keys.link);
        link && self.rotate_feed(customer)
    }

    /// Replaces only the address of the feed of a customer's view. Returns whether the customer has a key.
    pub fn rotate_feed(&mut self, customer: &str) -> bool {
        self.advance(customer, "feed", |keys| &mut keys.feed)
    }

    fn advance(
        &mut self,
        customer: &str,
        name: &str,
        generation: impl Fn(&mut CustomerKeys) -> &mut u32,
    ) -> bool {
        let Some(keys) = self.keys.customers.get_mut(customer) else { return false };
        let generation = generation(keys);
        *generation = generation.saturating_add(1);
        let item = &mut self.document["customer"][customer][name];
        let decor = item.as_value().map(|old| old.decor().clone());
        *item = value(i64::from(*generation));
        if let (Some(decor), Some(new)) = (decor, item.as_value_mut()) {
            *new.decor_mut() = decor;
        }
        true
    }
}

/// The text of the file. It contains the keys, so it is for the keys file only.
impl std::fmt::Display for KeysFile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.document.fmt(formatter)
    }
}

impl std::fmt::Debug for KeysFile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("KeysFile").field("keys", &self.keys).finish_non_exhaustive()
    }
}

/// Reads the tables of the file.
struct Reader<'t> {
    lines: Lines<'t>,
}

impl Reader<'_> {
    fn keys(&self, root: &Table) -> Result<Keys, KeysError> {
        self.only(root, &["format", "master", "customer"])?;
        if root.get("format").and_then(Item::as_integer) != Some(1) {
            let span = root.get("format").and_then(Item::span);
            return Err(self.lines.error(
                span,
                "`format` must be 1",
                "this file was not written by this version of allclear",
            ));
        }
        let master = self.secret(root, "master")?;
        let mut customers = BTreeMap::new();
        if let Some(item) = root.get("customer") {
            let Some(tables) = item.as_table() else {
                return Err(self.lines.error(item.span(), "`customer` must be a table", UNKNOWN));
            };
            for (id, item) in tables {
                let key = tables.key(id);
                customers.insert(id.to_owned(), self.customer(id, key, item)?);
            }
        }
        Ok(Keys { master, customers })
    }

    fn customer(&self, id: &str, key: Option<&Key>, item: &Item) -> Result<CustomerKeys, KeysError> {
        let span = item.span().or_else(|| key.and_then(Key::span));
        if id.is_empty()
            || !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        {
            let message = "the id of a customer has only the characters a-z, 0-9 and `-`";
            return Err(self.lines.error(span, message, UNKNOWN));
        }
        let Some(table) = item.as_table() else {
            return Err(self.lines.error(span, &format!("`customer.{id}` must be a table"), UNKNOWN));
        };
        self.only(table, &["key", "link", "feed"])?;
        Ok(CustomerKeys {
            key: self.secret(table, "key")?,
            link: self.generation(table, "link")?,
            feed: self.generation(table, "feed")?,
        })
    }

    fn secret(&self, table: &Table, name: &str) -> Result<Secret, KeysError> {
        let item = table.get(name);
        item.and_then(Item::as_str).and_then(Secret::decode).ok_or_else(|| {
            let span = item.and_then(Item::span).or_else(|| table.span());
            let message = match item {
                None => format!("`{name}` is missing"),
                Some(_) => format!("`{name}` is damaged: a key has 52 characters, a-z and 2-7"),
            };
            self.lines.error(span, &message, RESTORE)
        })
    }

    fn generation(&self, table: &Table, name: &str) -> Result<u32, KeysError> {
        let item = table.get(name);
        let number = item.and_then(Item::as_integer).and_then(|number| u32::try_from(number).ok());
        number.filter(|number| *number > 0).ok_or_else(|| {
            let span = item.and_then(Item::span).or_else(|| table.span());
            let message = match item {
                None => format!("`{name}` is missing"),
                Some(_) => format!("`{name}` must be a whole number from 1"),
            };
            self.lines.error(span, &message, RESTORE)
        })
    }

    /// Refuses unknown keys.
    fn only(&self, table: &Table, known: &[&str]) -> Result<(), KeysError> {
        for (name, item) in table {
            if !known.contains(&name) {
                let span = table.key(name).and_then(Key::span).or_else(|| item.span());
                // A key in the wrong place may be a secret, so its name is not shown.
                return Err(self.lines.error(span, "this key is unknown", UNKNOWN));
            }
        }
        Ok(())
    }
}

/// The text of the file, to find lines in.
#[derive(Clone, Copy)]
struct Lines<'t>(&'t str);

impl Lines<'_> {
    fn error(self, span: Option<Range<usize>>, message: &str, hint: &'static str) -> KeysError {
        let start = span.map_or(0, |span| span.start.min(self.0.len()));
        let line = memchr::memchr_iter(b'\n', &self.0.as_bytes()[..start]).count() + 1;
        KeysError { line, message: message.to_owned(), hint }
    }
}

fn implicit_table() -> Item {
    let mut table = Table::new();
    table.set_implicit(true);
    Item::Table(table)
}
