//! Blocks of a post-mortem that a command generates, between two marker lines.
//!
//! The first marker has the name of the block and a digest of its text, so that a text that somebody changed by hand is
//! never mistaken for a generated one: it is not overwritten, and approvals are bound to it.

use std::ops::Range;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

const BEGIN: &str = "<!-- begin generated: ";
const END: &str = "<!-- end generated: ";
const CLOSE: &str = " -->";

/// A block with its place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedBlock {
    /// Its name, such as `facts`.
    pub name: String,
    /// The block with its markers, up to the end of the line of the second one.
    pub range: Range<usize>,
    /// What is between the marker lines.
    pub inner: Range<usize>,
    /// Whether its text is as it was generated.
    pub is_intact: bool,
}

/// Returns a block with its markers. The text gets a line feed at its end if it has none.
#[must_use]
pub fn generated_block(name: &str, text: &str) -> String {
    let feed = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let text = format!("{text}{feed}");
    format!("{BEGIN}{name} {}{CLOSE}\n{text}{END}{name}{CLOSE}\n", short_digest(&text))
}

/// Returns the blocks in a text, in order. A marker without its counterpart is text.
#[must_use]
pub fn generated_blocks(text: &str) -> Vec<GeneratedBlock> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, &str, usize, usize)> = None;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (offset, offset + line.len());
        offset = end;
        let line = line.trim_end_matches(['\n', '\r', ' ', '\t']);
        let marked = |mark| line.strip_prefix(mark).and_then(|rest: &str| rest.strip_suffix(CLOSE));
        if let Some(head) = marked(BEGIN) {
            let (name, digest) = head.split_once(' ').unwrap_or((head, ""));
            open = Some((name, digest, start, end));
        } else if let Some(closed) = marked(END)
            && let Some((name, digest, from, inner)) = open.take()
            && name == closed
        {
            let written = text.get(inner..start).unwrap_or_default().replace('\r', "");
            blocks.push(GeneratedBlock {
                name: name.to_owned(),
                range: from..end,
                inner: inner..start,
                is_intact: short_digest(&written) == digest,
            });
        }
    }
    blocks
}

/// Returns a text without its intact blocks.
pub(in crate::content) fn without_generated_blocks(text: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut start = 0;
    for block in generated_blocks(text).into_iter().filter(|block| block.is_intact) {
        rest.push_str(text.get(start..block.range.start).unwrap_or_default());
        start = block.range.end;
    }
    rest.push_str(text.get(start..).unwrap_or_default());
    rest
}

fn short_digest(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text).as_slice()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_found_with_its_text() {
        let text = format!("before\n{}after\n", generated_block("facts", "one\ntwo"));
        let blocks = generated_blocks(&text);
        let [block] = blocks.as_slice() else { panic!("one block: {blocks:?}") };
        assert_eq!((block.name.as_str(), block.is_intact), ("facts", true));
        assert_eq!(text.get(block.inner.clone()), Some("one\ntwo\n"));
        assert_eq!(without_generated_blocks(&text), "before\nafter\n");
    }

    #[test]
    fn a_changed_text_is_not_a_generated_one() {
        let text = generated_block("facts", "It took 4 hours.").replace("4 hours", "2 hours");
        assert!(generated_blocks(&text).iter().all(|block| !block.is_intact));
        assert_eq!(without_generated_blocks(&text), text);
    }

    #[test]
    fn windows_line_ends_change_nothing() {
        let text = generated_block("facts", "one\ntwo\n").replace('\n', "\r\n");
        assert!(generated_blocks(&text).iter().all(|block| block.is_intact));
        assert_eq!(generated_blocks(&text).len(), 1);
    }

    #[test]
    fn a_marker_without_its_counterpart_is_text() {
        for text in [
            "<!-- begin generated: facts 00 -->\nmine\n",
            "mine\n<!-- end generated: facts -->\n",
            "<!-- begin generated: facts 00 -->\nmine\n<!-- end generated: chronology -->\n",
        ] {
            assert_eq!(generated_blocks(text), [], "{text}");
        }
    }
}
