//! HTML in imported texts, read with a tokenizer that follows the WHATWG standard: a tag that is misread could publish
//! what a browser hides.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, Span, Token, Tokenizer};

/// A tag, parsed from after its `<`.
#[derive(Debug)]
pub(super) struct Tag {
    /// The name in lower case.
    pub(super) name: String,
    pub(super) closes: bool,
    attributes: BTreeMap<String, String>,
    /// The length in bytes, including the `>`.
    pub(super) length: usize,
}

impl Tag {
    /// Reads the tag at the beginning of `text`, which follows a `<`.
    pub(super) fn read(text: &str) -> Option<Self> {
        if !text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            return None;
        }
        let whole = format!("<{text}");
        let emitter = DefaultEmitter::<usize>::new_with_span();
        for token in Tokenizer::new_with_emitter(whole.as_str(), emitter) {
            match token.ok()? {
                // A doubled attribute or a missing space does not make a tag invalid.
                Token::Error(_) => {}
                Token::StartTag(tag) => {
                    let attributes = tag.attributes.iter();
                    let attributes =
                        attributes.map(|(key, value)| (lossy(key), lossy(&value.value))).collect();
                    return Self::ending_at(&whole, lossy(&tag.name), false, attributes, tag.span);
                }
                Token::EndTag(tag) => {
                    return Self::ending_at(&whole, lossy(&tag.name), true, BTreeMap::new(), tag.span);
                }
                _ => return None,
            }
        }
        None
    }

    fn ending_at(
        whole: &str,
        name: String,
        closes: bool,
        attributes: BTreeMap<String, String>,
        span: Span<usize>,
    ) -> Option<Self> {
        let is_whole = span.start == 0 && whole.get(..span.end)?.ends_with('>');
        is_whole.then(|| Self { name, closes, attributes, length: span.end - 1 })
    }

    /// Whether the tag has an attribute, with or without a value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    /// Returns the value of an attribute without characters that would end the target of a link.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let value = self.attributes.get(name)?;
        let harmless = |c: &char| !matches!(c, '<' | '>' | '\n' | '\r' | '[' | ']');
        Some(value.trim().chars().filter(harmless).collect())
    }
}

/// Replaces the entities in a text without tags with their characters.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let decode = |part: &str| {
        let mut out = String::new();
        for token in Tokenizer::new(part).flatten() {
            if let Token::String(text) = token {
                out.push_str(&lossy(&text.value));
            }
        }
        out
    };
    text.split('<').map(decode).collect::<Vec<_>>().join("<")
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_browsers_read_them() {
        let tag = Tag::read("A HREF='x>y' title=\"a &amp; b\"hidden>rest").unwrap();
        assert_eq!((tag.name.as_str(), tag.closes, tag.length), ("a", false, 37));
        assert_eq!(tag.attribute("href").as_deref(), Some("xy"));
        assert_eq!(tag.attribute("title").as_deref(), Some("a & b"));
        assert!(tag.has("hidden") && !tag.has("x"));
        assert!(Tag::read("/p >x").unwrap().closes);
        for text in [" 1%", "3", "b", "b title='", "!-- x -->"] {
            assert!(Tag::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn entities_are_decoded() {
        assert_eq!(decoded("R&amp;D &lt;b&gt; &eacute; &#39; & < &x"), "R&D <b> é ' & < &x");
    }
}
