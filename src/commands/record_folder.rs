//! The path and the slug of the folder of an incident or a maintenance.

use crate::content::Folder;
use crate::content::public::Record;

/// Returns the path of a folder, relative to the project.
pub(super) fn path_of(folder: &Folder) -> String {
    folder.path()
}

/// Returns the slug of a folder: that of its updates, or else its name.
pub(super) fn slug_of_folder(folder: &Folder) -> String {
    folder.slug()
}

/// Returns the slug of an existing record. `None` if it has none yet.
pub(super) fn slug_of_record(record: &Record) -> Option<String> {
    record.slug()
}
