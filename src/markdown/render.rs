//! Renders one text.

use pulldown_cmark::{Options, Parser};

use super::limits::MAX_SOURCE;
use super::placeholder;
use super::problem::{Problem, ProblemKind};
use super::rendered::{Context, Rendered};
use super::renderer::Renderer;

/// Renders one text.
///
/// Takes time linear in the length of any source, and never fails: what cannot be published is left out and reported
/// in [`Rendered::problems`].
#[must_use]
pub fn render(source: &str, context: &Context<'_>) -> Rendered {
    if source.len() > MAX_SOURCE {
        return Rendered::refused(vec![Problem::new(ProblemKind::TooLarge, 0..source.len(), "")]);
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut renderer = Renderer::new(source, context, placeholder::find(source));
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        if renderer.read(event, range).is_break() {
            return Rendered::refused(renderer.into_problems());
        }
    }
    if renderer.write_footnotes().is_break() {
        return Rendered::refused(renderer.into_problems());
    }
    renderer.finish()
}
