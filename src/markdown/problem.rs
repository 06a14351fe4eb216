//! The problems that a text can have, in words for its author.

use std::ops::Range;

use super::limits::{MAX_DEPTH, MAX_LINKS, MAX_SOURCE};

/// The maximum length of the quotation in a problem, in characters.
const SUBJECT_LENGTH: usize = 60;

/// A part of a text that was left out, changed or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub kind: ProblemKind,
    /// The byte range in the rendered source.
    pub range: Range<usize>,
    /// A quotation from the text, shortened; empty if the problem concerns the whole text.
    pub subject: String,
}

impl Problem {
    /// Creates a problem about `words`. Their beginning is kept, on one line and without control characters.
    pub(super) fn new(kind: ProblemKind, range: Range<usize>, words: &str) -> Self {
        let mut subject = String::new();
        for (count, character) in words.trim().chars().enumerate() {
            if count == SUBJECT_LENGTH {
                subject.push('…');
                break;
            }
            subject.push(if character.is_control() { ' ' } else { character });
        }
        Self { kind, range, subject }
    }

    /// The message for the author. It quotes the text, so it may only be shown where the text may be shown.
    #[must_use]
    pub fn message(&self) -> String {
        self.kind.message(&self.subject)
    }
}

/// The kinds of [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// HTML in the text; it is shown as text. A comment that is never closed counts as well.
    RawHtml,
    /// A link with a forbidden scheme, to `//host`, with `..` or with a backslash; its text stays.
    RefusedLink,
    /// A link relative to the page; its text stays.
    RelativeLink,
    /// An image on another host; its alternative text stays.
    ImageNotLocal,
    /// An image that is not a file next to the text; its alternative text stays.
    ImageMissing,
    /// Lists, quotes and emphasis are nested too deeply; nothing is rendered.
    TooDeep,
    /// The source is too long; it is not parsed.
    TooLarge,
    /// There are too many links and images; the rest of them stay as text.
    TooManyLinks,
    /// A placeholder of a snippet that was not filled in; it is shown unchanged.
    Placeholder,
    /// The output is too long; nothing is rendered.
    OutputTooLarge,
}

impl ProblemKind {
    /// The problem in words, without any quotation: safe for public logs.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        match self {
            Self::RawHtml => "HTML is shown as text",
            Self::RefusedLink => "this link cannot be published",
            Self::RelativeLink => "this link is relative to the page",
            Self::ImageNotLocal => "this image is on another host",
            Self::ImageMissing => "this image is not a file next to the text",
            Self::TooDeep => "lists, quotes or emphasis are nested too deeply",
            Self::TooLarge => "the text is too long",
            Self::TooManyLinks => "the text has too many links and images",
            Self::Placeholder => "a placeholder has not been filled in",
            Self::OutputTooLarge => "the rendered text is too long",
        }
    }

    /// The problem in words, with the quotation `subject`.
    #[must_use]
    pub fn message(self, subject: &str) -> String {
        match self {
            Self::RawHtml => format!("`{subject}` is HTML, which is shown as text"),
            Self::RefusedLink => format!("a link to `{subject}` cannot be published"),
            Self::RelativeLink => format!("the link `{subject}` is relative to the page"),
            Self::ImageNotLocal => format!("the image `{subject}` is on another host"),
            Self::ImageMissing => format!("the image `{subject}` is not a file next to the text"),
            Self::TooDeep => {
                format!("lists, quotes or emphasis are nested more than {MAX_DEPTH} levels deep")
            }
            Self::TooLarge => format!("the text is longer than {} KiB", MAX_SOURCE / 1024),
            Self::TooManyLinks => format!("the text has more than {MAX_LINKS} links and images"),
            Self::Placeholder => format!("`{subject}` has not been filled in"),
            Self::OutputTooLarge => self.summary().to_owned(),
        }
    }

    /// The hint for the author.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::RawHtml => "write it in Markdown, or put it between backticks to show it as code",
            Self::RefusedLink => "a link begins with `https://`, `http://`, `mailto:` or one `/`",
            Self::RelativeLink => "the text appears on several pages: begin the link with `/` or `https://`",
            Self::ImageNotLocal => "put the image next to the text and refer to it by its file name",
            Self::ImageMissing => "put the image next to the text, or correct the name",
            Self::TooDeep => "remove some levels of lists, quotes or emphasis",
            Self::TooLarge => "shorten it, or link to a document",
            Self::TooManyLinks => "link to one page that lists them",
            Self::Placeholder => "replace it with your own words, or delete it",
            Self::OutputTooLarge => "make its tables smaller, or use fewer footnotes",
        }
    }
}
