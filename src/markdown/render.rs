//! The way in: what a text is rendered with, what comes of it, and the limits that hold before any work is done.

use pulldown_cmark::{Options, Parser};

use super::placeholder;
use super::problem::{Problem, ProblemKind};
use super::renderer::Renderer;

/// The longest source, in bytes.
pub(super) const MAX_SOURCE: usize = 64 * 1024;
/// How many quotes, list items and inline spans may stand in one another.
pub(super) const MAX_DEPTH: usize = 16;
/// How many links and images a text may have.
pub(super) const MAX_LINKS: usize = 200;
/// How many problems of one text are reported: a broken text should not bury the others.
pub(super) const MAX_PROBLEMS: usize = 50;

/// What a text is rendered with: the little it has to know of the page around it.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Put before links that begin with `/`: empty, or a path such as `/status` without a slash at its end.
    pub base_path: &'a str,
    /// Put before the ids of footnotes, since several texts stand on one page. Letters, digits and `-`.
    pub id_prefix: &'a str,
    /// The heading level, 1 to 6, that the highest heading of the text gets; the others follow without gaps.
    pub heading_base: u8,
    /// From a file name beside the text to the public path of that image (beginning with `/`, without
    /// `base_path`); `None` if there is no such file. Never asked for a name with `..` or a scheme.
    pub images: &'a dyn Fn(&str) -> Option<String>,
}

/// What comes of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// HTML from the closed list. Empty if the text is refused as a whole.
    pub html: String,
    /// The plain text twin, for feeds and the API. Blocks are parted by a blank line (`\n\n`); a line break that
    /// means nothing is `\n`, and one that must stay (hard breaks, lines of code, rows, items) is U+2028, so that
    /// either can be written differently. [`plain`](super::plain) makes ordinary line breaks of both.
    pub text: String,
    /// The file names of the images used, in order of first use, as given to [`Context::images`].
    pub images: Vec<String>,
    /// What is wrong with the text, at most 50 problems, in the order in which they were met.
    pub problems: Vec<Problem>,
}

impl Rendered {
    /// The result for a text that is refused as a whole.
    fn refused(problems: Vec<Problem>) -> Self {
        Self { problems, ..Self::default() }
    }
}

/// Renders one text.
///
/// Takes time linear in the length of the source, whatever it says, and never fails: what cannot be published is
/// left out and told in [`Rendered::problems`].
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
