//! Reads source texts, internal and released, as a page would show them.
//!
//! Everything that is cut is overwritten with blanks, so that offsets still point into the file.

use memchr::{memchr2, memmem};
use std::borrow::Cow;
use std::ops::Range;

/// Returns the parts of an internal Markdown file without its headings. In front matter and in code blocks, a line with
/// `#` is a comment and not a heading.
pub(super) fn without_headings(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut part_start = 0;
    let mut line_start = 0;
    let mut front_matter = text.trim_start_matches('\u{feff}').starts_with("+++");
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let line_end = line_start + line.len();
        if front_matter {
            front_matter = line_start == 0 || trimmed != "+++";
        } else if let Some(mark) = fence {
            if trimmed.starts_with(mark) {
                fence = None;
            }
        } else if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fence = trimmed.get(..3);
        } else if is_heading(line) {
            parts.push(part_start..line_start);
            part_start = line_end;
        }
        line_start = line_end;
    }
    parts.push(part_start..text.len());
    parts
}

/// Whether a line is an ATX heading (`CommonMark`): up to three blanks, one to six `#`, then a blank or the end.
fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches(' ');
    let marks = text.len() - text.trim_start_matches('#').len();
    line.len() - text.len() < 4
        && (1..=6).contains(&marks)
        && text.get(marks..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// The longest link target or tag that is blanked, in bytes. The limit keeps the time linear.
const LONGEST: usize = 2048;

/// Returns the text without link targets and tags, as a page shows it, or `None` if it has neither.
pub(super) fn shown(text: &str) -> Option<String> {
    memchr2(b']', b'<', text.as_bytes())?;
    let mut shown = Cow::Borrowed(text.as_bytes());
    for (open, close) in [("](", b')'), ("][", b']'), ("<", b'>')] {
        blank_between(&mut shown, open.as_bytes(), close);
    }
    match shown {
        Cow::Borrowed(_) => None,
        // Every blanked range begins and ends with ASCII, so the rest is still UTF-8.
        Cow::Owned(shown) => String::from_utf8(shown).ok(),
    }
}

/// Overwrites everything from `open` to the next `close` on the same line with blanks.
fn blank_between(text: &mut Cow<'_, [u8]>, open: &[u8], close: u8) {
    let finder = memmem::Finder::new(open);
    let mut searched = 0;
    while let Some(start) = text.get(searched..).and_then(|rest| finder.find(rest)).map(|at| searched + at) {
        searched = start + open.len();
        let reach = text.len().min(searched + LONGEST);
        let end =
            text.get(searched..reach).and_then(|rest| memchr2(close, b'\n', rest)).map(|at| searched + at);
        if let Some(end) = end.filter(|&end| text.get(end) == Some(&close))
            && let Some(inside) = text.to_mut().get_mut(start..=end)
        {
            inside.fill(b' ');
            searched = end + 1;
        }
    }
}
