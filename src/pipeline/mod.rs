//! The build as a pure function: files that were read go in, the outputs to write come out.
//!
//! [`build()`] is what `build`, `check`, the preview and the benchmarks share, so that none of them can leave out a
//! step. It reads no clock and no disk, prints nothing and writes nothing: those are the business of its callers.

mod changed;
mod clock;
mod demote;
mod examine;
mod failed;
mod inspect;
mod keep_going;
mod pipeline;
mod proof;
mod publisher;
mod rebuilder;
mod view;
mod watchlist;
mod withdrawn;

#[cfg(test)]
mod tests;

pub use clock::{Clock, ClockSource};
pub use examine::{Examined, Settings, examine};
pub use failed::{Failed, Reason};
pub use keep_going::{Earlier, Kept, NotKept, Stale, keep_going};
pub use pipeline::{Built, build};
pub use publisher::{Published, Publisher};
pub use rebuilder::Rebuilder;
pub use view::{View, Viewer, view};
