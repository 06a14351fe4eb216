//! The causes in an internal post-mortem: `[[why]]` and `[[factor]]`.

use crate::content::key::Key;
use crate::content::keyword::keywords;
use crate::content::reader::Reader;
use crate::span::{Span, Spanned};

keywords! {
    /// The confidence in the root cause.
    Confidence, "confidence" {
        /// Proven by evidence.
        Confirmed = "confirmed",
        /// Consistent with everything that is known.
        Probable = "probable",
        /// A reasoned guess.
        Suspected = "suspected",
        /// The cause is not known.
        Unknown = "unknown",
    }
}

/// One of the five whys.
#[derive(Clone, Debug)]
pub struct Why {
    /// The question.
    pub question: Option<Spanned<String>>,
    /// The answer, from which the next question follows.
    pub answer: Option<Spanned<String>>,
    /// Links to evidence.
    pub evidence: Vec<Spanned<String>>,
    /// The span of the table.
    pub span: Span,
}

/// A contributing factor: it did not cause the incident, but made it more likely, worse or longer.
#[derive(Clone, Debug)]
pub struct Factor {
    /// The factor.
    pub text: Option<Spanned<String>>,
    /// The kind of factor.
    pub kind: Option<Spanned<String>>,
    /// The span of the table.
    pub span: Span,
}

pub(super) const WHY_KEYS: &[Key] = &[
    Key::required("question", "text", "the question, beginning with `why`"),
    Key::required("answer", "text", "the answer"),
    Key::optional("evidence", "list of links", "links to evidence"),
];

pub(super) const FACTOR_KEYS: &[Key] = &[
    Key::required("text", "text", "the contributing factor"),
    Key::optional("kind", "text", "the kind of factor"),
];

impl Why {
    pub(super) fn read(table: &Reader<'_>) -> Self {
        Self {
            question: table.text("question"),
            answer: table.text("answer"),
            evidence: table.lines("evidence"),
            span: table.span(),
        }
    }
}

impl Factor {
    pub(super) fn read(table: &Reader<'_>) -> Self {
        Self { text: table.text("text"), kind: table.line("kind"), span: table.span() }
    }
}
