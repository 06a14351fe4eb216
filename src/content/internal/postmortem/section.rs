//! The sections of an internal post-mortem: its headings, and where their texts are.

use crate::content::placeholder::placeholders;
use crate::markdown::{Heading, outline};
use crate::source::SourceFile;
use crate::span::{Span, Spanned};

/// A heading with the text below it.
#[derive(Clone, Debug)]
pub struct Section {
    /// The level of the heading, from 1.
    pub level: u8,
    /// The heading without markup.
    pub heading: Spanned<String>,
    /// Where its text is: up to the next heading of the same or a higher level.
    pub text: Span,
    /// Whether its text has no words of its own: nothing apart from headings, comments and placeholders.
    pub is_empty: bool,
}

impl Section {
    /// Reads the sections of a text that begins at an offset of a file.
    pub(super) fn read_all(file: &SourceFile, start: usize) -> Vec<Self> {
        let source = file.text.get(start..).unwrap_or_default();
        let span = |range: std::ops::Range<usize>| Span::new(file.id, range.start + start..range.end + start);
        let section = |heading: Heading| Self {
            level: heading.level,
            is_empty: heading.words.iter().all(|range| has_no_words(source.get(range.clone()))),
            heading: Spanned::new(heading.text, span(heading.range)),
            text: span(heading.below),
        };
        outline(source).into_iter().map(section).collect()
    }
}

/// Whether a piece of text consists of placeholders and punctuation.
fn has_no_words(piece: Option<&str>) -> bool {
    let piece = piece.unwrap_or_default();
    let mut start = 0;
    let mut open: Vec<&str> = Vec::new();
    for found in placeholders(piece) {
        open.extend(piece.get(start..found.start));
        start = found.end;
    }
    open.extend(piece.get(start..));
    !open.iter().any(|rest| rest.contains(char::is_alphanumeric))
}
