//! Customer-facing text: Markdown in, safe HTML and plain text out.
//!
//! [`render`] reads the events of `pulldown-cmark` and writes HTML from a closed list of elements and attributes,
//! so that nothing a text says can become markup of its own: no sanitiser runs afterwards, and none is needed.
//! Everything else is kept as visible text or dropped, and reported as a [`Problem`]. [`escape`] goes the other
//! way: plain text to Markdown that renders as exactly that text.
//!
//! This room knows no files, records, pages or clocks. It does not decide whether a problem is an error, and it
//! does not make findings of them: the caller knows the file.

mod address;
mod autolink;
mod characters;
mod escape;
mod footnotes;
mod html;
mod placeholder;
mod problem;
mod render;
mod renderer;
mod text;

#[cfg(test)]
mod tests;

pub use escape::escape;
pub use problem::{Problem, ProblemKind};
pub use render::{Context, Rendered, render};
pub use text::plain;
