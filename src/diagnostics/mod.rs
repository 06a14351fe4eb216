//! Findings as data, and their renderings for terminals, browsers, GitHub annotations and as JSON.
//!
//! Other modules create findings; this one renders them. It also decides how much may be shown: findings about internal
//! files show their text only on a terminal (see [`Disclosure`]). It does not read files: [`SourceLookup`] gives it the
//! lines that it quotes.

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
