//! Publishes the views of customers, one after the other, so that only one of them is in memory.
//!
//! Each view is the whole site for its audience, made by the same [`publish()`](super::publish()) as the public one, and
//! has passed the gate before it is handed to the receiver. The receiver decides where the bytes go; nothing here writes.

mod audience_facts;
mod memory;
mod plan;
mod publish_views;
mod received_view;
mod sealed;

pub use memory::ViewsMemory;
pub(in crate::pipeline) use plan::planned;
pub use plan::{NoKeys, PlannedView, next_change, plan_views};
pub use publish_views::{RefusedView, ViewsOutcome, ViewsRequest, publish_views};
pub use received_view::ReceivedView;
