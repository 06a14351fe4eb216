//! The only module that writes the site: rendered files go from memory into an output folder. Rendering and judging
//! what is in them is not done here.
//!
//! Writing has two steps. [`WritePlan::new`] reads the folder and refuses what must not be written, but changes
//! nothing; [`WritePlan::execute`] carries the plan out. A build with two folders can plan both before the first byte
//! of either is written. [`write()`] does both steps for one folder.
//!
//! Guarantees:
//! - A file that allclear did not write is never changed or removed, whatever its name: the [manifest](Manifest)
//!   records which files are ours.
//! - If the process is killed at any point, every file is complete, either old or new, and the next build finishes the
//!   rest.
//! - A file whose bytes did not change is not touched.
//! - Nothing is written or removed through a symbolic link inside the folder.
//!
//! This protects against accidents and stray links, not against an attacker who swaps folders for links while files
//! are written. Files are not synced to disk, so a power failure can lose them; the next build compares all bytes and
//! restores them.

mod access;
mod changes;
mod diff;
mod disk;
mod error;
mod files_below;
mod folder_tree;
mod internal_site;
mod lock;
mod manifest;
mod output_folder;
mod path;
mod pending_file;
mod published_texts;
mod removed_pages;
mod replaced;
mod site_write;
mod staging;
mod stamps;
mod views_folder;
mod write;
mod write_options;
mod write_plan;
mod write_report;

#[cfg(test)]
mod tests;

pub use error::{Obstacle, WriteError};
pub use files_below::files_below;
pub use internal_site::write_internal;
pub use lock::Lock;
pub use manifest::Manifest;
pub use output_folder::{FolderError, OutputFolder, destination};
pub use path::{PathError, check_path, check_paths};
pub use published_texts::{PublishedTexts, TextFingerprint};
pub use removed_pages::{page_addresses, removed_pages};
pub use site_write::{SiteReport, SiteWrite};
pub use stamps::OutputStamps;
pub use views_folder::{ViewsFolder, is_view_id};
pub use write::write;
pub use write_options::WriteOptions;
pub use write_plan::WritePlan;
pub use write_report::WriteReport;
