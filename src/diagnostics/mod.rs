//! Findings as data, and the ways to show them: for a terminal, as JSON, as GitHub annotations, for a
//! browser.
//!
//! A finding is made where the trouble is known and shown in one place. This room decides how much of it may be
//! shown: findings about internal files show their text only on a terminal (see [`Disclosure`]).

mod disclosure;
mod finding;
mod findings;
mod github;
mod json;
mod overlay;
mod rule;
pub mod rules;
mod source_lookup;
mod suggestion;
mod terminal;

pub use disclosure::Disclosure;
pub use finding::{Finding, Related};
pub use findings::Findings;
pub use github::github;
pub use json::json;
pub use overlay::{escaped, overlay};
pub use rule::{Rule, Severity};
pub use source_lookup::{SourceLookup, SourceText};
pub use suggestion::did_you_mean;
pub use terminal::terminal;
