//! Release: the only way from content to published data. Records, an audience and a time go in; plain public data
//! comes out.
//!
//! Read it in this order. [`Audience`] is who the site is for. `visible` selects the updates that the audience may
//! see; everything else is computed from those alone. `course` converts them to the input of the status calculation.
//! `record`, `incident`, `maintenance`, `component` and `notice` convert them to the types of [`model`], `postmortem`
//! selects post-mortems, and `imported` adds preserved data of other systems. `released` is everything about one record, `merges` passes on what merged incidents reported,
//! `releaser` caches that between builds, and `site` combines all of it.
//!
//! This is the only module that uses both records and released data, and of the records only the public half. Content
//! with errors never gets here, because the build stops before. The verdict on approvals is an argument, and `approval`
//! compares digests and authors once more.

mod approval;
mod audience;
mod component;
mod course;
mod imported;
mod incident;
mod maintenance;
mod merges;
pub mod model;
mod notice;
mod postmortem;
mod record;
mod release_error;
mod released;
mod releaser;
mod site;
mod text;
mod texts;
mod validity;
mod visible;
mod visible_components;

pub use audience::Audience;
pub use model::Site;
pub use release_error::ReleaseError;
pub use releaser::{Releaser, release};
