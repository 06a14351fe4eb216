//! Feeds of both kinds: `items` has one item per update, in RSS 2.0 and JSON Feed; `history` has one entry per incident
//! or maintenance, in the form and at the addresses of Statuspage.

mod history;
mod items;

pub(super) use history::history_feeds;
pub(super) use items::{FeedFacts, component_feed, item_feeds};

use super::rendering::RenderContext;

/// Adds the style sheet for feeds, so that a person who opens one in a browser sees readable text.
fn styled(context: RenderContext<'_>, xml: &[u8]) -> Vec<u8> {
    let Some(asset) = context.theme.assets.get("feed.css") else { return xml.to_vec() };
    let style = format!(
        "<?xml-stylesheet type=\"text/css\" href=\"{}\"?>",
        super::rendering::text::escaped(&context.addresses.asset(&asset.path))
    );
    let root = memchr::memmem::find(xml, b"?>").map_or(0, |end| end + 2);
    let (declaration, rest) = xml.split_at(root);
    [declaration, b"\n", style.as_bytes(), rest].concat()
}
