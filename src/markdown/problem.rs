//! What can be wrong with a text, in words for whoever wrote it.

use std::ops::Range;

use super::render::{MAX_DEPTH, MAX_LINKS, MAX_SOURCE};

/// How many characters of the user's own words a problem repeats.
const SUBJECT_LENGTH: usize = 60;

/// One thing in a text that was left out, changed or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where, in bytes of the source that was rendered.
    pub range: Range<usize>,
    /// The user's own words, shortened; empty if the problem is the text as a whole.
    pub subject: String,
}

impl Problem {
    /// A problem about `words`, of which the beginning is kept, on one line and without control characters.
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

    /// The sentence for the author. It repeats words of the text: for a place where these may be shown.
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
    /// A link with a scheme that is not allowed, to `//host`, with `..` or with a backslash; its text stays.
    RefusedLink,
    /// A link that depends on the page it stands on; its text stays.
    RelativeLink,
    /// An image on another host; its alternative text stays.
    ImageNotLocal,
    /// An image that is not a file beside the text; its alternative text stays.
    ImageMissing,
    /// Lists, quotes and emphasis nested too deep; nothing is rendered.
    TooDeep,
    /// A source that is too long; it is not even parsed.
    TooLarge,
    /// Too many links and images; the rest of them stay as text.
    TooManyLinks,
    /// A word of a snippet that should have been replaced; it is shown as it is.
    Placeholder,
    /// A text that grows too much; nothing is rendered.
    OutputTooLarge,
}

impl ProblemKind {
    /// The problem in words, without any word of the text: fit for a log that others read.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        match self {
            Self::RawHtml => "HTML is shown as text",
            Self::RefusedLink => "this link cannot be published",
            Self::RelativeLink => "this link depends on the page it stands on",
            Self::ImageNotLocal => "this image is on another host",
            Self::ImageMissing => "this image is not a file beside the text",
            Self::TooDeep => "lists, quotes or emphasis are nested too deep",
            Self::TooLarge => "the text is too long",
            Self::TooManyLinks => "the text has too many links and images",
            Self::Placeholder => "a placeholder is still to be filled in",
            Self::OutputTooLarge => "the text grows too much when it is rendered",
        }
    }

    /// The problem in words, naming `subject`, the user's own words.
    #[must_use]
    pub fn message(self, subject: &str) -> String {
        match self {
            Self::RawHtml => format!("`{subject}` is HTML, which is shown as text"),
            Self::RefusedLink => format!("a link to `{subject}` cannot be published"),
            Self::RelativeLink => format!("the link `{subject}` depends on the page it stands on"),
            Self::ImageNotLocal => format!("the image `{subject}` is on another host"),
            Self::ImageMissing => format!("the image `{subject}` is not a file beside the text"),
            Self::TooDeep => format!("lists, quotes or emphasis are nested more than {MAX_DEPTH} deep"),
            Self::TooLarge => format!("the text is longer than {} KiB", MAX_SOURCE / 1024),
            Self::TooManyLinks => format!("the text has more than {MAX_LINKS} links and images"),
            Self::Placeholder => format!("`{subject}` is still to be filled in"),
            Self::OutputTooLarge => self.summary().to_owned(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::RawHtml => "write it in Markdown, or put it between back quotes to show it as code",
            Self::RefusedLink => "a link begins with `https://`, `http://`, `mailto:` or one `/`",
            Self::RelativeLink => {
                "the same text stands on several pages: begin the link with `/` or `https://`"
            }
            Self::ImageNotLocal => "put the image beside the text and name the file",
            Self::ImageMissing => "put the image beside the text, or correct the name",
            Self::TooDeep => "take out some levels of lists, quotes or emphasis",
            Self::TooLarge => "shorten it, or link to a document",
            Self::TooManyLinks => "link to one page that lists them",
            Self::Placeholder => "write what should stand there, or delete it",
            Self::OutputTooLarge => "make its tables smaller, or use fewer footnotes",
        }
    }
}
