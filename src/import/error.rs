//! Why an export cannot be read: data for a report, not a text for a terminal.

use std::fmt;

/// An input that cannot be turned into content. Nothing is planned when there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// Not JSON, or a value of a kind that the format does not have in this place.
    Json {
        /// The input's name.
        input: String,
        /// Counted from 1.
        line: usize,
        /// Counted from 1; 0 where the parser knows none.
        column: usize,
        /// The parser's words.
        message: String,
    },
    /// JSON, but none of the files that this import knows.
    UnknownShape {
        /// The input's name.
        input: String,
        /// What the file would have had to hold.
        expected: &'static str,
    },
    /// An object lacks something that nothing can stand in for, or holds it in an unreadable form.
    Object {
        /// The input's name.
        input: String,
        /// Which object: `incident "abc"`, `update 3 of incident "abc"`.
        object: String,
        /// What is wrong with it.
        message: String,
    },
    /// The inputs come from different status pages, which would be mixed into one.
    SeveralPages {
        /// The input whose page differs from the first one's.
        input: String,
        /// That page's id.
        page: String,
        /// The id of the page that the inputs before it belong to.
        expected: String,
    },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { input, line, column, message } => write!(f, "{input}:{line}:{column}: {message}"),
            Self::UnknownShape { input, expected } => {
                write!(f, "`{input}` is not a file that this import knows; expected {expected}")
            }
            Self::Object { input, object, message } => write!(f, "`{input}`: {object} {message}"),
            Self::SeveralPages { input, page, expected } => {
                write!(f, "`{input}` belongs to page `{page}`, the files before it to page `{expected}`")
            }
        }
    }
}

impl std::error::Error for ImportError {}
