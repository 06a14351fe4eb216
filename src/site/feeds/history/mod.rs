//! The history feeds of Statuspage: `/history.atom` and `/history.rss`, with one entry per incident or maintenance
//! that contains all its updates, because scripts of subscribers parse that form.
//!
//! An entry keeps its id and changes with every update, so a reader that shows only new entries misses updates. That
//! is why the site also has feeds with one item per update. The words are not translated, because programs search for
//! `<strong>Resolved</strong>`. `docs/statuspage-api.md` describes the form.

mod atom;
mod entry;
mod rss;

use super::styled;
use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::site::rendering::RenderContext;
use crate::site::rendering::text::legal_xml;
use entry::HistoryEntry;

/// The maximum number of entries in a feed.
const MOST: usize = 25;

/// Renders both feeds.
pub(in crate::site) fn history_feeds(context: RenderContext<'_>, site: &Site) -> Vec<Artifact> {
    let entries = HistoryEntry::newest(site, MOST);
    vec![
        Artifact::new("history.atom", styled(context, &atom::feed(site, &entries)), ArtifactKind::Feed),
        Artifact::new("history.rss", styled(context, &rss::feed(site, &entries)), ArtifactKind::Feed),
    ]
}

/// The title of both feeds.
fn title(site: &Site) -> String {
    let name = site.title.trim_end();
    let is_named = name.split_whitespace().last().is_some_and(|word| word.eq_ignore_ascii_case("status"));
    legal_xml(&format!("{name}{} - Incident History", if is_named { "" } else { " Status" }))
}
