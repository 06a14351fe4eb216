//! What Hugo keeps to itself: drafts, pages that are yet to come or over, and those that it is told not to build.

use chrono::{DateTime, Utc};

use super::page::Page;
use super::site::{Config, Reading};
use super::tree::Node;
use crate::import::moment::Moment;

/// Why Hugo would not show a page.
#[derive(Debug)]
pub(super) struct Unpublished {
    /// The key of the front matter that says so, as it is written, and its line.
    pub(super) key: String,
    line: usize,
    why: &'static str,
}

/// Keys with other names that Hugo knows them by.
const PUBLISH: [&str; 3] = ["publishDate", "pubdate", "published"];
const EXPIRE: [&str; 2] = ["expiryDate", "unpublishdate"];

impl Unpublished {
    /// Looks for a reason. A word that cannot be read is one too: better a draft too many than a secret out.
    pub(super) fn read(
        page: &Page<'_>,
        config: &Config,
        now: DateTime<Utc>,
        reading: &Reading<'_>,
    ) -> Option<Self> {
        let time = |node: &Node| {
            let moment = node.text().and_then(|text| Moment::read(text, None));
            moment.map(|moment| moment.utc(reading.zone))
        };
        page.front.entries().iter().find_map(|(key, node)| {
            let is = |name: &str| key.eq_ignore_ascii_case(name);
            // Quoted nothing is nothing, as in `publishDate: ""` of a form that was not filled in.
            if node.is_blank() {
                return None;
            }
            let why = if is("draft") {
                (!says_no(node)).then_some("is set")
            } else if is("headless") {
                (!says_no(node)).then_some("is set, so no page was built")
            } else if is("published") && (says_no(node) || says_yes(node)) {
                says_no(node).then_some("says that it is not")
            } else if PUBLISH.iter().any(|name| is(name)) && !config.builds("buildFuture") {
                match time(node) {
                    Some(at) => (at > now).then_some("is yet to come"),
                    None => Some("is no time that can be read"),
                }
            } else if EXPIRE.iter().any(|name| is(name)) && !config.builds("buildExpired") {
                match time(node) {
                    Some(at) => (at <= now).then_some("is over"),
                    None => Some("is no time that can be read"),
                }
            } else if is("build") || is("_build") {
                let is_off = |part: &str| node.get(part).is_some_and(|word| !says_yes(word));
                is_off("render")
                    .then_some("keeps it from being rendered")
                    .or_else(|| is_off("list").then_some("keeps it from being listed"))
            } else {
                None
            };
            why.map(|why| Self { key: key.clone(), line: node.line, why })
        })
    }

    /// Tells the reason, and what it led to.
    pub(super) fn tell(&self, page: &Page<'_>, outcome: &str, reading: &mut Reading<'_>) {
        reading.notes.add(page.at(self.line), format!("`{}` {}{outcome}", self.key, self.why));
    }
}

fn says_no(node: &Node) -> bool {
    let word = node.text().unwrap_or_default().to_ascii_lowercase();
    matches!(word.as_str(), "false" | "no" | "off" | "n" | "f" | "0")
}

fn says_yes(node: &Node) -> bool {
    let word = node.text().unwrap_or_default().to_ascii_lowercase();
    matches!(word.as_str(), "always" | "true" | "yes" | "on" | "y")
}
