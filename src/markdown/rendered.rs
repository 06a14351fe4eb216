//! What a text is rendered with, and the result.

use super::problem::Problem;

/// The context of a text: what rendering needs to know about the page around it.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The prefix of links that begin with `/`: empty, or a path such as `/status` without a slash at its end.
    pub base_path: &'a str,
    /// The scheme and the host of the site, `https://status.example.com`, without a path. In plain text, links that
    /// begin with `/` are written with it, because plain text leaves the site.
    pub origin: &'a str,
    /// The prefix of the ids of footnotes, since one page can have several texts. Letters, digits and `-`.
    pub id_prefix: &'a str,
    /// The level, 1 to 6, of the highest heading of the text; the others follow without gaps.
    pub heading_base: u8,
    /// Maps the name of a file next to the text to the public path of that image (beginning with `/`, without
    /// `base_path`); `None` if there is no such file. Never called with a name that contains `..` or a scheme.
    pub images: &'a dyn Fn(&str) -> Option<String>,
}

/// A rendered text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// HTML from the closed list of elements. Empty if the whole text is refused.
    pub html: String,
    /// The same as plain text, for feeds and the API. All links are absolute. Blocks are separated by a blank line (`\n\n`); a soft line
    /// break is `\n`, and one that must stay (hard breaks, lines of code, rows, items) is U+2028, so that formats can
    /// treat them differently. [`plain`](super::plain) converts both to ordinary line breaks.
    pub text: String,
    /// The file names of the images used, in order of first use, as given to [`Context::images`].
    pub images: Vec<String>,
    /// The problems of the text, at most 50, in the order in which they were found.
    pub problems: Vec<Problem>,
}

impl Rendered {
    /// The result for a text that is refused as a whole.
    pub(super) fn refused(problems: Vec<Problem>) -> Self {
        Self { problems, ..Self::default() }
    }
}
