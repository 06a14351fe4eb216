//! Separates text from tags.
//!
//! This is not an HTML parser: it must lose nothing, but need not understand anything. Text between tags goes to one
//! stream, text inside them (attributes, comments) to another, and both are searched.

use super::patches::Patches;
use memchr::memchr;

/// The two streams of a text with tags.
#[derive(Debug, Default)]
pub(super) struct Stripped {
    /// The text between tags. A tag that ends a line or a cell becomes a line break.
    pub(super) visible: String,
    /// The inside of every tag and comment.
    pub(super) inside: String,
    /// Offsets into `visible` of the blanks inserted for inline tags directly between two words or inside one.
    gaps: Vec<usize>,
    /// Whether the text has a comment.
    pub(super) comment: bool,
}

impl Stripped {
    /// Returns the parts of `visible` that change when those blanks are removed. A tag may separate two words (two
    /// links of a menu) or not (`<b>L</b>ena`). Only a style sheet knows which, so the text has to be read both ways.
    pub(super) fn joined(&self) -> Vec<String> {
        let mut patches = Patches::new(&self.visible);
        for &gap in &self.gaps {
            patches.replace(gap, 1, b"");
        }
        patches.finish()
    }
}

/// Splits `text` into its two streams.
pub(super) fn strip(text: &str) -> Stripped {
    let (visible, inside) = (String::with_capacity(text.len()), String::with_capacity(text.len() / 2));
    let mut out = Stripped { visible, inside, ..Stripped::default() };
    let mut rest = text;
    let mut pending = false;
    while let Some(open) = next_tag(rest.as_bytes()) {
        let (before, tag) = rest.split_at(open);
        let Some(tag) = Tag::read(tag) else {
            append(&mut out, before, &mut pending);
            append(&mut out, "<", &mut pending);
            rest = rest.get(open + 1..).unwrap_or_default();
            continue;
        };
        append(&mut out, before, &mut pending);
        out.comment |= tag.comment;
        out.inside.push_str(tag.inside);
        out.inside.push('\n');
        if tag.is_inline() {
            pending = true;
        } else if !tag.comment {
            out.visible.push('\n');
            pending = false;
        }
        rest = rest.get(open + tag.length..).unwrap_or_default();
    }
    append(&mut out, rest, &mut pending);
    out
}

/// Returns the offset of the next `<`. Often a tag follows another one.
#[inline]
fn next_tag(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'<', ..] => Some(0),
        [_, b'<', ..] => Some(1),
        _ => memchr(b'<', bytes),
    }
}

#[inline]
fn append(out: &mut Stripped, text: &str, pending: &mut bool) {
    let Some(&first) = text.as_bytes().first() else { return };
    if std::mem::take(pending)
        && out.visible.as_bytes().last().is_some_and(|&last| may_be_word(last))
        && may_be_word(first)
    {
        out.gaps.push(out.visible.len());
        out.visible.push(' ');
    }
    out.visible.push_str(text);
}

/// Whether a byte is part of a word, or may be once it is decoded.
fn may_be_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || !byte.is_ascii()
        || matches!(byte, b'&' | b';' | b'%' | b'\\' | b'\'' | b'-')
}

/// A tag at the beginning of a text.
struct Tag<'a> {
    inside: &'a str,
    /// Length in bytes, from `<` to `>` inclusive.
    length: usize,
    comment: bool,
}

impl<'a> Tag<'a> {
    #[inline]
    fn read(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        match bytes.get(1)? {
            b'!' => {
                if let Some(rest) = text.strip_prefix("<!--") {
                    let inside = rest.find("-->").unwrap_or(rest.len());
                    let length = (4 + inside + 3).min(text.len());
                    return Some(Self { inside: rest.get(..inside)?, length, comment: true });
                }
                if text.starts_with("<![CDATA[") {
                    return Some(Self { inside: "", length: 9, comment: false });
                }
            }
            byte if byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'?') => {}
            _ => return None,
        }
        let end = tag_end(bytes);
        Some(Self { inside: text.get(1..end)?, length: (end + 1).min(text.len()), comment: false })
    }

    /// Whether the tag may occur inside a line, or even inside a word.
    #[inline]
    fn is_inline(&self) -> bool {
        let name = self.inside.as_bytes();
        let start = name.iter().take_while(|byte| **byte == b'/').count();
        let name = name.get(start..).unwrap_or_default();
        let end = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = name.get(..end).unwrap_or_default();
        // The longest name below has six letters.
        if end > 6 {
            return false;
        }
        if name.iter().any(u8::is_ascii_uppercase) {
            is_inline_element(&name.to_ascii_lowercase())
        } else {
            is_inline_element(name)
        }
    }
}

/// Elements that do not break a line (HTML Standard, text-level semantics; SVG `tspan`). Names are bytes, because a
/// `match` over bytes compiles to a decision tree, and one over strings to a sequence of comparisons.
fn is_inline_element(name: &[u8]) -> bool {
    matches!(
        name,
        b"a" | b"abbr"
            | b"b"
            | b"bdi"
            | b"bdo"
            | b"big"
            | b"cite"
            | b"code"
            | b"data"
            | b"del"
            | b"dfn"
            | b"em"
            | b"font"
            | b"i"
            | b"ins"
            | b"kbd"
            | b"mark"
            | b"q"
            | b"rb"
            | b"ruby"
            | b"s"
            | b"samp"
            | b"small"
            | b"span"
            | b"strong"
            | b"sub"
            | b"sup"
            | b"time"
            | b"tspan"
            | b"u"
            | b"wbr"
    )
}

/// Returns the offset of the `>` that ends the tag at 0. One in a quoted attribute does not count.
fn tag_end(bytes: &[u8]) -> usize {
    let mut at = 1;
    // Byte by byte, because there are only a few bytes between the values of two attributes.
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return at - 1,
            b'"' | b'\'' if bytes.get(at - 2) == Some(&b'=') => {
                if let Some(close) = bytes.get(at..).and_then(|rest| memchr(byte, rest)) {
                    at += close + 1;
                }
            }
            _ => {}
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visible(text: &str) -> String {
        strip(text).visible
    }

    #[test]
    fn text_between_tags_is_visible_as_it_is() {
        assert_eq!(visible("<p>x</p>y"), "\nx\ny");
        assert_eq!(visible("1 < 2 and 3 > 2, a<3"), "1 < 2 and 3 > 2, a<3");
        assert_eq!(visible("<a title='x>y' b>z"), "z");
        assert_eq!(visible("<![CDATA[x < y]]>"), "\nx < y]]>");
    }

    #[test]
    fn text_after_a_comment_is_visible_and_the_comment_is_inside() {
        let stripped = strip("a<!-- note -->c<!-- never closed");
        assert_eq!((stripped.visible.as_str(), stripped.inside.as_str()), ("ac", " note \n never closed\n"));
        assert!(stripped.comment);
    }

    #[test]
    fn an_inline_tag_may_be_inside_a_word() {
        for name in ["b", "tspan", "strong", "STRONG"] {
            let stripped = strip(&format!("Is L<{name}>ena</{name}> - here"));
            assert_eq!(stripped.visible, "Is L ena - here", "{name}");
            assert!(stripped.joined().concat().contains("Lena"), "{name}: {:?}", stripped.joined());
        }
        for name in ["p", "section", "strongest"] {
            assert_eq!(visible(&format!("L<{name}>ena")), "L\nena", "{name}");
        }
    }
}
