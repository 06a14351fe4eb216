//! Documents for other systems: a title, facts, texts and tasks, written as Confluence storage format or as Markdown.
//!
//! Whoever makes a document decides what is in it. This room only writes it, so that no text becomes markup. Texts are HTML
//! from the closed list of elements of [`crate::markdown`], or plain text on one line.

mod confluence;
mod html;
mod markdown;

#[cfg(test)]
mod tests;

pub use confluence::storage;
pub use markdown::markdown;

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The title, as plain text.
    pub title: String,
    /// A warning above everything else, as plain text: who must not read it.
    pub warning: Option<String>,
    /// What it contains, in order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading below the title, as plain text.
    Heading(String),
    /// Facts with their labels.
    Facts(Vec<Fact>),
    /// Safe HTML from [`crate::markdown::render`]. Links that begin with `/` are left out, so make them absolute.
    Html(String),
    /// Tasks that are done or not.
    Tasks(Vec<Task>),
}

/// A fact with its label, as plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// The fact.
    pub value: String,
    /// The address that the fact is linked to: `https` or `http`.
    pub url: Option<String>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What is to be done, as plain text.
    pub text: String,
    /// Whether it is done.
    pub is_done: bool,
}

impl Fact {
    /// Returns a fact without a link.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), url: None }
    }
}

/// Returns a plain text on one line, without control characters and without the characters that XML forbids.
fn one_line(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns an address if it may be a link in another system.
fn web_address(url: &str) -> Option<&str> {
    let is_web = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let is_odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '"');
    (is_web && !url.contains(is_odd)).then_some(url)
}
