//! Reads the safe HTML of [`crate::markdown`] as a tree, with a tokenizer that follows the WHATWG standard.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

/// How deep elements may be nested; deeper ones become children of the last level. The renderer of Markdown stops earlier.
const DEEPEST: usize = 200;

/// Elements without an end tag.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// Decoded text.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element with its children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: BTreeMap<String, String>,
    pub(super) children: Vec<Node>,
}

impl Element {
    /// Returns the value of an attribute; an empty text without it.
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    /// Whether it is the link from a footnote back to the text.
    pub(super) fn is_link_back(&self) -> bool {
        self.name == "a" && self.attribute("role") == "doc-backlink"
    }
}

/// Reads HTML. A tag that does not fit is left out.
pub(super) fn parse(html: &str) -> Vec<Node> {
    // The first one represents the document.
    let mut open = vec![Element::default()];
    let close = |open: &mut Vec<Element>| {
        if let Some(element) = open.pop()
            && let Some(parent) = open.last_mut()
        {
            parent.children.push(Node::Element(element));
        }
    };
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::String(text) => push_text(&mut open, &lossy(&text.value)),
            Token::StartTag(tag) => {
                let name = lossy(&tag.name);
                let attributes = tag.attributes.iter().map(|(key, value)| (lossy(key), lossy(&value.value)));
                let element = Element { name, attributes: attributes.collect(), children: Vec::new() };
                let is_void = VOID.contains(&element.name.as_str());
                if !is_void && open.len() < DEEPEST {
                    open.push(element);
                } else if let Some(parent) = open.last_mut().filter(|_| is_void) {
                    parent.children.push(Node::Element(element));
                }
            }
            Token::EndTag(tag) => {
                let name = lossy(&tag.name);
                if let Some(at) = open.iter().skip(1).rposition(|element| element.name == name) {
                    while open.len() > at + 1 {
                        close(&mut open);
                    }
                }
            }
            _ => {}
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|document| document.children).unwrap_or_default()
}

/// Returns the text of nodes without their markup.
pub(super) fn text_of(nodes: &[Node]) -> String {
    nodes
        .iter()
        .map(|node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => text_of(&element.children),
        })
        .collect()
}

fn push_text(open: &mut [Element], text: &str) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(Node::Text(text.to_owned()));
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
