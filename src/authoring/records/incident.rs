//! A new incident: its internal record and its first update.

use super::{ComponentStates, NextUpdate, RecordStamp, list, states, update};
use crate::authoring::{PlannedFile, Table, Value, markdown_file};

/// A new incident.
#[derive(Clone, Debug)]
pub(crate) struct NewIncident<'a> {
    /// The title that customers read.
    pub(crate) title: &'a str,
    pub(crate) internal_title: &'a str,
    pub(crate) slug: &'a str,
    pub(crate) severity: &'a str,
    /// The status of the first update.
    pub(crate) status: &'a str,
    pub(crate) components: ComponentStates,
    pub(crate) tiers: &'a [String],
    pub(crate) customers: &'a [String],
    pub(crate) reported_by: Option<&'a str>,
    pub(crate) commander: Option<&'a str>,
    /// The key of the alert that opens it.
    pub(crate) source_key: Option<&'a str>,
    /// What was observed, and the checklist; internal.
    pub(crate) body: &'a str,
    pub(crate) author: Option<&'a str>,
    pub(crate) next_update: Option<NextUpdate>,
    /// The text that customers read.
    pub(crate) text: Option<&'a str>,
    /// Whether the first update is a draft.
    pub(crate) draft: bool,
}

impl NewIncident<'_> {
    /// Returns the internal record and the first update.
    pub(crate) fn files(&self, stamp: RecordStamp<'_>) -> Vec<PlannedFile> {
        let mut record = Table::default();
        record.set("title", self.internal_title);
        record.set("severity", self.severity);
        let mut keys = Table::default();
        keys.set("title", self.title);
        keys.set("slug", self.slug);
        keys.set("status", self.status);
        keys.set_some("author", self.author);
        if !self.components.is_empty() {
            record.set("components", list(self.components.iter().map(|(name, _)| name)));
            keys.set("components", states(&self.components));
        }
        for (key, names) in [("tiers", self.tiers), ("customers", self.customers)] {
            if !names.is_empty() {
                record.set(key, list(names));
            }
        }
        record.set_some("reported_by", self.reported_by);
        record.set_some("source_key", self.source_key);
        let mut roles = Table::default();
        roles.set_some("commander", self.commander.map(Value::from));
        keys.set_some("next_update", self.next_update);
        let folder = format!("content/incidents/{}", self.slug);
        vec![
            PlannedFile::new(
                format!("{folder}/incident.md"),
                markdown_file(&record, &[("roles", &roles)], self.body),
            ),
            update::first(stamp, &folder, self.slug, self.status, keys, (self.text, self.draft)),
        ]
    }
}
