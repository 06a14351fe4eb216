//! Where the text of a file begins.

use memchr::memmem;

/// Returns the offset after the closing `+++` of the front matter, or 0 if there is no front matter.
pub(super) fn text_start(text: &str) -> usize {
    let front = text.strip_prefix("+++").and_then(|rest| memmem::find(rest.as_bytes(), b"\n+++"));
    front.map_or(0, |end| end + 7)
}
