//! A new incident: its internal record and its first update.

use super::{ComponentStates, NextUpdate, RecordStamp, list, states, update};
use crate::authoring::{PlannedFile, Table, markdown_file};

/// A new incident.
#[derive(Clone, Debug)]
pub(crate) struct NewIncident<'a> {
    pub(crate) title: &'a str,
    pub(crate) slug: &'a str,
    pub(crate) severity: &'a str,
    /// The status of the first update.
    pub(crate) status: &'a str,
    pub(crate) components: ComponentStates,
    pub(crate) next_update: Option<NextUpdate>,
    /// The text that customers read; without one the first update is a draft.
    pub(crate) text: Option<&'a str>,
}

impl NewIncident<'_> {
    /// Returns the internal record and the first update.
    pub(crate) fn files(&self, stamp: RecordStamp<'_>) -> Vec<PlannedFile> {
        let mut record = Table::default();
        record.set("title", self.title);
        record.set("severity", self.severity);
        let mut keys = Table::default();
        keys.set("title", self.title);
        keys.set("slug", self.slug);
        keys.set("status", self.status);
        if !self.components.is_empty() {
            record.set("components", list(self.components.iter().map(|(name, _)| name)));
            keys.set("components", states(&self.components));
        }
        keys.set_some("next_update", self.next_update);
        let folder = format!("content/incidents/{}", self.slug);
        vec![
            PlannedFile::new(format!("{folder}/incident.md"), markdown_file(&record, &[], "")),
            update::first(stamp, &folder, self.slug, self.status, keys, self.text),
        ]
    }
}
