//! The reasons why an input cannot be imported, as data.

use std::fmt;

/// An input that cannot be imported. If there is one, nothing is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// A syntax error, or a value of another type than the format has there.
    Json {
        /// The input's name.
        input: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1; 0 if the parser reports none.
        column: usize,
        /// The parser's message.
        message: String,
    },
    /// Valid, but not a file of the format.
    UnknownShape {
        /// The input's name.
        input: String,
        /// The files that were expected.
        expected: &'static str,
    },
    /// An object lacks a required value, or has it in an unreadable form.
    Object {
        /// The input's name.
        input: String,
        /// The object: `incident "abc"`, `update 3 of incident "abc"`.
        object: String,
        /// The mistake, as a predicate: `has no id`.
        message: String,
    },
    /// A row of a list is wrong.
    Row {
        /// The input's name.
        input: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong, as a clause.
        message: String,
    },
    /// The inputs come from different status pages.
    SeveralPages {
        /// The input with another page than the inputs before it.
        input: String,
        /// That page's id.
        page: String,
        /// The id of the page of the inputs before it.
        expected: String,
    },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { input, line, column, message } => write!(f, "{input}:{line}:{column}: {message}"),
            Self::UnknownShape { input, expected } => {
                write!(f, "`{input}` is not a file that can be imported; expected {expected}")
            }
            Self::Object { input, object, message } => write!(f, "`{input}`: {object} {message}"),
            Self::Row { input, line, message } => write!(f, "{input}:{line}: {message}"),
            Self::SeveralPages { input, page, expected } => {
                write!(
                    f,
                    "`{input}` belongs to page `{page}`, but the other files belong to page `{expected}`"
                )
            }
        }
    }
}

impl std::error::Error for ImportError {}
