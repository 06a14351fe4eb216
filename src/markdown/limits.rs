//! The limits of one text.

/// The maximum length of a source, in bytes.
pub(super) const MAX_SOURCE: usize = 64 * 1024;
/// The maximum nesting of quotes, list items and inline spans.
pub(super) const MAX_DEPTH: usize = 16;
/// The maximum number of links and images in a text.
pub(super) const MAX_LINKS: usize = 200;
/// The maximum number of reported problems in one text, so that a broken text does not hide the problems of others.
pub(super) const MAX_PROBLEMS: usize = 50;
