//! A new page.

use crate::authoring::{PlannedFile, Table, Value, markdown_file};
use crate::content::slug_of;

/// A new page.
#[derive(Clone, Debug)]
pub(crate) struct NewPage<'a> {
    pub(crate) title: &'a str,
    /// The position in the navigation, smallest first; without one the page is not in it.
    pub(crate) nav: Option<i64>,
    pub(crate) text: Option<&'a str>,
}

impl NewPage<'_> {
    /// Returns the file of the page.
    pub(crate) fn file(&self) -> PlannedFile {
        let mut keys = Table::default();
        keys.set("title", self.title);
        keys.set_some("nav", self.nav.map(Value::Integer));
        let path = format!("content/pages/{}.md", slug_of(self.title));
        PlannedFile::new(path, markdown_file(&keys, &[], self.text.unwrap_or_default()))
    }
}
