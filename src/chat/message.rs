//! A message, independent of the service.

/// A message. All texts are plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The title, on one line.
    pub title: String,
    /// Short facts with their labels, each on one line.
    pub facts: Vec<(String, String)>,
    /// The text, in parts.
    pub parts: Vec<MessagePart>,
    /// Where to read more.
    pub links: Vec<MessageLink>,
}

/// A part of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessagePart {
    /// The heading; empty for none.
    pub heading: String,
    /// Its paragraphs. A line break in a paragraph is kept.
    pub paragraphs: Vec<String>,
}

/// A link of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLink {
    /// The words of the link.
    pub label: String,
    /// The address: `https` or `http`.
    pub url: String,
}
