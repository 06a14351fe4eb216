//! Feeds of both kinds: `items` has one item per update, in RSS 2.0 and JSON Feed; `history` has one entry per incident
//! or maintenance, in the form and at the addresses of Statuspage.

mod history;
mod items;

pub(super) use history::history_feeds;
pub(super) use items::{FeedFacts, component_feed, item_feeds};
