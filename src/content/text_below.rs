//! The text of an internal file as it is written, for commands that show or copy it.

use super::finding_sink::FindingSink;
use super::{front_matter, internal};
use crate::source::SourceFile;

/// Returns the text of a Markdown file below its front matter, without blank lines around it.
#[must_use]
pub fn text_below(file: &SourceFile) -> &str {
    let front = front_matter::split(file, &internal::TIMELINE, &FindingSink::default());
    file.text.get(front.body_start..).unwrap_or_default().trim()
}
