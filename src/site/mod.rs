//! Renders released data to the files of a site.
//!
//! One folder per kind of output: `pages`, `feeds`, `api`, `calendar`, `badges`, `metrics` and `discovery`. `rendering`
//! holds what they share, and [`render`] puts the outputs together.
//!
//! The input is a [`crate::release::Site`] and a [`Theme`], the output a list of [`crate::artifact::Artifact`]s. This
//! module does no I/O and does not know `content`; a test checks its imports.

mod api;
mod badges;
mod calendar;
pub mod difference;
mod discovery;
mod event_index;
mod exports;
mod feeds;
mod last_change;
mod metrics;
mod ongoing;
mod overall;
mod page_cache;
pub mod pages;
mod redirects;
mod render;
mod rendering;
mod sealed;
mod search_index;

#[cfg(test)]
mod tests;

pub use exports::{DraftHeadings, postmortem_document, summary_message};
pub use overall::{Overall, overall};
pub(crate) use pages::stamps::stamp;
pub use render::{Renderer, render, render_machine_readable};
pub use rendering::text::{flowing, one_line};
pub use rendering::{Language, LanguageError, Theme, name_as_html};
pub(crate) use rendering::{POLICY, asset_path};
pub use sealed::{newest_update, parts, shell, update_feed};

/// Returns the texts of the API and the metrics that come from no release: fixed sentences, keys and values. The gate
/// ignores them, because an internal file may quote such a file.
#[must_use]
pub fn machine_texts() -> Vec<&'static str> {
    api::texts().into_iter().chain(metrics::texts()).collect()
}
