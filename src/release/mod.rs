//! Release: the only way from content to published data. Records, an audience and a time go in; plain public data
//! comes out.
//!
//! Read it in this order. [`Audience`] is who the site is for. `visible` selects the updates that the audience may
//! see; everything else is computed from those alone. `course` converts them to the input of the status calculation.
//! `record`, `incident`, `maintenance`, `component` and `notice` convert them to the types of [`model`], `postmortem`
//! selects post-mortems, `response` counts how incidents were handled, and `imported` adds preserved data of other systems. `released` is everything about one record, `merges` passes on what merged incidents reported,
//! `releaser` caches that between builds, and `site` combines all of it. `sight` says why an audience sees something or
//! does not.
//!
//! `sla` computes how a customer's service level agreement was kept. `sla_records` reads the few internal times that
//! this needs: the declared exception of the boundary.
//!
//! This is the only module that uses both records and released data, and apart from that exception and the customer's
//! own record only the public half of the records. Content with errors never gets here, because the build stops before.
//! The verdict on approvals is an argument, and `approval` compares digests and authors once more.

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
mod response;
mod sight;
mod site;
mod sla;
mod sla_records;
mod text;
mod texts;
mod validity;
mod visible;
mod visible_components;

pub use audience::Audience;
pub use model::Site;
pub use release_error::ReleaseError;
pub use releaser::{Releaser, release};
pub use sight::{Concern, Seen, Subject, Unseen, sight};
pub use sla_records::SlaRecords;
