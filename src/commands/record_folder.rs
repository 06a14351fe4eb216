//! The path and the slug of the folder of an incident or a maintenance.

use crate::content::public::{Record, RecordKind};
use crate::content::{Folder, slug_of};

/// Returns the path of a folder, relative to the project.
pub(super) fn path_of(folder: &Folder) -> String {
    let parent = match folder.kind {
        RecordKind::Incident => "incidents",
        RecordKind::Maintenance => "maintenance",
    };
    format!("content/{parent}/{}", folder.name)
}

/// Returns the slug of a folder: that of its updates, or else its name.
pub(super) fn slug_of_folder(folder: &Folder) -> String {
    folder.record.as_deref().and_then(slug_of_record).unwrap_or_else(|| folder.name.clone())
}

/// Returns the slug of an existing record: the one in its updates, or the one derived from its first day and title.
/// `None` if it has neither yet.
pub(super) fn slug_of_record(record: &Record) -> Option<String> {
    let written = record.updates.iter().find_map(|update| update.slug.as_ref());
    let derived = || {
        let first = record.updates.first()?;
        Some(format!("{}-{}", first.at.date_naive(), slug_of(&first.title.as_ref()?.value)))
    };
    written.map(|slug| slug.value.clone()).or_else(derived)
}
