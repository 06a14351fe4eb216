//! All the ways to read an output: with and without tags, and with one layer of encoding after the other decoded.
//!
//! Normalization to NFC comes last, because a tag or an escape may separate a letter from its accent.

use super::decode::decode;
use super::file_kind::FileKind;
use super::markup::strip;
use super::normal::composed;
use memchr::memchr;
use std::borrow::Cow;

/// How many layers of encoding are decoded. A feed has two: HTML, escaped in XML.
const LAYERS: u8 = 3;

/// What remains to be done with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// It has markup, and its tags are never text.
    Marked,
    /// It may have tags, or may be a text about tags, so it is read both ways.
    Unclear,
    /// Its tags have been removed.
    Stripped,
}

/// Calls `read` with every reading of `bytes`, and returns whether the markup itself has a comment.
pub(super) fn each_reading(kind: FileKind, bytes: &[u8], mut read: impl FnMut(&str)) -> bool {
    let mut read = |text: &str| read(&composed(text));
    // Nearly everything is UTF-8, and validating is much faster than replacing invalid bytes.
    let text = std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
    let (text, stage) = match kind {
        FileKind::Binary => {
            read(&text);
            return false;
        }
        FileKind::Html | FileKind::Xml => (text, Stage::Marked),
        FileKind::Calendar => (Cow::Owned(unfold(&text)), Stage::Unclear),
        FileKind::Text | FileKind::Unknown => (text, Stage::Unclear),
    };
    let mut comment = false;
    let mut open = vec![(text, stage, 0)];
    while let Some((text, stage, layer)) = open.pop() {
        if stage != Stage::Marked {
            read(&text);
        }
        if stage == Stage::Marked || stage == Stage::Unclear && memchr(b'<', text.as_bytes()).is_some() {
            let stripped = strip(&text);
            comment |= stripped.comment && stage == Stage::Marked;
            let joined = stripped.joined().into_iter();
            open.extend(joined.map(|part| (Cow::Owned(part), Stage::Stripped, layer)));
            open.push((Cow::Owned(stripped.visible), Stage::Stripped, layer));
            open.push((Cow::Owned(stripped.inside), Stage::Stripped, layer));
        } else if layer < LAYERS {
            open.extend(decode(&text).into_iter().map(|part| (Cow::Owned(part), Stage::Unclear, layer + 1)));
        }
    }
    comment
}

/// Returns a path as separate words.
pub(super) fn spaced(path: &str) -> String {
    path.replace(['-', '_', '/'], " ")
}

/// Joins the folded lines of a calendar (RFC 5545, section 3.1).
fn unfold(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n\t", "").replace("\n ", "").replace("\n\t", "")
}
