//! Content files: their TOML text, the records that `new` creates, editing front matter in place, and writing to disk
//! without overwriting anything.
//!
//! The only room that writes files which belong to people. Every file is planned as text first ([`PlannedFile`]) and
//! written afterwards: [`create`] writes new files or none at all, [`apply`] repeats an import and leaves edited files
//! alone. Nothing here judges content (that is `check`) or talks to the user.

mod apply;
mod apply_report;
mod create;
mod disk;
mod fix_ids;
mod front_matter_edit;
mod import_lock;
mod import_manifest;
mod planned_file;
pub(crate) mod records;
mod rewrite;
mod secrets;
mod table_edit;
mod toml_file;

pub(crate) use apply::SITE_FILE;
pub use apply::{Applied, apply, write_report};
pub use apply_report::{ApplyError, ApplyReport, KeptFile, KeptReason};
pub use create::{CreateError, create};
pub use fix_ids::{FixError, add_keys};
pub use front_matter_edit::{EditError, FrontMatterEdit};
pub use import_lock::ImportLock;
pub use planned_file::{Origin, PlannedFile};
pub use rewrite::{RewriteError, rewrite, write_scratch};
pub use secrets::{ignore_in_git, write_secrets};
pub use table_edit::TableEdit;
pub use toml_file::{Table, Value};
pub(crate) use toml_file::{document, markdown_file};
