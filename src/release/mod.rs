//! The door: records, an audience and a moment go in, plain public data comes out. There is no other way from
//! what people write to what customers read.
//!
//! Read it in this order: [`Audience`] says who asks; `visible` picks the updates that it may see, and all that
//! follows is computed from those alone; `record`, `incident`, `maintenance`, `component` and `notice` put them
//! into the types of [`model`], `postmortem` says which of those come out, and `imported` adds what the API of another
//! system said; `released` is all that of one record, `releaser` remembers that from one build to the next, and `site`
//! puts it together. This is the only room that names both records and what is released, and of records only the public
//! half. What was an error in the content never comes here: a build stops before.

mod audience;
mod component;
mod imported;
mod incident;
mod maintenance;
pub mod model;
mod notice;
mod postmortem;
mod record;
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
pub use releaser::{Releaser, release};
