//! The file of an update.

use chrono::{DateTime, Utc};

use super::{ComponentStates, NextUpdate, RecordStamp, states};
use crate::authoring::{PlannedFile, Table, Value, document, markdown_file};
use crate::status::Status;

/// Explains a draft in the file itself. A comment of TOML is never part of a page.
pub(crate) const DRAFT_NOTE: &str = "\
# Write what customers read below the second `+++`, then run `allclear post --publish` with this file.
# Until then the update is released to nobody.
";

/// An update of an existing incident or maintenance.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on one another")]
pub(crate) struct NewUpdate<'a> {
    /// The folder of the record: `content/incidents/2026-03-14-api-down`.
    pub(crate) folder: &'a str,
    /// The slug of the record.
    pub(crate) slug: &'a str,
    pub(crate) title: Option<&'a str>,
    /// Whether it is the first update of the record.
    pub(crate) is_first: bool,
    /// Whether it is the first update for some readers, who then need its address.
    pub(crate) has_address: bool,
    pub(crate) status: Option<Status>,
    pub(crate) author: Option<&'a str>,
    /// Whether it opens a closed record again.
    pub(crate) reopened: bool,
    pub(crate) components: ComponentStates,
    pub(crate) summary: Option<&'a str>,
    pub(crate) next_update: Option<NextUpdate>,
    /// The planned time of a maintenance, UTC.
    pub(crate) window: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    /// Who sees it, as written; empty for the readers of the first update.
    pub(crate) audience: &'a [String],
    /// The stem of the update that it corrects.
    pub(crate) corrects: Option<&'a str>,
    /// The slug of the incident that continues this one.
    pub(crate) merged_into: Option<&'a str>,
    /// The text that customers read.
    pub(crate) text: Option<&'a str>,
    pub(crate) draft: bool,
}

impl NewUpdate<'_> {
    /// Returns the file of the update.
    pub(crate) fn file(&self, stamp: RecordStamp<'_>) -> PlannedFile {
        // The stem becomes part of an address, which has no underscores.
        let word = match (self.status, self.merged_into) {
            (Some(status), _) => status.as_str(),
            (None, Some(_)) => "merged",
            (None, None) => "update",
        };
        let stem = stamp.stem(&word.replace('_', "-"));
        let mut keys = Table::default();
        keys.set_some("title", self.title);
        if self.is_first || self.has_address {
            keys.set("slug", self.slug);
        }
        keys.set_some("status", self.status.map(Status::as_str));
        keys.set_some("author", self.author);
        if self.reopened {
            keys.set("reopened", Value::Bool(true));
        }
        if !self.components.is_empty() {
            keys.set("components", states(&self.components));
        }
        keys.set_some("summary", self.summary);
        keys.set_some("next_update", self.next_update);
        let (from, to) = self.window;
        let ends = [("from", from), ("to", to)];
        let ends: Vec<(String, Value)> =
            ends.into_iter().filter_map(|(key, at)| Some((key.to_owned(), Value::set_time(at?)))).collect();
        if !ends.is_empty() {
            keys.set("window", Value::Inline(ends));
        }
        if !self.audience.is_empty() {
            keys.set("audience", super::list(self.audience));
        }
        keys.set_some("corrects", self.corrects);
        keys.set_some("merged_into", self.merged_into);
        if self.is_first {
            keys.set("incident_id", Value::Text(stamp.id("incident", &[self.slug])));
        }
        keys.set("id", Value::Text(stamp.id("update", &[self.slug, &stem])));
        file(self.folder, &stem, &keys, self.text, self.draft)
    }
}

/// Returns the first update of a record, which also has the keys of the record itself. Without a text it is a draft.
pub(super) fn first(
    stamp: RecordStamp<'_>,
    folder: &str,
    slug: &str,
    status: &str,
    mut keys: Table,
    (text, draft): (Option<&str>, bool),
) -> PlannedFile {
    let stem = stamp.stem(status);
    keys.set("incident_id", Value::Text(stamp.id("incident", &[slug])));
    keys.set("id", Value::Text(stamp.id("update", &[slug, &stem])));
    file(folder, &stem, &keys, text, draft)
}

fn file(folder: &str, stem: &str, keys: &Table, text: Option<&str>, draft: bool) -> PlannedFile {
    let content = if draft {
        let text = text.map(|text| format!("{text}\n")).unwrap_or_default();
        format!("+++\n{}{DRAFT_NOTE}draft = true\n+++\n{text}", document(keys, &[]))
    } else {
        markdown_file(keys, &[], text.unwrap_or_default())
    };
    PlannedFile::new(format!("{folder}/comms/{stem}.md"), content)
}
