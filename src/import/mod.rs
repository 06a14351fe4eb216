//! Histories and lists of other systems, converted to content files.
//!
//! Each format has a pure module ([`statuspage`], [`cstate`], [`upptime`], [`incidentio`], [`customers`], those of [`timeline`]): texts in, an [`ImportPlan`] out, which lists the files to
//! write and the decisions that were made. `authoring` writes them. Nothing here renders pages or judges content: the
//! planned files are ordinary content files, which `check` reads.

pub mod cstate;
pub mod customers;
mod error;
mod export;
mod folder;
mod html;
pub mod incidentio;
mod parsed_time;
mod plan;
mod site_address;
mod slugs;
pub mod statuspage;
mod statuspage_feed;
#[cfg(test)]
mod tests;
pub mod timeline;
pub mod upptime;
mod writable;
mod zip_archive;

pub use error::ImportError;
pub use folder::{Folder, has_extension, read_limited};
pub use plan::{ImportPlan, Input, Note};
pub use zip_archive::ArchiveError;
