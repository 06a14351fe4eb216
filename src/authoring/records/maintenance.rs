//! A new maintenance: its internal plan and its announcement.

use chrono::{DateTime, Utc};

use super::{ComponentStates, RecordStamp, list, states, update};
use crate::authoring::{PlannedFile, Table, Value, markdown_file};
use crate::status::Status;

/// A new maintenance.
#[derive(Clone, Debug)]
pub(crate) struct NewMaintenance<'a> {
    pub(crate) title: &'a str,
    /// The folder in `content/maintenance/`.
    pub(crate) folder: &'a str,
    pub(crate) slug: &'a str,
    /// The start of the window, UTC.
    pub(crate) from: DateTime<Utc>,
    /// The end of the window, UTC; later than the start.
    pub(crate) to: DateTime<Utc>,
    pub(crate) components: ComponentStates,
    /// The text that customers read; without one the announcement is a draft.
    pub(crate) text: Option<&'a str>,
}

impl NewMaintenance<'_> {
    /// Returns the internal plan and the announcement.
    pub(crate) fn files(&self, stamp: RecordStamp<'_>) -> Vec<PlannedFile> {
        let status = Status::Scheduled.as_str();
        let mut plan = Table::default();
        plan.set("title", self.title);
        let mut keys = Table::default();
        keys.set("title", self.title);
        keys.set("slug", self.slug);
        keys.set("status", status);
        let window =
            [("from", self.from), ("to", self.to)].map(|(key, at)| (key.to_owned(), Value::set_time(at)));
        keys.set("window", Value::Inline(window.into()));
        if !self.components.is_empty() {
            plan.set("components", list(self.components.iter().map(|(name, _)| name)));
            keys.set("components", states(&self.components));
        }
        let folder = format!("content/maintenance/{}", self.folder);
        vec![
            PlannedFile::new(format!("{folder}/maintenance.md"), markdown_file(&plan, &[], "")),
            update::first(stamp, &folder, self.slug, status, keys, (self.text, self.text.is_none())),
        ]
    }
}
