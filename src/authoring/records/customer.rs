//! A new customer.

use super::list;
use crate::authoring::{PlannedFile, Table, Value, markdown_file};
use crate::content::slug_of;

/// A new customer.
#[derive(Clone, Debug)]
pub(crate) struct NewCustomer<'a> {
    /// The name of its file; derived from the name of the customer if it is `None`.
    pub(crate) id: Option<&'a str>,
    pub(crate) name: &'a str,
    /// Other names of the customer, which the gate keeps internal as well.
    pub(crate) aliases: &'a [String],
    pub(crate) tier: Option<&'a str>,
    /// The components that the customer uses; empty for all that it may see.
    pub(crate) components: &'a [String],
    /// How its view is protected: `gated`, `sealed` or `unlisted`.
    pub(crate) access: &'a str,
    /// Whether the risk of an unlisted address was accepted.
    pub(crate) accepts_url_leaks: bool,
}

impl NewCustomer<'_> {
    /// Returns the file of the customer.
    pub(crate) fn file(&self) -> PlannedFile {
        let mut keys = Table::default();
        keys.set("name", self.name);
        if !self.aliases.is_empty() {
            keys.set("aliases", list(self.aliases));
        }
        keys.set_some("tier", self.tier);
        if !self.components.is_empty() {
            keys.set("components", list(self.components));
        }
        keys.set("access", self.access);
        if self.accepts_url_leaks {
            keys.set("i_accept_url_leaks", Value::Bool(true));
        }
        let id = self.id.map_or_else(|| slug_of(self.name), str::to_owned);
        let path = format!("content/customers/{id}.md");
        PlannedFile::new(path, markdown_file(&keys, &[], ""))
    }
}
