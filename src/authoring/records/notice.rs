//! A new notice.

use chrono::{DateTime, Utc};

use crate::authoring::{PlannedFile, Table, Value, markdown_file};
use crate::content::slug_of;

/// A new notice.
#[derive(Clone, Debug)]
pub(crate) struct NewNotice<'a> {
    pub(crate) title: &'a str,
    /// The time from which it is shown, UTC.
    pub(crate) from: DateTime<Utc>,
    /// The time until which it is shown, UTC; later than `from`.
    pub(crate) to: Option<DateTime<Utc>>,
    pub(crate) pinned: bool,
    pub(crate) text: Option<&'a str>,
}

impl NewNotice<'_> {
    /// Returns the file of the notice.
    pub(crate) fn file(&self) -> PlannedFile {
        let mut keys = Table::default();
        keys.set("title", self.title);
        keys.set("from", Value::set_time(self.from));
        keys.set_some("to", self.to.map(Value::set_time));
        if self.pinned {
            keys.set("pinned", Value::Bool(true));
        }
        let path = format!("content/notices/{}.md", slug_of(self.title));
        PlannedFile::new(path, markdown_file(&keys, &[], self.text.unwrap_or_default()))
    }
}
