//! Why nothing is released.

use crate::span::Span;

/// Why nothing is released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseError {
    /// There is no valid `site.toml`.
    NoSite,
    /// A required approval is missing or void: of the text in this file, or of one that the verdict names.
    Unapproved(Option<Span>),
}
