//! Pages that Hugo does not publish: drafts, future and expired pages, and pages that are configured not to be built.

use chrono::{DateTime, Utc};

use super::context::ConversionContext;
use crate::import::cstate::parse::config::Config;
use crate::import::cstate::parse::page::Page;
use crate::import::cstate::parse::tree::Node;
use crate::import::parsed_time::ParsedTime;

/// The reason why Hugo does not publish a page.
#[derive(Debug)]
pub(in crate::import::cstate) struct Unpublished {
    /// The key of the front matter that is the reason, as written.
    pub(in crate::import::cstate) key: String,
    line: usize,
    reason: &'static str,
}

/// The keys for the time of publication and of expiry, with their aliases in Hugo.
const PUBLISH: [&str; 3] = ["publishDate", "pubdate", "published"];
const EXPIRE: [&str; 2] = ["expiryDate", "unpublishdate"];

impl Unpublished {
    /// Returns the reason, if there is one. An unreadable value counts as a reason, because a wrong draft does less harm
    /// than a published secret.
    pub(in crate::import::cstate) fn read(
        page: &Page<'_>,
        config: &Config,
        now: DateTime<Utc>,
        context: &ConversionContext<'_>,
    ) -> Option<Self> {
        let time = |node: &Node| {
            let parsed = node.text().and_then(|text| ParsedTime::parse(text, None));
            parsed.map(|parsed| parsed.utc(context.zone))
        };
        page.front.entries().iter().find_map(|(key, node)| {
            let is = |name: &str| key.eq_ignore_ascii_case(name);
            // An empty text is no value, as in `publishDate: ""` of a form that was not filled in.
            if node.is_blank() {
                return None;
            }
            let reason = if is("draft") {
                (!is_false(node)).then_some("is set")
            } else if is("headless") {
                (!is_false(node)).then_some("is set, so Hugo builds no page")
            } else if is("published") && (is_false(node) || is_true(node)) {
                is_false(node).then_some("is false")
            } else if PUBLISH.iter().any(|name| is(name)) && !config.builds("buildFuture") {
                match time(node) {
                    Some(at) => (at > now).then_some("is in the future"),
                    None => Some("cannot be read as a time"),
                }
            } else if EXPIRE.iter().any(|name| is(name)) && !config.builds("buildExpired") {
                match time(node) {
                    Some(at) => (at <= now).then_some("is in the past"),
                    None => Some("cannot be read as a time"),
                }
            } else if is("build") || is("_build") {
                let is_off = |part: &str| node.get(part).is_some_and(|word| !is_true(word));
                is_off("render")
                    .then_some("prevents it from being rendered")
                    .or_else(|| is_off("list").then_some("prevents it from being listed"))
            } else {
                None
            };
            reason.map(|reason| Self { key: key.clone(), line: node.line, reason })
        })
    }

    /// Adds a note with the reason and the outcome.
    pub(in crate::import::cstate) fn add_note(
        &self,
        page: &Page<'_>,
        outcome: &str,
        context: &mut ConversionContext<'_>,
    ) {
        context.notes.add(page.at(self.line), format!("`{}` {}{outcome}", self.key, self.reason));
    }
}

fn is_false(node: &Node) -> bool {
    let word = node.text().unwrap_or_default().to_ascii_lowercase();
    matches!(word.as_str(), "false" | "no" | "off" | "n" | "f" | "0")
}

fn is_true(node: &Node) -> bool {
    let word = node.text().unwrap_or_default().to_ascii_lowercase();
    matches!(word.as_str(), "always" | "true" | "yes" | "on" | "y")
}
