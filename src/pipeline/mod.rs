//! The build as a pure function, from files that were read to outputs that may be written.
//!
//! [`build()`] is shared by `build`, `check`, the preview and the benchmarks, so that none of them can skip a step.
//! [`publish()`] is its second half and the only way to make a site, whatever the audience. Nothing here reads a clock
//! or the disk, prints, or writes.

mod address_gone;
mod build;
mod build_inputs;
mod cache;
mod changed;
mod clock;
mod customer_ids;
mod deployed;
mod downgrade;
mod examine;
mod exported;
mod failed;
mod gate_findings;
mod gate_input;
mod internal_cache;
mod keep_going;
mod messages;
mod placeholder;
mod public_half;
mod public_texts;
mod publish;
mod publish_request;
mod rebuilder;
mod refusal;
mod released_cache;
mod transformation;
mod unmarked_edits;
mod view;
mod views;
mod who_sees;
mod withdrawn;
mod wording;

#[cfg(test)]
mod tests;

pub use address_gone::address_gone;
pub use build::{Built, build, build_with};
pub use build_inputs::BuildInputs;
pub use cache::Cache;
pub use clock::{Clock, ClockSource};
pub use deployed::{Deployment, DeploymentError, Inspected, Layout, inspect_deployment};
pub use examine::{Examined, Settings, examine};
pub use exported::{Exported, Recipient, RenderTexts, exported};
pub use failed::{Failed, Reason};
pub use keep_going::{EarlierRevision, NotRecovered, Recovered, StaleFolder, keep_going};
pub use messages::{InspectedMessages, MessageGate, MessageSources, Readers};
pub use publish::{Published, publish};
pub use rebuilder::Rebuilder;
pub use refusal::Refusal;
pub use transformation::Transformation;
pub use unmarked_edits::{published_texts, unmarked_edits, unmarked_since};
pub use view::{View, Viewer, view};
pub use views::{
    NoKeys, PlannedView, ReceivedView, RefusedView, ViewsMemory, ViewsOutcome, ViewsRequest, next_change,
    plan_views, publish_views,
};
pub use who_sees::{WhoSees, who_sees};
