//! What is wrong with a keys file.

use std::fmt;

/// A mistake in a keys file. The message never quotes a value, because it would end up in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeysError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub hint: &'static str,
}

impl fmt::Display for KeysError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for KeysError {}
