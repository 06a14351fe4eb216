//! Reading a saved `history.atom` or `history.rss` of Statuspage.
//!
//! A feed is converted to an export, which [`super::statuspage`] reads. It has titles, times to the minute and texts, but
//! no components or impacts. Format: the feeds of real pages, with one entry per incident that contains its updates as
//! HTML, newest first.

mod feed_entry;
mod html;
mod updates;

use roxmltree::{Document, Node};
use serde_json::{Value, json};

use super::error::ImportError;
use super::plan::{Input, Notes};
use feed_entry::FeedEntry;

/// Whether a text is a feed: XML, which no export is.
pub(super) fn is_feed(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
}

/// Converts a feed to an export in the JSON of the read API. An entry that cannot be read is left out and noted.
pub(super) fn export(input: &Input, notes: &mut Notes) -> Result<Value, ImportError> {
    let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text).trim_start();
    let document = Document::parse(text).map_err(|error| ImportError::Json {
        input: input.name.clone(),
        line: error.pos().row as usize,
        column: error.pos().col as usize,
        message: error.to_string(),
    })?;
    let root = document.root_element();
    let (head, entries) = match root.tag_name().name() {
        "feed" => (root, children(root, "entry")),
        "rss" => match child(root, "channel") {
            Some(channel) => (channel, children(channel, "item")),
            None => (root, Vec::new()),
        },
        _ => {
            let expected = "a feed of Statuspage, `history.atom` or `history.rss`";
            return Err(ImportError::UnknownShape { input: input.name.clone(), expected });
        }
    };
    let mut incidents = Vec::new();
    let mut maintenances = Vec::new();
    for (index, node) in entries.into_iter().enumerate() {
        let entry = match FeedEntry::read(node) {
            Ok(entry) => entry,
            Err(message) => {
                let text: String = node.descendants().filter_map(|node| node.text()).collect();
                let text = html::text(&text).split_whitespace().collect::<Vec<_>>().join(" ");
                let subject = format!("{}: entry {} of the feed", input.name, index + 1);
                notes.add(subject, format!("{message}; left out. Its text: {text}"));
                continue;
            }
        };
        let list = if entry.is_maintenance() { &mut maintenances } else { &mut incidents };
        list.push(entry.export());
    }
    let title = text_of(head, "title").unwrap_or_default();
    let name = title.strip_suffix(" - Incident History").unwrap_or(&title);
    Ok(json!({
        "page": { "name": name, "url": link(head) },
        "incidents": incidents,
        "scheduled_maintenances": maintenances,
    }))
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Vec<Node<'a, 'i>> {
    node.children().filter(|child| child.is_element() && child.tag_name().name() == name).collect()
}

/// Returns the text of a child, unless it is blank.
fn text_of(node: Node<'_, '_>, name: &str) -> Option<String> {
    let child = child(node, name)?;
    let text: String = child.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Returns the link of a feed or an entry: the alternate link of Atom, or the text of `<link>` in RSS.
fn link(node: Node<'_, '_>) -> Option<String> {
    let links = children(node, "link");
    let alternate = links.iter().find(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"))?;
    alternate.attribute("href").map(str::to_owned).or_else(|| text_of(node, "link"))
}

#[cfg(test)]
mod tests;
