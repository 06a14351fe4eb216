//! A new component.

use super::RecordStamp;
use crate::authoring::{PlannedFile, Table, Value, markdown_file};

/// A new component.
#[derive(Clone, Debug)]
pub(crate) struct NewComponent<'a> {
    /// The path in `content/components/` without `.md`: `payments/checkout`.
    pub(crate) path: &'a str,
    pub(crate) name: &'a str,
    pub(crate) description: Option<&'a str>,
    /// The position among its siblings, smallest first.
    pub(crate) order: Option<i64>,
}

impl NewComponent<'_> {
    /// Returns the file of the component.
    pub(crate) fn file(&self, stamp: RecordStamp<'_>) -> PlannedFile {
        let mut keys = Table::default();
        keys.set("name", self.name);
        keys.set_some("description", self.description);
        keys.set_some("order", self.order.map(Value::Integer));
        keys.set("slug", self.path.replace('/', "-").as_str());
        keys.set("id", Value::Text(stamp.id("component", &[self.path])));
        PlannedFile::new(format!("content/components/{}.md", self.path), markdown_file(&keys, &[], ""))
    }
}
