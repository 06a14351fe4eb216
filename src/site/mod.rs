//! Pages from released data: views, templates, and the plan of what a site consists of.
//!
//! Everything here is computed from a [`crate::release::Site`] and a [`Theme`]; records are unknown to this room,
//! and a test reads its `use` lines to keep it so. It does no I/O: themes come as text, outputs go as bytes.

mod address;
mod api;
mod badges;
mod calendar;
mod discovery;
mod embed;
mod environment;
mod feeds;
mod headers;
mod history_feeds;
mod language;
mod last_change;
mod page_inputs;
mod plain;
mod plan;
mod render;
mod site_context;
mod stamps;
mod templates;
mod theme;
pub mod views;

#[cfg(test)]
mod tests;

pub use api::texts as api_texts;
pub use language::{Language, LanguageError};
pub use render::{Renderer, render, render_for_machines};
pub use theme::Theme;
