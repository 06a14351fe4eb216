//! Scans a project's files: walking, decoding, size limits, symbolic links, file ids, and the boundary by path.
//!
//! The result is a [`Snapshot`] with findings about files that cannot be read. What the files mean is not known here.

mod boundary;
mod change;
mod file;
mod file_ids;
mod listing;
mod mixed;
mod opener;
mod project;
mod read;
mod record_folder;
mod scan;
mod scan_options;
mod scanned_unit;
mod scanner;
mod snapshot;
mod stamp;
mod stored;
#[cfg(all(test, unix))]
mod tests;
mod text;
mod unit;
mod visible_image;
mod walk;
mod withheld;

pub use boundary::Side;
pub use change::{Change, ChangeKind};
pub use file::{Image, SourceFile};
pub use project::Project;
pub use record_folder::record_folder;
pub use scan::scan;
pub use scan_options::ScanOptions;
pub use scanner::{Scan, Scanner, Scope};
pub use snapshot::Snapshot;
pub use stored::{Stored, StoredFiles};
pub(crate) use text::is_hidden;
pub use unit::Unit;
pub use visible_image::VisibleImage;
pub(crate) use walk::is_ignored;
