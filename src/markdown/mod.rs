//! Customer-facing text: Markdown in, safe HTML and plain text out.
//!
//! [`render`] reads the events of `pulldown-cmark` and writes HTML from a closed list of elements and attributes. A
//! text cannot produce any other markup, so no sanitizer is needed. Everything else is kept as visible text or
//! dropped, and reported as a [`Problem`]. [`escape`] converts plain text to Markdown that renders as exactly that
//! text.
//!
//! This module knows no files, records, pages or clocks. It does not decide whether a problem is an error; the
//! caller, who knows the file, turns problems into findings.

mod address;
mod autolink;
mod characters;
mod escape;
mod footnotes;
mod html;
mod limits;
mod outline;
mod placeholder;
mod problem;
mod prose;
mod render;
mod rendered;
mod renderer;
mod sentences;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use address::is_link_target;
pub(crate) use characters::push_escaped;
pub use escape::escape;
pub use outline::{Heading, outline};
pub use problem::{Problem, ProblemKind};
pub use prose::{Passage, prose};
pub use render::render;
pub use rendered::{Context, Rendered};
pub use sentences::Sentences;
pub use text::plain;
