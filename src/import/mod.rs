//! Histories from other systems, turned into `content/` files.
//!
//! A format's room (here [`statuspage`]) is pure: texts in, a [`Plan`] out, which lists the files to write and
//! what was decided on the way. [`apply`] lays a plan on disk without ever overwriting somebody's work. Nothing
//! here renders a page or judges content: the files that come out are ordinary ones, and `check` reads them.

mod apply;
pub mod cstate;
mod error;
mod folder;
mod moment;
mod plan;
mod record;
mod report;
mod slugs;
pub mod statuspage;
mod statuspage_feed;
pub(crate) mod toml_text;

pub use apply::apply;
pub use error::ImportError;
pub use folder::Folder;
pub use plan::{Input, Note, Plan, PlannedFile};
pub use report::{ApplyError, Kept, KeptReason, Report};
