//! Tests of feeds as feed readers see them, with an independent parser.

mod hostile;
mod items;
mod postmortems;
mod stability;
pub(crate) mod story;

use std::collections::BTreeMap;

use allclear::diagnostics::Findings;
use allclear::pipeline::{Clock, Settings, examine};
use allclear::release::Site;
use allclear::site::{Theme, render};
use allclear::source::Snapshot;
use chrono::{DateTime, Utc};
use feed_rs::model::Feed;

/// The site released from these files at a time.
pub(crate) fn released(files: &[(&str, &str)], now: &str) -> Site {
    let snapshot = Snapshot::of_texts(files.iter().copied());
    let now: DateTime<Utc> = now.parse().expect("a time");
    let settings =
        Settings { clock: Clock::AsOf(now), strict_internal: false, strict: false, judged_elsewhere: false };
    let examined = examine(&snapshot, Findings::default(), settings).expect("files without errors");
    examined.public_site().expect("a site")
}

/// Every file of a site, by path.
pub(crate) fn rendered(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let outputs = render(site, &Theme::built_in()).expect("the built-in theme renders");
    outputs.into_iter().map(|output| (output.path.clone(), output.bytes.clone())).collect()
}

/// A feed of a site, as a feed reader parses it.
fn read(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Feed {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is missing"));
    feed_rs::parser::parse(&bytes[..]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The titles, newest first.
fn titles(feed: &Feed) -> Vec<String> {
    let title = |entry: &feed_rs::model::Entry| entry.title.as_ref().expect("a title").content.clone();
    feed.entries.iter().map(title).collect()
}
