//! The file of an update.

use super::{ComponentStates, NextUpdate, RecordStamp, states};
use crate::authoring::{PlannedFile, Table, Value, document, markdown_file};
use crate::status::Status;

/// Explains a draft in the file itself. A comment of TOML is never part of a page.
const DRAFT_NOTE: &str = "\
# Write what customers read below the second `+++`, then take out these lines and `draft = true`.
# Until then the update is released to nobody.
draft = true
";

/// The next update of an existing incident or maintenance.
#[derive(Clone, Debug)]
pub(crate) struct NewUpdate<'a> {
    /// The folder of the record: `content/incidents/2026-03-14-api-down`.
    pub(crate) folder: &'a str,
    /// The slug of the record.
    pub(crate) slug: &'a str,
    pub(crate) status: Option<Status>,
    /// Whether it opens a closed record again.
    pub(crate) reopened: bool,
    pub(crate) components: ComponentStates,
    pub(crate) next_update: Option<NextUpdate>,
    /// The text that customers read; without one the update is a draft.
    pub(crate) text: Option<&'a str>,
}

impl NewUpdate<'_> {
    /// Returns the file of the update.
    pub(crate) fn file(&self, stamp: RecordStamp<'_>) -> PlannedFile {
        // The stem becomes part of an address, which has no underscores.
        let stem = stamp.stem(&self.status.map_or("update", Status::as_str).replace('_', "-"));
        let mut keys = Table::default();
        keys.set_some("status", self.status.map(Status::as_str));
        if self.reopened {
            keys.set("reopened", Value::Bool(true));
        }
        if !self.components.is_empty() {
            keys.set("components", states(&self.components));
        }
        keys.set_some("next_update", self.next_update);
        keys.set("id", Value::Text(stamp.id("update", &[self.slug, &stem])));
        file(self.folder, &stem, &keys, self.text)
    }
}

/// Returns the first update of a record, which also has the keys of the record itself.
pub(super) fn first(
    stamp: RecordStamp<'_>,
    folder: &str,
    slug: &str,
    status: &str,
    mut keys: Table,
    text: Option<&str>,
) -> PlannedFile {
    let stem = stamp.stem(status);
    keys.set("incident_id", Value::Text(stamp.id("incident", &[slug])));
    keys.set("id", Value::Text(stamp.id("update", &[slug, &stem])));
    file(folder, &stem, &keys, text)
}

fn file(folder: &str, stem: &str, keys: &Table, text: Option<&str>) -> PlannedFile {
    let content = match text {
        Some(text) => markdown_file(keys, &[], text),
        None => format!("+++\n{}{DRAFT_NOTE}+++\n", document(keys, &[])),
    };
    PlannedFile::new(format!("{folder}/comms/{stem}.md"), content)
}
